import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

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
