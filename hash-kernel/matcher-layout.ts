import { HashKernelError } from './errors.ts';
import { HASH_BYTES } from './hash-text.ts';

/** One table of the index: a chunk of `bits` bits, searched to `radius` differing bits. */
export interface TableSpec {
  /** 1 to 24. */
  readonly bits: number;
  /** 0 to 2. */
  readonly radius: number;
}

/**
 * `linear`: no tables, a scan; best below some thousand hashes.
 * `narrow`: 16 tables of 16 bits, radius 1; best to about two million.
 * `medium`: 4 tables of 19 bits, radius 2, and 10 of 18 bits, radius 1; best to about six million.
 * `wide`: 8 tables of 22 bits, radius 2, and 4 of 20 bits, radius 1: many probes, few candidates.
 */
export type LayoutName = 'linear' | 'narrow' | 'medium' | 'wide';

/** Largest threshold that the index answers exactly. */
export const THRESHOLD_MAX = 31;

/** Most results that one search may return. */
export const LIMIT_MAX = 65_536;

/** Most queries in one call of the program. */
export const BATCH_MAX = 256;

const LAYOUTS: Readonly<Record<LayoutName, readonly TableSpec[]>> = {
  linear: [],
  narrow: repeat(16, { bits: 16, radius: 1 }),
  medium: [...repeat(4, { bits: 19, radius: 2 }), ...repeat(10, { bits: 18, radius: 1 })],
  wide: [...repeat(8, { bits: 22, radius: 2 }), ...repeat(4, { bits: 20, radius: 1 })],
};

// Measured crossing points of the layouts (tools/bench/hashes.ts).
const LINEAR_UP_TO = 4_096;
const NARROW_UP_TO = 2_200_000;
const MEDIUM_UP_TO = 6_000_000;

// Places that the program knows (hash-kernel/assembly/matcher.ts).
export const CONTROL = 64;
const CONTROL_BYTES = 2048 - CONTROL;
const TABLE_DESCRIPTORS = CONTROL + 32;
const PLANS = TABLE_DESCRIPTORS + 16 * 32;
const TABLES_MAX = 16;
const PROBES_MAX = 5120;
export const QUERIES_AT = 0;
export const DIGEST_AT = 8448 + 1024 + 64;
export const RESULTS_AT = DIGEST_AT + 64 + PROBES_MAX * 8;
export const SCRATCH_BYTES = 655_360;
export const PAGE_BYTES = 65_536;
const PAGES_MAX = 65_536;

/** Where everything of one index lies in its memory. */
export interface MatcherLayout {
  readonly tables: readonly TableSpec[];
  /** Hashes in the tables. */
  readonly indexed: number;
  /** Hashes that fit, indexed and later ones. */
  readonly capacity: number;
  readonly tombstonesAt: number;
  readonly hashesAt: number;
  readonly tablesAt: number;
  /** Everything before it is the snapshot image; a multiple of 64. */
  readonly imageEnd: number;
}

export function chooseTables(count: number, layout: LayoutName | 'auto' | readonly TableSpec[]): readonly TableSpec[] {
  if (layout === 'auto') {
    if (count <= LINEAR_UP_TO) return LAYOUTS.linear;
    if (count <= NARROW_UP_TO) return LAYOUTS.narrow;
    return count <= MEDIUM_UP_TO ? LAYOUTS.medium : LAYOUTS.wide;
  }
  if (typeof layout === 'string') {
    const named = LAYOUTS[layout];
    if (!named) throw invalid(`layout "${String(layout)}" is unknown`);
    return named;
  }
  checkTables(layout);
  return layout;
}

/** Refuses a table set that is too large, or that would miss a hash within the largest threshold. */
export function checkTables(tables: readonly TableSpec[]): void {
  if (tables.length === 0) return;
  if (tables.length > TABLES_MAX) throw invalid(`a layout has at most ${TABLES_MAX} tables`);
  let bits = 0;
  let reach = 0;
  for (const table of tables) {
    if (!Number.isInteger(table.bits) || table.bits < 1 || table.bits > 24) throw invalid('bits must be 1 to 24');
    if (!Number.isInteger(table.radius) || table.radius < 0 || table.radius > 2) throw invalid('radius must be 0 to 2');
    bits += table.bits;
    reach += table.radius + 1;
  }
  if (bits > 256) throw invalid('the chunks of a layout must not exceed 256 bits together');
  if (reach <= THRESHOLD_MAX) throw invalid(`the sum of radius + 1 must be ${THRESHOLD_MAX + 1} at least`);
}

