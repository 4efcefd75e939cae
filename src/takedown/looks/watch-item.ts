import { actAs, MINUTE, systemActor, type Tx } from '../../kernel/index.ts';
import { findItem } from '../items/item-store.ts';
import type { OrderKind } from '../orders/order-lists.ts';
import type { ItemRow } from '../tables.ts';
import { lookRules } from './look-rules.ts';
import { addPlaces, beginAnew, hasten, hastenWatch, placesOf } from './look-store.ts';

export const LOOK_JOB = 'takedown.look';
const WATCH = systemActor('takedown.looks');

/** Only what has an address can be looked at: a bare name of an account leads nowhere. */
export const isLookable = ({ kind, domain_mark }: Pick<ItemRow, 'kind' | 'domain_mark'>): boolean =>
  kind === 'url' || kind === 'domain' || domain_mark !== null;

/** Begins to look at an item that was just ordered down, in the transaction of the order: the first look tells what was there. */
export async function watchItem(tx: Tx, item: ItemRow, kind: OrderKind): Promise<void> {
  if (!isLookable(item) || !lookRules.checkedKinds.includes(kind)) return;
  await actAs(tx, WATCH, async (system) => {
    const there = await placesOf(system, item.id);
    // A new order of what came back, moved, or was left alone when the last order was taken back.
    const again = item.state === 'RETURNED' || there.some((one) => one.attention !== null || one.next_at === null);
    // Addresses that nobody can have are asked for by nobody.
    await addPlaces(system, item.id, item.is_demonstration ? null : system.now);
    if (again && !item.is_demonstration) await beginAnew(system, item.id);
    await lookAtAll(system, item.id);
  });
}

/** Somebody says that it is done, or wants to know now: its addresses are looked at at once. */
export async function lookSoon(tx: Tx, item: string, occasion: 'CLAIM' | 'OFFICER'): Promise<void> {
  await actAs(tx, WATCH, async (system) => {
    const row = await findItem(system, item);
    if (!row || row.is_demonstration || !isLookable(row)) return;
    await addPlaces(system, item, system.now);
    await hasten(system, item, occasion);
    await lookAtAll(system, item);
  });
}

/** What is gone was reported again: an address that came with the report is looked at with the others, soon. */
export async function watchCloser(tx: Tx, item: ItemRow): Promise<void> {
  if (item.state !== 'GONE' || item.is_demonstration || !isLookable(item)) return;
  await actAs(tx, WATCH, async (system) => {
    await addPlaces(system, item.id, system.now);
    await hastenWatch(system, item.id, lookRules.reportGapMinutes * MINUTE);
    await lookAtAll(system, item.id);
  });
}

async function lookAtAll(tx: Tx, item: string): Promise<void> {
  for (const { id, next_at: next } of await placesOf(tx, item))
    if (next !== null && next <= tx.now) await tx.enqueue(LOOK_JOB, { place: id }, { key: `${LOOK_JOB}:${id}` });
}
