import { sql } from 'kysely';
import { columnsOf, prepared, rows, run, type Tx } from '../../kernel/index.ts';
import { reviewTaskPolicy } from '../listening-policy.ts';

export type Stratum = 'margin' | 'random' | 'top';

export interface NewTask {
  readonly id: string;
  readonly observation: string;
  readonly cluster: string;
  readonly source: string;
  readonly stratum: Stratum;
  readonly label: string | null;
  readonly score: number;
  readonly probability: number | null;
  readonly wanted: 1 | 2;
  readonly place: number;
}

const INSERT_TASKS = prepared(
  'listening.insert-tasks',
  `insert into listening.review_task (id, observation_id, cluster_id, source_id, stratum, label, score, probability, wanted, place, state, created_at)
    select id, observation, cluster, source, stratum, label, score, probability, wanted, place, 'OPEN', $1::timestamptz
    from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::real[], $9::double precision[], $10::smallint[], $11::double precision[])
      as given(id, observation, cluster, source, stratum, label, score, probability, wanted, place)
    on conflict (observation_id) do nothing`,
);

export async function insertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tx.run(INSERT_TASKS, [
    tx.now,
    ...columnsOf(
      tasks,
      'id',
      'observation',
      'cluster',
      'source',
      'stratum',
      'label',
      'score',
      'probability',
      'wanted',
      'place',
    ),
  ]);
}

const OPEN_TASKS = prepared(
  'listening.open-tasks',
  `select strata.stratum, (select count(*)::integer from (
      select 1 from listening.review_task as task where task.state = 'OPEN' and task.stratum = strata.stratum limit $1) as open) as n
    from unnest($2::text[]) as strata(stratum)`,
);

/** Open tasks by stratum, counted no further than `most` each. */
export async function openTasks(
  tx: Tx,
  most: number,
  strata: readonly Stratum[] = ['margin', 'random', 'top'],
): Promise<Readonly<Record<Stratum, number>>> {
  const counts = { margin: 0, random: 0, top: 0 };
  for (const { stratum, n } of await tx.run<{ stratum: Stratum; n: number }>(OPEN_TASKS, [most, [...strata]]))
    counts[stratum] = n;
  return counts;
}

export interface TaskRow {
  readonly id: string;
  readonly observation: string;
  readonly cluster: string;
  readonly stratum: Stratum;
  readonly wanted: number;
  readonly given: number;
  readonly state: 'OPEN' | 'DONE' | 'EXPIRED';
  readonly label: string | null;
}

const columns = sql`task.id, task.observation_id as observation, task.cluster_id as cluster, task.stratum, task.wanted, task.given, task.state, task.label`;

/** The next task of a stratum that this person has not decided and whose text is still kept. */
export async function nextTask(
  tx: Tx,
  person: string,
  stratum: Stratum,
  skipped: readonly string[],
): Promise<TaskRow | undefined> {
  return (
    await rows(
      tx,
      sql<TaskRow>`select ${columns} from listening.review_task as task
        where task.state = 'OPEN' and task.stratum = ${stratum} and task.id <> all(${[...skipped]}::uuid[])
          and ${reviewTaskPolicy.filter(tx.actor, 'listening-task.review', tx.now, 'task')}
          and not exists (select 1 from listening.label_decision as mine where mine.task_id = task.id and mine.reviewer = ${person}::uuid)
        order by task.given desc, task.place, task.id limit 1`,
    )
  )[0];
}

/** The task, locked, if the actor may decide it. */
export async function lockTask(tx: Tx, id: string): Promise<TaskRow | undefined> {
  return (
    await rows(
      tx,
      sql<TaskRow>`select ${columns} from listening.review_task as task where task.id = ${id}::uuid
        and ${reviewTaskPolicy.filter(tx.actor, 'listening-task.review', tx.now, 'task')} for update`,
    )
  )[0];
}

export interface NewDecision {
  readonly id: string;
  readonly task: string;
  readonly observation: string;
  readonly reviewer: string;
  readonly agency: string;
  readonly schema: string;
  readonly labels: readonly string[];
  readonly severity: number;
  readonly sealed: boolean;
  readonly stratum: Stratum;
}

