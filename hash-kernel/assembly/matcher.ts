// biome-ignore-all lint: this is AssemblyScript, with integers of 64 bits and no JavaScript number semantics.
/**
 * Exact search of 256-bit hashes within a Hamming distance, by multi-index hashing with mixed radii.
 *
 * The hash is cut into chunks, one table each; table i finds every hash whose chunk differs in at most r_i bits.
 * If all chunks differed in more, the hashes would differ in at least sum(r_i + 1) bits: so a plan with
 * sum(r_i + 1) >= threshold + 1 misses nothing (pigeonhole). A table is a directory of bucket starts and the
 * entries of each bucket side by side: 96 bits of the hash from outside the chunk and the id, 16 bytes. The 96
 * bits alone refuse nearly all candidates, so that the full hash, a cache miss away, is rarely touched.
 * Hashes added later wait behind the indexed ones and are scanned in line.
 *
 * The memory is the caller's (see ../matcher.ts for the layout): the control block at 64 says where everything is.
 * Several instances may share it; each writes only to its own scratch, and one of them at most adds or withdraws.
 */

const CONTROL: usize = 64;
const TABLES: usize = CONTROL + 32;
const PLANS: usize = TABLES + 16 * 32;

const NOT_FOUND: u32 = 0xffffffff;

// Scratch of one instance (offsets).
const QUERIES: usize = 0; // 256 hashes of 32 bytes, 64 bytes that a chunk at the end may read into
const COUNTS: usize = 8448; // u32 matches of each query of a batch
const ENDS: usize = COUNTS + 1024; // u32 end of each table's probes
const DIGEST: usize = ENDS + 64; // u64 state of the checksum, four lanes
const PROBES: usize = DIGEST + 64; // (start, end) of each probed bucket
const RESULTS: usize = PROBES + 5120 * 8; // (id, query * 65536 + distance)
const PROBE_LIMIT: u32 = 5120;

let scratch: usize = 0;
let found: u32 = 0; // results written
let resultLimit: u32 = 0; // results that the buffer may take
let queryLimit: u32 = 0; // results that one query may take
let overflowed: bool = false; // the buffer was too small
let full: bool = false; // a query found more than its limit

/** Sets the scratch of this instance. */
export function init(at: usize): void {
  scratch = at;
}

function count(): u32 {
  return atomic.load<u32>(CONTROL + 8);
}

function hashAt(id: u32): usize {
  return <usize>load<u32>(CONTROL + 16) + ((<usize>id) << 5);
}

function isDead(id: u32): bool {
  const at = <usize>load<u32>(CONTROL + 20) + ((<usize>(id >> 5)) << 2);
  return ((atomic.load<u32>(at) >> (id & 31)) & 1) != 0;
}

function tableAt(table: u32): usize {
  return TABLES + ((<usize>table) << 5);
}

function radiusOf(threshold: u32, table: u32): i32 {
  return <i32>load<i8>(PLANS + <usize>(threshold * 16 + table));
}

function chunk(hash: usize, offset: u32, bits: u32): u32 {
  return (load<u32>(hash + <usize>(offset >> 3)) >> (offset & 7)) & ((1 << bits) - 1);
}

function distance(a: usize, b: usize): u32 {
  return <u32>(
    (popcnt(load<u64>(a) ^ load<u64>(b)) +
      popcnt(load<u64>(a, 8) ^ load<u64>(b, 8)) +
      popcnt(load<u64>(a, 16) ^ load<u64>(b, 16)) +
      popcnt(load<u64>(a, 24) ^ load<u64>(b, 24)))
  );
}

// ---------------------------------------------------------------- search

/** Writes the bucket bounds of every key within `radius` bits of the query's chunk. Returns the end. */
function probe(table: u32, query: usize, radius: i32, to: usize): usize {
  const at = tableAt(table);
  const bits = load<u32>(at, 4);
  const directory = <usize>load<u32>(at, 8);
  const key = chunk(query, load<u32>(at), bits);
  store<u64>(to, load<u64>(directory + ((<usize>key) << 2)));
  to += 8;
  if (radius < 1) return to;
  const limit: u32 = 1 << bits;
  for (let i: u32 = 1; i < limit; i <<= 1) {
    const near = key ^ i;
    store<u64>(to, load<u64>(directory + ((<usize>near) << 2)));
    to += 8;
    if (radius > 1) {
      for (let j: u32 = i << 1; j < limit; j <<= 1) {
        store<u64>(to, load<u64>(directory + ((<usize>(near ^ j)) << 2)));
        to += 8;
      }
    }
  }
  return to;
}

