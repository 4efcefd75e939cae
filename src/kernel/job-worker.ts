import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { forgetWorker, holdWorkerLock, type ReleasedJob, releaseJobsOfDead } from './job-worker-store.ts';
import type { Log } from './log.ts';

/** Milliseconds between two looks at the other workers. */
const LOOK_EVERY = 5_000;
const TRY_EVERY = 1_000;
/** Milliseconds without an answer after which the connection is taken for lost. */
const ANSWER_WITHIN = 15_000;
/** A machine that lost its power says no farewell: the server asks the connection, and ends it after 10 + 3 × 5 s of silence. */
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

/**
 * A worker's sign of life: a lock of its id on a connection of its own, which the database drops with the connection when the
 * process dies. By the same connection it looks after the others, and releases the jobs of who is dead (`releaseJobsOfDead`).
 * A process that stands still, even for minutes, keeps the connection; one that is cut off for less than `GONE_FOR` takes the lock anew.
 */
export class JobWorker {
  readonly #connection: string;
  readonly #log: Log;
  readonly #told: (released: readonly ReleasedJob[]) => void;
  readonly #end = new AbortController();
  #kept: Promise<void> | undefined;
  #first: Promise<void> | undefined;

  /** @param told hears of jobs that this worker has released */
  constructor(connection: string, log: Log, told: (released: readonly ReleasedJob[]) => void) {
    this.#connection = connection;
    this.#log = log;
    this.#told = told;
  }

  /** Begins to show the sign; resolves once the database has it, before which the worker may take no job. */
  begin(id: string): Promise<void> {
    this.#first ??= new Promise((begun) => {
      this.#kept = this.#keep(id, begun);
    });
    return this.#first;
  }

  /** For a worker that holds nothing any more. */
  async end(): Promise<void> {
    this.#end.abort();
    await this.#kept;
  }

  async #keep(id: string, begun: () => void): Promise<void> {
    while (!this.#end.signal.aborted) {
      const client = new pg.Client({
        connectionString: this.#connection,
        application_name: 'la-chan job worker',
        connectionTimeoutMillis: ANSWER_WITHIN,
        query_timeout: ANSWER_WITHIN,
        keepAlive: true,
      });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query(KEEPALIVE);
        await this.#hold(client, id, begun);
      } catch (error) {
        this.#log.warn(
          { reason: (error as Error).message },
          'the sign of life of the job worker is lost, trying again',
        );
      }
      await client.end().catch(() => undefined);
      await this.#pause(TRY_EVERY);
    }
    // A stop that came before the sign must not wait for it.
    begun();
  }

  async #hold(client: pg.Client, id: string, begun: () => void): Promise<void> {
    while (!(await holdWorkerLock(client, id))) await this.#pause(TRY_EVERY);
    begun();
    while (!this.#end.signal.aborted) {
      const released = await releaseJobsOfDead(client, id);
      if (released.length > 0) this.#told(released);
      // Spread, so that the workers do not all look at once.
      await this.#pause(LOOK_EVERY * (0.8 + 0.4 * Math.random()));
    }
    await forgetWorker(client, id);
  }

  #pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { signal: this.#end.signal, ref: false }).catch(() => undefined);
  }
}
