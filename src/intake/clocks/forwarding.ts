import { clocksOf } from '../../clocks/index.ts';
import type { Ctx, Tx } from '../../kernel/index.ts';
import type { Urgency } from '../../vocabulary/index.ts';
import { progressStep } from '../progress.ts';
import { eventsOf } from '../reports/report-store.ts';
import type { ReportRow } from '../tables.ts';
import { startReportClock } from './report-clocks.ts';

/** Starts the clock of passing a report on, where nobody has taken it over yet and none runs. */
export async function startForwarding(ctx: Ctx, tx: Tx, report: ReportRow, urgency: Urgency | null): Promise<void> {
  const runs = (await clocksOf(tx, { kind: 'report', id: report.id })).some(
    (clock) => clock.rule === 'DL-FWD' && clock.endedAt === null,
  );
  const passedOn = (await eventsOf(tx, report.id)).some(({ code }) => progressStep(ctx.kernel, code)?.routes);
  if (runs || passedOn) return;
  await startReportClock(ctx, tx, report, 'DL-FWD', { urgency: urgency ?? undefined });
}