/**
 * Loads one word of every cache line of each bucket: the loads do not wait for each other, so the processor fetches
 * many lines at once. The sum keeps them from being optimised away. Touching all lines, not only the first,
 * halves the time of a query where buckets hold many entries.
 */
function touch(table: u32, from: usize, to: usize): u32 {
  const entries = <usize>load<u32>(tableAt(table), 12);
  let sum: u32 = 0;
  for (; from < to; from += 8) {
    const end = (<usize>load<u32>(from, 4)) << 4;
    for (let at = ((<usize>load<u32>(from)) << 4) & ~63; at < end; at += 64) sum += load<u32>(entries + at);
  }
  return sum;
}

/** Whether an earlier table of the plan has the hash in reach, and so has reported it already. */
function seenBefore(table: u32, hash: usize, query: usize, threshold: u32): bool {
  for (let i: u32 = 0; i < table; i++) {
    const radius = radiusOf(threshold, i);
    if (radius < 0) continue;
    const at = tableAt(i);
    const offset = load<u32>(at);
    const bits = load<u32>(at, 4);
    if (<i32>popcnt(chunk(hash, offset, bits) ^ chunk(query, offset, bits)) <= radius) return true;
  }
  return false;
}

function report(id: u32, bits: u32, index: u32): void {
  const counter = scratch + COUNTS + ((<usize>index) << 2);
  const taken = load<u32>(counter);
  if (taken >= queryLimit) {
    full = true;
    store<u32>(counter, queryLimit + 1);
    return;
  }
  if (found >= resultLimit) {
    overflowed = true;
    return;
  }
  store<u32>(counter, taken + 1);
  const to = scratch + RESULTS + ((<usize>found) << 3);
  store<u32>(to, id);
  store<u32>(to, (index << 16) | bits, 4);
  found++;
}

function verify(table: u32, id: u32, query: usize, threshold: u32, index: u32): void {
  const hash = hashAt(id);
  const bits = distance(hash, query);
  if (bits > threshold || isDead(id) || seenBefore(table, hash, query, threshold)) return;
  report(id, bits, index);
}

function scan(table: u32, from: usize, to: usize, query: usize, threshold: u32, index: u32): void {
  const at = tableAt(table);
  const entries = <usize>load<u32>(at, 12);
  const outside = query + <usize>load<u32>(at, 16);
  const first = load<u64>(outside);
  const second = load<u32>(outside, 8);
  for (; from < to; from += 8) {
    let entry = entries + ((<usize>load<u32>(from)) << 4);
    const end = entries + ((<usize>load<u32>(from, 4)) << 4);
    // Two at a time, with one branch that is almost never taken.
    for (; entry + 16 < end; entry += 32) {
      const bits = <u32>popcnt(load<u64>(entry) ^ first) + <u32>popcnt(load<u32>(entry, 8) ^ second);
      const more = <u32>popcnt(load<u64>(entry, 16) ^ first) + <u32>popcnt(load<u32>(entry, 24) ^ second);
      if (min(bits, more) <= threshold) {
        if (bits <= threshold) verify(table, load<u32>(entry, 12), query, threshold, index);
        if (more <= threshold) verify(table, load<u32>(entry, 28), query, threshold, index);
      }
    }
    if (entry < end) {
      const bits = <u32>popcnt(load<u64>(entry) ^ first) + <u32>popcnt(load<u32>(entry, 8) ^ second);
      if (bits <= threshold) verify(table, load<u32>(entry, 12), query, threshold, index);
    }
  }
}

/** The hashes behind the indexed ones, in line. */
function scanDelta(query: usize, threshold: u32, index: u32): void {
  const first = load<u32>(CONTROL + 4);
  const last = count();
  const a = load<u64>(query);
  const b = load<u64>(query, 8);
  let hash = hashAt(first);
  for (let id = first; id < last; id++) {
    const bits = <u32>popcnt(load<u64>(hash) ^ a) + <u32>popcnt(load<u64>(hash, 8) ^ b);
    if (bits <= threshold) {
      const all = distance(hash, query);
      if (all <= threshold && !isDead(id)) report(id, all, index);
    }
    hash += 32;
  }
}

/**
 * Searches for the first `queries` hashes of the scratch. `limit`: matches per query; `room`: results in all.
 * Returns the number of results; `wasFull` and `hasOverflowed` say whether any are missing.
 */
export function search(queries: u32, threshold: u32, limit: u32, room: u32): u32 {
  found = 0;
  full = false;
  overflowed = false;
  queryLimit = limit;
  resultLimit = room;
  memory.fill(scratch + COUNTS, 0, (<usize>queries) << 2);
  if (queries == 1) searchOne(threshold);
  else searchMany(queries, threshold);
  for (let i: u32 = 0; i < queries; i++) scanDelta(scratch + QUERIES + ((<usize>i) << 5), threshold, i);
  return found;
}

