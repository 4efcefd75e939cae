import { afterAll, describe, expect, it } from 'vitest';
import { buildHashKernelIfStale } from '../tools/build-hash-kernel.ts';
import { hashToText } from './hash-text.ts';
import { MatcherPool, matcherProgram } from './node.ts';
import { ShardedMatcher } from './sharded-matcher.ts';

await buildHashKernelIfStale();

function makeHashes(count: number): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(count * 32);
  for (let at = 0; at < hashes.length; at += 65_536) crypto.getRandomValues(hashes.subarray(at, at + 65_536));
  return hashes;
}

const hashes = makeHashes(20_000);
const open: MatcherPool[] = [];
afterAll(() => Promise.all(open.map((pool) => pool.close())));

async function start(shards: number, threads = 2) {
  const options = { program: matcherProgram({ shared: true }), slots: threads + 2, deltaCapacity: 64, shards };
  const { index, ids } = ShardedMatcher.build(hashes, options);
  const pool = await MatcherPool.create(index, { threads });
  open.push(pool);
  return { pool, index, ids };
}

describe.each([1, 3])('threads over %i shard(s)', (shards) => {
  it('answer as the index itself, one by one and in batches', async () => {
    const { pool, index, ids } = await start(shards);
    const queries = hashes.slice(0, 1000 * 32);
    for (let i = 0; i < queries.length; i += 32) queries[i] = (queries[i] as number) ^ 0b101;
    expect(await pool.queryBatch(queries)).toEqual(index.queryBatch(queries));
    const single = await Promise.all(
      Array.from({ length: 300 }, (_, i) => pool.query(queries.subarray(32 * i, 32 * i + 32), { threshold: i % 32 })),
    );
    for (const [i, { matches }] of single.entries()) {
      expect(matches).toEqual(i % 32 < 2 ? [] : [{ id: ids[i], distance: 2 }]);
    }
    expect((await pool.query(hashToText(hashes), { limit: 1 })).matches).toEqual([{ id: ids[0], distance: 0 }]);
  });

  it('see an addition and a withdrawal at once', async () => {
    const { pool, index } = await start(shards);
    const fresh = makeHashes(30);
    for (let i = 0; i < 30; i++) {
      const hash = fresh.subarray(32 * i, 32 * i + 32);
      expect((await pool.query(hash)).matches).toEqual([]);
      const id = index.add(hash);
      expect((await pool.query(hash)).matches).toEqual([{ id, distance: 0 }]);
      index.withdraw(id);
      expect((await pool.query(hash)).matches).toEqual([]);
    }
  });

  it('go on answering while the index is compacted, and lose no change made meanwhile', async () => {
    const { pool, index, ids } = await start(shards);
    const early = makeHashes(20);
    for (let i = 0; i < 20; i++) index.add(early.subarray(32 * i, 32 * i + 32));
    index.withdraw(ids[1] as number);
    const compacting = pool.compact(500);
    expect(await pool.compact()).toBe(false);
    const late = makeHashes(10);
    const lateIds = Array.from({ length: 10 }, (_, i) => index.add(late.subarray(32 * i, 32 * i + 32)));
    index.withdraw(ids[2] as number);
    index.add(hashes.subarray(32, 64));
    expect((await pool.query(late.subarray(0, 32))).matches).toEqual([{ id: lateIds[0], distance: 0 }]);
    expect(await compacting).toBe(true);

    expect(index.shards.reduce((sum, shard) => sum + shard.deltaCount, 0)).toBeLessThanOrEqual(10);
    for (const shard of index.shards) expect(shard.room).toBeGreaterThanOrEqual(490);
    for (let i = 0; i < 10; i++) {
      const wanted = [{ id: lateIds[i], distance: 0 }];
      expect((await pool.query(late.subarray(32 * i, 32 * i + 32))).matches).toEqual(wanted);
    }
    for (let i = 0; i < 20; i++) {
      const hash = early.subarray(32 * i, 32 * i + 32);
      expect((await pool.query(hash)).matches).toEqual([{ id: index.find(hash), distance: 0 }]);
    }
    expect((await pool.query(hashes.subarray(32, 64))).matches).toEqual([{ id: ids[1], distance: 0 }]);
    expect((await pool.query(hashes.subarray(64, 96))).matches).toEqual([]);
  });
});

describe('a pool', () => {
  it('refuses what the index refuses, and lives on', async () => {
    const { pool } = await start(1);
    await expect(pool.query('AB'.repeat(32))).rejects.toMatchObject({ code: 'hash.not-64-lower-hex' });
    await expect(pool.query(new Uint8Array(31))).rejects.toMatchObject({ code: 'hash.not-32-bytes' });
    await expect(pool.queryBatch(new Uint8Array(33))).rejects.toMatchObject({ code: 'hash.not-32-bytes' });
    const tooFar = pool.query(new Uint8Array(32), { threshold: 32 });
    await expect(tooFar).rejects.toMatchObject({ code: 'matcher.threshold-out-of-range' });
    expect((await pool.query(hashes.subarray(0, 32))).matches).toHaveLength(1);
  });

  it('refuses an index with too few slots, or one that is not shared', async () => {
    const plain = ShardedMatcher.build(hashes, { program: matcherProgram() });
    const notShared = MatcherPool.create(plain.index, { threads: 1 });
    await expect(notShared).rejects.toMatchObject({ code: 'matcher.option-invalid' });
    const one = ShardedMatcher.build(hashes, { program: matcherProgram({ shared: true }), slots: 1 });
    const tooFew = MatcherPool.create(one.index, { threads: 2 });
    await expect(tooFew).rejects.toMatchObject({ code: 'matcher.option-invalid' });
  });

  it('fails what is asked after it is closed', async () => {
    const { pool } = await start(1);
    await pool.close();
    await expect(pool.query(new Uint8Array(32))).rejects.toMatchObject({ code: 'matcher.closed' });
    await expect(pool.queryBatch(new Uint8Array(32))).rejects.toMatchObject({ code: 'matcher.closed' });
  });
});
