import type { Ctx, Tx } from '../../kernel/index.ts';
import { lawOf, type Urgency } from '../../vocabulary/index.ts';
import { progressStep } from '../progress.ts';
import { clocksOf, eventsOf, startClock } from '../reports/report-store.ts';
import type { ReportRow } from '../tables.ts';
import { clockEnd } from './clocks.ts';

/** Starts the clock of passing a report on, where nobody has taken it over yet and none runs. */
export async function startForwarding(ctx: Ctx, tx: Tx, report: ReportRow, urgency: Urgency | null): Promise<void> {
  const runs = (await clocksOf(tx, report.id)).some((clock) => clock.rule_code === 'DL-FWD' && clock.met_at === null);
  const passedOn = (await eventsOf(tx, report.id)).some(({ code }) => progressStep(ctx.kernel, code)?.routes);
  if (runs || passedOn) return;
  const due = clockEnd(lawOf(ctx.kernel), 'DL-FWD', tx.now, urgency ?? undefined);
  await startClock(tx, report.id, 'DL-FWD', tx.now, due);
}
