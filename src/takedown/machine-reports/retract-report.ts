import { actAs, actOnRecord, type Ctx, DAY, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { postNotices } from '../../members/index.ts';
import { lockFolding, lockItems } from '../items/arrival-store.ts';
import { itemEvent } from '../items/item-event.ts';
import { changeItem, insertItemEvent } from '../items/item-store.ts';
import { refuse } from '../refusals.ts';
import { scoreOfItem, scoringNow } from '../triage/score-item.ts';
import { auditOfReport } from './finish-report.ts';
import { limitCalls } from './limit-calls.ts';
import { reportEvent, reportRecord } from './report-record.ts';
import {
  arrivalsOfParts,
  discountIncident,
  emptyParts,
  partsOf,
  peopleOn,
  updateReport,
  withdrawArrivals,
} from './report-store.ts';
import type { MachineReportRow } from './report-tables.ts';

const PLATFORM = systemActor('takedown.machine-reports');

/**
 * Takes a report back. One that was not finished loses what was written in it; one that was takes its part out of the counters of
 * items and waves, and whoever works on them is told. What a person has decided meanwhile stands. Asked again, the answer is the same.
 * Refusals: `machine-report.not-found`, `machine-report.expired`, `machine-report.too-fast`, `access.not-permitted`
 */
export async function retractReport(
  ctx: Ctx,
  input: { readonly report: string },
): Promise<Result<{ readonly id: string; readonly reference: string; readonly items: number }>> {
  const limited = await limitCalls(ctx);
  if (!limited.ok) return limited;
  return actOnRecord(reportRecord, ctx, 'machine-report.file', { id: input.report }, async (tx, row) => {
    const { id, reference } = row;
    if (row.state === 'RETRACTED') return ok({ id, reference, items: 0 });
    if (row.state === 'EXPIRED') return refuse('machine-report.expired');
    const finished = row.finished_at !== null;
    const items = await actAs(tx, PLATFORM, async (system) => {
      const touched = finished && !row.test ? await takeOut(ctx, system, row) : 0;
      if (!finished) await emptyParts(system, id);
      await updateReport(system, id, {
        state: 'RETRACTED',
        retracted_at: tx.now,
        changed_at: tx.now,
        ...(finished ? {} : { sealed: null }),
      });
      system.notify(reportEvent(row));
      return touched;
    });
    tx.audit(auditOfReport(row, 'retracted', { entries: items }));
    return ok({ id, reference, items });
  });
}

/** @returns how many items lost a report */
async function takeOut(ctx: Ctx, tx: Tx, row: MachineReportRow): Promise<number> {
  // Nothing is folded meanwhile: what waits is withdrawn, what was counted is counted out, and nothing is both.
  await lockFolding(tx);
  const parts = await partsOf(tx, row.id);
  const arrivals = await arrivalsOfParts(
    tx,
    parts.map(({ id }) => id),
  );
  await withdrawArrivals(
    tx,
    arrivals.map(({ id }) => id),
  );
  const counted = arrivals.filter(({ item }) => item !== null);
  for (const [incident, own] of Map.groupBy(counted, ({ incident }) => incident))
    if (incident !== null) await discountIncident(tx, incident, own.length);
  const byItem = Map.groupBy(counted, ({ item }) => item as string);
  const items = await lockItems(tx, [...byItem.keys()]);
  const scoring = await scoringNow(
    ctx,
    tx,
    items.flatMap(({ domain_mark }) => domain_mark ?? []),
  );
  for (const item of items) {
    const own = byItem.get(item.id) ?? [];
    const recent = own.filter((one) => one.arrived_at.getTime() > tx.now.getTime() - DAY).length;
    const left = {
      reports: Math.max(0, item.reports - own.length),
      recent_reports: Math.max(0, item.recent_reports - recent),
    };
    await changeItem(tx, item, { ...left, ...scoreOfItem({ ...item, ...left }, scoring) });
    await insertItemEvent(tx, item.id, 'report-retracted', { reports: own.length });
    const people = await peopleOn(tx, item.id);
    await postNotices(
      tx,
      people.map((person) => ({
        to: { person },
        kind: 'content-item.report-retracted',
        object: { kind: 'content-item', id: item.id },
        facts: { reports: own.length, left: left.reports },
      })),
    );
    tx.notify(itemEvent(item.id, item.agency));
  }
  return items.length;
}
