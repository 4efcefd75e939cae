import { type Ctx, ok, type PersonActor, parseId, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { otherPurpose } from '../access/case-access.ts';
import { casePolicy } from '../access/case-policy.ts';
import { refuse } from '../refusals.ts';
import type { CaseRow } from '../tables.ts';
import { findCase, scopeOf } from './case-store.ts';

export type CaseAction = (typeof casePolicy.actions)[number];

export interface OnCase {
  /** Id of the case. */
  readonly case: string;
}

/** An act that changes the case also says which state of it the actor saw. */
export interface OnSeenCase extends OnCase {
  readonly version: number;
}

const DENIALS = new Set([
  'access.not-permitted',
  'record.not-found',
  'case.not-your-function',
  'case.not-your-role',
  'grant.other-purpose',
]);

/**
 * The frame of every act on a case: find it as far as the actor may see it, ask the policy, compare the version, act;
 * denials go to the audit. Somebody who comes second is told what the first one did.
 */
export async function caseAct<T>(
  ctx: Ctx,
  action: CaseAction,
  on: OnCase & { readonly version?: number; readonly readOnly?: boolean },
  act: (tx: Tx, row: CaseRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const id = parseId<'case'>(on.case);
  if (id === undefined) return refuseRequest('record.not-found');
  const result = await ctx.transaction(
    async (tx): Promise<Result<T>> => {
      const row = await findCase(tx, id, { lock: !on.readOnly });
      if (!row) return refuseRequest('record.not-found');
      if (!casePolicy.can(actor, action, scopeOf(row), tx.now)) return refuseRequest('access.not-permitted');
      const purpose = action === 'case.read' ? otherPurpose(actor, scopeOf(row), tx.now) : undefined;
      if (purpose !== undefined) return refuse('grant.other-purpose', { facts: { purpose } });
      if (on.version !== undefined && on.version !== row.version) return changedMeanwhile(row);
      const done = await act(tx, row, actor);
      if (done.ok && !on.readOnly)
        for (const agency of new Set([row.owner_agency, row.reporting_agency, actor.agency]))
          tx.notify({ topic: 'cases.act', id: row.id, agency });
      return done;
    },
    { keep: true },
  );
  if (!result.ok && DENIALS.has(result.refusal.code)) {
    await ctx.auditRefused({ action, object: { kind: 'case', id }, codes: { refusal: result.refusal.code } });
  }
  return result;
}

/** What somebody else did in the meantime: the act, by whom, when, and the state now. */
export function changedMeanwhile(row: CaseRow): Result<never> {
  return refuseRequest('record.changed-meanwhile', {
    facts: {
      act: row.last_act,
      by: row.last_act_by ?? '',
      at: row.last_act_at.toISOString(),
      status: row.status,
      version: row.version,
    },
  });
}

/** The part of an audit entry that names a case. */
export function auditOf(row: Pick<CaseRow, 'id' | 'owner_agency'>) {
  return { organisation: row.owner_agency, object: { kind: 'case', id: row.id } } as const;
}

/** The case as far as the actor may see it, for looking at it before the act; the act itself reads it again under a lock. */
export async function lookAtCase(ctx: Ctx, caseId: string): Promise<Result<CaseRow>> {
  const { actor } = ctx;
  const id = parseId<'case'>(caseId);
  if (actor.kind !== 'person' || id === undefined) return refuseRequest('record.not-found');
  const found = await ctx.transaction(async (tx) => ok(await findCase(tx, id)), { keep: true });
  if (!found.ok) return found;
  if (found.value) return ok(found.value);
  await ctx.auditRefused({
    action: 'case.overview',
    object: { kind: 'case', id },
    codes: { refusal: 'record.not-found' },
  });
  return refuseRequest('record.not-found');
}
