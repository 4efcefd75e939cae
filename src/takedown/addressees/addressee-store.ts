import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { AddresseeRow, ContactRow, OrderTables, ReachRow } from '../orders/order-tables.ts';
import type { Rung } from './addressee.ts';

const table = tablesOf<OrderTables>();

export const findAddressee = (tx: Tx, id: string, lock?: 'for update'): Promise<AddresseeRow | undefined> =>
  table.findRow(tx, 'takedown.addressee', { id }, lock) as Promise<AddresseeRow | undefined>;
export const insertAddressee = (tx: Tx, row: AddresseeRow): Promise<void> =>
  table.insertRow(tx, 'takedown.addressee', row);
export const insertReach = (tx: Tx, reach: readonly ReachRow[]): Promise<void> =>
  reach.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.addressee_reach', reach);
export const addresseeOfAgency = (tx: Tx, agency: string, kind: Rung): Promise<boolean> =>
  table.hasRow(tx, 'takedown.addressee', { agency, kind, ended_at: null });

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

export function reachOf(tx: Tx, addressees: readonly string[], day: string): Promise<ReachRow[]> {
  return rows(
    tx,
    sql<ReachRow>`
      select id, addressee_id, kind, value, valid_from::text as valid_from, valid_to::text as valid_to from takedown.addressee_reach
      where addressee_id = any (${[...addressees]}::uuid[]) and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
      order by addressee_id, kind, value`,
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
      order by array_position(array['PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP'], kind), lower(name), id limit 500`,
  );
}

export async function addresseeNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`select id, name from takedown.addressee where id = any (${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
