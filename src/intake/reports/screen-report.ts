import { z } from '@hono/zod-openapi';
import { clocksOf } from '../../clocks/index.ts';
import { type Ctx, ok, type Result, refuseRequest, type Tx, textInput } from '../../kernel/index.ts';
import {
  type ImminentRisk,
  imminentRisk,
  lawOf,
  type OnlineIncident,
  onlineIncident,
  type RiskAnswer,
  suggestUrgency,
  type Urgency,
  urgency,
} from '../../vocabulary/index.ts';
import { startForwarding } from '../clocks/forwarding.ts';
import { lapseClocks, meetClocks, startReportClock } from '../clocks/report-clocks.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { lapseEnding } from './lapse-ending.ts';
import { GROUNDS, readOptionalMessage } from './message.ts';
import { hasReporter, nextStatus, type ScreenOutcome, screenOutcomes, urgenciesOf } from './report.ts';
import { insertEvent, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';
import { writeNote } from './write-note.ts';

const answers = z.enum(['yes', 'no', 'unknown']);

/** What a screener decides. `riskAnswers` are the guided questions; they suggest an urgency, and the person decides. */
export const screening = z.strictObject({
  outcome: z.enum(screenOutcomes),
  urgency: urgency.zod,
  incidentCodes: z.array(onlineIncident.zod).max(onlineIncident.codes.length),
  riskAnswers: z.partialRecord(imminentRisk.zod, answers).default({}),
  /** Why it is less urgent than the answers say, or than it was; kept as a note. */
  because: textInput(GROUNDS).optional(),
});

export interface ScreenReport extends OnSeenReport {
  readonly outcome: ScreenOutcome;
  readonly urgency: Urgency;
  readonly incidentCodes: readonly OnlineIncident[];
  readonly riskAnswers?: Partial<Record<ImminentRisk, RiskAnswer>>;
  readonly because?: string | undefined;
}

/**
 * The first look at a report: outcome, urgency, what it is about. Stops the screening clock, starts those that follow. No
 * outcome makes it less urgent than the answers say, or than it was, without a reason.
 * Refusals: `report.act-not-open`, `report.urgency-mismatch`, `report.incident-needed`, `report.lowering-needs-reason`
 */
export async function screenReport(ctx: Ctx, input: ScreenReport): Promise<Result<Triage>> {
  const { report: id, version, ...decision } = input;
  const parsed = screening.safeParse(decision);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') });
  const { outcome, incidentCodes, riskAnswers } = parsed.data;
  const decided = parsed.data.urgency;
  if (!urgenciesOf(outcome).includes(decided)) return refuse('report.urgency-mismatch', { field: 'urgency' });
  if ((outcome === 'EMERGENCY' || outcome === 'NORMAL') && incidentCodes.length === 0)
    return refuse('report.incident-needed', { field: 'incidentCodes' });
  const because = readOptionalMessage(parsed.data.because, 'because', GROUNDS);
  if (!because.ok) return because;
  const suggested = suggestUrgency(riskAnswers);

  return deskAct(ctx, 'report.screen', { report: id, version }, async (tx, report, person) => {
    const status = nextStatus(report.status, `screen:${outcome}`);
    if (status === undefined) return refuse('report.act-not-open');
    if (isLowered(decided, suggested, report.urgency) && because.value === undefined)
      return refuse('report.lowering-needs-reason', { field: 'because' });
    const note = because.value === undefined ? undefined : await writeNote(ctx, tx, person, report, because.value);
    await lapseEnding(tx, report.id);
    await insertEvent(tx, report.id, 'screened', {
      outcome,
      urgency: decided,
      suggested,
      ...(note === undefined ? {} : { note }),
      ...Object.fromEntries(Object.entries(riskAnswers)),
    });
    await moveClocks(ctx, tx, report, outcome, decided);
    const screened = await updateReport(tx, report, {
      status,
      urgency: decided,
      incident_codes: [...new Set(incidentCodes)],
      screened_at: report.screened_at ?? tx.now,
    });
    tx.audit({ ...auditOf(report), action: 'report.screen', codes: { outcome, urgency: decided } });
    tx.notify({ topic: 'report.screened', id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), screened, tx.now));
  });
}

/** Whether it is decided to be less urgent than the answers speak for, or than it was. U3 is where no answer speaks; U1 stands before U4. */
function isLowered(decided: Urgency, suggested: Urgency, before: Urgency | null): boolean {
  return (suggested !== 'U3' && decided > suggested) || (before !== null && decided > before);
}

async function moveClocks(
  ctx: Ctx,
  tx: Tx,
  report: ReportRow,
  outcome: ScreenOutcome,
  decided: Urgency,
): Promise<void> {
  await meetClocks(tx, report.id, ['DL-SCREEN']);
  if (decided !== 'U1') await lapseClocks(tx, report.id, ['DL-EMERG-12H']);
  // What must still be verified is passed on once it is confirmed; an emergency is passed on before.
  if (outcome === 'EMERGENCY') await startForwarding(ctx, tx, report, decided);
  else await lapseClocks(tx, report.id, ['DL-FWD']);
  const running = new Set(
    (await clocksOf(tx, { kind: 'report', id: report.id }))
      .filter((clock) => clock.endedAt === null)
      .map((clock) => clock.rule),
  );
  if (decided === 'U1' && !running.has('DL-EMERG-12H')) {
    // The law's twelve hours count from the moment the information came in, not from when somebody looked.
    const from = report.status === 'REOPENED' ? tx.now : report.received_at;
    await startReportClock(ctx, tx, report, 'DL-EMERG-12H', { from, urgency: decided });
  }
  if (hasReporter(report) && report.first_reply_at === null && !running.has('DL-FEEDBACK')) {
    await startReportClock(ctx, tx, report, 'DL-FEEDBACK');
  }
}
