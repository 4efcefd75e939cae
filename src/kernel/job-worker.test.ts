import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { systemActor } from './actor.ts';
import { JobWorker } from './job-worker.ts';
import { forgetWorker, GONE_FOR, holdWorkerLock, type ReleasedJob, releaseJobsOfDead } from './job-worker-store.ts';
import { startJobs } from './jobs.ts';
import { ok } from './result.ts';

const home = fileFixture(() => openTestKernel());
const open: pg.Client[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) await client.end();
  await home.owner.query('delete from kernel.job_worker; delete from graphile_worker._private_jobs');
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: home.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  open.push(client);
  return client;
}

/** A worker that was there and whose connection is gone. */
async function deadWorker(id: string): Promise<void> {
  const client = await connect();
  expect(await holdWorkerLock(client, id)).toBe(true);
  await open.pop()?.end();
}

/** A job that the worker has in hand. @returns its id */
async function jobOf(worker: string, attempts = 1): Promise<string> {
  const { rows } = await home.owner.query<{ id: string }>(
    "select id::text from graphile_worker.add_job('probe.held', '{}', max_attempts => 20)",
  );
  const id = rows[0]?.id ?? '';
  await home.owner.query(
    'update graphile_worker._private_jobs set locked_by = $2, locked_at = now(), attempts = $3 where id = $1',
    [id, worker, attempts],
  );
  return id;
}

const holderOf = async (id: string) =>
  (await home.owner.query('select locked_by from graphile_worker.jobs where id = $1', [id])).rows[0].locked_by;
const goneSince = async (id: string): Promise<Date | null | undefined> =>
  (await home.owner.query('select gone_since from kernel.job_worker where id = $1', [id])).rows[0]?.gone_since;
const goneFor = (id: string, milliseconds: number) =>
  home.owner.query(
    "update kernel.job_worker set gone_since = clock_timestamp() - $2 * interval '1 millisecond' where id = $1",
    [id, milliseconds],
  );

test('what a worker held is released once nobody was seen to hold its lock for the whole time, and not before', async () => {
  await deadWorker('pool-dead');
  const job = await jobOf('pool-dead');
  const looker = await connect();
  await holdWorkerLock(looker, 'pool-looker');
  expect(await releaseJobsOfDead(looker, 'pool-looker')).toEqual([]);
  const first = await goneSince('pool-dead');
  expect(first).toBeInstanceOf(Date);
  expect(await releaseJobsOfDead(looker, 'pool-looker')).toEqual([]);
  expect(await goneSince('pool-dead')).toEqual(first);
  await goneFor('pool-dead', GONE_FOR - 5_000);
  expect(await releaseJobsOfDead(looker, 'pool-looker')).toEqual([]);
  expect(await holderOf(job)).toBe('pool-dead');
  await goneFor('pool-dead', GONE_FOR);
  expect(await releaseJobsOfDead(looker, 'pool-looker')).toEqual([
    { id: job, job: 'probe.held', worker: 'pool-dead' } satisfies ReleasedJob,
  ]);
  expect(await holderOf(job)).toBeNull();
  expect(await goneSince('pool-looker')).toBeNull();
});

test('a worker that holds its lock keeps its jobs, also beside a dead one, and so does one that is not known', async () => {
  await deadWorker('pool-dead');
  const living = await connect();
  await holdWorkerLock(living, 'pool-living');
  const [dead, kept, unknown] = [await jobOf('pool-dead'), await jobOf('pool-living'), await jobOf('pool-unknown')];
  const looker = await connect();
  await releaseJobsOfDead(looker, 'pool-looker');
  await goneFor('pool-dead', GONE_FOR);
  // As one that was cut off for long and is back since.
  await goneFor('pool-living', GONE_FOR);
  expect((await releaseJobsOfDead(looker, 'pool-looker')).map(({ id }) => id)).toEqual([dead]);
  expect([await holderOf(kept), await holderOf(unknown)]).toEqual(['pool-living', 'pool-unknown']);
  expect(await goneSince('pool-living')).toBeNull();
});

test('a worker that comes back in time loses nothing', async () => {
  await deadWorker('pool-cut');
  const job = await jobOf('pool-cut');
  const looker = await connect();
  await releaseJobsOfDead(looker, 'pool-looker');
  await goneFor('pool-cut', GONE_FOR);
  const again = await connect();
  expect(await holdWorkerLock(again, 'pool-cut')).toBe(true);
  expect(await goneSince('pool-cut')).toBeNull();
  expect(await releaseJobsOfDead(looker, 'pool-looker')).toEqual([]);
  expect(await holderOf(job)).toBe('pool-cut');
});

