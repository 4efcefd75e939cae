import { Logger, parseCronItems, run } from 'graphile-worker';
import type { Pool } from 'pg';
import { systemActor } from './actor.ts';
import { type Ctx, createContext } from './context.ts';
import { newId } from './id.ts';
import { JobWorker } from './job-worker.ts';
import type { Kernel } from './kernel.ts';

/** Background work. The payload holds ids and codes only, since the queue is not sealed. Handlers may run twice: they must not mind. */
export interface Job {
  /** `module.verb`, as in `intake.remind-screening`. */
  readonly name: string;
  /** Crontab expression in UTC; absent: it runs when enqueued. */
  readonly cron?: string;
  run(ctx: Ctx, payload: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface RunningJobs {
  /** Takes no more jobs; resolves when those at hand are done. */
  stop(): Promise<void>;
}

/**
 * Starts the worker role: runs the jobs that transactions enqueued, and the periodic ones once per tick over all workers. What a
 * process held that was killed is released by any living worker after some 30 seconds (`JobWorker`), and run again. A job runs at
 * least once, and at the same time in two processes only where one was cut off from the database for longer and works on.
 * @param pool of the owner, on direct connections: it listens and holds a session lock
 */
export async function startJobs(kernel: Kernel, pool: Pool, jobs: readonly Job[]): Promise<RunningJobs> {
  const worker = new JobWorker(pool.options.connectionString ?? '', kernel.log, (released) => {
    for (const { job } of released) kernel.metrics.jobs.inc({ job, outcome: 'released' });
    kernel.log.warn({ jobs: released.map(({ job }) => job) }, 'jobs of a dead worker were released');
  });
  const runner = await run({
    pgPool: pool,
    preset: {
      plugins: [
        {
          name: 'kernel.job-worker',
          // Called before the first job is looked for.
          worker: { hooks: { startWorker: (_ctx, { worker: { workerPool } }) => worker.begin(workerPool.id) } },
        },
      ],
    },
    concurrency: 4,
    noHandleSignals: true,
    // Only what goes wrong: each finished job is counted in the metrics already.
    logger: new Logger(
      () => (level, message) => void (/error|warning/.test(level) && kernel.log.warn({ source: 'jobs' }, message)),
    ),
    parsedCronItems: parseCronItems(
      jobs
        .filter((job) => job.cron)
        .map((job) => ({
          task: job.name,
          match: job.cron as string,
          identifier: job.name,
          options: { backfillPeriod: 0 },
        })),
    ),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          const ctx = createContext(kernel, {
            actor: systemActor(job.name),
            requestId: newId<'request'>(),
            language: 'vi',
          });
          try {
            await job.run(ctx, (payload ?? {}) as Record<string, unknown>);
            kernel.metrics.jobs.inc({ job: job.name, outcome: 'done' });
          } catch (error) {
            kernel.metrics.jobs.inc({ job: job.name, outcome: 'failed' });
            kernel.log.error({ err: error, job: job.name, requestId: ctx.requestId }, 'job failed');
            throw error;
          }
        },
      ]),
    ),
  });
  return {
    stop: async () => {
      await runner.stop();
      await worker.end();
    },
  };
}
