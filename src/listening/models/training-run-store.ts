import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import { rows, run } from './rows-store.ts';

export interface TrainingRunRow {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly model: string | null;
  readonly refusal: string | null;
}

const columns = sql`id, asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt", finished_at as "finishedAt", model_id as model, refusal`;

export async function insertTrainingRun(tx: Tx, id: string, by: string): Promise<void> {
  await run(tx, sql`insert into listening.training_run (id, asked_by, asked_at) values (${id}, ${by}, ${tx.now})`);
}

export function trainingRunRows(tx: Tx, most: number): Promise<TrainingRunRow[]> {
  return rows(
    tx,
    sql<TrainingRunRow>`select ${columns} from listening.training_run order by asked_at desc, id desc limit ${most}`,
  );
}

/** The run, begun now; undefined where it is over. */
export async function beginTrainingRun(tx: Tx, id: string): Promise<TrainingRunRow | undefined> {
  return (
    await rows(
      tx,
      sql<TrainingRunRow>`update listening.training_run set started_at = ${tx.now} where id = ${id}::uuid and finished_at is null returning ${columns}`,
    )
  )[0];
}

export async function endTrainingRun(
  tx: Tx,
  id: string,
  outcome: { readonly model: string | null; readonly refusal: string | null },
): Promise<void> {
  await run(
    tx,
    sql`update listening.training_run set finished_at = ${tx.now}, model_id = ${outcome.model}, refusal = ${outcome.refusal} where id = ${id}::uuid`,
  );
}

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