/** Places of an index. `room`: hashes that the hash area must hold, at least `indexed`. */
export function layOut(tables: readonly TableSpec[], indexed: number, room: number): MatcherLayout {
  const tombstonesAt = CONTROL + CONTROL_BYTES;
  const hashesAt = align(tombstonesAt + Math.ceil(room / 32) * 4);
  // A chunk at the very end of the last hash reads up to three bytes past it.
  const tablesAt = align(hashesAt + room * HASH_BYTES + 8);
  let end = tablesAt;
  for (const table of tables) end = align(align(end + (2 ** table.bits + 2) * 4) + indexed * 16);
  return { tables, indexed, capacity: room, tombstonesAt, hashesAt, tablesAt, imageEnd: end };
}

/** Pages of memory for `bytes` and `slots` scratches behind them. @throws HashKernelError `matcher.too-many-hashes` */
export function pagesFor(bytes: number, slots: number): number {
  const pages = Math.ceil((bytes + slots * SCRATCH_BYTES) / PAGE_BYTES);
  // The last page stays free: an address just past the end must still be a 32-bit number.
  if (pages >= PAGES_MAX) {
    throw new HashKernelError(
      'matcher.too-many-hashes',
      'one index holds about 16 million hashes (4 GiB of WebAssembly memory): use a ShardedMatcher',
    );
  }
  return pages;
}

/** Writes the control block that the program reads: counts, places, tables, and the plan of each threshold. */
export function writeControl(memory: ArrayBufferLike, layout: MatcherLayout, count: number): void {
  const view = new DataView(memory);
  new Uint8Array(memory, CONTROL, CONTROL_BYTES).fill(0);
  const words = [
    layout.tables.length,
    layout.indexed,
    count,
    layout.capacity,
    layout.hashesAt,
    layout.tombstonesAt,
    layout.imageEnd,
  ];
  for (const [i, word] of words.entries()) view.setUint32(CONTROL + 4 * i, word, true);
  let at = layout.tablesAt;
  let offset = 0;
  for (const [i, table] of layout.tables.entries()) {
    const entriesAt = align(at + (2 ** table.bits + 2) * 4);
    const descriptor = [offset, table.bits, at, entriesAt, outsideByte(offset, table.bits)];
    for (const [j, word] of descriptor.entries()) view.setUint32(TABLE_DESCRIPTORS + 32 * i + 4 * j, word, true);
    at = align(entriesAt + layout.indexed * 16);
    offset += table.bits;
  }
  for (let threshold = 0; threshold <= THRESHOLD_MAX; threshold++) {
    for (const [i, radius] of plan(layout.tables, layout.indexed, threshold).entries()) {
      view.setInt8(PLANS + 16 * threshold + i, radius);
    }
  }
}

/** First of twelve neighbouring bytes that share no byte with the chunk. */
function outsideByte(offset: number, bits: number): number {
  const after = Math.ceil((offset + bits) / 8);
  return after + 12 <= HASH_BYTES ? after : Math.floor(offset / 8) - 12;
}

/**
 * The cheapest radii (-1 = table not used) that still reach `threshold`: sum(radius + 1) >= threshold + 1.
 * A step down is taken where it saves most, from the radii of the layout on.
 */
export function plan(tables: readonly TableSpec[], indexed: number, threshold: number): number[] {
  const radii = tables.map((table) => table.radius);
  let reach = radii.reduce((sum, radius) => sum + radius + 1, 0);
  while (reach - 1 > threshold) {
    let best = -1;
    let bestSaving = -1;
    for (const [i, table] of tables.entries()) {
      const radius = radii[i] as number;
      if (radius < 0) continue;
      const saving = cost(table.bits, radius, indexed) - cost(table.bits, radius - 1, indexed);
      if (saving > bestSaving) {
        best = i;
        bestSaving = saving;
      }
    }
    radii[best] = (radii[best] as number) - 1;
    reach--;
  }
  return radii;
}

/** Probed buckets cost a line each, candidates a quarter of one. */
function cost(bits: number, radius: number, indexed: number): number {
  if (radius < 0) return 0;
  const probes = radius === 0 ? 1 : radius === 1 ? 1 + bits : 1 + bits + (bits * (bits - 1)) / 2;
  return probes * (1 + indexed / 2 ** bits / 4);
}

function repeat(times: number, table: TableSpec): TableSpec[] {
  return Array.from({ length: times }, () => table);
}

export function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

function invalid(message: string): HashKernelError {
  return new HashKernelError('matcher.option-invalid', message);
}
