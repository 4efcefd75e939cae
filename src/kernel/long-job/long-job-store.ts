import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { LongJob, LongJobFacts, LongJobState } from './long-job.ts';

export interface LongJobRow extends LongJob {
  readonly agency: string;
  readonly attempts: number;
}

const columns = sql`id, kind, object_id as "objectId", agency, state, done, total, asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt", finished_at as "finishedAt",
  cancel_asked_at is not null and finished_at is null as stopping, refusal, input, outcome, attempts`;

async function read(tx: Tx, query: RawBuilder<LongJobRow>): Promise<LongJobRow[]> {
  return (await query.execute(tx.query<object>())).rows;
}

/** @returns false where one for the object is open */
export async function insertLongJob(
  tx: Tx,
  job: {
    readonly id: string;
    readonly kind: string;
    readonly objectId: string;
    readonly agency: string;
    readonly national: boolean;
    readonly askedBy: string;
    readonly input: LongJobFacts;
    readonly total: number | null;
  },
): Promise<boolean> {
  const added = await sql`
    insert into kernel.long_job (id, kind, object_id, agency, national, asked_by, asked_at, input, state, total, queued)
    values (${job.id}, ${job.kind}, ${job.objectId}, ${job.agency}, ${job.national}, ${job.askedBy}, ${tx.now}, ${JSON.stringify(job.input)}::jsonb, 'WAITING', ${job.total}, false)
    on conflict do nothing`.execute(tx.query<object>());
  return added.numAffectedRows === 1n;
}

/** One that the actor may know of. */
export async function longJobRow(tx: Tx, id: string): Promise<LongJobRow | undefined> {
  return (await read(tx, sql<LongJobRow>`select ${columns} from kernel.long_job where id = ${id}::uuid`))[0];
}

/** The same, kept from others until the transaction ends. Asked by the platform, which alone changes one. */
export async function lockLongJob(tx: Tx, id: string): Promise<LongJobRow | undefined> {
  return (await read(tx, sql<LongJobRow>`select ${columns} from kernel.long_job where id = ${id}::uuid for update`))[0];
}

/** The last one of each object. */
export function lastLongJobRows(tx: Tx, kind: string, objects: readonly string[]): Promise<LongJobRow[]> {
  return read(
    tx,
    sql<LongJobRow>`
      select distinct on (object_id) ${columns} from kernel.long_job
      where kind = ${kind} and object_id = any(${[...objects]}::text[]) order by object_id, finished_at is null desc, asked_at desc, id desc`,
  );
}

export function longJobRows(tx: Tx, kind: string, most: number): Promise<LongJobRow[]> {
  return read(
    tx,
    sql<LongJobRow>`select ${columns} from kernel.long_job where kind = ${kind} order by finished_at is null desc, asked_at desc, id desc limit ${most}`,
  );
}

/** Takes it up, where it waits. */
export async function beginLongJob(tx: Tx, id: string): Promise<LongJobRow | undefined> {
  return (
    await read(
      tx,
      sql<LongJobRow>`
        update kernel.long_job set state = 'RUNNING', attempts = attempts + 1, started_at = coalesce(started_at, ${tx.now}), beat_at = ${tx.now}
        where id = ${id}::uuid and state = 'WAITING' returning ${columns}`,
    )
  )[0];
}

/** A sign of life, and how far it is. @returns the row, or undefined where it is over or another process has it */
export async function beatLongJob(
  tx: Tx,
  id: string,
  attempt: number,
  at: Date,
  progress?: { readonly done: number; readonly total?: number | undefined },
): Promise<LongJobRow | undefined> {
  return (
    await read(
      tx,
      sql<LongJobRow>`
        update kernel.long_job set beat_at = ${at}, done = coalesce(${progress?.done ?? null}::bigint, done), total = coalesce(${progress?.total ?? null}::bigint, total)
        where id = ${id}::uuid and state = 'RUNNING' and attempts = ${attempt} returning ${columns}`,
    )
  )[0];
}

/** From here on a queue of the module carries it. */
export async function leaveLongJobToQueue(tx: Tx, id: string): Promise<void> {
  await sql`update kernel.long_job set queued = true where id = ${id}::uuid and state = 'RUNNING'`.execute(
    tx.query<object>(),
  );
}

/** Adds to what is done of the open work on an object. */
export async function addToLongJob(
  tx: Tx,
  kind: string,
  objectId: string,
  done: number,
): Promise<LongJobRow | undefined> {
  return (
    await read(
      tx,
      sql<LongJobRow>`
        update kernel.long_job set done = done + ${done}, beat_at = ${tx.now}
        where kind = ${kind} and object_id = ${objectId} and state in ('WAITING', 'RUNNING') returning ${columns}`,
    )
  )[0];
}

export async function endLongJob(
  tx: Tx,
  id: string,
  end: { readonly state: LongJobState; readonly at?: Date; readonly refusal?: string; readonly outcome?: LongJobFacts },
): Promise<LongJobRow | undefined> {
  return (
    await read(
      tx,
      sql<LongJobRow>`
        update kernel.long_job set state = ${end.state}, finished_at = ${end.at ?? tx.now}, refusal = ${end.refusal ?? null}, outcome = ${JSON.stringify(end.outcome ?? {})}::jsonb
        where id = ${id}::uuid and state in ('WAITING', 'RUNNING') returning ${columns}`,
    )
  )[0];
}

export async function askLongJobToStop(tx: Tx, id: string): Promise<void> {
  await sql`
    update kernel.long_job set cancel_asked_at = coalesce(cancel_asked_at, ${tx.now}) where id = ${id}::uuid and state in ('WAITING', 'RUNNING')`.execute(
    tx.query<object>(),
  );
}

/** Back to waiting: its process has died or the attempt failed. */
export async function returnLongJob(tx: Tx, id: string, attempt: number): Promise<boolean> {
  const done = await sql`
    update kernel.long_job set state = 'WAITING' where id = ${id}::uuid and state = 'RUNNING' and attempts = ${attempt}`.execute(
    tx.query<object>(),
  );
  return done.numAffectedRows === 1n;
}

/** Running works whose process has given no sign of life since. */
export function silentLongJobs(tx: Tx, since: Date, most: number): Promise<LongJobRow[]> {
  return read(
    tx,
    sql<LongJobRow>`
      select ${columns} from kernel.long_job where state = 'RUNNING' and not queued and beat_at < ${since}
      order by beat_at limit ${most} for update skip locked`,
  );
}
