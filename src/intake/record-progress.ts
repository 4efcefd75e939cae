import { type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../kernel/index.ts';
import { meetClocks } from './clocks/report-clocks.ts';
import { progressStep } from './progress.ts';
import { auditOf } from './reports/desk-act.ts';
import { nextStatus } from './reports/report.ts';
import { eventsOf, findOwnReport, insertEvent, updateReport } from './reports/report-store.ts';

/**
 * Another module tells what became of a report: the reporter's timeline shows it, and a confirmed report counts as
 * routed once another body has taken it over. The caller has checked that its own act was permitted.
 * @throws where no module offers a step of this code
 */
export async function recordProgress(
  ctx: Ctx,
  report: string,
  code: string,
  /** Whether it is news after all that the report was told, in order, the same code included: for who may be run again. */
  isNews: (told: readonly string[]) => boolean = () => true,
): Promise<Result<void>> {
  const step = progressStep(ctx.kernel, code);
  if (!step) throw new Error(`no module offers the progress step ${code}`);
  const id = parseId<'report'>(report);
  if (id === undefined) return refuseRequest('record.not-found');
  return ctx.as(systemActor('intake.record-progress')).transaction(
    async (tx) => {
      const row = await findOwnReport(tx, id, { lock: true });
      if (!row) return refuseRequest('record.not-found');
      if (!isNews((await eventsOf(tx, id)).map((one) => one.code))) return ok();
      await insertEvent(tx, id, code);
      const status = step.routes ? nextStatus(row.status, 'route') : undefined;
      if (step.routes) await meetClocks(tx, id, ['DL-FWD', 'DL-EMERG-12H']);
      if (status !== undefined) await insertEvent(tx, id, 'routed', { by: code });
      await updateReport(tx, row, status === undefined ? {} : { status });
      tx.audit({ ...auditOf(row), action: 'report.progress', codes: { code } });
      tx.notify({ topic: 'report.progress', id, desk: row.desk_code });
      return ok();
    },
    { keep: true },
  );
}