export function wasFull(): bool {
  return full;
}

export function hasOverflowed(): bool {
  return overflowed;
}

let kept: u32 = 0; // sum of the touched words

/** One query: all tables are probed, then touched, then scanned, for the most loads in flight. */
function searchOne(threshold: u32): void {
  const tables = load<u32>(CONTROL);
  const query = scratch + QUERIES;
  const ends = scratch + ENDS;
  const start = scratch + PROBES;
  let to = start;
  for (let table: u32 = 0; table < tables; table++) {
    const radius = radiusOf(threshold, table);
    if (radius >= 0) to = probe(table, query, radius, to);
    store<u32>(ends + ((<usize>table) << 2), <u32>to);
  }
  let from = start;
  for (let table: u32 = 0; table < tables; table++) {
    const end = <usize>load<u32>(ends + ((<usize>table) << 2));
    kept += touch(table, from, end);
    from = end;
  }
  from = start;
  for (let table: u32 = 0; table < tables; table++) {
    const end = <usize>load<u32>(ends + ((<usize>table) << 2));
    scan(table, from, end, query, threshold, 0);
    from = end;
  }
}

/** Many queries: table by table, so that the directory of one table stays in the cache for all of them. */
function searchMany(queries: u32, threshold: u32): void {
  const tables = load<u32>(CONTROL);
  const start = scratch + PROBES;
  for (let table: u32 = 0; table < tables; table++) {
    const radius = radiusOf(threshold, table);
    if (radius < 0) continue;
    const bits = load<u32>(tableAt(table), 4);
    const probes: u32 = radius < 1 ? 1 : radius < 2 ? 1 + bits : 1 + bits + (bits * (bits - 1)) / 2;
    // As many queries at a time as keep what they touch in the inner caches.
    const group = min<u32>(PROBE_LIMIT / 4 / probes, 16);
    for (let first: u32 = 0; first < queries; first += group) {
      const last = min(first + group, queries);
      let to = start;
      for (let i = first; i < last; i++) {
        to = probe(table, scratch + QUERIES + ((<usize>i) << 5), radius, to);
      }
      kept += touch(table, start, to);
      let from = start;
      for (let i = first; i < last; i++) {
        const end = from + ((<usize>probes) << 3);
        scan(table, from, end, scratch + QUERIES + ((<usize>i) << 5), threshold, i);
        from = end;
      }
    }
  }
}

/** The id of the hash equal to the first of the scratch, withdrawn or not; 0xffffffff where there is none. */
export function find(): u32 {
  const query = scratch + QUERIES;
  if (load<u32>(CONTROL) > 0) {
    const at = tableAt(0);
    const directory = <usize>load<u32>(at, 8);
    const entries = <usize>load<u32>(at, 12);
    const outside = query + <usize>load<u32>(at, 16);
    const first = load<u64>(outside);
    const bucket = directory + ((<usize>chunk(query, load<u32>(at), load<u32>(at, 4))) << 2);
    const end = load<u32>(bucket, 4);
    for (let i = load<u32>(bucket); i < end; i++) {
      const entry = entries + ((<usize>i) << 4);
      if (load<u64>(entry) != first) continue;
      const id = load<u32>(entry, 12);
      if (distance(hashAt(id), query) == 0) return id;
    }
  }
  const last = count();
  const first = load<u64>(query);
  for (let id = load<u32>(CONTROL + 4); id < last; id++) {
    const hash = hashAt(id);
    if (load<u64>(hash) == first && distance(hash, query) == 0) return id;
  }
  return NOT_FOUND;
}

// ---------------------------------------------------------------- change

/** Appends the first hash of the scratch. Returns its id, or 0xffffffff when the segment is full. */
export function append(): u32 {
  const id = count();
  if (id >= load<u32>(CONTROL + 12)) return NOT_FOUND;
  memory.copy(hashAt(id), scratch + QUERIES, 32);
  // Readers see the new count only after the hash.
  atomic.store<u32>(CONTROL + 8, id + 1);
  return id;
}

/** Marks a hash withdrawn, or takes the mark away. Returns whether it changed. */
export function mark(id: u32, dead: bool): bool {
  const at = <usize>load<u32>(CONTROL + 20) + ((<usize>(id >> 5)) << 2);
  const bit: u32 = 1 << (id & 31);
  const before = dead ? atomic.or<u32>(at, bit) : atomic.and<u32>(at, ~bit);
  return ((before & bit) != 0) != dead;
}

