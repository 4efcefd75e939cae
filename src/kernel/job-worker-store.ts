import type { ClientBase } from 'pg';

/** Milliseconds for which no session holds a worker's lock before the worker is taken for dead. */
export const GONE_FOR = 20_000;
/** A worker that was cut off may come back and take jobs again: its row is kept so long. */
const KEPT_FOR = '1 day';

/** A number of the lock of a worker. "job-worker" as a seed, so that no other use of `hashtextextended` meets it. */
const LOCK_OF = (id: string) => `hashtextextended('kernel.job-worker ' || ${id}, 0)`;
const LOOKING = "hashtextextended('kernel.job-worker.looking', 0)";

/** A job that a dead worker held. */
export interface ReleasedJob {
  readonly id: string;
  readonly job: string;
  readonly worker: string;
}

/**
 * The session of the client holds the worker's lock from here on.
 * @returns false where another session still does: the worker's own last one, or one that looks at this moment
 */
export async function holdWorkerLock(client: ClientBase, worker: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK_OF('$1')}) as held`, [
    worker,
  ]);
  if (!rows[0]?.held) return false;
  await client.query(
    'insert into kernel.job_worker (id) values ($1) on conflict (id) do update set gone_since = null',
    [worker],
  );
  return true;
}

/** Ends a worker that has let go of its jobs. */
export async function forgetWorker(client: ClientBase, worker: string): Promise<void> {
  await client.query('delete from kernel.job_worker where id = $1', [worker]);
}

/**
 * Looks which of the other workers are there, and lets go of what those held that are gone for long enough. One looks at a time;
 * who is looked at cannot come back before the look is over, so that nobody who has just come back loses anything.
 */
export async function releaseJobsOfDead(client: ClientBase, own: string): Promise<ReleasedJob[]> {
  await client.query('begin');
  try {
    const released = await look(client, own);
    await client.query('commit');
    return released;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function look(client: ClientBase, own: string): Promise<ReleasedJob[]> {
  const alone = await client.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${LOOKING}) as mine`);
  if (!alone.rows[0]?.mine) return [];
  // The time is the database's, for all workers the same one.
  const { rows: gone } = await client.query<{ id: string; long: boolean }>(
    `with seen as materialized (
       select id, pg_try_advisory_xact_lock(${LOCK_OF('id')}) as gone from kernel.job_worker where id <> $1)
     update kernel.job_worker as worker
     set gone_since = case when seen.gone then coalesce(gone_since, clock_timestamp()) end
     from seen where seen.id = worker.id and (seen.gone or worker.gone_since is not null)
     returning worker.id, coalesce(worker.gone_since <= clock_timestamp() - $2 * interval '1 millisecond', false) as long`,
    [own, GONE_FOR],
  );
  const dead = gone.filter(({ long }) => long).map(({ id }) => id);
  if (dead.length === 0) return [];
  const { rows: held } = await client.query<ReleasedJob>(
    `select id::text, task_identifier as job, locked_by as worker from graphile_worker.jobs where locked_by = any($1) order by id`,
    [dead],
  );
  await client.query('select graphile_worker.force_unlock_workers($1)', [dead]);
  // As after any attempt that failed: what ends each process that takes it up must not do so at once again.
  await client.query(
    `select graphile_worker.reschedule_jobs(array[id], run_at => greatest(now(), run_at) + exp(least(attempts, 10)) * interval '1 second')
     from graphile_worker.jobs where id = any($1::bigint[])`,
    [held.map(({ id }) => id)],
  );
  await client.query('delete from kernel.job_worker where gone_since < clock_timestamp() - $1::interval', [KEPT_FOR]);
  return held;
}