/** @returns whether it is the person's first on the task */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<boolean> {
  return (
    (await run(
      tx,
      sql`insert into listening.label_decision (id, task_id, observation_id, reviewer, agency, schema_version, labels, severity, sealed, stratum, given_at)
        values (${decision.id}, ${decision.task}, ${decision.observation}, ${decision.reviewer}, ${decision.agency}, ${decision.schema},
          ${[...decision.labels]}::text[], ${decision.severity}, ${decision.sealed}, ${decision.stratum}, ${tx.now}) on conflict (task_id, reviewer) do nothing`,
    )) === 1
  );
}

export async function countDecision(tx: Tx, task: string): Promise<void> {
  await run(
    tx,
    sql`update listening.review_task set given = given + 1, state = case when given + 1 >= wanted then 'DONE' else state end,
      done_at = case when given + 1 >= wanted then ${tx.now}::timestamptz end where id = ${task}::uuid`,
  );
}

/** Opens the decisions of a task, once it has all of them. */
export async function unsealDecisions(tx: Tx, task: string): Promise<void> {
  await run(tx, sql`select listening.unseal_decisions(${task}::uuid)`);
}

export interface DecisionRow {
  readonly task: string;
  readonly observation: string;
  readonly labels: readonly string[];
  readonly severity: number;
  readonly stratum: Stratum;
  /** Of the random audit: with which probability its post was in it, from the source on. */
  readonly probability: number | null;
  readonly source: string;
  readonly at: Date;
}

/** Open decisions since a moment, oldest first. */
export function decisionsSince(tx: Tx, since: Date, most: number): Promise<DecisionRow[]> {
  return rows(
    tx,
    sql<DecisionRow>`
      select decision.task_id as task, decision.observation_id as observation, decision.labels, decision.severity, decision.stratum, task.probability,
        task.source_id as source, decision.given_at as at
      from listening.label_decision as decision join listening.review_task as task on task.id = decision.task_id
      where decision.given_at >= ${since} and not decision.sealed order by decision.given_at, decision.id limit ${most}`,
  );
}

/** How many decisions a person has given since a moment. */
export async function decidedSince(tx: Tx, person: string, since: Date): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{
      n: number;
    }>`select count(*)::integer as n from listening.label_decision where reviewer = ${person}::uuid and given_at >= ${since}`,
  );
  return row?.n ?? 0;
}

/** What the audit of a period came to: how many posts were drawn into it and how many of them were decided. */
export async function auditCoverage(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ readonly drawn: number; readonly done: number }> {
  const [row] = await rows(
    tx,
    sql<{
      drawn: number;
      done: number;
    }>`select count(*)::integer as drawn, count(*) filter (where state = 'DONE')::integer as done
      from listening.review_task where stratum = 'random' and created_at >= ${from} and created_at < ${to}`,
  );
  return row ?? { drawn: 0, done: 0 };
}

/** Closes tasks whose text is gone. */
export function expireTasks(tx: Tx): Promise<number> {
  return run(
    tx,
    sql`update listening.review_task as task set state = 'EXPIRED', done_at = ${tx.now} where task.state = 'OPEN'
      and not exists (select 1 from listening.observation_text as kept where kept.observation_id = task.observation_id)`,
  );
}

/** The masked texts that teach. */
export interface TrainingRow {
  readonly observation: string;
  readonly sealed: Buffer;
  readonly labels: readonly string[];
  readonly at: Date;
}

export async function putTraining(
  tx: Tx,
  training: { readonly observation: string; readonly sealed: Buffer; readonly expiresAt: Date },
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.training_text (observation_id, sealed, retention, expires_at, created_at)
      values (${training.observation}, ${training.sealed}, 'training', ${training.expiresAt}, ${tx.now}) on conflict (observation_id) do nothing`,
  );
}

/** Texts with the newest open decision on each, oldest first. */
export function trainingRows(tx: Tx, most: number): Promise<TrainingRow[]> {
  return rows(
    tx,
    sql<TrainingRow>`
      select * from (
        select distinct on (training.observation_id) training.observation_id as observation, training.sealed, decision.labels, decision.given_at as at
        from listening.training_text as training join listening.label_decision as decision on decision.observation_id = training.observation_id
        where not decision.sealed order by training.observation_id, decision.given_at desc) as newest
      order by at desc, observation limit ${most}`,
  );
}
