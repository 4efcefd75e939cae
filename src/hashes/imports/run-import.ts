import {
  type Ctx,
  type LongJobKind,
  type LongWork,
  ok,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { sourceByCode } from '../entries/register-store.ts';
import { refuse } from '../refusals.ts';
import { forgetLines, freshLines, lockBatch, setBatchState, takeLines } from './import-batch-store.ts';
import { importEntries } from './import-entries.ts';

const PAGE = 250;

/** Taking in a file that was confirmed, as long work on its batch. */
export const importWork: LongJobKind = {
  kind: 'hashes.import',
  run: runImport,
  onStopped: (tx, job) => closeBatch(tx, job.objectId),
};

/** Takes in the new lines of a confirmed file, page by page. May be stopped anywhere and run again: a page and its lines go together. */
async function runImport(ctx: Ctx, work: LongWork): Promise<Result<object>> {
  const system = ctx.as(systemActor('hashes.run-import'));
  for (;;) {
    const next = await system.transaction(async (tx) => {
      const batch = await lockBatch(tx, work.objectId);
      const source = batch && (await sourceByCode(tx, batch.source));
      if (!batch || !source) return refuse('import.not-found');
      const lines = batch.state === 'RUNNING' ? await freshLines(tx, batch.id, PAGE) : [];
      if (batch.state === 'RUNNING' && lines.length === 0) await closeBatch(tx, batch.id);
      return ok({ batch, source, lines });
    });
    if (!next.ok) return next;
    const { batch, source, lines } = next.value;
    if (lines.length === 0) return ok({});
    const done = await importEntries(system, {
      source,
      bank: { id: batch.bankId, mode: batch.bankMode },
      // A person chose the bank for the file, so that is what its entries are for.
      entries: lines.map((line) => ({ ...line.entry, bankMode: batch.bankMode })),
      generation: 0,
      by: batch.startedBy,
      byHand: true,
      after: (tx) =>
        takeLines(
          tx,
          batch.id,
          lines.map((line) => line.id),
        ),
    });
    if (!done.ok) return done;
    if (!(await work.report(batch.taken + lines.length, batch.fresh))) return ok({});
  }
}

/** What was taken in stays; the lines that were not are forgotten. */
async function closeBatch(tx: Tx, batch: string): Promise<void> {
  await setBatchState(tx, batch, 'DONE');
  await forgetLines(tx, batch, ['fresh', 'known']);
}
