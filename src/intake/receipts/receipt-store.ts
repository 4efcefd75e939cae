import type { Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

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
  const found = await tx
    .query<Tables>()
    .selectFrom('intake.receipt_removal')
    .select('removal_id')
    .where('removal_id', '=', removal)
    .executeTakeFirst();
  return found !== undefined;
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

export async function insertRemovalSession(tx: Tx, session: Tables['intake.removal_session']): Promise<void> {
  await tx.query<Tables>().insertInto('intake.removal_session').values(session).execute();
}

export async function findRemovalSession(tx: Tx, tokenHash: Buffer) {
  return tx
    .query<Tables>()
    .selectFrom('intake.removal_session')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function touchRemovalSession(tx: Tx, id: string): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('intake.removal_session')
    .set({ last_used_at: tx.now })
    .where('id', '=', id)
    .execute();
}

export async function deleteRemovalSession(tx: Tx, id: string): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.removal_session').where('id', '=', id).execute();
}

export async function deleteEndedRemovalSessions(tx: Tx): Promise<void> {
  await tx.query<Tables>().deleteFrom('intake.removal_session').where('expires_at', '<', tx.now).execute();
}

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
