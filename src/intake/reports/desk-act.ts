import { type Ctx, ok, type PersonActor, parseId, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { type ReportAction, reportPolicy } from './report-policy.ts';
import { findReport } from './report-store.ts';

/** What every act of the desk on a report says. */
export interface OnReport {
  /** Id of the report. */
  readonly report: string;
}

/** An act that changes the report also says which state of it the actor saw. */
export interface OnSeenReport extends OnReport {
  readonly version: number;
}

/** Refusals that are written to the audit: somebody reached for what they may not have. */
const DENIALS = new Set([
  'access.not-permitted',
  'record.not-found',
  'report.step-up-needed',
  'report.purpose-does-not-fit',
]);
/** What a grant opens only for the purpose that it was given for. */
const CONTENT: ReadonlySet<ReportAction> = new Set(['report.read-narrative', 'report.read-identity']);

/**
 * The frame of a desk's act: find the report as far as the actor may see it, ask the policy for this act, compare the
 * version, act, and keep denials in the audit.
 */
export async function deskAct<T>(
  ctx: Ctx,
  action: ReportAction,
  on: OnReport & { readonly version?: number; readonly readOnly?: boolean },
  act: (tx: Tx, report: ReportRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const id = parseId<'report'>(on.report);
  if (id === undefined) return refuseRequest('record.not-found');
  const result = await ctx.transaction(
    async (tx): Promise<Result<T>> => {
      const report = await findReport(tx, id, { lock: !on.readOnly });
      if (!report) return refuseRequest('record.not-found');
      const may = permitted(actor, action, report, tx.now);
      if (!may.ok) return may;
      if (on.version !== undefined && on.version !== report.version) return refuseRequest('record.changed-meanwhile');
      return act(tx, report, actor);
    },
    { keep: true },
  );
  if (!result.ok && DENIALS.has(result.refusal.code)) {
    await ctx.auditRefused({ action, object: { kind: 'report', id }, codes: { refusal: result.refusal.code } });
  }
  return result;
}

/**
 * Whether the policy lets the person do this to the report; names the missing step-up where only that is missing, and the
 * purpose where a grant would open it for another one.
 */
export function permitted(person: PersonActor, action: ReportAction, report: ReportRow, now: Date): Result<void> {
  const fitting = CONTENT.has(action)
    ? { ...person, grants: person.grants.filter((grant) => grant.purpose === person.purpose) }
    : person;
  if (reportPolicy.can(fitting, action, report, now)) return ok();
  const steppedUp = (who: PersonActor) => ({ ...who, steppedUpUntil: new Date(now.getTime() + 1) });
  if (reportPolicy.can(steppedUp(fitting), action, report, now)) return refuse('report.step-up-needed');
  return reportPolicy.can(steppedUp(person), action, report, now)
    ? refuse('report.purpose-does-not-fit')
    : refuseRequest('access.not-permitted');
}

/** The part of an audit entry that names a report. */
export function auditOf(report: ReportRow) {
  return { organisation: report.organisation, object: { kind: 'report', id: report.id } } as const;
}
