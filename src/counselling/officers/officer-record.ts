import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { officerCallPolicy } from './officer-policy.ts';
import { findCall } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';

export type CallAction = Parameters<typeof officerCallPolicy.can>[1];

const callKind: RecordKind<OfficerCallRow, CallAction> = {
  kind: 'officer-call',
  acts: personsOnly,
  find: (tx, id, { lock }) => findCall(tx, id, { lock }),
  can: canBy(officerCallPolicy, (call: OfficerCallRow) => call),
  versionOf: (call) => call.version,
};

export interface OnCall {
  readonly call: string;
  readonly version?: number | undefined;
}

/** An act on a call for a child in danger, in the frame of every act on a record. */
export function callAct<T>(
  ctx: Ctx,
  action: CallAction,
  on: OnCall & Pick<OnRecord, 'readOnly'>,
  act: (tx: Tx, call: OfficerCallRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { call: id, ...options } = on;
  return actOnRecord(callKind, ctx, action, { ...options, id }, act);
}

/** The part of an audit entry that names a call. */
export function auditOfCall(call: Pick<OfficerCallRow, 'id' | 'organisation'>) {
  return { organisation: call.organisation, object: { kind: 'officer-call', id: call.id } } as const;
}

/** Open pages look again: the desk of 111, and the agencies that are asked. Nobody outside 111 hears of an exercise. */
export function tellCallChanged(tx: Tx, call: OfficerCallRow): void {
  const topic = 'officer-call.changed';
  tx.notify({ topic, id: call.id, desk: call.desk_code });
  if (call.drill) return;
  tx.notify({ topic, id: call.id, agency: call.agency });
  if (call.province_agency !== null) tx.notify({ topic, id: call.id, agency: call.province_agency });
}
