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
import { helperShiftPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { ShiftRow } from '../tables.ts';
import { findShift, openShiftOf } from './shift-store.ts';

type ShiftAction = Parameters<typeof helperShiftPolicy.can>[1];

const shiftKind: RecordKind<ShiftRow, ShiftAction> = {
  kind: 'helper-shift',
  acts: personsOnly,
  find: (tx, id, { lock }) => findShift(tx, id, lock ? 'for update' : undefined),
  can: canBy(helperShiftPolicy, (shift: ShiftRow) => shift),
  versionOf: (shift) => shift.version,
};

/** A supervisor's act on somebody's shift, in the frame of every act on a record. */
export function shiftAct<T>(
  ctx: Ctx,
  action: ShiftAction,
  on: OnRecord,
  act: (tx: Tx, shift: ShiftRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(shiftKind, ctx, action, on, act);
}

/** An act of the person on their own open shift, under its lock. Refusal: `shift.none-open` */
export async function ownShiftAct<T>(
  ctx: Ctx,
  act: (tx: Tx, shift: ShiftRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('shift.none-open');
  return ctx.transaction(
    async (tx) => {
      const shift = await openShiftOf(tx, actor.person, 'for update');
      return shift ? act(tx, shift, actor) : refuse('shift.none-open');
    },
    { keep: true },
  );
}

/** The part of an audit entry that names a shift. */
export function shiftAudit(shift: Pick<ShiftRow, 'id' | 'organisation'>) {
  return { organisation: shift.organisation, object: { kind: 'helper-shift', id: shift.id } } as const;
}

/** Open pages look again: the board of the desk, and the person's own page. */
export function tellShift(tx: Tx, shift: Pick<ShiftRow, 'id' | 'desk_code' | 'person'>): void {
  tx.notify({ topic: 'shift.changed', id: shift.id, desk: shift.desk_code, person: shift.person });
}
