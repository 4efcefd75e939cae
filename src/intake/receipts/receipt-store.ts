import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type ReceiptRow = Tables['intake.receipt'];

/** Adds one wrong try on a locator, counted by its keyed digest. */
export async function addWrongTry(tx: Tx, locatorHash: Buffer): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('intake.receipt_attempt')
    .values({ locator_hash: locatorHash, window_from: tx.now, wrong: 1 })
    .onConflict((conflict) =>
      conflict.column('locator_hash').doUpdateSet((of) => ({ wrong: of('intake.receipt_attempt.wrong', '+', 1) })),
    )
    .execute();
}

/** Takes out the counts whose hour is over. @returns the wrong tries of each of these locators */
export async function takeWrongTries(tx: Tx, before: Date): Promise<number[]> {
  const taken = await tx
    .query<Tables>()
    .deleteFrom('intake.receipt_attempt')
    .where('window_from', '<', before)
    .returning('wrong')
    .execute();
  return taken.map(({ wrong }) => wrong);
}

export async function linkRemoval(tx: Tx, report: string, removal: string): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('intake.receipt_removal')
    .values({ removal_id: removal, report_id: report, added_at: tx.now })
    .onConflict((conflict) => conflict.column('removal_id').doNothing())
    .execute();
}

export async function isLinked(tx: Tx, removal: string): Promise<boolean> {
  return table.hasRow(tx, 'intake.receipt_removal', { removal_id: removal });
}

export async function removalsOf(tx: Tx, report: string): Promise<string[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('intake.receipt_removal')
    .select('removal_id')
    .where('report_id', '=', report)
    .orderBy('added_at')
    .orderBy('removal_id')
    .execute();
  return found.map((row) => row.removal_id);
}

export async function reportsWith(tx: Tx, removal: string): Promise<string[]> {
  const found = await table.listRows(tx, 'intake.receipt_removal', { removal_id: removal });
  return found.map((row) => row.report_id);
}

export async function insertRemovalSession(tx: Tx, session: Tables['intake.removal_session']): Promise<void> {
  await table.insertRow(tx, 'intake.removal_session', session);
}

export async function findRemovalSession(tx: Tx, tokenHash: Buffer) {
  return table.findRow(tx, 'intake.removal_session', { token_hash: tokenHash });
}

export async function touchRemovalSession(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'intake.removal_session', { id }, { last_used_at: tx.now });
}

export async function deleteRemovalSession(tx: Tx, id: string): Promise<void> {
  await table.deleteRows(tx, 'intake.removal_session', { id });
}

export async function deleteEndedRemovalSessions(tx: Tx): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.removal_session').where('expires_at', '<', tx.now).execute();
}

export async function findReceipt(tx: Tx, locator: string): Promise<ReceiptRow | undefined> {
  return table.findRow(tx, 'intake.receipt', { locator });
}

export async function receiptOf(tx: Tx, report: string): Promise<ReceiptRow | undefined> {
  return table.findRow(tx, 'intake.receipt', { report_id: report });
}

export type ReceiptChange = Partial<
  Pick<
    ReceiptRow,
    | 'salt'
    | 'memory_kib'
    | 'passes'
    | 'verifier'
    | 'generation'
    | 'must_change'
    | 'made_at'
    | 'kept_confirmed_at'
    | 'last_opened_at'
  >
>;

export async function updateReceipt(tx: Tx, id: string, change: ReceiptChange): Promise<void> {
  await table.updateRows(tx, 'intake.receipt', { id }, change);
}

/** @returns whether it was still there */
export async function deleteReceipt(tx: Tx, id: string): Promise<boolean> {
  return (await table.deleteRows(tx, 'intake.receipt', { id })) > 0;
}

export async function insertSession(tx: Tx, session: Tables['intake.receipt_session']): Promise<void> {
  await table.insertRow(tx, 'intake.receipt_session', session);
}

export async function findSession(tx: Tx, tokenHash: Buffer) {
  return table.findRow(tx, 'intake.receipt_session', { token_hash: tokenHash });
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'intake.receipt_session', { id }, { last_used_at: tx.now });
}

/** @returns the ids of the sessions that ended, so that their wraps can go too */
export async function deleteSessions(tx: Tx, report: string, except?: string): Promise<string[]> {
  let deletion = tx.query<Tables>().deleteFrom('intake.receipt_session').where('report_id', '=', report);
  if (except !== undefined) deletion = deletion.where('id', '!=', except);
  return (await deletion.returning('id').execute()).map((row) => row.id);
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await table.deleteRows(tx, 'intake.receipt_session', { id });
}

export async function deleteEndedSessions(tx: Tx, limit: number): Promise<{ id: string; report_id: string }[]> {
  const ended = tx
    .query<Tables>()
    .selectFrom('intake.receipt_session')
    .select('id')
    .where('expires_at', '<', tx.now)
    .limit(limit);
  return tx
    .query<Tables>()
    .deleteFrom('intake.receipt_session')
    .where('id', 'in', ended)
    .returning(['id', 'report_id'])
    .execute();
}
