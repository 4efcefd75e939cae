import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { ItemState, Source, Tier } from '../items/item.ts';
import type { OrderState } from '../orders/order.ts';
import { orderPolicy } from '../orders/order-policies.ts';
import { itemPolicy } from '../policies.ts';

export async function lookedAt(tx: Tx, person: string): Promise<Date | undefined> {
  const found = await rows(
    tx,
    sql<{ looked_at: Date }>`select looked_at from takedown.content_look where person = ${person}::uuid`,
  );
  return found[0]?.looked_at;
}

export async function writeLook(tx: Tx, person: string): Promise<void> {
  await sql`
    insert into takedown.content_look (person, looked_at) values (${person}::uuid, ${tx.now})
    on conflict (person) do update set looked_at = excluded.looked_at`.execute(tx.query<object>());
}

const ofItem = (tx: Tx) => itemPolicy.filter(tx.actor, 'content-item.list', tx.now, 'item');

/** What came since then: how many from where, and how many with a child in danger. */
export function arrivedSince(tx: Tx, since: Date): Promise<{ source: Source; items: number; danger: number }[]> {
  return rows(
    tx,
    sql<{ source: Source; items: number; danger: number }>`
      select source, count(*)::int as items, (count(*) filter (where danger))::int as danger from takedown.item as item
      where ${ofItem(tx)} and first_at > ${since} group by source order by items desc, source`,
  );
}

/** What happened to items since then, by what it was. */
export function movedSince(tx: Tx, since: Date): Promise<{ code: string; items: number }[]> {
  return rows(
    tx,
    sql<{ code: string; items: number }>`
      select event.code, count(distinct event.item_id)::int as items from takedown.item_event as event
      join takedown.item as item on item.id = event.item_id
      where ${ofItem(tx)} and event.at > ${since} and event.code <> 'received' group by event.code order by items desc, event.code`,
  );
}

export interface ChangedItem {
  readonly id: string;
  readonly reference: string;
  readonly state: ItemState;
  readonly tier: Tier;
  readonly danger: boolean | null;
  readonly first_at: Date;
  readonly changed_at: Date;
}

/** Items that came or changed since then, the gravest first. */
export function changedItems(tx: Tx, since: Date, limit: number): Promise<ChangedItem[]> {
  return rows(
    tx,
    sql<ChangedItem>`
      select item.id, item.reference, item.state, item.tier, item.danger, item.first_at, item.changed_at from takedown.item as item
      where ${ofItem(tx)} and (item.first_at > ${since} or item.changed_at > ${since})
      order by item.score desc, item.changed_at desc, item.id limit ${limit}`,
  );
}

const ofOrder = (tx: Tx) => orderPolicy.filter(tx.actor, 'takedown-order.read', tx.now, 'takedown_order');

/** What addressees and colleagues did with orders since then. */
export function orderMoves(tx: Tx, since: Date): Promise<{ code: string; answer: string | null; orders: number }[]> {
  return rows(
    tx,
    sql<{ code: string; answer: string | null; orders: number }>`
      select event.code, event.codes ->> 'answer' as answer, count(distinct event.order_id)::int as orders from takedown.order_event as event
      join takedown.takedown_order on takedown_order.id = event.order_id
      where ${ofOrder(tx)} and event.at > ${since} group by 1, 2 order by orders desc, 1, 2`,
  );
}

export interface DueOrder {
  readonly id: string;
  readonly reference: string;
  readonly addressee: string;
  readonly state: OrderState;
  readonly next_due_from: Date;
  readonly next_due_at: Date;
  readonly next_due_rule: string;
  readonly total: number;
}

/** Orders whose clock has ended or ends before then, the first first; each with how many there are. */
export function dueOrders(tx: Tx, until: Date, limit: number): Promise<DueOrder[]> {
  return rows(
    tx,
    sql<DueOrder>`
      select takedown_order.id, takedown_order.reference, addressee.name as addressee, takedown_order.state, next_due_from, next_due_at, next_due_rule,
        (count(*) over ())::int as total
      from takedown.takedown_order join takedown.addressee as addressee on addressee.id = takedown_order.addressee_id
      where ${ofOrder(tx)} and next_due_at <= ${until} order by next_due_at, takedown_order.id limit ${limit}`,
  );
}
