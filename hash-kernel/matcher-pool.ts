import { Worker } from 'node:worker_threads';
import { HashKernelError } from './errors.ts';
import { HASH_BYTES, hashToBytes } from './hash-text.ts';
import { Matcher, type MatchResult, type QueryOptions } from './matcher.ts';
import type { WorkerAnswer, WorkerRequest } from './matcher-worker.ts';
import { unpackResults } from './packed-results.ts';
import type { ShardedMatcher } from './sharded-matcher.ts';

export interface PoolOptions {
  /** Threads that search. The index must have been built with `slots` >= threads + 2 and the shared program. */
  readonly threads: number;
}

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface Asked {
  readonly hash: Uint8Array;
  readonly resolve: (result: MatchResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Queries of one call to a worker: enough to pay for the message, few enough to share out. */
const PIECE = 128;

/**
 * Threads that search one index in shared memory. The index itself stays with its owner, who adds and withdraws on it
 * directly; the threads see it at once, since there is only one copy. Close the pool when done.
 */
export class MatcherPool {
  readonly #index: ShardedMatcher;
  readonly #workers: PoolWorker[];
  readonly #asked = new Map<string, { options: QueryOptions; queries: Asked[] }>();
  #compacting = false;
  #closed = false;

  private constructor(index: ShardedMatcher, workers: PoolWorker[]) {
    this.#index = index;
    this.#workers = workers;
  }

  /** Starts the threads. @throws HashKernelError `matcher.option-invalid` when the index has too few slots */
  static async create(index: ShardedMatcher, options: PoolOptions): Promise<MatcherPool> {
    if (!Number.isInteger(options.threads) || options.threads < 1) {
      throw new HashKernelError('matcher.option-invalid', 'a pool has one thread at least');
    }
    const workers = Array.from({ length: options.threads }, () => new PoolWorker());
    const pool = new MatcherPool(index, workers);
    try {
      await pool.#attachAll();
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** As Matcher.query. Queries asked in one turn of the event loop travel together. */
  query(hash: Uint8Array | string, options: QueryOptions = {}): Promise<MatchResult> {
    return new Promise((resolve, reject) => {
      const bytes = typeof hash === 'string' ? hashToBytes(hash) : hash;
      if (!(bytes instanceof Uint8Array) || bytes.length !== HASH_BYTES) {
        throw new HashKernelError('hash.not-32-bytes', 'a PDQ hash has 32 bytes');
      }
      if (this.#asked.size === 0) queueMicrotask(() => this.#flush());
      const key = `${options.threshold} ${options.limit}`;
      const group = this.#asked.get(key) ?? { options, queries: [] };
      this.#asked.set(key, group);
      group.queries.push({ hash: bytes, resolve, reject });
    });
  }

  /** As Matcher.queryBatch, shared out among the threads. */
  async queryBatch(hashes: Uint8Array, options: QueryOptions = {}): Promise<MatchResult[]> {
    if (hashes.length % HASH_BYTES !== 0) {
      throw new HashKernelError('hash.not-32-bytes', 'a batch is a whole number of 32-byte hashes');
    }
    const pieces: Promise<WorkerAnswer>[] = [];
    for (let from = 0; from < hashes.length; from += PIECE * HASH_BYTES) {
      const piece = hashes.slice(from, from + PIECE * HASH_BYTES);
      pieces.push(this.#idlest().ask({ kind: 'search', hashes: piece, options }));
    }
    const answers = await Promise.all(pieces);
    return answers.flatMap((answer) => (answer.kind === 'found' ? unpackResults(answer.packed) : []));
  }

  /**
   * Moves added hashes into the tables, shard by shard, in a thread of its own, while searches, additions and
   * withdrawals go on. Returns false when a compaction is under way already.
   */
  async compact(deltaCapacity = 65_536): Promise<boolean> {
    if (this.#compacting) return false;
    this.#compacting = true;
    const builder = new PoolWorker();
    try {
      const slots = this.#workers.length + 2;
      for (const shard of this.#index.shards) {
        const request = { handle: shard.handle(), slot: slots - 1, slots, deltaCapacity };
        const answer = await builder.ask({ kind: 'rebuild', ...request });
        if (answer.kind !== 'rebuilt') continue;
        // From here to the end of `adopt` nothing else runs, so no change is lost.
        shard.adopt(Matcher.attach(answer.handle, 0));
        await this.#attachAll();
      }
      return true;
    } finally {
      this.#compacting = false;
      await builder.close();
    }
  }

  /** Stops the threads; open queries fail with `matcher.closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  async #attachAll(): Promise<void> {
    const handles = this.#index.shards.map((shard) => shard.handle());
    await Promise.all(this.#workers.map((worker, i) => worker.ask({ kind: 'attach', handles, slot: i + 1 })));
  }

  #flush(): void {
    const groups = [...this.#asked.values()];
    this.#asked.clear();
    for (const { options, queries } of groups) {
      const hashes = new Uint8Array(queries.length * HASH_BYTES);
      for (const [i, query] of queries.entries()) hashes.set(query.hash, i * HASH_BYTES);
      this.queryBatch(hashes, options).then(
        (results) => {
          for (const [i, query] of queries.entries()) query.resolve(results[i] as MatchResult);
        },
        (error) => {
          for (const query of queries) query.reject(error);
        },
      );
    }
  }

  #idlest(): PoolWorker {
    if (this.#closed) throw new HashKernelError('matcher.closed', 'the pool is closed');
    return this.#workers.reduce((a, b) => (b.waiting < a.waiting ? b : a));
  }
}

/** One worker thread, answering in order. */
class PoolWorker {
  readonly #worker = new Worker(new URL('./matcher-worker.ts', import.meta.url));
  readonly #open: Waiting[] = [];
  #gone: Error | undefined;

  constructor() {
    this.#worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.#open.shift();
      if (answer.kind !== 'failed') waiting?.resolve(answer);
      else if (answer.code) waiting?.reject(new HashKernelError(answer.code, answer.message));
      else waiting?.reject(new Error(answer.message));
    });
    this.#worker.on('error', (error) => this.#fail(error as Error));
    this.#worker.on('exit', () => this.#fail(new HashKernelError('matcher.closed', 'the pool is closed')));
  }

  get waiting(): number {
    return this.#open.length;
  }

  ask(request: WorkerRequest): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#gone) {
        reject(this.#gone);
        return;
      }
      this.#open.push({ resolve, reject });
      this.#worker.postMessage(request, request.kind === 'search' ? [request.hashes.buffer] : []);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    for (const waiting of this.#open.splice(0)) waiting.reject(error);
  }
}
