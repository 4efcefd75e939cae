import { HashKernelError } from './errors.ts';
import { HASH_BYTES, hashToBytes, hashToText } from './hash-text.ts';
import {
  align,
  BATCH_MAX,
  CONTROL,
  chooseTables,
  DIGEST_AT,
  type LayoutName,
  LIMIT_MAX,
  layOut,
  type MatcherLayout,
  PAGE_BYTES,
  pagesFor,
  QUERIES_AT,
  RESULTS_AT,
  SCRATCH_BYTES,
  type TableSpec,
  THRESHOLD_MAX,
  writeControl,
} from './matcher-layout.ts';

/** One hash in reach of a query. */
export interface Match {
  readonly id: number;
  /** Differing bits, 0 to 31. */
  readonly distance: number;
}

export interface MatchResult {
  /** Nearest first, then by id. */
  readonly matches: readonly Match[];
  /** More hashes are in reach than the limit let through: the list is not the whole answer. */
  readonly truncated: boolean;
}

export interface QueryOptions {
  /** Differing bits allowed, 0 to 31 (default 31, the PDQ recommendation). A smaller one is also faster. */
  readonly threshold?: number;
  /** Most matches per query, 1 to 65,536 (default 1,024). */
  readonly limit?: number;
}

/** The program of the matcher: `matcher.wasm`, or `matcher-shared.wasm` for an index that threads share. */
export interface MatcherProgram {
  readonly module: WebAssembly.Module;
  readonly shared: boolean;
}

export interface MatcherOptions {
  readonly program: MatcherProgram;
  /** Chosen by the number of hashes unless given. */
  readonly layout?: LayoutName | 'auto' | readonly TableSpec[];
  /** Hashes that can be added before `compact` (default 65,536). Every query scans those added: 1 µs per 1,000. */
  readonly deltaCapacity?: number;
  /** Threads that may search a shared index at once, this one counted (default 1). */
  readonly slots?: number;
}

/** Hashes one after another, 32 bytes each; or in pieces, with the number of hashes known before. */
export type HashSource = Uint8Array | { readonly count: number; readonly chunks: Iterable<Uint8Array> };

export interface BuiltMatcher {
  readonly matcher: Matcher;
  /** The id of each hash given, in order; equal hashes have one id. */
  readonly ids: Uint32Array;
}

/** What another thread needs to search the same index. Can be posted to a worker. */
export interface MatcherHandle {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly layout: MatcherLayout;
  readonly scratchAt: number;
}

interface MatcherExports {
  init(scratch: number): void;
  search(queries: number, threshold: number, limit: number, room: number): number;
  wasFull(): number;
  hasOverflowed(): number;
  find(): number;
  append(): number;
  mark(id: number, dead: number): number;
  dedupe(n: number, slots: number, mask: number, ids: number): number;
  buildTable(table: number, n: number): void;
  digestStart(): void;
  digest(from: number, length: number): void;
}

const NOT_FOUND = 0xffff_ffff;
const DEFAULT_DELTA = 65_536;
const DEFAULT_LIMIT = 1_024;
/** The answer where nothing is in reach, and that is most of them: one object for all. */
export const NO_MATCHES: MatchResult = Object.freeze({
  matches: Object.freeze([]) as readonly Match[],
  truncated: false,
});

/**
 * Exact matcher: every indexed hash within the threshold, and no other. Holds hashes only: the caller keeps what an
 * id stands for. Ids are dense from 0 and never change nor come to mean another hash; a withdrawn hash keeps its
 * id, and adding it again gives the same one. An added hash is found, and a withdrawn one no longer, by the very
 * next query. One thread searches or changes it at a time; for threads see MatcherPool.
 */
export class Matcher {
  readonly #program: MatcherProgram;
  readonly #slots: number;
  #memory: WebAssembly.Memory;
  #layout: MatcherLayout;
  #scratchAt: number;
  #wasm: MatcherExports;
  #bytes: Uint8Array;
  #words: Uint32Array;

