import {
  type Ctx,
  canBy,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { findRoster, findSwap, type RosterRow, type Swap } from './roster-store.ts';
import { deskOfHelper, type RuleValues } from './staffing.ts';
import { leavePolicy, rosterPolicy, shiftSwapPolicy } from './staffing-policies.ts';
import { findLeave, type Leave, rulesInForce } from './staffing-store.ts';

/** The records of staffing, as the frame of an act takes them. */
export const rosterRecord: RecordKind<RosterRow, (typeof rosterPolicy.actions)[number]> = {
  kind: 'roster',
  acts: personsOnly,
  find: (tx, id, { lock }) => findRoster(tx, id, lock),
  can: canBy(rosterPolicy, ({ desk, state }: RosterRow) => ({ desk_code: desk, state })),
  versionOf: ({ version }) => version,
  changed: (tx, { id, desk }) => tx.notify({ topic: 'roster.changed', id, desk }),
};

export const leaveRecord: RecordKind<Leave, (typeof leavePolicy.actions)[number]> = {
  kind: 'leave',
  acts: personsOnly,
  find: (tx, id, { lock }) => findLeave(tx, id, lock),
  can: canBy(leavePolicy, ({ desk, person }: Leave) => ({ desk_code: desk, person })),
  versionOf: ({ version }) => version,
  changed: (tx, { id, desk }) => tx.notify({ topic: 'leave.changed', id, desk }),
};

export const swapRecord: RecordKind<Swap, (typeof shiftSwapPolicy.actions)[number]> = {
  kind: 'shift-swap',
  acts: personsOnly,
  find: (tx, id, { lock }) => findSwap(tx, id, lock),
  can: canBy(shiftSwapPolicy, ({ desk, asker, asked }: Swap) => ({ desk_code: desk, asker, asked })),
  versionOf: ({ version }) => version,
  changed: (tx, { id, desk }) => tx.notify({ topic: 'swap.changed', id, desk }),
};

/** Where and as whom somebody of the desk acts. */
export interface AtDesk {
  readonly actor: PersonActor;
  readonly desk: string;
  readonly organisation: string;
}

/** Does something at the actor's own desk, in one transaction. Refusals: `staffing.no-desk` */
export async function atOwnDesk<T>(ctx: Ctx, act: (tx: Tx, at: AtDesk) => Promise<Result<T>>): Promise<Result<T>> {
  const { actor } = ctx;
  const own = deskOfHelper(actor);
  if (actor.kind !== 'person' || own === undefined) return refuse('staffing.no-desk');
  return ctx.transaction((tx) => act(tx, { actor, ...own }));
}

/** The values of the rules in force. @throws where one is missing */
export async function ruleValues(tx: Tx): Promise<RuleValues> {
  const rules = await rulesInForce(tx);
  return Object.fromEntries(rules.map(({ code, value }) => [code, value])) as unknown as RuleValues;
}

/** @returns the refusal of days that are none, the wrong way round or too many; undefined where they are a span */
export function spanRefusal(days: number, most: number): Result<never> | undefined {
  return Number.isInteger(days) && days >= 1 && days <= most
    ? undefined
    : refuse('staffing.days-invalid', { field: 'to', facts: { most } });
}
