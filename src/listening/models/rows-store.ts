import type { RawBuilder } from 'kysely';
import type { Tx } from '../../kernel/index.ts';

/** The rows of a statement. */
export async function rows<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(tx.query<object>())).rows;
}

/** Runs a statement; how many rows it touched. */
export async function run(tx: Tx, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(tx.query<object>())).numAffectedRows ?? 0);
}
