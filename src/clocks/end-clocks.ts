import type { Tx } from '../kernel/index.ts';
import type { ClockObject } from './clock.ts';
import { endClockRows } from './clock-store.ts';

interface Ending {
  /** Rule codes; every open clock of the object where absent. */
  readonly codes?: readonly string[] | undefined;
  /** When it was done, where that is not now. */
  readonly at?: Date;
}

/** What the clocks ask for was done: in time, or late by the time of the act. */
export async function meetClocks(tx: Tx, object: ClockObject, { codes, at = tx.now }: Ending = {}): Promise<void> {
  await endClockRows(tx, object, codes, at, 'met');
}

/** What the clocks ask for fell away; they count in no figure. */
export async function cancelClocks(tx: Tx, object: ClockObject, { codes, at = tx.now }: Ending = {}): Promise<void> {
  await endClockRows(tx, object, codes, at, 'cancelled');
}

/** What the clocks ask for can no longer be done: one that has run out stays missed in the figures, another is cancelled. */
export async function lapseClocks(tx: Tx, object: ClockObject, { codes, at = tx.now }: Ending = {}): Promise<void> {
  await endClockRows(tx, object, codes, at, 'missed');
}
