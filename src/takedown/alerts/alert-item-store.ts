import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ItemRow } from '../tables.ts';
import type { AlertItemRow, AlertRow, AlertTables } from './alert-tables.ts';

const table = tablesOf<AlertTables>();

export const insertAlertItems = (tx: Tx, links: readonly AlertItemRow[]): Promise<void> =>
  links.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.alert_item', links);

/** Items by their codes, as far as the actor sees them. */
export function itemsByReference(tx: Tx, references: readonly string[]): Promise<ItemRow[]> {
  return rows(tx, sql<ItemRow>`select * from takedown.item where reference = any (${[...references]}::text[])`);
}

/** Items that a version of an alert rests on; of one that the actor does not see its code is null. */
export function itemsOfAlert(
  tx: Tx,
  alert: string,
): Promise<{ item_id: string; overturned_at: Date | null; reference: string | null }[]> {
  return rows(
    tx,
    sql<{ item_id: string; overturned_at: Date | null; reference: string | null }>`
      select link.item_id, link.overturned_at, item.reference
      from takedown.alert_item as link left join takedown.item on item.id = link.item_id
      where link.alert_id = ${alert}::uuid order by item.reference, link.item_id`,
  );
}

/** Alerts that stand or wait for their second person and rest on an item. */
export function alertsOnItem(tx: Tx, item: string, lock?: 'for update'): Promise<AlertRow[]> {
  return rows(
    tx,
    sql<AlertRow>`
      select alert.* from takedown.alert join takedown.alert_item as link on link.alert_id = alert.id
      where link.item_id = ${item}::uuid and alert.state in ('ISSUED', 'WAITING') and alert.message <> 'CANCEL'
        and alert.expires_at > ${tx.now}
      order by alert.chain, alert.number ${lock === undefined ? sql`` : sql`for update of alert`}`,
  );
}

/** Whether an alert rests on something that is lawful by now. As the platform: who asks may not see the item. */
export async function restsOnLawful(tx: Tx, alert: string): Promise<boolean> {
  const found = await rows(
    tx,
    sql<{ item_id: string }>`
      select link.item_id from takedown.alert_item as link join takedown.item on item.id = link.item_id
      where link.alert_id = ${alert}::uuid and item.state = 'NOT_ILLEGAL' limit 1`,
  );
  return found.length > 0;
}

export const markOverturned = (tx: Tx, alert_id: string, item_id: string): Promise<number> =>
  table.updateRows(tx, 'takedown.alert_item', { alert_id, item_id }, { overturned_at: tx.now });

/** Alerts that stand on something that an appeal overturned, as far as the actor sees them, the oldest first. */
export function alertsOverturned(tx: Tx, limit: number): Promise<(AlertRow & { overturned_at: Date })[]> {
  return rows(
    tx,
    sql<AlertRow & { overturned_at: Date }>`
      select alert.*, link.overturned_at from takedown.alert
        join (select alert_id, min(overturned_at) as overturned_at from takedown.alert_item where overturned_at is not null group by alert_id) as link
          on link.alert_id = alert.id
      where alert.state = 'ISSUED' and alert.message <> 'CANCEL' and alert.expires_at > ${tx.now}
      order by link.overturned_at, alert.id limit ${limit}`,
  );
}
