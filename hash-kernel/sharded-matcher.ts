import { HashKernelError } from './errors.ts';
import { HASH_BYTES, hashToBytes } from './hash-text.ts';
import { type Match, Matcher, type MatcherOptions, type MatchResult, type QueryOptions } from './matcher.ts';

export interface ShardedOptions extends MatcherOptions {
  /** Number of indexes (default 1). Each holds about 16 million hashes; the number cannot change later. */
  readonly shards?: number;
}

export interface BuiltShardedMatcher {
  readonly index: ShardedMatcher;
  /** The id of each hash given, in order; equal hashes have one id. */
  readonly ids: Uint32Array;
}

const GATHER = 65_536;

/**
 * Several matchers as one, for more hashes than 4 GiB of WebAssembly memory takes. A hash belongs to the shard that its
 * own bits choose, so equal hashes meet. Ids: the shard's id * shards + the number of the shard; they are unique and
 * stable, yet not dense over all shards. The rest is as in Matcher.
 */
export class ShardedMatcher {
  readonly shards: readonly Matcher[];

  constructor(shards: readonly Matcher[]) {
    if (shards.length === 0) throw new HashKernelError('matcher.option-invalid', 'there must be a shard');
    this.shards = shards;
  }

  /** Builds all shards. @param hashes 32 bytes each. @throws HashKernelError as `Matcher.build` */
  static build(hashes: Uint8Array, options: ShardedOptions): BuiltShardedMatcher {
    const shards = options.shards ?? 1;
    if (!Number.isInteger(shards) || shards < 1 || shards > 256) {
      throw new HashKernelError('matcher.option-invalid', 'shards must be 1 to 256');
    }
    if (hashes.length % HASH_BYTES !== 0) throw new HashKernelError('hash.not-32-bytes', 'a hash has 32 bytes');
    const total = hashes.length / HASH_BYTES;
    const owner = new Uint8Array(total);
    const counts = new Uint32Array(shards);
    for (let i = 0; i < total; i++) {
      const shard = shardOf(hashes, i * HASH_BYTES, shards);
      owner[i] = shard;
      counts[shard] = (counts[shard] as number) + 1;
    }
    const ids = new Uint32Array(total);
    const built: Matcher[] = [];
    for (let shard = 0; shard < shards; shard++) {
      const source = { count: counts[shard] as number, chunks: chunksOf(hashes, owner, shard) };
      const { matcher, ids: local } = Matcher.build(source, options);
      built.push(matcher);
      for (let i = 0, j = 0; i < total; i++) {
        if (owner[i] === shard) ids[i] = (local[j++] as number) * shards + shard;
      }
    }
    return { index: new ShardedMatcher(built), ids };
  }

  /** Ids given out, withdrawn ones counted. */
  get count(): number {
    return this.shards.reduce((sum, shard) => sum + shard.count, 0);
  }

  query(hash: Uint8Array | string, options: QueryOptions = {}): MatchResult {
    const bytes = typeof hash === 'string' ? hashToBytes(hash) : hash;
    return this.#merge(
      this.shards.map((shard) => shard.query(bytes, options)),
      options.limit,
    );
  }

  queryBatch(hashes: Uint8Array, options: QueryOptions = {}): MatchResult[] {
    const answers = this.shards.map((shard) => shard.queryBatch(hashes, options));
    const queries = answers[0] as MatchResult[];
    return queries.map((_, i) =>
      this.#merge(
        answers.map((answer) => answer[i] as MatchResult),
        options.limit,
      ),
    );
  }

  find(hash: Uint8Array | string): number | undefined {
    const { matcher, shard } = this.#ownerOf(hash);
    const id = matcher.find(hash);
    return id === undefined ? undefined : id * this.shards.length + shard;
  }

  add(hash: Uint8Array | string): number {
    const { matcher, shard } = this.#ownerOf(hash);
    return matcher.add(hash) * this.shards.length + shard;
  }

  withdraw(id: number): boolean {
    return this.#holder(id).withdraw(Math.floor(id / this.shards.length));
  }

  isWithdrawn(id: number): boolean {
    return this.#holder(id).isWithdrawn(Math.floor(id / this.shards.length));
  }

  hashOf(id: number): string {
    return this.#holder(id).hashOf(Math.floor(id / this.shards.length));
  }

  /** Compacts the shards one after another: one spare index at a time. While a pool searches it, use the pool's. */
  compact(deltaCapacity?: number): void {
    for (const shard of this.shards) shard.compact(deltaCapacity);
  }

  #merge(answers: readonly MatchResult[], limit = 1_024): MatchResult {
    if (this.shards.length === 1) return answers[0] as MatchResult;
    const matches: Match[] = [];
    let truncated = false;
    for (const [shard, answer] of answers.entries()) {
      truncated ||= answer.truncated;
      for (const match of answer.matches) {
        matches.push({ id: match.id * this.shards.length + shard, distance: match.distance });
      }
    }
    matches.sort((a, b) => a.distance - b.distance || a.id - b.id);
    if (matches.length <= limit) return { matches, truncated };
    return { matches: matches.slice(0, limit), truncated: true };
  }

  #ownerOf(hash: Uint8Array | string): { matcher: Matcher; shard: number } {
    const bytes = typeof hash === 'string' ? hashToBytes(hash) : hash;
    if (bytes.length !== HASH_BYTES) throw new HashKernelError('hash.not-32-bytes', 'a PDQ hash has 32 bytes');
    const shard = shardOf(bytes, 0, this.shards.length);
    return { matcher: this.shards[shard] as Matcher, shard };
  }

  #holder(id: number): Matcher {
    const shard = Number.isInteger(id) && id >= 0 ? this.shards[id % this.shards.length] : undefined;
    if (!shard) throw new HashKernelError('matcher.unknown-id', `no hash has the id ${String(id)}`);
    return shard;
  }
}

function shardOf(hashes: Uint8Array, at: number, shards: number): number {
  if (shards === 1) return 0;
  let sum = 0x811c9dc5;
  for (let i = at; i < at + HASH_BYTES; i++) sum = Math.imul(sum ^ (hashes[i] as number), 0x01000193);
  return ((sum ^ (sum >>> 15)) >>> 0) % shards;
}

function* chunksOf(hashes: Uint8Array, owner: Uint8Array, shard: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(GATHER * HASH_BYTES);
  let filled = 0;
  for (let i = 0; i < owner.length; i++) {
    if (owner[i] !== shard) continue;
    buffer.set(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), filled * HASH_BYTES);
    if (++filled === GATHER) {
      yield buffer;
      filled = 0;
    }
  }
  yield buffer.subarray(0, filled * HASH_BYTES);
}
