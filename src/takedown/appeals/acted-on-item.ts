import { type Kernel, parseId, type Tx } from '../../kernel/index.ts';
import { alertsOnItem } from '../alerts/alert-item-store.ts';
import type { AlertRow } from '../alerts/alert-tables.ts';
import { type BlockKind, readTarget } from '../blocklists/block-entry.ts';
import { activeOnHosts } from '../blocklists/block-entry-store.ts';
import type { BlockEntryRow } from '../blocklists/block-tables.ts';
import { openSecrets } from '../items/item-sealing.ts';
import { ordersOfItem, tookPart } from '../orders/order-store.ts';
import type { OrderRow } from '../orders/order-tables.ts';
import type { ItemRow } from '../tables.ts';

/** Everything that was done to one item, and still is. As the platform: who asks may see less of it. */
export interface ActedOn {
  /** Orders that left, whatever became of them. */
  readonly orders: readonly OrderRow[];
  readonly blocks: readonly BlockEntryRow[];
  /** Alerts that rest on it: those that stand, and those that wait for their second person. */
  readonly alerts: readonly AlertRow[];
}

export async function actedOnItem(kernel: Kernel, tx: Tx, item: ItemRow): Promise<ActedOn> {
  const orders = (await ordersOfItem(tx, item.id)).filter(({ sent_at }) => sent_at !== null);
  return { orders, blocks: await blocksOf(kernel, tx, item), alerts: await alertsOnItem(tx, item.id) };
}

/** Blocks of this very place: one of a whole name is not the item’s where the item is a page of it. */
async function blocksOf(kernel: Kernel, tx: Tx, item: ItemRow): Promise<BlockEntryRow[]> {
  if (item.kind !== 'url' && item.kind !== 'domain') return [];
  const { display } = await openSecrets(kernel, 'item', item);
  const found: BlockEntryRow[] = [];
  for (const kind of ['URL', 'HOST', 'DOMAIN'] as const satisfies readonly BlockKind[]) {
    const target = readTarget(kind, display, undefined);
    if (!target.ok) continue;
    const same = (await activeOnHosts(tx, [target.value.host])).filter(
      (one) => one.kind === kind && one.value === target.value.value,
    );
    found.push(...same);
  }
  return found;
}

/** Whether somebody proved, entered, proposed, ordered, blocked or warned of it: they do not judge an appeal against that. */
export async function hadPart(tx: Tx, item: ItemRow, acted: ActedOn, person: string): Promise<boolean> {
  const whom = parseId<'person'>(person);
  if (whom === undefined) return true;
  return (
    acted.orders.some((one) => one.ordered_by === person || one.proposed_by === person) ||
    acted.blocks.some((one) => one.proposed_by === person || one.approved_by.includes(person)) ||
    acted.alerts.some((one) => one.written_by === person || one.approved_by === person) ||
    (await tookPart(tx, item.id, person))
  );
}
