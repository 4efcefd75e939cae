import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { itemAddress } from '../library/item-address.pure.ts';
import { openPublishedHome } from '../library/published-home.testing.ts';
import { writtenItems } from '../library/written-items.testing.ts';
import { checkPack } from './check-pack.pure.ts';
import { PACK_BYTES } from './pack-format.pure.ts';
import { listPacks, packKeys, readPack } from './read-packs.ts';

const home = fileFixture(() => openPublishedHome('2026-12-15T03:00:00Z'));
const look = { host: 'lachan.example', style: '.art{width:100%}', showDate: (date: string) => date };

describe('the packs of what is published', () => {
  test('every lesson is one, far under the limit, and passes the check of a telephone', async () => {
    const { packs, keys } = must(await listPacks(home.platform, look));
    expect(packs.length).toBeGreaterThan(15);
    for (const { name, bytes, scenario } of packs) {
      const pack = must(await readPack(home.platform, name.slice(0, 8), look));
      expect(bytes).toBe(pack.file.length);
      expect(bytes, name).toBeLessThan(PACK_BYTES / 4);
      expect(pack.facts.hashes).toHaveLength(scenario === null ? 1 : 2);
      expect(await checkPack(new Uint8Array(pack.file), { keys, today: '2026-12-15' })).toMatchObject({ ok: true });
    }
    expect(new Set(packs.map(({ name }) => name)).size).toBe(packs.length);
    expect(packs.filter(({ scenario }) => scenario !== null).length).toBeGreaterThan(5);
  });

  test('the list names the bytes that are given, so that a browser without Ed25519 can know them', async () => {
    const first = must(await listPacks(home.platform, look)).packs[0];
    expect(must(await readPack(home.platform, first?.name.slice(0, 8) ?? '', look)).sha256).toBe(first?.sha256);
  });

  test('the words of a reader stand in it, never a placeholder', async () => {
    for (const { name } of must(await listPacks(home.platform, look)).packs) {
      const { file } = must(await readPack(home.platform, name.slice(0, 8), look));
      expect([name, /\{[Ee]m\}/.test(file.toString('utf8'))]).toEqual([name, false]);
    }
  });

  test('only a lesson has one', async () => {
    const text = writtenItems().find(({ kind }) => kind === 'TEXT');
    expect(code(await readPack(home.platform, text ? itemAddress(text) : '', look))).toBe('library.not-found');
    expect(code(await readPack(home.platform, 'xxxxxxxx', look))).toBe('library.not-found');
  });

  test('the key is the same for every page of the house', async () => {
    expect(await packKeys(home.platform)).toEqual(must(await listPacks(home.platform, look)).keys);
  });
});
