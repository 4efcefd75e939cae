import type { Tx } from '../kernel/index.ts';
import type { ClockObject } from './clock.ts';
import { resumeClockRows } from './clock-store.ts';

/** The act that ended clocks of an object at this moment was taken back: they run on as if it had not been. */
export async function resumeClocks(tx: Tx, object: ClockObject, ended: { readonly at: Date }): Promise<void> {
  await resumeClockRows(tx, object, ended.at);
}
