import { type Ctx, HOUR, newId, ok, type Result, systemActor, type Tx, vietnamDate } from '../../kernel/index.ts';
import { forgetKeys } from '../listening-sealing.ts';
import type { PurgeReportView } from '../listening-view.ts';
import { retentionHours } from '../models/tuning-store.ts';
import { bury, FIRST } from '../pipeline/queue-store.ts';
import { expireTasks } from '../review/review-store.ts';
import {
  destroyTextKeys,
  dropQueued,
  dueOf,
  insertPurgeReport,
  purgeBands,
  purgeClusters,
  purgePseudonymKeys,
  purgeRecords,
  purgeRelinks,
  purgeTexts,
  purgeTraining,
  type TextClass,
  textClasses,
} from './retention-store.ts';

const BATCH = 5_000;
const DAY = 24 * HOUR;
/** Days after its last post that a campaign still finds its like. */
const BANDS_DAYS = 30;
const CLASSES = [...textClasses, 'training', 'record'] as const;

/**
 * Takes away everything past its timer, class by class, and proves it: what was due, what went, and what was left when it
 * was looked at again, which must be nothing. Keys go with the last text under them.
 */
export async function purge(ctx: Ctx): Promise<Result<PurgeReportView[]>> {
  const system = ctx.as(systemActor('listening.purge'));
  const started = await system.transaction(async (tx) => {
    const records = new Date(tx.now.getTime() - ((await retentionHours(tx)).get('record') as number) * HOUR);
    const due: Record<string, number> = {};
    for (const retention of CLASSES) due[retention] = await dueOf(tx, retention, records);
    return ok({ records, due });
  });
  if (!started.ok) return started;
  const { records, due } = started.value;
  const purged: Record<string, number> = {};
  for (const retention of CLASSES) {
    const gone = await emptied(system, (tx) =>
      retention === 'training'
        ? purgeTraining(tx, BATCH)
        : retention === 'record'
          ? purgeRecords(tx, records, BATCH)
          : purgeClass(tx, retention),
    );
    if (!gone.ok) return gone;
    purged[retention] = gone.value;
  }
  const quiet = new Date(ctx.now.getTime() - BANDS_DAYS * DAY);
  for (const step of [
    (tx: Tx) => purgeBands(tx, quiet, BATCH),
    // A cluster joins with its posts: it goes with the last of them.
    (tx: Tx) => purgeClusters(tx, records, BATCH),
  ]) {
    const gone = await emptied(system, step);
    if (!gone.ok) return gone;
  }
  return system.transaction(async (tx) => {
    await expireTasks(tx);
    await purgeRelinks(tx);
    await purgePseudonymKeys(tx, new Date(records.getTime() - 100 * DAY));
    const keys = await destroyTextKeys(tx, vietnamDate(new Date(tx.now.getTime() - DAY)));
    forgetKeys(ctx.kernel, keys);
    const reports: PurgeReportView[] = [];
    for (const retention of CLASSES) {
      const report = {
        retention,
        due: due[retention] as number,
        purged: purged[retention] as number,
        left: await dueOf(tx, retention, records),
        keysDestroyed: retention === 'negative' ? keys.length : 0,
      };
      reports.push({ ...report, at: tx.now.toISOString() });
      // A run that found nothing due is a proof too, once an hour.
      if (report.due + report.purged + report.left + report.keysDestroyed > 0 || tx.now.getUTCMinutes() < 10)
        await insertPurgeReport(tx, { ...report, id: newId<'purge-report'>(tx.now.getTime()) });
      if (report.left > 0)
        ctx.kernel.log.error({ retention, left: report.left }, 'listening: texts are past their timer after a purge');
    }
    if (reports.some((report) => report.purged > 0))
      tx.audit({
        action: 'listening.purge',
        codes: Object.fromEntries(reports.map((report) => [report.retention, report.purged])),
      });
    return ok(reports);
  });
}

/** Texts that were never looked at are not lost in silence: each leaves a dead letter. */
async function purgeClass(tx: Tx, retention: TextClass): Promise<number> {
  const gone = await purgeTexts(tx, retention, BATCH);
  const unseen = gone.filter((one) => one.unprocessed);
  await bury(
    tx,
    unseen.map(({ id, lane }) => ({
      id: newId<'dead-letter'>(tx.now.getTime()),
      observation: id,
      stage: 'text',
      replay: FIRST,
      lane,
      reason: 'expired',
      attempts: 0,
    })),
  );
  await dropQueued(
    tx,
    gone.map(({ id }) => id),
  );
  return gone.length;
}

/** Runs a step until it finds nothing more; how much it took away. */
async function emptied(system: Ctx, step: (tx: Tx) => Promise<number>): Promise<Result<number>> {
  for (let total = 0; ; ) {
    const one = await system.transaction(async (tx) => ok(await step(tx)));
    if (!one.ok) return one;
    total += one.value;
    if (one.value === 0) return ok(total);
  }
}