  private constructor(
    program: MatcherProgram,
    slots: number,
    memory: WebAssembly.Memory,
    layout: MatcherLayout,
    scratchAt: number,
  ) {
    this.#program = program;
    this.#slots = slots;
    this.#memory = memory;
    this.#layout = layout;
    this.#scratchAt = scratchAt;
    this.#wasm = start(program.module, memory, scratchAt);
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
  }

  /**
   * Builds an index. Equal hashes become one.
   * @throws HashKernelError `hash.not-32-bytes`, `matcher.option-invalid`, `matcher.too-many-hashes`, `kernel.*`
   */
  static build(source: HashSource, options: MatcherOptions): BuiltMatcher {
    const { count, chunks } = source instanceof Uint8Array ? whole(source) : source;
    const delta = checkCount(options.deltaCapacity ?? DEFAULT_DELTA, 'deltaCapacity');
    const slots = checkSlots(options);
    checkCount(count, 'count');
    const tables = chooseTables(count, options.layout ?? 'auto');
    const room = Math.max(1, count + delta);
    const largest = layOut(tables, count, room);
    // While building, the ids and the table of seen hashes lie where the index tables will.
    const idsAt = largest.tablesAt;
    const seenAt = align(idsAt + count * 4);
    const seen = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)));
    const scratchAt = align(Math.max(largest.imageEnd, seenAt + seen * 4));
    const memory = allocate(pagesFor(scratchAt, slots), options.program.shared);

    writeControl(memory.buffer, { ...largest, tables: [], indexed: 0 }, 0);
    const wasm = start(options.program.module, memory, scratchAt);
    const bytes = new Uint8Array(memory.buffer);
    let filled = 0;
    for (const chunk of chunks) {
      if (chunk.length % HASH_BYTES !== 0) throw new HashKernelError('hash.not-32-bytes', 'a hash has 32 bytes');
      filled += chunk.length / HASH_BYTES;
      if (filled > count) throw new HashKernelError('matcher.option-invalid', 'more hashes than `count` were given');
      bytes.set(chunk, largest.hashesAt + filled * HASH_BYTES - chunk.length);
    }
    const unique = wasm.dedupe(filled, seenAt, seen - 1, idsAt);
    const ids = new Uint32Array(memory.buffer, idsAt, filled).slice();
    bytes.fill(0, largest.hashesAt + unique * HASH_BYTES, largest.hashesAt + filled * HASH_BYTES);

    const indexed = tables.length === 0 ? 0 : unique;
    const layout = layOut(tables, indexed, room);
    writeControl(memory.buffer, layout, unique);
    for (let table = 0; table < tables.length; table++) wasm.buildTable(table, unique);
    return { matcher: new Matcher(options.program, slots, memory, layout, scratchAt), ids };
  }

  /** Takes part in an index that another thread shares. `slot`: 1 to its `slots` - 1, each used by one thread. */
  static attach(handle: MatcherHandle, slot: number): Matcher {
    const program = { module: handle.module, shared: true };
    const scratchAt = handle.scratchAt + slot * SCRATCH_BYTES;
    if (scratchAt + SCRATCH_BYTES > handle.memory.buffer.byteLength) {
      throw new HashKernelError('matcher.option-invalid', `the index has no slot ${slot}`);
    }
    return new Matcher(program, 1, handle.memory, handle.layout, scratchAt);
  }

  /** Makes an index out of a snapshot image; see snapshot.ts, which reads and checks it. */
  static restore(layout: MatcherLayout, options: Pick<MatcherOptions, 'program' | 'slots'>): Matcher {
    const slots = checkSlots(options);
    const memory = allocate(pagesFor(layout.imageEnd, slots), options.program.shared);
    return new Matcher(options.program, slots, memory, layout, layout.imageEnd);
  }

  /** Ids given out, withdrawn ones counted. */
  get count(): number {
    return Atomics.load(this.#words, CONTROL / 4 + 2);
  }

  /** Hashes that can still be added before `compact`. */
  get room(): number {
    return this.#layout.capacity - this.count;
  }

  /** Hashes that every query scans in line. Compact when it passes some ten thousand. */
  get deltaCount(): number {
    return this.count - this.#layout.indexed;
  }

  /** Bytes of the index itself: hashes, tables, tombstones. */
  get imageBytes(): number {
    return this.#layout.imageEnd;
  }

  /** Bytes of WebAssembly memory held. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  get layout(): MatcherLayout {
    return this.#layout;
  }

  /**
   * Every hash within the threshold.
   * @param hash 32 bytes, or 64 lower-case hex digits
   * @throws HashKernelError `hash.*`, `matcher.threshold-out-of-range`, `matcher.limit-out-of-range`
   */
  query(hash: Uint8Array | string, options: QueryOptions = {}): MatchResult {
    const threshold = checkThreshold(options.threshold);
    const limit = checkLimit(options.limit);
    this.#put(hash);
    const found = this.#wasm.search(1, threshold, limit, LIMIT_MAX);
    const truncated = this.#wasm.wasFull() !== 0;
    if (found === 0) return NO_MATCHES;
    const matches: Match[] = [];
    const at = (this.#scratchAt + RESULTS_AT) / 4;
    for (let i = 0; i < found; i++) {
      matches.push({
        id: this.#words[at + 2 * i] as number,
        distance: (this.#words[at + 2 * i + 1] as number) & 0xffff,
      });
    }
    return { matches: matches.sort(nearestFirst), truncated };
  }

  /**
   * Many queries with one threshold, in order; faster than one by one on a large index.
   * @param hashes 32 bytes each, one after another
   */
  queryBatch(hashes: Uint8Array, options: QueryOptions = {}): MatchResult[] {
    const threshold = checkThreshold(options.threshold);
    const limit = checkLimit(options.limit);
    if (hashes.length % HASH_BYTES !== 0) {
      throw new HashKernelError('hash.not-32-bytes', 'a batch is a whole number of 32-byte hashes');
    }
    const total = hashes.length / HASH_BYTES;
    const results: MatchResult[] = new Array(total).fill(NO_MATCHES);
    const pending: [first: number, last: number][] = [];
    for (let first = 0; first < total; first += BATCH_MAX) pending.push([first, Math.min(total, first + BATCH_MAX)]);
    for (let block = pending.pop(); block; block = pending.pop()) {
      const [first, last] = block;
      this.#bytes.set(hashes.subarray(first * HASH_BYTES, last * HASH_BYTES), this.#scratchAt + QUERIES_AT);
      const found = this.#wasm.search(last - first, threshold, limit, LIMIT_MAX);
      if (this.#wasm.hasOverflowed() !== 0) {
        // The buffer takes any one query whole, so halving ends.
        const middle = first + ((last - first) >> 1);
        pending.push([first, middle], [middle, last]);
      } else if (found > 0) {
        this.#collect(results, first, found, limit);
      }
    }
    return results;
  }

  #collect(results: MatchResult[], first: number, found: number, limit: number): void {
    const lists = new Map<number, Match[]>();
    const at = (this.#scratchAt + RESULTS_AT) / 4;
    for (let i = 0; i < found; i++) {
      const packed = this.#words[at + 2 * i + 1] as number;
      const index = packed >>> 16;
      let list = lists.get(index);
      if (!list) {
        list = [];
        lists.set(index, list);
      }
      list.push({ id: this.#words[at + 2 * i] as number, distance: packed & 0xffff });
    }
    const counts = (this.#scratchAt + COUNTS_AT) / 4;
    for (const [index, list] of lists) {
      const truncated = (this.#words[counts + index] as number) > limit;
      results[first + index] = { matches: list.sort(nearestFirst), truncated };
    }
  }

  /** The id of exactly this hash, withdrawn or not; undefined when it was never given. */
  find(hash: Uint8Array | string): number | undefined {
    this.#put(hash);
    const id = this.#wasm.find() >>> 0;
    return id === NOT_FOUND ? undefined : id;
  }

  /**
   * Adds a hash, at once visible to every thread. A hash already there keeps its id; a withdrawn one comes back.
   * @throws HashKernelError `matcher.delta-full` (compact, then add again), `hash.*`
   */
  add(hash: Uint8Array | string): number {
    const known = this.find(hash);
    if (known !== undefined) {
      this.#wasm.mark(known, 0);
      return known;
    }
    const id = this.#wasm.append() >>> 0;
    if (id === NOT_FOUND) {
      throw new HashKernelError('matcher.delta-full', 'no room for another hash before the index is compacted');
    }
    return id;
  }

  /** Withdraws a hash, at once for every thread. Returns false when it was withdrawn before. */
  withdraw(id: number): boolean {
    this.#checkId(id);
    return this.#wasm.mark(id, 1) !== 0;
  }

  /** Whether the hash of this id is withdrawn. */
  isWithdrawn(id: number): boolean {
    this.#checkId(id);
    const word = Atomics.load(this.#words, this.#layout.tombstonesAt / 4 + (id >>> 5));
    return ((word >>> (id & 31)) & 1) === 1;
  }

  /** The hash of an id, as text. */
  hashOf(id: number): string {
    this.#checkId(id);
    return hashToText(this.#bytes, this.#layout.hashesAt + id * HASH_BYTES);
  }

  /** A copy of all hashes in the order of their ids, withdrawn ones too. */
  hashes(): Uint8Array {
    const { hashesAt } = this.#layout;
    return Uint8Array.from(this.#bytes.subarray(hashesAt, hashesAt + this.count * HASH_BYTES));
  }

  /**
   * Moves the added hashes into the tables and makes room for `deltaCapacity` more. Ids stay. Blocks for a build and
   * holds both indexes meanwhile; MatcherPool does it in a thread of its own.
   */
  compact(deltaCapacity: number = DEFAULT_DELTA, layout: LayoutName | 'auto' | readonly TableSpec[] = 'auto'): void {
    this.adopt(this.rebuilt(deltaCapacity, layout, this.#slots));
  }

  /** A new index of the same hashes and ids, all of them in tables. The old one goes on answering. */
  rebuilt(
    deltaCapacity: number,
    layout: LayoutName | 'auto' | readonly TableSpec[] = 'auto',
    slots: number = this.#slots,
  ): Matcher {
    const count = this.count;
    const { hashesAt } = this.#layout;
    const source = this.#bytes.subarray(hashesAt, hashesAt + count * HASH_BYTES);
    const { matcher } = Matcher.build(source, { program: this.#program, layout, deltaCapacity, slots });
    this.#copyTombstones(matcher, count);
    return matcher;
  }

  /** Takes over the memory of a rebuilt index, with what was added or withdrawn here since it was rebuilt. */
  adopt(rebuilt: Matcher): void {
    const { hashesAt } = this.#layout;
    for (let id = rebuilt.count; id < this.count; id++) {
      rebuilt.add(this.#bytes.subarray(hashesAt + id * HASH_BYTES, hashesAt + (id + 1) * HASH_BYTES));
    }
    this.#copyTombstones(rebuilt, this.count);
    this.#memory = rebuilt.#memory;
    this.#layout = rebuilt.#layout;
    this.#scratchAt = rebuilt.#scratchAt;
    this.#wasm = rebuilt.#wasm;
    this.#bytes = rebuilt.#bytes;
    this.#words = rebuilt.#words;
  }

  #copyTombstones(to: Matcher, count: number): void {
    const from = this.#layout.tombstonesAt / 4;
    const words = this.#words.subarray(from, from + Math.ceil(count / 32));
    to.#words.set(words, to.#layout.tombstonesAt / 4);
  }

  /** What another thread needs for `attach`. Only an index built with the shared program has one. */
  handle(): MatcherHandle {
    if (!this.#program.shared) {
      throw new HashKernelError('matcher.option-invalid', 'only an index of the shared program can be shared');
    }
    const { module } = this.#program;
    return { memory: this.#memory, module, layout: this.#layout, scratchAt: this.#scratchAt };
  }

  /** The bytes of the index in memory, for a snapshot; see snapshot.ts. A view, not a copy. */
  image(): Uint8Array {
    return this.#bytes.subarray(0, this.#layout.imageEnd);
  }

  /** A checksum over pieces of the image, or over copies of it. Its lengths are multiples of 32. */
  digest(): { add(at: number, length: number): void; addCopy(copy: Uint8Array): void; value(): Uint8Array } {
    const wasm = this.#wasm;
    const bytes = this.#bytes;
    const state = this.#scratchAt + DIGEST_AT;
    const buffer = this.#scratchAt + RESULTS_AT;
    const room = LIMIT_MAX * 8;
    wasm.digestStart();
    return {
      add: (at, length) => wasm.digest(at, length),
      addCopy: (copy) => {
        for (let from = 0; from < copy.length; from += room) {
          const part = copy.subarray(from, from + room);
          bytes.set(part, buffer);
          wasm.digest(buffer, part.length);
        }
      },
      value: () => Uint8Array.from(bytes.subarray(state, state + 32)),
    };
  }

  #put(hash: Uint8Array | string): void {
    const at = this.#scratchAt + QUERIES_AT;
    if (typeof hash === 'string') {
      hashToBytes(hash, this.#bytes, at);
    } else {
      if (!(hash instanceof Uint8Array) || hash.length !== HASH_BYTES) {
        throw new HashKernelError('hash.not-32-bytes', 'a PDQ hash has 32 bytes');
      }
      this.#bytes.set(hash, at);
    }
  }

  #checkId(id: number): void {
    if (!Number.isInteger(id) || id < 0 || id >= this.count) {
      throw new HashKernelError('matcher.unknown-id', `no hash has the id ${String(id)}`);
    }
  }
}

const COUNTS_AT = 8448;

function whole(hashes: Uint8Array): { count: number; chunks: Iterable<Uint8Array> } {
  if (hashes.length % HASH_BYTES !== 0) throw new HashKernelError('hash.not-32-bytes', 'a hash has 32 bytes');
  return { count: hashes.length / HASH_BYTES, chunks: [hashes] };
}

function start(module: WebAssembly.Module, memory: WebAssembly.Memory, scratchAt: number): MatcherExports {
  try {
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    const exports = instance.exports as unknown as MatcherExports;
    exports.init(scratchAt);
    return exports;
  } catch (cause) {
    throw new HashKernelError('kernel.program-invalid', `the matcher program did not start: ${String(cause)}`);
  }
}

function allocate(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  } catch {
    const megabytes = Math.ceil((pages * PAGE_BYTES) / 2 ** 20);
    throw new HashKernelError('kernel.out-of-memory', `the engine gave no ${megabytes} MiB of memory`);
  }
}

function nearestFirst(a: Match, b: Match): number {
  return a.distance - b.distance || a.id - b.id;
}

function checkThreshold(threshold: number = THRESHOLD_MAX): number {
  if (!Number.isInteger(threshold) || threshold < 0 || threshold > THRESHOLD_MAX) {
    throw new HashKernelError('matcher.threshold-out-of-range', `threshold must be 0 to ${THRESHOLD_MAX}`);
  }
  return threshold;
}

function checkLimit(limit: number = DEFAULT_LIMIT): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new HashKernelError('matcher.limit-out-of-range', `limit must be 1 to ${LIMIT_MAX}`);
  }
  return limit;
}

function checkCount(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new HashKernelError('matcher.option-invalid', `${name} must be a whole number, 0 or more`);
  }
  return value;
}

function checkSlots(options: Pick<MatcherOptions, 'program' | 'slots'>): number {
  const slots = options.slots ?? 1;
  if (!Number.isInteger(slots) || slots < 1 || slots > 1024 || (slots > 1 && !options.program.shared)) {
    throw new HashKernelError('matcher.option-invalid', 'slots must be 1, or up to 1024 with the shared program');
  }
  return slots;
}
