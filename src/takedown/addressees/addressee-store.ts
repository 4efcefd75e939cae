import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { AddresseeRow, ContactRow, OrderTables, ReachRow } from '../orders/order-tables.ts';
import type { AddresseeKind, ReachState, Rung } from './addressee.ts';

const table = tablesOf<OrderTables>();

export const findAddressee = (tx: Tx, id: string, lock?: 'for update'): Promise<AddresseeRow | undefined> =>
  table.findRow(tx, 'takedown.addressee', { id }, lock) as Promise<AddresseeRow | undefined>;
export const insertAddressee = (tx: Tx, row: AddresseeRow): Promise<void> =>
  table.insertRow(tx, 'takedown.addressee', row);
export const insertReach = (tx: Tx, reach: readonly ReachRow[]): Promise<void> =>
  reach.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.addressee_reach', reach);
export const addresseeOfAgency = (tx: Tx, agency: string, kind: AddresseeKind): Promise<boolean> =>
  table.hasRow(tx, 'takedown.addressee', { agency, kind, ended_at: null });

/** Two that enter something of one member at once wait for each other. Until the transaction ends. */
export async function lockAddresseesOf(tx: Tx, agency: string): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`takedown.addressees ${agency}`}, 0))`);
}
/** By what a member stands here. */
export const addresseesOfAgency = (tx: Tx, agency: string): Promise<AddresseeRow[]> =>
  table.listRows(tx, 'takedown.addressee', { agency, ended_at: null }, ['entered_at', 'id']) as Promise<AddresseeRow[]>;

export const findContact = (tx: Tx, id: string, lock?: 'for update'): Promise<ContactRow | undefined> =>
  table.findRow(tx, 'takedown.addressee_contact', { id }, lock) as Promise<ContactRow | undefined>;
export const insertContact = (tx: Tx, row: ContactRow): Promise<void> =>
  table.insertRow(tx, 'takedown.addressee_contact', row);
export const updateContact = (tx: Tx, id: string, set: Partial<ContactRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.addressee_contact', { id }, set);

/** The contacts of addressees that are waiting or approved, by addressee. */
export function openContacts(tx: Tx, addressees: readonly string[]): Promise<ContactRow[]> {
  return rows(
    tx,
    sql<ContactRow>`
      select * from takedown.addressee_contact where addressee_id = any (${[...addressees]}::uuid[]) and state in ('WAITING', 'APPROVED')
      order by addressee_id, channel`,
  );
}

const reachColumns = sql`reach.*, reach.valid_from::text as valid_from, reach.valid_to::text as valid_to`;

/** What addressees have on a day; what is claimed and not decided only where that is asked for. */
export function reachOf(
  tx: Tx,
  addressees: readonly string[],
  day: string,
  states: readonly ReachState[] = ['HOLDS'],
): Promise<ReachRow[]> {
  return rows(
    tx,
    sql<ReachRow>`
      select ${reachColumns} from takedown.addressee_reach as reach
      where addressee_id = any (${[...addressees]}::uuid[]) and state = any (${[...states]}::text[])
        and reach.valid_from <= ${day}::date and (reach.valid_to is null or (reach.valid_to >= ${day}::date and state = 'HOLDS'))
      order by addressee_id, kind, value`,
  );
}

export async function findReach(tx: Tx, id: string, lock?: 'for update'): Promise<ReachRow | undefined> {
  const found = await rows(
    tx,
    sql<ReachRow>`
      select ${reachColumns} from takedown.addressee_reach as reach where reach.id = ${id}::uuid ${lock ? sql`for update` : sql``}`,
  );
  return found[0];
}
export const updateReach = (tx: Tx, id: string, set: Partial<ReachRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.addressee_reach', { id }, set);

export interface ReachOfAddressee extends ReachRow {
  readonly name: string;
  readonly rung: Rung;
  readonly agency: string | null;
}

/** All that holds on a day, with whose it is; and all claims that wait. */
export function reachRows(tx: Tx, day: string, states: readonly ReachState[]): Promise<ReachOfAddressee[]> {
  return rows(
    tx,
    sql<ReachOfAddressee>`
      select ${reachColumns}, owner.name, owner.kind as rung, owner.agency from takedown.addressee_reach as reach
      join takedown.addressee as owner on owner.id = reach.addressee_id and owner.ended_at is null
      where reach.state = any (${[...states]}::text[])
        and (reach.valid_to is null or (reach.valid_to >= ${day}::date and reach.state = 'HOLDS'))
      order by reach.claimed_at nulls first, reach.id limit 20000`,
  );
}

export function addresseeRows(
  tx: Tx,
  filter: { readonly kind?: string | undefined; readonly text?: string | undefined },
): Promise<AddresseeRow[]> {
  return rows(
    tx,
    sql<AddresseeRow>`
      select * from takedown.addressee where ended_at is null
        and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
        and (${filter.text ?? null}::text is null or position(lower(${filter.text ?? null}) in lower(name)) > 0)
      order by array_position(array['PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP', 'MEMBER'], kind), lower(name), id limit 500`,
  );
}

export async function addresseeNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`select id, name from takedown.addressee where id = any (${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
