import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

export async function insertWithdrawal(
  tx: Tx,
  given: { readonly id: string; readonly entry: string; readonly reason: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into hashes.withdrawal (id, entry_id, reason, withdrawn_by, withdrawn_at)
    values (${given.id}, ${given.entry}, ${given.reason}, ${given.by}, ${tx.now})`.execute(tx.query<object>());
}

export interface WithdrawalRow {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export function withdrawalsOf(tx: Tx, entry: string): Promise<WithdrawalRow[]> {
  return rows(
    tx,
    sql<WithdrawalRow>`
      select reason, withdrawn_by as by, withdrawn_at as at from hashes.withdrawal where entry_id = ${entry}::uuid order by withdrawn_at`,
  );
}
