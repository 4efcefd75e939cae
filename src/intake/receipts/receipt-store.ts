import type { TriesStore, Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

export type ReceiptRow = Tables['intake.receipt'];

/** Wrong tries on receipts, counted by a keyed digest of the locator. */
export const receiptTries: TriesStore = {
  read: (tx, locatorHash) =>
    tx
      .query<Tables>()
      .selectFrom('intake.receipt_attempt')
      .select(['window_from as windowFrom', 'wrong'])
      .where('locator_hash', '=', locatorHash)
      .executeTakeFirst(),
  save: async (tx, locatorHash, windowFrom, wrong) => {
    await tx
      .query<Tables>()
      .insertInto('intake.receipt_attempt')
      .values({ locator_hash: locatorHash, window_from: windowFrom, wrong })
      .onConflict((conflict) => conflict.column('locator_hash').doUpdateSet({ window_from: windowFrom, wrong }))
      .execute();
  },
  forget: async (tx, locatorHash) => {
    await tx.query<Tables>().deleteFrom('intake.receipt_attempt').where('locator_hash', '=', locatorHash).execute();
  },
};

export async function findReceipt(tx: Tx, locator: string): Promise<ReceiptRow | undefined> {
  return tx.query<Tables>().selectFrom('intake.receipt').selectAll().where('locator', '=', locator).executeTakeFirst();
}

export async function receiptOf(tx: Tx, report: string): Promise<ReceiptRow | undefined> {
  return tx.query<Tables>().selectFrom('intake.receipt').selectAll().where('report_id', '=', report).executeTakeFirst();
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
  await tx.query<Tables>().updateTable('intake.receipt').set(change).where('id', '=', id).execute();
}

export async function deleteReceipt(tx: Tx, id: string): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.receipt').where('id', '=', id).execute();
}

export async function insertSession(tx: Tx, session: Tables['intake.receipt_session']): Promise<void> {
  await tx.query<Tables>().insertInto('intake.receipt_session').values(session).execute();
}

export async function findSession(tx: Tx, tokenHash: Buffer) {
  return tx
    .query<Tables>()
    .selectFrom('intake.receipt_session')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('intake.receipt_session')
    .set({ last_used_at: tx.now })
    .where('id', '=', id)
    .execute();
}

/** @returns the ids of the sessions that ended, so that their wraps can go too */
export async function deleteSessions(tx: Tx, report: string, except?: string): Promise<string[]> {
  let deletion = tx.query<Tables>().deleteFrom('intake.receipt_session').where('report_id', '=', report);
  if (except !== undefined) deletion = deletion.where('id', '!=', except);
  return (await deletion.returning('id').execute()).map((row) => row.id);
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.receipt_session').where('id', '=', id).execute();
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

/** Counts of wrong tries whose hour is long over. */
export async function deleteOldTries(tx: Tx, before: Date): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.receipt_attempt').where('window_from', '<', before).execute();
}
