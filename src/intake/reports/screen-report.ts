import { z } from '@hono/zod-openapi';
import { clocksOf } from '../../clocks/index.ts';
import { type Ctx, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import {
  type ImminentRisk,
  imminentRisk,
  lawOf,
  type OnlineIncident,
  onlineIncident,
  type RiskAnswer,
  type ScreeningOutcome,
  screeningOutcome,
  suggestUrgency,
  type Urgency,
  urgency,
} from '../../vocabulary/index.ts';
import { startForwarding } from '../clocks/forwarding.ts';
import { lapseClocks, meetClocks, startReportClock } from '../clocks/report-clocks.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { findOriginal } from './mark-duplicate.ts';
import { hasReporter, nextStatus, urgenciesOf } from './report.ts';
import { insertEvent, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';

const answers = z.enum(['yes', 'no', 'unknown']);

/** What a screener decides. `riskAnswers` are the guided questions; they suggest an urgency, and the person decides. */
export const screening = z.strictObject({
  outcome: screeningOutcome.zod,
  urgency: urgency.zod,
  incidentCodes: z.array(onlineIncident.zod).max(onlineIncident.codes.length),
  riskAnswers: z.partialRecord(imminentRisk.zod, answers).default({}),
  /** Id of the original, where the outcome is DUPLICATE. */
  duplicateOf: z.uuid().optional(),
});

export interface ScreenReport extends OnSeenReport {
  readonly outcome: ScreeningOutcome;
  readonly urgency: Urgency;
  readonly incidentCodes: readonly OnlineIncident[];
  readonly riskAnswers?: Partial<Record<ImminentRisk, RiskAnswer>>;
  readonly duplicateOf?: string;
}

/**
 * The first look at a report: outcome, urgency, what it is about. Stops the screening clock, starts those that follow.
 * @returns refusals `report.act-not-open`, `report.urgency-mismatch`, `report.incident-needed`,
 *   `report.duplicate-unusable`, `record.changed-meanwhile`
 */
export async function screenReport(ctx: Ctx, input: ScreenReport): Promise<Result<Triage>> {
  const { report: id, version, ...decision } = input;
  const parsed = screening.safeParse(decision);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') });
  const { outcome, incidentCodes, riskAnswers, duplicateOf } = parsed.data;
  const decided = parsed.data.urgency;
  if (!urgenciesOf(outcome).includes(decided)) return refuse('report.urgency-mismatch', { field: 'urgency' });
  if ((outcome === 'EMERGENCY' || outcome === 'NORMAL') && incidentCodes.length === 0)
    return refuse('report.incident-needed', { field: 'incidentCodes' });

  return deskAct(ctx, 'report.screen', { report: id, version }, async (tx, report) => {
    const status = nextStatus(report.status, `screen:${outcome}`);
    if (status === undefined) return refuse('report.act-not-open');
    const original = outcome === 'DUPLICATE' ? await findOriginal(tx, report, duplicateOf) : ok(null);
    if (!original.ok) return original;

    await insertEvent(tx, report.id, 'screened', {
      outcome,
      urgency: decided,
      suggested: suggestUrgency(riskAnswers),
      ...Object.fromEntries(Object.entries(riskAnswers)),
    });
    await moveClocks(ctx, tx, report, outcome, decided);
    const screened = await updateReport(tx, report, {
      status,
      urgency: decided,
      incident_codes: [...new Set(incidentCodes)],
      duplicate_of: original.value,
      screened_at: report.screened_at ?? tx.now,
    });
    tx.audit({ ...auditOf(report), action: 'report.screen', codes: { outcome, urgency: decided } });
    tx.notify({ topic: 'report.screened', id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), screened, tx.now));
  });
}

async function moveClocks(
  ctx: Ctx,
  tx: Tx,
  report: ReportRow,
  outcome: ScreeningOutcome,
  decided: Urgency,
): Promise<void> {
  await meetClocks(tx, report.id, ['DL-SCREEN']);
  if (outcome === 'DUPLICATE') return lapseClocks(tx, report.id);
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
