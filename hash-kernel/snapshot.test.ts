import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildHashKernelIfStale } from '../tools/build-hash-kernel.ts';
import { hashToText } from './hash-text.ts';
import { Matcher } from './matcher.ts';
import { loadSnapshot, matcherProgram, saveSnapshot } from './node.ts';

await buildHashKernelIfStale();
const folder = await mkdtemp(join(tmpdir(), 'matcher-snapshot-'));
afterAll(() => rm(folder, { recursive: true }));

function makeHashes(count: number): Uint8Array {
  const hashes = new Uint8Array(count * 32);
  for (let at = 0; at < hashes.length; at += 65_536) crypto.getRandomValues(hashes.subarray(at, at + 65_536));
  return hashes;
}

const hashes = makeHashes(5000);
const later = makeHashes(20);

function filled(shared: boolean): Matcher {
  const { matcher } = Matcher.build(hashes, { program: matcherProgram({ shared }), deltaCapacity: 100 });
  for (let i = 0; i < 20; i++) matcher.add(later.subarray(32 * i, 32 * i + 32));
  matcher.withdraw(7);
  matcher.withdraw(5003);
  return matcher;
}

describe.each([
  ['plain', false],
  ['shared', true],
])('a snapshot of a %s index', (name, shared) => {
  const path = join(folder, name);

  it('comes back with the same answers, ids, withdrawals and room', async () => {
    const matcher = filled(shared);
    const { bytes, count } = await saveSnapshot(matcher, path);
    expect(count).toBe(5020);
    expect((await readFile(path)).length).toBe(bytes);

    const loaded = await loadSnapshot(path, { program: matcherProgram({ shared }) });
    expect(loaded.hashes()).toEqual(matcher.hashes());
    expect([loaded.count, loaded.room, loaded.deltaCount]).toEqual([5020, 80, 20]);
    for (const id of [0, 6, 8, 4999, 5000, 5019]) {
      expect(loaded.query(matcher.hashOf(id)).matches).toEqual([{ id, distance: 0 }]);
    }
    for (const id of [7, 5003]) {
      expect(loaded.isWithdrawn(id)).toBe(true);
      expect(loaded.query(matcher.hashOf(id)).matches).toEqual([]);
    }
    const fresh = makeHashes(1);
    expect(loaded.add(fresh)).toBe(5020);
    expect(loaded.query(fresh).matches).toEqual([{ id: 5020, distance: 0 }]);
    expect(loaded.add(matcher.hashOf(7))).toBe(7);
    expect(loaded.query(matcher.hashOf(7)).matches).toEqual([{ id: 7, distance: 0 }]);
  });

  it('holds the moment of the call, not what changes while it is written', async () => {
    const matcher = filled(shared);
    const saving = saveSnapshot(matcher, path);
    const afterwards = makeHashes(1);
    matcher.add(afterwards);
    matcher.withdraw(8);
    await saving;
    const loaded = await loadSnapshot(path, { program: matcherProgram({ shared }) });
    expect(loaded.find(hashToText(afterwards))).toBeUndefined();
    expect(loaded.isWithdrawn(8)).toBe(false);
  });
});

describe('a bad snapshot is refused', () => {
  const good = join(folder, 'good');
  const bad = join(folder, 'bad');
  const load = () => loadSnapshot(bad, { program: matcherProgram() });
  const spoil = async (change: (bytes: Buffer) => void) => {
    await saveSnapshot(filled(false), good);
    const bytes = await readFile(good);
    change(bytes);
    await writeFile(bad, bytes);
  };

  it.each([
    ['magic', 0, 'snapshot.not-a-snapshot'],
    ['version', 16, 'snapshot.version-unsupported'],
    ['table count', 20, 'snapshot.corrupted'],
    ['hash count', 32, 'snapshot.corrupted'],
    ['image length', 44, 'snapshot.corrupted'],
    ['table widths', 48, 'snapshot.corrupted'],
    ['image checksum', 130, 'snapshot.corrupted'],
    ['header checksum', 170, 'snapshot.corrupted'],
    ['control block', 4096 + 70, 'snapshot.corrupted'],
    ['tombstones', 4096 + 2049, 'snapshot.corrupted'],
    ['first hash', 4096 + 4096, 'snapshot.corrupted'],
  ])('one bit changed in the %s', async (_, at, code) => {
    await spoil((bytes) => {
      bytes[at] = (bytes[at] as number) ^ 1;
    });
    await expect(load()).rejects.toMatchObject({ code });
  });

  it('one bit changed anywhere in the image', async () => {
    const length = (await readFile(good)).length;
    for (let i = 0; i < 25; i++) {
      const at = 4096 + Math.floor(((length - 4096 - 1) * i) / 24);
      await spoil((bytes) => {
        bytes[at] = (bytes[at] as number) ^ (1 << (i % 8));
      });
      await expect(load(), `byte ${at}`).rejects.toMatchObject({ code: 'snapshot.corrupted' });
    }
  });

  it('cut short anywhere, or with something behind it', async () => {
    await spoil(() => {});
    const { length } = await readFile(good);
    for (const size of [0, 100, 4095, 4096, 5000, length - 1, length + 1]) {
      await writeFile(bad, await readFile(good));
      await truncate(bad, size);
      await expect(load(), `${size} bytes`).rejects.toMatchObject({ code: 'snapshot.truncated' });
    }
  });

  it('which is no snapshot at all', async () => {
    await writeFile(bad, 'hash,quality,file\n'.repeat(1000));
    await expect(load()).rejects.toMatchObject({ code: 'snapshot.not-a-snapshot' });
  });

  it('and a failed save leaves the old file and nothing beside it', async () => {
    const matcher = filled(false);
    await expect(saveSnapshot(matcher, join(folder, 'no-such-folder', 'x'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(saveSnapshot(matcher, folder)).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(['bad', 'good', 'plain', 'shared']);
  });
});
