import { isEmergency, openReport } from '../../intake/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { type AgeBand, onlineIncident, type Urgency } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { OpenCaseInput } from './open-case-input.ts';

/** What a case takes over from what was reported: codes and times. */
export interface ReportFacts {
  readonly id: string | null;
  /** The code of the report, which its case takes on. */
  readonly reference: string | null;
  readonly commune: string;
  readonly urgency: Urgency;
  readonly ageBand: AgeBand;
  readonly informationAt: Date;
  readonly incidentCodes: readonly string[];
  readonly demonstration: boolean;
  /** An emergency that nobody has verified yet. */
  readonly emergency: boolean;
}

/** The facts of the report that the actor may see and that was confirmed, or is an emergency; or those given, where the commune received the information itself. */
export async function reportForCase(ctx: Ctx, input: OpenCaseInput): Promise<Result<ReportFacts>> {
  if (input.report === undefined) {
    if (!input.commune) return refuse('case.no-owner', { field: 'commune' });
    if (!(input.incidentCodes ?? []).every((code) => onlineIncident.has(code)))
      return refuse('form.answer-invalid', { field: 'incidentCodes' });
    return ok({
      id: null,
      reference: null,
      commune: input.commune,
      urgency: input.urgency ?? 'U3',
      ageBand: input.ageBand ?? 'UNK',
      informationAt: receivedAt(ctx, input),
      incidentCodes: input.incidentCodes ?? [],
      demonstration: await isInvented(ctx),
      emergency: false,
    });
  }
  const opened = await openReport(ctx, { report: input.report });
  if (!opened.ok) return opened;
  const { triage } = opened.value;
  // An emergency is passed on before anybody has verified it (art. 26); everything else once it was confirmed.
  if (triage.status !== 'CONFIRMED' && triage.status !== 'ROUTED' && !isEmergency(triage))
    return refuse('case.report-not-confirmed', { facts: { status: triage.status } });
  const commune = input.commune ?? triage.commune;
  if (!commune) return refuse('case.no-owner', { field: 'commune' });
  return ok({
    id: triage.id,
    reference: triage.reference,
    commune,
    urgency: input.urgency ?? triage.urgency ?? 'U3',
    ageBand: input.ageBand ?? triage.ageBand,
    informationAt: new Date(triage.receivedAt),
    incidentCodes: triage.incidentCodes,
    demonstration: triage.demonstration,
    emergency: isEmergency(triage),
  });
}

/** When the commune received the information, by the caller or by form 01; the twelve hours of art. 26.3 run from then, not from when it was typed. */
function receivedAt(ctx: Ctx, { informationAt, reception }: OpenCaseInput): Date {
  const written = typeof reception.received_at === 'string' ? new Date(reception.received_at) : undefined;
  const at = informationAt ?? written;
  return at && at <= ctx.now ? at : ctx.now;
}

/** What an invented person of the demonstration opens is marked as invented, whenever they do it. */
async function isInvented(ctx: Ctx): Promise<boolean> {
  return ctx.actor.kind === 'person' && isDemonstrationPerson(ctx, ctx.actor.person);
}
