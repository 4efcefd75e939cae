import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  refuseRequest,
  type Tx,
} from '../../kernel/index.ts';
import { supplementPolicy } from '../access/case-policy.ts';
import { refuse } from '../refusals.ts';
import type { SupplementRow } from '../tables.ts';
import { supplementRow } from './supplement-store.ts';

export interface OnSupplement {
  /** Id of the supplement. */
  readonly supplement: string;
}

export interface OnSeenSupplement extends OnSupplement {
  /** Version that the actor saw. */
  readonly version: number;
}

type SupplementAction = (typeof supplementPolicy.actions)[number];

const onSupplement: RecordKind<SupplementRow, SupplementAction> = {
  kind: 'supplement',
  acts: personsOnly,
  find: supplementRow,
  can: canBy(supplementPolicy, (row: SupplementRow) => row),
};

/** An act on a supplement in the frame of every act on a record. */
export function supplementAct<T>(
  ctx: Ctx,
  action: SupplementAction,
  on: OnSupplement & Omit<OnRecord, 'id' | 'version'>,
  act: (tx: Tx, row: SupplementRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(onSupplement, ctx, action, { ...on, id: on.supplement }, act);
}

/** Why nothing can be added any more; undefined while it is owed in the version that was seen. What happened to it is said before what was seen of it. */
export function notOwed(row: SupplementRow, version: number): Result<never> | undefined {
  if (row.status === 'LAPSED') return refuse('supplement.case-ended');
  if (row.status !== 'OWED')
    return refuse('supplement.already-sent', { facts: { at: row.sent_at?.toISOString() ?? '' } });
  return changedMeanwhile(row, version);
}

export function changedMeanwhile(row: SupplementRow, version: number): Result<never> | undefined {
  if (row.version === version) return undefined;
  return refuseRequest('record.changed-meanwhile', { facts: { version: row.version, status: row.status } });
}
