import { sql } from 'kysely';
import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

type ReceiptRow = Tables['counselling.contact_receipt'];

/** @returns whether no receipt came of this submission before */
export async function insertReceipt(tx: Tx, row: ReceiptRow): Promise<boolean> {
  const inserted = await tx
    .query<Tables>()
    .insertInto('counselling.contact_receipt')
    .values(row)
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findReceipt(tx: Tx, locator: string): Promise<ReceiptRow | undefined> {
  return table.findRow(tx, 'counselling.contact_receipt', { locator });
}

export async function receiptOfSubmission(tx: Tx, keyHash: Buffer): Promise<ReceiptRow | undefined> {
  return table.findRow(tx, 'counselling.contact_receipt', { key_hash: keyHash });
}

export async function openedReceipt(tx: Tx, contact: string): Promise<void> {
  await table.updateRows(tx, 'counselling.contact_receipt', { contact_id: contact }, { last_opened_at: tx.now });
}

export async function insertSession(tx: Tx, row: Tables['counselling.contact_session']): Promise<void> {
  await table.insertRow(tx, 'counselling.contact_session', row);
}

export async function findSession(tx: Tx, by: { readonly token_hash: Buffer } | { readonly id: string }) {
  return table.findRow(tx, 'counselling.contact_session', by);
}

export async function touchSessions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('counselling.contact_session')
    .set({ last_used_at: tx.now })
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute();
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await table.deleteRows(tx, 'counselling.contact_session', { id });
}

/** Sessions that have ended. @returns whose they were, so that their wraps can go too */
export async function deleteEndedSessions(tx: Tx, limit: number): Promise<{ id: string; contact_id: string }[]> {
  const ended = tx
    .query<Tables>()
    .selectFrom('counselling.contact_session')
    .select('id')
    .where('expires_at', '<', tx.now)
    .limit(limit);
  return tx
    .query<Tables>()
    .deleteFrom('counselling.contact_session')
    .where('id', 'in', ended)
    .returning(['id', 'contact_id'])
    .execute();
}
