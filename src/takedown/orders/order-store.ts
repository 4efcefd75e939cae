import { sql } from 'kysely';
import { actorName, agencyOf, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { orderPolicy } from './order-policies.ts';
import type { HoldRow, OrderRow, OrderTables } from './order-tables.ts';

const table = tablesOf<OrderTables>();

/** Days as texts: a day is no instant. */
const columns = sql`takedown_order.*, function_from::text as function_from, function_to::text as function_to, preserve_until::text as preserve_until`;

export async function findOrder(tx: Tx, id: string, lock?: 'for update'): Promise<OrderRow | undefined> {
  const found = await rows(
    tx,
    sql<OrderRow>`select ${columns} from takedown.takedown_order where id = ${id}::uuid ${lock ? sql`for update` : sql``}`,
  );
  return found[0];
}

export const insertOrder = (tx: Tx, row: OrderRow): Promise<void> =>
  table.insertRow(tx, 'takedown.takedown_order', row);
export const updateOrder = (tx: Tx, id: string, set: Partial<OrderRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.takedown_order', { id }, set);

export const insertDocument = (tx: Tx, row: OrderTables['takedown.order_document']): Promise<void> =>
  table.insertRow(tx, 'takedown.order_document', row);
export const documentsOf = (tx: Tx, order: string) =>
  table.listRows(tx, 'takedown.order_document', { order_id: order }, ['issued_at', 'id']);
export const findDocument = (tx: Tx, order: string, kind: OrderTables['takedown.order_document']['kind']) =>
  table.findRow(tx, 'takedown.order_document', { order_id: order, kind });
export const eventsOf = (tx: Tx, order: string) =>
  table.listRows(tx, 'takedown.order_event', { order_id: order }, ['at', 'id']);

export async function insertOrderEvent(
  tx: Tx,
  order: string,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
  sealed?: { readonly id: string; readonly bytes: Buffer },
): Promise<void> {
  await table.insertRow(tx, 'takedown.order_event', {
    id: sealed?.id ?? newId<'order-event'>(tx.now.getTime()),
    order_id: order,
    code,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: actorName(tx.actor),
    agency: agencyOf(tx.actor),
    codes: JSON.stringify(codes),
    sealed: sealed?.bytes ?? null,
  });
}

export async function openOrderOf(
  tx: Tx,
  item: string,
  addressee: string,
  kind: string,
): Promise<OrderRow | undefined> {
  const found = await rows(
    tx,
    sql<OrderRow>`
      select ${columns} from takedown.takedown_order where item_id = ${item}::uuid and addressee_id = ${addressee}::uuid and kind = ${kind}
        and state in ('PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED')`,
  );
  return found[0];
}

export function ordersOfItem(tx: Tx, item: string): Promise<OrderRow[]> {
  return rows(
    tx,
    sql<OrderRow>`select ${columns} from takedown.takedown_order where item_id = ${item}::uuid order by proposed_at, id`,
  );
}

export async function tookPart(tx: Tx, item: string, person: string): Promise<boolean> {
  const found = await rows(
    tx,
    sql<{ part: boolean }>`select takedown.took_part(${item}::uuid, ${person}::uuid) as part`,
  );
  return found[0]?.part === true;
}

export interface OrderFilters {
  readonly states?: readonly string[] | undefined;
  readonly addressee?: string | undefined;
  readonly kind?: string | undefined;
  readonly item?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly reference?: string | undefined;
}

export interface OrderPlace {
  readonly due: string;
  readonly id: string;
}

/** What has no clock stands behind what has one. */
const dueKey = sql`coalesce(next_due_at, 'infinity'::timestamptz)`;

/** A page of the list: what ends first stands first. */
export function orderRows(
  tx: Tx,
  filters: OrderFilters,
  limit: number,
  after: OrderPlace | undefined,
): Promise<(OrderRow & { due_key: string })[]> {
  const conditions = [orderPolicy.filter(tx.actor, 'takedown-order.read', tx.now, 'takedown_order')];
  const states = filters.states ?? [];
  if (states.length > 0) conditions.push(sql`state = any (${[...states]}::text[])`);
  if (filters.addressee !== undefined) conditions.push(sql`addressee_id = ${filters.addressee}::uuid`);
  if (filters.item !== undefined) conditions.push(sql`item_id = ${filters.item}::uuid`);
  if (filters.kind !== undefined) conditions.push(sql`kind = ${filters.kind}`);
  if (filters.overdue) conditions.push(sql`next_due_at < ${tx.now}`);
  if (filters.reference !== undefined)
    conditions.push(sql`(reference = ${`LD-${filters.reference}`} or item_reference = ${`ND-${filters.reference}`})`);
  if (after) conditions.push(sql`(${dueKey}, id) > (${after.due}::timestamptz, ${after.id}::uuid)`);
  return rows(
    tx,
    sql<OrderRow & { due_key: string }>`
      select ${columns}, ${dueKey}::text as due_key from takedown.takedown_order where ${sql.join(conditions, sql` and `)}
      order by ${dueKey}, id limit ${limit}`,
  );
}

export const findHold = (tx: Tx, item: string, lock?: 'for update'): Promise<HoldRow | undefined> =>
  holdRows(tx, sql`item_id = ${item}::uuid and ended_at is null`, lock).then(([row]) => row);
export const findHoldById = (tx: Tx, id: string, lock?: 'for update'): Promise<HoldRow | undefined> =>
  holdRows(tx, sql`id = ${id}::uuid`, lock).then(([row]) => row);
export const insertHold = (tx: Tx, row: HoldRow): Promise<void> => table.insertRow(tx, 'takedown.police_hold', row);
export const updateHold = (tx: Tx, id: string, set: Partial<HoldRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.police_hold', { id }, set);

function holdRows(tx: Tx, where: ReturnType<typeof sql>, lock?: 'for update'): Promise<HoldRow[]> {
  return rows(
    tx,
    sql<HoldRow>`
      select police_hold.*, review_on::text as review_on, until_day::text as until_day from takedown.police_hold where ${where} ${lock ? sql`for update` : sql``}`,
  );
}

/** Holds that were not ended, with what people call their items; what is reviewed first stands first. */
export function openHolds(tx: Tx, limit: number): Promise<(HoldRow & { item_reference: string })[]> {
  return rows(
    tx,
    sql<HoldRow & { item_reference: string }>`
      select hold.*, hold.review_on::text as review_on, hold.until_day::text as until_day, item.reference as item_reference
      from takedown.police_hold as hold join takedown.item as item on item.id = hold.item_id
      where hold.ended_at is null order by hold.review_on, hold.id limit ${limit}`,
  );
}

export interface UnansweredItem {
  readonly id: string;
  readonly reference: string;
  readonly mask: string;
  readonly national_class: string | null;
  readonly tier: string;
  readonly changed_at: Date;
  /** A hold that is past its end, where that is why. */
  readonly hold_ended: boolean;
}

/** Verified items with neither an order that stands or waits nor a hold that still holds today: nobody owns them. */
export function itemsWithNeither(tx: Tx, day: string, limit: number): Promise<UnansweredItem[]> {
  return rows(
    tx,
    sql<UnansweredItem>`
      select item.id, item.reference, item.mask, item.national_class, item.tier, item.changed_at,
        exists (select 1 from takedown.police_hold as hold where hold.item_id = item.id and hold.ended_at is null) as hold_ended
      from takedown.item as item where item.state in ('VERIFIED', 'ORDERED', 'RETURNED')
        and not exists (select 1 from takedown.takedown_order as standing where standing.item_id = item.id
          and standing.state in ('PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED', 'REFUSED'))
        and not exists (select 1 from takedown.police_hold as hold where hold.item_id = item.id and hold.ended_at is null and hold.until_day >= ${day}::date)
      order by item.score desc, item.changed_at, item.id limit ${limit}`,
  );
}

/** Orders of a page of clocks, for the engine. */
export async function retimeOrders(
  tx: Tx,
  clocks: readonly { readonly object: string; readonly rule: string; readonly dueAt: Date }[],
): Promise<void> {
  for (const { object, rule, dueAt } of clocks)
    await sql`update takedown.takedown_order set next_due_at = ${dueAt}, overdue = false where id = ${object}::uuid and next_due_rule = ${rule}`.execute(
      tx.query<object>(),
    );
}

export async function orderReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select id, reference from takedown.takedown_order where id = any (${[...ids]}::uuid[]) and ${orderPolicy.filter(tx.actor, 'takedown-order.read', tx.now, 'takedown_order')}`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
