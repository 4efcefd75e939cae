import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';

async function rows<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(tx.query<object>())).rows;
}

export interface RegisterHead {
  /** Names this register; a snapshot of another one is no use. */
  readonly register: string;
  readonly seq: number;
  readonly at: Date;
  readonly prunedSeq: number;
}

export async function registerHead(tx: Tx): Promise<RegisterHead> {
  const [head] = await rows(
    tx,
    sql<RegisterHead>`select register, seq, at, pruned_seq as "prunedSeq" from hashes.change_head`,
  );
  return head as RegisterHead;
}
