import { sql } from 'kysely';
import { actorName, agencyOf, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { AlertState } from './alert.ts';
import { alertPolicy, alertReceiptPolicy } from './alert-policies.ts';
import type { AlertReceiptRow, AlertRow, AlertTables, PartRow } from './alert-tables.ts';

const table = tablesOf<AlertTables>();

export const findAlert = (tx: Tx, id: string, lock?: 'for update'): Promise<AlertRow | undefined> =>
  table.findRow(tx, 'takedown.alert', { id }, lock) as Promise<AlertRow | undefined>;
export const insertAlert = (tx: Tx, row: AlertRow): Promise<void> => table.insertRow(tx, 'takedown.alert', row);
export const updateAlert = (tx: Tx, row: Pick<AlertRow, 'id' | 'version'>, set: Partial<AlertRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.alert', { id: row.id }, { ...set, version: row.version + 1 });
export const alertsOfChain = (tx: Tx, chain: string): Promise<AlertRow[]> =>
  table.listRows(tx, 'takedown.alert', { chain }, ['number']) as Promise<AlertRow[]>;

export function alertsOfChains(tx: Tx, chains: readonly string[]): Promise<AlertRow[]> {
  return rows(
    tx,
    sql<AlertRow>`select * from takedown.alert where chain = any (${[...chains]}::uuid[]) order by chain, number`,
  );
}

/** All versions and recalls that have a code, the oldest first. */
export const alertsByReference = (tx: Tx, reference: string): Promise<AlertRow[]> =>
  table.listRows(tx, 'takedown.alert', { reference }, ['number']) as Promise<AlertRow[]>;

/** All versions and recalls of an alert, the oldest first, under a lock. */
export function lockChain(tx: Tx, chain: string): Promise<AlertRow[]> {
  return rows(tx, sql<AlertRow>`select * from takedown.alert where chain = ${chain}::uuid order by number for update`);
}

export const insertParts = (tx: Tx, parts: readonly PartRow[]): Promise<void> =>
  parts.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.alert_part', parts);
export const partsOf = (tx: Tx, alert: string): Promise<PartRow[]> =>
  table.listRows(tx, 'takedown.alert_part', { alert_id: alert }, ['place']) as Promise<PartRow[]>;
export const partsOfAlerts = (tx: Tx, alerts: readonly string[]): Promise<PartRow[]> =>
  rows(
    tx,
    sql<PartRow>`select * from takedown.alert_part where alert_id = any (${[...alerts]}::uuid[]) order by alert_id, place`,
  );

export async function insertAlertEvent(
  tx: Tx,
  alert: string,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
): Promise<void> {
  await table.insertRow(tx, 'takedown.alert_event', {
    id: newId<'alert-event'>(tx.now.getTime()),
    alert_id: alert,
    code,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: actorName(tx.actor),
    agency: agencyOf(tx.actor),
    codes: JSON.stringify(codes),
  });
}

/** What happened to all versions of an alert, the oldest first. */
export function eventsOfChain(tx: Tx, chain: string) {
  return rows(
    tx,
    sql<AlertTables['takedown.alert_event'] & { codes: Record<string, string> }>`
      select event.* from takedown.alert_event as event join takedown.alert as alert on alert.id = event.alert_id
      where alert.chain = ${chain}::uuid order by event.at, event.id`,
  );
}

export interface AlertFilters {
  readonly state?: AlertState | undefined;
  readonly event?: string | undefined;
  readonly audience?: string | undefined;
  readonly text?: string | undefined;
}

/** A page of the list, the newest first; a recall stands with the alert that it takes back, not beside it. */
export function alertRows(
  tx: Tx,
  filters: AlertFilters,
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<AlertRow[]> {
  const conditions = [
    alertPolicy.filter(tx.actor, 'network-alert.list', tx.now, 'alert'),
    sql<boolean>`message <> 'CANCEL'`,
  ];
  if (filters.state !== undefined) conditions.push(sql`state = ${filters.state}`);
  if (filters.event !== undefined) conditions.push(sql`event = ${filters.event}`);
  if (filters.audience !== undefined) conditions.push(sql`${filters.audience} = any (audiences)`);
  if (filters.text !== undefined)
    conditions.push(
      sql`(position(lower(${filters.text}) in lower(headline)) > 0 or reference = ${filters.text.toUpperCase()})`,
    );
  if (after) conditions.push(sql`(written_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows(
    tx,
    sql<AlertRow>`
      select * from takedown.alert where ${sql.join(conditions, sql` and `)} order by written_at desc, id desc limit ${limit}`,
  );
}

export const insertReceipts = (tx: Tx, receipts: readonly AlertReceiptRow[]): Promise<void> =>
  receipts.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.alert_receipt', receipts);
export const findReceipt = (tx: Tx, id: string, lock?: 'for update'): Promise<AlertReceiptRow | undefined> =>
  table.findRow(tx, 'takedown.alert_receipt', { id }, lock) as Promise<AlertReceiptRow | undefined>;
export const updateReceipt = (tx: Tx, id: string, set: Partial<AlertReceiptRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.alert_receipt', { id }, set);
export const receiptsOfChain = (tx: Tx, chain: string): Promise<AlertReceiptRow[]> =>
  table.listRows(tx, 'takedown.alert_receipt', { chain }, ['sent_at', 'agency']) as Promise<AlertReceiptRow[]>;
export const receiptOf = (tx: Tx, alert: string, agency: string): Promise<AlertReceiptRow | undefined> =>
  table.findRow(tx, 'takedown.alert_receipt', { alert_id: alert, agency }) as Promise<AlertReceiptRow | undefined>;

export function receiptsById(tx: Tx, ids: readonly string[]): Promise<AlertReceiptRow[]> {
  return rows(tx, sql<AlertReceiptRow>`select * from takedown.alert_receipt where id = any (${[...ids]}::uuid[])`);
}

/** What an agency was sent, the newest first, as far as the actor may see it. */
export function inboxRows(
  tx: Tx,
  agency: string,
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<AlertReceiptRow[]> {
  const conditions = [sql<boolean>`agency = ${agency}`];
  if (after) conditions.push(sql`(sent_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows(
    tx,
    sql<AlertReceiptRow>`
      select * from takedown.alert_receipt where ${sql.join(conditions, sql` and `)} order by sent_at desc, id desc limit ${limit}`,
  );
}

/** What an agency was sent and has not yet said that it has. */
export function unanswered(tx: Tx, agency: string, limit: number): Promise<AlertReceiptRow[]> {
  return rows(
    tx,
    sql<AlertReceiptRow>`
      select * from takedown.alert_receipt where agency = ${agency} and acknowledged_at is null
        and ${alertReceiptPolicy.filter(tx.actor, 'alert-receipt.read', tx.now, 'alert_receipt')}
      order by recall desc, sent_at, id limit ${limit}`,
  );
}

/** Recalls that nobody answered in time, as far as the actor may see them. */
export function escalatedReceipts(tx: Tx, limit: number): Promise<AlertReceiptRow[]> {
  return rows(
    tx,
    sql<AlertReceiptRow>`
      select * from takedown.alert_receipt where escalated_at is not null and acknowledged_at is null order by escalated_at, id limit ${limit}`,
  );
}

export const insertUse = (tx: Tx, row: AlertTables['takedown.alert_use']): Promise<void> =>
  table.insertRow(tx, 'takedown.alert_use', row);
export function usesOfChain(tx: Tx, chain: string): Promise<AlertTables['takedown.alert_use'][]> {
  return rows(
    tx,
    sql<AlertTables['takedown.alert_use']>`
      select used.* from takedown.alert_use as used join takedown.alert as alert on alert.id = used.alert_id
      where alert.chain = ${chain}::uuid order by used.made_at, used.id`,
  );
}

/** Public alerts that stand, the newest first. */
export function publicRows(tx: Tx, limit: number): Promise<AlertRow[]> {
  return rows(
    tx,
    sql<AlertRow>`
      select * from takedown.alert where state = 'ISSUED' and message <> 'CANCEL' and 'PUBLIC' = any (audiences)
        and effective_at <= ${tx.now} and expires_at > ${tx.now} order by issued_at desc, id desc limit ${limit}`,
  );
}

/** Public alerts that were taken back a while ago or since, the newest first: readers of the feed have to hear of it. */
export function publicRecalls(tx: Tx, since: Date, limit: number): Promise<AlertRow[]> {
  return rows(
    tx,
    sql<AlertRow>`
      select * from takedown.alert where message = 'CANCEL' and 'PUBLIC' = any (audiences) and issued_at > ${since}
      order by issued_at desc, id desc limit ${limit}`,
  );
}

/** What addressees of some kinds are, as agencies. */
export async function addresseeAgencies(tx: Tx, kinds: readonly string[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ agency: string }>`
      select distinct agency from takedown.addressee where agency is not null and ended_at is null and kind = any (${[...kinds]}::text[])`,
  );
  return found.map(({ agency }) => agency);
}

/** Block entries of hosts or pages that were proposed after a moment. */
export function entriesOfTargets(
  tx: Tx,
  targets: readonly string[],
  since: Date,
): Promise<{ id: string; code: string; state: string }[]> {
  return rows(
    tx,
    sql<{ id: string; code: string; state: string }>`
      select id, code, state from takedown.block_entry where value = any (${[...targets]}::text[]) and proposed_at >= ${since}
      order by proposed_at, id`,
  );
}

export async function receiptReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await receiptsById(tx, ids)).map(({ id, reference }) => [id, reference]));
}

export async function alertReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select id, reference from takedown.alert where id = any (${[...ids]}::uuid[])`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
