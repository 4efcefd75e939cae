import type { Tx } from '../kernel/index.ts';
import type { ClockObject } from './clock.ts';
import { giveClocks } from './clock-store.ts';

/** Gives the open clocks of an object to the agency that now answers for it, as when its function has moved. */
export async function moveClocks(tx: Tx, object: ClockObject, to: { readonly ownerAgency: string }): Promise<void> {
  await giveClocks(tx, object, to.ownerAgency);
}
