import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHashKernelIfStale } from '../tools/build-hash-kernel.ts';
import { bruteForce } from './brute-force.ts';
import { HashKernelError } from './errors.ts';
import { hashToBytes, hashToText, isHash } from './hash-text.ts';
import { Matcher, type MatcherOptions } from './matcher.ts';
import { chooseTables, plan, type TableSpec } from './matcher-layout.ts';
import { matcherProgram } from './node.ts';
import { ShardedMatcher } from './sharded-matcher.ts';

await buildHashKernelIfStale();
const program = matcherProgram();

/** Small tables, so that thousands of small indexes can be built; the radii are those of the wide layout. */
const SMALL: readonly TableSpec[] = [
  ...Array.from({ length: 8 }, () => ({ bits: 13, radius: 2 })),
  ...Array.from({ length: 4 }, () => ({ bits: 11, radius: 1 })),
];
const NARROW_SMALL: readonly TableSpec[] = Array.from({ length: 16 }, () => ({ bits: 9, radius: 1 }));
const LAYOUTS = { linear: 'linear', narrow: 'narrow', small: SMALL, narrowSmall: NARROW_SMALL } as const;

/** Deterministic bits. */
function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x9e3779b1) >>> 0) / 2 ** 32;
  };
}

type Kind = 'random' | 'skewed' | 'clustered';

/** Hashes of one kind: even bits; bits each with a bias of its own; or near-duplicates around few centres. */
function makeHashes(kind: Kind, count: number, seed: number): Uint8Array {
  const next = generator(seed);
  const bias = Array.from({ length: 256 }, () => (kind === 'skewed' ? 0.02 + 0.96 * next() : 0.5));
  const fresh = () => {
    const hash = new Uint8Array(32);
    for (let bit = 0; bit < 256; bit++) if (next() < (bias[bit] as number)) flip(hash, bit);
    return hash;
  };
  const centres = Array.from({ length: Math.max(1, Math.ceil(count / 40)) }, fresh);
  const hashes = new Uint8Array(count * 32);
  for (let i = 0; i < count; i++) {
    if (kind !== 'clustered') {
      hashes.set(fresh(), 32 * i);
      continue;
    }
    const centre = centres[Math.floor(next() * centres.length)] as Uint8Array;
    hashes.set(near(centre, Math.floor(next() * 40), next), 32 * i);
  }
  return hashes;
}

function flip(hash: Uint8Array, bit: number): void {
  hash[bit >> 3] = (hash[bit >> 3] as number) ^ (1 << (bit & 7));
}

/** The hash with exactly `distance` other bits. */
function near(hash: Uint8Array, distance: number, next: () => number): Uint8Array {
  const copy = hash.slice();
  const bits = Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0; i < distance; i++) {
    const j = i + Math.floor(next() * (256 - i));
    [bits[i], bits[j]] = [bits[j] as number, bits[i] as number];
    flip(copy, bits[i] as number);
  }
  return copy;
}

function build(hashes: Uint8Array, options: Partial<MatcherOptions> = {}) {
  return Matcher.build(hashes, { program, deltaCapacity: 256, ...options });
}

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof HashKernelError) return error.code;
    throw error;
  }
  return undefined;
}

const kinds = fc.constantFrom<Kind>('random', 'skewed', 'clustered');
const layouts = fc.constantFrom(...(Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[]));

