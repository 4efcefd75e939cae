import type { Tx } from '../kernel/index.ts';
import { type ClockStart, type PlannedClock, planClocks } from './clock.ts';
import { insertClocks } from './clock-store.ts';

/**
 * Starts the clocks of an act in its transaction, by the rules in force on the day it happened. The same occurrence again starts nothing.
 * @returns what was started: who hands a matter over may not see its clocks afterwards
 */
export async function startClocks(tx: Tx, start: ClockStart): Promise<PlannedClock[]> {
  const planned = planClocks(start, tx.now);
  await insertClocks(tx, planned);
  return planned;
}
