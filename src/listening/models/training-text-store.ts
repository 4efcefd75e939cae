import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** Decided posts whose masked text is kept: what a training would learn from. */
export async function countTrainingRows(tx: Tx): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{ n: number }>`
      select count(*)::integer as n from listening.training_text as training where exists (
        select 1 from listening.label_decision as decision where decision.observation_id = training.observation_id and not decision.sealed)`,
  );
  return row?.n ?? 0;
}