describe('the index and brute force agree', () => {
  it('on every kind of hashes, at every threshold, one by one and in batches', () => {
    const given = fc.tuple(kinds, layouts, fc.integer({ min: 0, max: 600 }), fc.nat(), fc.integer({ min: 0, max: 31 }));
    fc.assert(
      fc.property(given, ([kind, layout, count, seed, threshold]) => {
        const { matcher, ids } = build(makeHashes(kind, count, seed), { layout: LAYOUTS[layout] });
        const unique = matcher.hashes();
        expect(unique.length / 32).toBe(new Set(ids).size);
        const next = generator(seed + 1);
        const queries = new Uint8Array(40 * 32);
        for (let i = 0; i < 40; i++) {
          const some =
            count > 0 ? unique.subarray(32 * (i % (unique.length / 32))).subarray(0, 32) : new Uint8Array(32);
          queries.set(near(some, i % 34, next), 32 * i);
        }
        const batch = matcher.queryBatch(queries, { threshold });
        for (let i = 0; i < 40; i++) {
          const query = queries.subarray(32 * i, 32 * i + 32);
          const wanted = { matches: bruteForce(unique, query, threshold), truncated: false };
          expect(matcher.query(query, { threshold })).toEqual(wanted);
          expect(batch[i]).toEqual(wanted);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('while hashes are added, withdrawn, added again, and the index compacted, in any order', () => {
    const step = fc.record({
      do: fc.constantFrom('add', 'add', 'add near', 'again', 'withdraw', 'query', 'query', 'compact'),
      pick: fc.nat(),
      distance: fc.integer({ min: 0, max: 33 }),
      threshold: fc.integer({ min: 0, max: 31 }),
    });
    const given = fc.tuple(
      kinds,
      layouts,
      fc.integer({ min: 0, max: 80 }),
      fc.nat(),
      fc.array(step, { maxLength: 60 }),
    );
    fc.assert(
      fc.property(given, ([kind, layout, count, seed, steps]) => {
        const { matcher } = build(makeHashes(kind, count, seed), { layout: LAYOUTS[layout] });
        const next = generator(seed + 2);
        // The model: every hash ever given, by id, and the ids withdrawn.
        const model: string[] = [];
        for (let id = 0; id < matcher.count; id++) model.push(matcher.hashOf(id));
        const dead = new Set<number>();
        const someHash = (pick: number) => {
          const text = model[pick % Math.max(1, model.length)];
          return text === undefined ? makeHashes(kind, 1, pick) : hashToBytes(text);
        };
        const add = (hash: Uint8Array) => {
          const text = hashToText(hash);
          const known = model.indexOf(text);
          expect(matcher.add(hash)).toBe(known < 0 ? model.length : known);
          if (known < 0) model.push(text);
          dead.delete(known);
        };
        for (const { do: what, pick, distance, threshold } of steps) {
          if (what === 'add') add(makeHashes(kind, 1, pick));
          else if (what === 'add near') add(near(someHash(pick), distance, next));
          else if (what === 'again') add(someHash(pick));
          else if (what === 'compact') matcher.compact(256, LAYOUTS[layout]);
          else if (what === 'withdraw' && model.length > 0) {
            const id = pick % model.length;
            expect(matcher.withdraw(id)).toBe(!dead.has(id));
            dead.add(id);
          } else if (what === 'query') {
            const query = near(someHash(pick), distance, next);
            const all = Uint8Array.from(model.flatMap((text) => [...hashToBytes(text)]));
            const wanted = bruteForce(all, query, threshold, (id) => dead.has(id));
            expect(matcher.query(query, { threshold })).toEqual({ matches: wanted, truncated: false });
          }
        }
        for (const [id, text] of model.entries()) {
          expect(matcher.find(text)).toBe(id);
          expect(matcher.isWithdrawn(id)).toBe(dead.has(id));
        }
      }),
      { numRuns: 120 },
    );
  });

  it.each(['narrow', 'medium', 'wide'] as const)('in the %s layout as it is used', (layout) => {
    const hashes = makeHashes('clustered', 3000, 5);
    const { matcher } = build(hashes, { layout });
    const unique = matcher.hashes();
    const next = generator(9);
    for (let i = 0; i < 102; i++) {
      const query = near(unique.subarray(32 * i, 32 * i + 32), i % 34, next);
      for (const threshold of [0, 8, 15, 24, 31]) {
        expect(matcher.query(query, { threshold }).matches).toEqual(bruteForce(unique, query, threshold));
      }
    }
  });

  it('over shards', () => {
    const hashes = makeHashes('clustered', 2000, 11);
    const { index, ids } = ShardedMatcher.build(hashes, { program, shards: 3, layout: SMALL });
    const { matcher: one, ids: oneIds } = build(hashes);
    const toOne = new Map(Array.from(ids, (id, i) => [id, oneIds[i]]));
    expect(index.count).toBe(one.count);
    for (let i = 0; i < 60; i++) {
      const query = near(hashes.subarray(32 * i, 32 * i + 32), i % 34, generator(i));
      const found = index.query(query).matches.map(({ id, distance }) => ({ id: toOne.get(id), distance }));
      const byId = (a: { id?: number | undefined }, b: { id?: number | undefined }) => (a.id ?? -1) - (b.id ?? -1);
      expect(found.sort(byId)).toEqual([...one.query(query).matches].sort(byId));
      expect(index.queryBatch(query)[0]).toEqual(index.query(query));
    }
    const id = ids[17] as number;
    expect(index.hashOf(id)).toBe(hashToText(hashes, 17 * 32));
    expect(index.find(index.hashOf(id))).toBe(id);
    expect(index.withdraw(id)).toBe(true);
    expect(index.isWithdrawn(id)).toBe(true);
    expect(index.query(index.hashOf(id)).matches.some((match) => match.id === id)).toBe(false);
    expect(index.add(index.hashOf(id))).toBe(id);
    expect(index.query(index.hashOf(id)).matches[0]).toEqual({ id, distance: 0 });
    expect(index.query(hashes.subarray(0, 32), { threshold: 31, limit: 1 }).matches).toHaveLength(1);
  });
});

describe('the edge of the threshold', () => {
  it.each(Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[])('%s: 31 bits match, 32 and 33 do not', (layout) => {
    const hashes = makeHashes('random', 500, 3);
    const { matcher } = build(hashes, { layout: LAYOUTS[layout] });
    const next = generator(4);
    for (let distance = 0; distance <= 33; distance++) {
      for (let i = 0; i < 20; i++) {
        const { matches } = matcher.query(near(hashes.subarray(32 * i, 32 * i + 32), distance, next));
        expect(matches).toEqual(distance <= 31 ? [{ id: i, distance }] : []);
      }
    }
  });

  // The hardest case: 31 differing bits of which every chunk but one has one more than its table reaches.
  it.each(['narrow', 'medium', 'wide'] as const)('%s: a match that one table alone can see is found', (layout) => {
    const target = makeHashes('random', 1, 21);
    const { matcher } = build(target, { layout });
    const tables = chooseTables(0, layout);
    const next = generator(22);
    const starts: number[] = [];
    for (let i = 0, at = 0; i < tables.length; at += (tables[i++] as TableSpec).bits) starts.push(at);
    for (const [only, table] of tables.entries()) {
      // Every pair of places in the chunk for radius 2, every place for radius 1.
      const places = Array.from({ length: table.bits }, (_, i) => i);
      const patterns =
        table.radius === 2 ? places.flatMap((a) => places.slice(a + 1).map((b) => [a, b])) : places.map((a) => [a]);
      for (const pattern of patterns) {
        const query = target.slice();
        for (const [i, { bits, radius }] of tables.entries()) {
          const own = Array.from({ length: bits }, (_, bit) => bit);
          const flips = i === only ? pattern : own.toSorted(() => next() - 0.5).slice(0, radius + 1);
          for (const bit of flips) flip(query, (starts[i] as number) + bit);
        }
        expect(matcher.query(query).matches).toEqual([{ id: 0, distance: 31 }]);
      }
    }
  });

  it('differences packed side by side are found', () => {
    const { matcher } = build(new Uint8Array(32), { layout: 'narrow' });
    for (let first = 0; first + 31 <= 256; first++) {
      const query = new Uint8Array(32);
      for (let bit = first; bit < first + 31; bit++) flip(query, bit);
      expect(matcher.query(query).matches).toEqual([{ id: 0, distance: 31 }]);
    }
  });
});

describe('small and uneven indexes', () => {
  it.each(Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[])(
    '%s: an empty index finds nothing, then what is added',
    (layout) => {
      const { matcher, ids } = build(new Uint8Array(0), { layout: LAYOUTS[layout] });
      expect(ids).toHaveLength(0);
      expect(matcher.count).toBe(0);
      expect(matcher.query(new Uint8Array(32))).toEqual({ matches: [], truncated: false });
      expect(matcher.queryBatch(new Uint8Array(0))).toEqual([]);
      expect(matcher.find(new Uint8Array(32))).toBeUndefined();
      expect(matcher.add(new Uint8Array(32))).toBe(0);
      expect(matcher.query(new Uint8Array(32)).matches).toEqual([{ id: 0, distance: 0 }]);
    },
  );

  it.each(Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[])('%s: a single hash is found', (layout) => {
    const hash = makeHashes('random', 1, 8);
    const { matcher } = build(hash, { layout: LAYOUTS[layout] });
    for (let distance = 0; distance <= 33; distance++) {
      const { matches } = matcher.query(near(hash, distance, generator(distance + 1)));
      expect(matches).toEqual(distance <= 31 ? [{ id: 0, distance }] : []);
    }
  });

  it('duplicates by the thousand are one hash', () => {
    const two = makeHashes('random', 2, 6);
    const hashes = new Uint8Array(20_000 * 32);
    for (let i = 0; i < 20_000; i++) hashes.set(two.subarray(32 * (i % 2), 32 * (i % 2) + 32), 32 * i);
    const { matcher, ids } = build(hashes, { layout: 'narrow' });
    expect(matcher.count).toBe(2);
    expect(ids.every((id, i) => id === i % 2)).toBe(true);
    expect(matcher.query(two.subarray(32, 64)).matches).toEqual([{ id: 1, distance: 0 }]);
  });

  it('takes hashes in pieces, fewer than announced', () => {
    const hashes = makeHashes('random', 300, 2);
    const chunks = [hashes.subarray(0, 3200), new Uint8Array(0), hashes.subarray(3200)];
    const { matcher, ids } = Matcher.build({ count: 1000, chunks }, { program, layout: SMALL });
    expect(Array.from(ids)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(matcher.hashes()).toEqual(hashes);
    expect(matcher.query(hashes.subarray(64, 96)).matches).toEqual([{ id: 2, distance: 0 }]);
  });
});

describe('truncation', () => {
  // 3,000 hashes within two bits of zero.
  const close = new Uint8Array(3000 * 32);
  for (let i = 0, a = 0, b = 1; i < 3000; i++) {
    const hash = new Uint8Array(32);
    flip(hash, a);
    flip(hash, b);
    close.set(hash, 32 * i);
    if (++b === 256) b = ++a + 1;
  }

  it.each(['linear', 'narrow'] as const)('%s: says that matches are missing, and only then', (layout) => {
    const { matcher } = build(close, { layout });
    const query = new Uint8Array(32);
    expect(matcher.query(query, { limit: 3000 })).toMatchObject({ truncated: false });
    expect(matcher.query(query, { limit: 3000 }).matches).toHaveLength(3000);
    for (const limit of [1, 100, 2999]) {
      const result = matcher.query(query, { limit });
      expect(result.truncated).toBe(true);
      expect(result.matches).toHaveLength(limit);
      const [inBatch] = matcher.queryBatch(query, { limit });
      expect(inBatch).toEqual(result);
    }
  });

  it('a batch whose results exceed the buffer loses none', () => {
    const { matcher } = build(close, { layout: 'narrow' });
    const queries = new Uint8Array(40 * 32);
    for (let i = 0; i < 40; i++) flip(queries.subarray(32 * i, 32 * i + 32), i);
    const results = matcher.queryBatch(queries, { limit: 65_536 });
    for (const [i, result] of results.entries()) {
      expect(result).toEqual(matcher.query(queries.subarray(32 * i, 32 * i + 32), { limit: 65_536 }));
      expect(result.matches).toHaveLength(3000);
    }
    const few = matcher.queryBatch(queries, { limit: 7 });
    expect(few.every((result) => result.truncated && result.matches.length === 7)).toBe(true);
  });
});

describe('the plan of a threshold', () => {
  it('always reaches it, with radii no larger than the layout', () => {
    for (const layout of ['narrow', 'medium', 'wide'] as const) {
      const tables = chooseTables(0, layout);
      for (let threshold = 0; threshold <= 31; threshold++) {
        const radii = plan(tables, 10_000_000, threshold);
        expect(radii.reduce((sum, radius) => sum + radius + 1, 0)).toBeGreaterThanOrEqual(threshold + 1);
        for (const [i, radius] of radii.entries()) expect(radius).toBeLessThanOrEqual((tables[i] as TableSpec).radius);
      }
    }
  });

  it('the layout follows the number of hashes', () => {
    expect([100, 1e6, 4e6, 1e7].map((count) => chooseTables(count, 'auto').length)).toEqual([0, 16, 14, 12]);
  });
});

describe('hostile input', () => {
  const { matcher } = build(makeHashes('random', 10, 1));
  const text = matcher.hashOf(3);

  it.each([
    ['empty', ''],
    ['short', text.slice(1)],
    ['long', `${text}0`],
    ['upper case', `A${text.slice(1)}`],
    ['not hex', `g${text.slice(1)}`],
    ['full-width digits', `\uff11${text.slice(1)}`],
    ['a line break', `${text.slice(1)}\n`],
    ['no string', null as unknown as string],
  ])('a hash that is %s is refused', (_, hash) => {
    if (hash === null) {
      expect(codeOf(() => matcher.query(hash))).toBe('hash.not-32-bytes');
      return;
    }
    expect(isHash(hash)).toBe(false);
    expect(codeOf(() => hashToBytes(hash))).toBe('hash.not-64-lower-hex');
    expect(codeOf(() => matcher.query(hash))).toBe('hash.not-64-lower-hex');
    expect(codeOf(() => matcher.add(hash))).toBe('hash.not-64-lower-hex');
  });

  it('a refused hash leaves nothing behind for the next query', () => {
    expect(codeOf(() => matcher.query(`${text.slice(0, 63)}Z`))).toBe('hash.not-64-lower-hex');
    expect(matcher.query(text).matches).toEqual([{ id: 3, distance: 0 }]);
  });

  it('bytes of a wrong length are refused', () => {
    for (const length of [0, 31, 33]) {
      expect(codeOf(() => matcher.query(new Uint8Array(length)))).toBe('hash.not-32-bytes');
      expect(codeOf(() => hashToText(new Uint8Array(length).subarray(0, Math.min(length, 31))))).toBe(
        'hash.not-32-bytes',
      );
    }
    expect(codeOf(() => matcher.queryBatch(new Uint8Array(33)))).toBe('hash.not-32-bytes');
    expect(codeOf(() => build(new Uint8Array(31)))).toBe('hash.not-32-bytes');
  });

  it.each([-1, 32, 1.5, Number.NaN, 2 ** 32])('threshold %s is refused', (threshold) => {
    expect(codeOf(() => matcher.query(text, { threshold }))).toBe('matcher.threshold-out-of-range');
    expect(codeOf(() => matcher.queryBatch(new Uint8Array(32), { threshold }))).toBe('matcher.threshold-out-of-range');
  });

  it.each([0, -1, 65_537, Number.NaN])('limit %s is refused', (limit) => {
    expect(codeOf(() => matcher.query(text, { limit }))).toBe('matcher.limit-out-of-range');
  });

  it.each([-1, 10, 0.5, Number.NaN, 2 ** 32])('id %s is refused', (id) => {
    expect(codeOf(() => matcher.withdraw(id))).toBe('matcher.unknown-id');
    expect(codeOf(() => matcher.isWithdrawn(id))).toBe('matcher.unknown-id');
    expect(codeOf(() => matcher.hashOf(id))).toBe('matcher.unknown-id');
  });

  it('a layout that could miss a hash is refused', () => {
    const layouts: TableSpec[][] = [
      [{ bits: 16, radius: 1 }],
      Array.from({ length: 16 }, () => ({ bits: 17, radius: 1 })),
      Array.from({ length: 15 }, () => ({ bits: 16, radius: 1 })),
      Array.from({ length: 8 }, () => ({ bits: 22, radius: 3 })),
      Array.from({ length: 10 }, () => ({ bits: 25, radius: 2 })),
      Array.from({ length: 32 }, () => ({ bits: 8, radius: 0 })),
    ];
    for (const layout of layouts) {
      expect(codeOf(() => build(new Uint8Array(32), { layout }))).toBe('matcher.option-invalid');
    }
  });

  it('more hashes than fit are refused before memory is taken', () => {
    const none = { count: 40_000_000, chunks: [] };
    expect(codeOf(() => Matcher.build(none, { program }))).toBe('matcher.too-many-hashes');
    expect(codeOf(() => Matcher.build({ count: 1, chunks: [new Uint8Array(64)] }, { program }))).toBe(
      'matcher.option-invalid',
    );
  });

  it('adding past the room is refused, and works again after compaction', () => {
    const { matcher } = build(new Uint8Array(0), { deltaCapacity: 5 });
    const hashes = makeHashes('random', 6, 77);
    for (let i = 0; i < 5; i++) matcher.add(hashes.subarray(32 * i, 32 * i + 32));
    expect(matcher.room).toBe(0);
    expect(matcher.add(hashes.subarray(0, 32))).toBe(0);
    expect(codeOf(() => matcher.add(hashes.subarray(160)))).toBe('matcher.delta-full');
    matcher.compact(10, 'narrow');
    expect(matcher.deltaCount).toBe(0);
    expect(matcher.add(hashes.subarray(160))).toBe(5);
    expect(matcher.query(hashes.subarray(160)).matches).toEqual([{ id: 5, distance: 0 }]);
  });
});

describe('hash text', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const text = hashToText(bytes);
        expect(isHash(text)).toBe(true);
        expect(hashToBytes(text)).toEqual(bytes);
      }),
    );
  });
});