// ---------------------------------------------------------------- build

/**
 * Moves the first of each group of equal hashes together, in order. `slots` is an open-addressing table of
 * `mask` + 1 u32, cleared here; `ids` receives the id of each of the `n` inputs. Returns the number of hashes left.
 */
export function dedupe(n: u32, slots: usize, mask: u32, ids: usize): u32 {
  memory.fill(slots, 0xff, (<usize>(mask + 1)) << 2);
  let unique: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const hash = hashAt(i);
    const a = load<u64>(hash);
    const b = load<u64>(hash, 8);
    const c = load<u64>(hash, 16);
    const d = load<u64>(hash, 24);
    let mixed = (a ^ rotl<u64>(b, 23)) * 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 32) ^ c ^ rotl<u64>(d, 41)) * 0xd6e8feb86659fd93;
    let slot = <u32>(mixed >> 32) & mask;
    let id: u32 = NOT_FOUND;
    while (true) {
      const taken = load<u32>(slots + ((<usize>slot) << 2));
      if (taken == NOT_FOUND) break;
      const other = hashAt(taken);
      if (load<u64>(other) == a && load<u64>(other, 8) == b && load<u64>(other, 16) == c && load<u64>(other, 24) == d) {
        id = taken;
        break;
      }
      slot = (slot + 1) & mask;
    }
    if (id == NOT_FOUND) {
      id = unique++;
      store<u32>(slots + ((<usize>slot) << 2), id);
      const to = hashAt(id);
      store<u64>(to, a);
      store<u64>(to, b, 8);
      store<u64>(to, c, 16);
      store<u64>(to, d, 24);
    }
    store<u32>(ids + ((<usize>i) << 2), id);
  }
  return unique;
}

/** Fills one table from the hashes 0..n-1, withdrawn ones too (they may come back). Its directory has 2^bits + 2 places. */
export function buildTable(table: u32, n: u32): void {
  const at = tableAt(table);
  const offset = load<u32>(at);
  const bits = load<u32>(at, 4);
  const directory = <usize>load<u32>(at, 8);
  const entries = <usize>load<u32>(at, 12);
  const outside = <usize>load<u32>(at, 16);
  const places: u32 = 1 << bits;
  memory.fill(directory, 0, (<usize>(places + 2)) << 2);
  // Counted two places on, summed, then filled one place on: the filling itself moves each start to its place.
  for (let id: u32 = 0; id < n; id++) {
    const place = directory + ((<usize>chunk(hashAt(id), offset, bits)) << 2);
    store<u32>(place, load<u32>(place, 8) + 1, 8);
  }
  let sum: u32 = 0;
  for (let key: u32 = 0; key < places; key++) {
    const place = directory + ((<usize>key) << 2);
    sum += load<u32>(place, 4);
    store<u32>(place, sum, 4);
  }
  for (let id: u32 = 0; id < n; id++) {
    const hash = hashAt(id);
    const place = directory + ((<usize>chunk(hash, offset, bits)) << 2);
    const next = load<u32>(place, 4);
    store<u32>(place, next + 1, 4);
    const entry = entries + ((<usize>next) << 4);
    store<u64>(entry, load<u64>(hash + outside));
    store<u32>(entry, load<u32>(hash + outside, 8), 8);
    store<u32>(entry, id, 12);
  }
}

// ---------------------------------------------------------------- checksum

/** Starts a checksum. */
export function digestStart(): void {
  const at = scratch + DIGEST;
  store<u64>(at, 0x243f6a8885a308d3);
  store<u64>(at, 0x13198a2e03707344, 8);
  store<u64>(at, 0xa4093822299f31d0, 16);
  store<u64>(at, 0x082efa98ec4e6c89, 24);
}

/** Adds `length` bytes, a multiple of 32. Each step is one-to-one in word and state: no single changed word hides. */
export function digest(from: usize, length: usize): void {
  const at = scratch + DIGEST;
  let a = load<u64>(at);
  let b = load<u64>(at, 8);
  let c = load<u64>(at, 16);
  let d = load<u64>(at, 24);
  const end = from + length;
  for (; from < end; from += 32) {
    a = rotl<u64>((a ^ load<u64>(from)) * 0x9e3779b97f4a7c15, 29);
    b = rotl<u64>((b ^ load<u64>(from, 8)) * 0xc2b2ae3d27d4eb4f, 31);
    c = rotl<u64>((c ^ load<u64>(from, 16)) * 0x165667b19e3779f9, 33);
    d = rotl<u64>((d ^ load<u64>(from, 24)) * 0xd6e8feb86659fd93, 37);
  }
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
  store<u64>(at, d, 24);
}