test('nobody comes back into the middle of a look, and of two who look one looks', async () => {
  await deadWorker('pool-dead');
  const [looker, other, again] = [await connect(), await connect(), await connect()];
  await looker.query('begin');
  await looker.query(
    "select pg_advisory_xact_lock(hashtextextended('kernel.job-worker.looking', 0)), pg_advisory_xact_lock(hashtextextended('kernel.job-worker pool-dead', 0))",
  );
  expect(await holdWorkerLock(again, 'pool-dead')).toBe(false);
  expect(await releaseJobsOfDead(other, 'pool-other')).toEqual([]);
  expect(await goneSince('pool-dead')).toBeNull();
  await looker.query('commit');
  expect(await holdWorkerLock(again, 'pool-dead')).toBe(true);
  await jobOf('pool-gone');
  await deadWorker('pool-gone');
  await goneFor('pool-gone', GONE_FOR);
  const released = await Promise.all([looker, other, again].map((client) => releaseJobsOfDead(client, 'pool-looker')));
  expect(released.flat()).toHaveLength(1);
});

test('what ends every process that takes it up waits longer each time, and its last attempt stays the last', async () => {
  await deadWorker('pool-dead');
  const [once, often, last] = [await jobOf('pool-dead'), await jobOf('pool-dead', 8), await jobOf('pool-dead', 20)];
  const looker = await connect();
  await releaseJobsOfDead(looker, 'pool-looker');
  await goneFor('pool-dead', GONE_FOR);
  await releaseJobsOfDead(looker, 'pool-looker');
  const waits = async (id: string) =>
    (
      await home.owner.query<{ wait: number }>(
        'select extract(epoch from run_at - updated_at)::float8 as wait from graphile_worker._private_jobs where id = $1',
        [id],
      )
    ).rows[0]?.wait;
  expect(await waits(once)).toBeCloseTo(Math.E, 0);
  expect(await waits(often)).toBeCloseTo(Math.exp(8), 0);
  const { rows } = await home.owner.query('select is_available from graphile_worker._private_jobs where id = $1', [
    last,
  ]);
  expect(rows).toEqual([{ is_available: false }]);
});

test('a worker that was ended is forgotten, and one that is dead for more than a day too', async () => {
  const client = await connect();
  await holdWorkerLock(client, 'pool-ended');
  await forgetWorker(client, 'pool-ended');
  expect(await goneSince('pool-ended')).toBeUndefined();
  await deadWorker('pool-dead');
  await goneFor('pool-dead', 86_400_000 + 1_000);
  await releaseJobsOfDead(client, 'pool-looker');
  expect(await goneSince('pool-dead')).toBeUndefined();
});

test('a worker shows its sign before it takes a job, takes its lock anew where the connection is cut, and goes without a trace', async () => {
  const seen: unknown[] = [];
  const jobs = await startJobs(home.kernel, home.owner, [
    {
      name: 'probe.sign',
      run: async () => {
        const { rows } = await home.owner.query(
          `select gone_since, locked_by = worker.id as mine from kernel.job_worker as worker, graphile_worker.jobs
           where task_identifier = 'probe.sign'`,
        );
        seen.push(...rows);
      },
    },
  ]);
  await home.context(systemActor('test')).transaction(async (tx) => {
    await tx.enqueue('probe.sign', {});
    return ok();
  });
  await expect.poll(() => seen, { timeout: 30_000 }).toEqual([{ gone_since: null, mine: true }]);
  const looker = await connect();
  const cut = await home.owner.query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'la-chan job worker' and datname = current_database()`,
  );
  expect(cut.rowCount).toBe(1);
  const signs = async () => {
    await releaseJobsOfDead(looker, 'pool-looker');
    const { rows } = await home.owner.query('select gone_since is null as there from kernel.job_worker');
    return rows;
  };
  expect(await signs()).toEqual([{ there: false }]);
  await expect.poll(signs, { timeout: 30_000 }).toEqual([{ there: true }]);
  await jobs.stop();
  const { rows } = await home.owner.query('select 1 from kernel.job_worker');
  expect(rows).toEqual([]);
}, 90_000);

test('a stop does not wait for a sign that the database never took', async () => {
  const worker = new JobWorker('postgres://nobody:x@127.0.0.1:1/none', home.kernel.log, () => undefined);
  const begun = worker.begin('pool-nowhere');
  await worker.end();
  await begun;
  expect(home.log.some((line) => line.includes('the sign of life of the job worker is lost'))).toBe(true);
});
