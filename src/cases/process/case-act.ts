import {
  actOnRecord,
  type Ctx,
  canBy,
  lookAtRecord,
  type OnRecord,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { casePolicy } from '../access/case-policy.ts';
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

const caseRecord: RecordKind<CaseRow, CaseAction> = {
  // Who reaches for a step of somebody else's office is denied, though the policy lets them work on the case.
  denials: new Set(['case.not-your-function', 'case.not-your-role']),
  kind: 'case',
  acts: personsOnly,
  find: findCase,
  can: canBy(casePolicy, scopeOf),
  underPurpose: ['case.read'],
  versionOf: (row) => row.version,
  meanwhile: (row) => ({
    act: row.last_act,
    by: row.last_act_by ?? '',
    at: row.last_act_at.toISOString(),
    status: row.status,
    version: row.version,
  }),
  changed: (tx, row, person) => {
    for (const agency of new Set([row.owner_agency, row.reporting_agency, person.agency]))
      tx.notify({ topic: 'cases.act', id: row.id, agency });
  },
};

/** An act on a case in the frame of every act on a record. */
export function caseAct<T>(
  ctx: Ctx,
  action: CaseAction,
  on: OnCase & Omit<OnRecord, 'id'>,
  act: (tx: Tx, row: CaseRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(caseRecord, ctx, action, { ...on, id: on.case }, act);
}

/** The part of an audit entry that names a case. */
export function auditOf(row: Pick<CaseRow, 'id' | 'owner_agency'>) {
  return { organisation: row.owner_agency, object: { kind: 'case', id: row.id } } as const;
}

/** The case as far as the actor may see it, for looking at it before the act; the act itself reads it again under a lock. */
export function lookAtCase(ctx: Ctx, caseId: string): Promise<Result<CaseRow>> {
  return lookAtRecord(caseRecord, ctx, 'case.overview', caseId);
}
