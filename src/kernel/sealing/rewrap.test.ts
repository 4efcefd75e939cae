import { beforeAll, beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import type { ModuleSchema } from '../migrate.ts';
import { rewrapAll } from './rewrap.ts';
import { replaceSealed, rewrapPage } from './rewrap-store.ts';
import type { SealedColumn } from './sealed-column.ts';
import type { Vault } from './vault.ts';

/** What a rotation of the root key does to a module's wrapped values: all of them, row by row, and nobody's work is lost. */
const home = fileFixture(() => openTestKernel());
const letters: SealedColumn = {
  table: 'letters.Thư',
  key: ['box', 'number'],
  column: 'Khóa',
  beside: ['writer'],
  except: "state = 'lost'",
  context: ({ box, number, writer }) => `letter|${box}|${number}|${writer}`,
};
const plain: SealedColumn = {
  table: 'letters.plain',
  key: ['id'],
  column: 'sealed',
  context: ({ id }) => `plain|${id}`,
};
const module = (...sealed: SealedColumn[]): ModuleSchema => ({
  name: 'letters',
  migrations: new URL('file:///none/'),
  policies: [],
  sealed,
});
/** The file's vault as it stands, so that a test's own object can come between. */
const behind = (vault: Vault, wrap: Vault['wrap']): Vault => ({
  keyId: vault.keyId,
  wrap,
  unwrap: (wrapped, context) => vault.unwrap(wrapped, context),
  isCurrent: (wrapped) => vault.isCurrent(wrapped),
  derive: (purpose) => vault.derive(purpose),
  rotate: () => vault.rotate(),
  retire: () => vault.retire(),
});

beforeAll(async () => {
  await home.owner.query(`create schema letters;
    create table letters."Thư" (box text, number int, writer text, "Khóa" bytea, state text not null default 'kept', primary key (box, number));
    create table letters.plain (id int primary key, sealed bytea)`);
});
beforeEach(async () => {
  await home.owner.query('truncate letters."Thư", letters.plain');
});

interface Row {
  readonly box: string;
  readonly number: number;
  readonly writer: string;
  readonly state: string;
  readonly Khóa: Buffer | null;
}
async function put(rows: readonly { box: string; number: number; state?: string; sealed?: Uint8Array | null }[]) {
  const { vault } = home.kernel;
  const sealed = await Promise.all(
    rows.map((row) =>
      row.sealed === undefined
        ? vault.wrap(Buffer.from(`${row.box}${row.number}`), `letter|${row.box}|${row.number}|w`)
        : row.sealed,
    ),
  );
  await home.owner.query(
    `insert into letters."Thư" select * from unnest($1::text[], $2::int[], array_fill('w'::text, array[$5::int]), $3::bytea[], $4::text[])`,
    [
      rows.map(({ box }) => box),
      rows.map(({ number }) => number),
      sealed.map((bytes) => bytes && Buffer.from(bytes)),
      rows.map(({ state }) => state ?? 'kept'),
      rows.length,
    ],
  );
}
const stored = async (): Promise<Row[]> =>
  (await home.owner.query('select * from letters."Thư" order by box, number')).rows;
const opened = async ({ box, number, Khóa }: Row) =>
  Buffer.from(await home.kernel.vault.unwrap(Khóa as Buffer, `letter|${box}|${number}|w`)).toString();
const moved = (count: number, failed = 0) => ({ column: 'letters.Thư.Khóa', moved: count, failed });

test('every value of every page is wrapped anew, in its own place, and a second run has nothing to do', async () => {
  const { vault } = home.kernel;
  // The keys of both columns decide the order: boxes are cut in the middle of a page.
  const rows = ['a', 'b', 'c'].flatMap((box) => Array.from({ length: 350 }, (_, number) => ({ box, number })));
  await put(rows);
  await home.owner.query('insert into letters.plain values (1, $1)', [
    Buffer.from(await vault.wrap(Buffer.from('x'), 'plain|1')),
  ]);
  await vault.rotate();
  expect(await rewrapAll(home.owner, vault, [module(letters), { ...module(), name: 'none' }, module(plain)])).toEqual([
    moved(1_050),
    { column: 'letters.plain.sealed', moved: 1, failed: 0 },
  ]);
  const after = await stored();
  expect(after.filter((row) => !vault.isCurrent(row.Khóa as Buffer))).toEqual([]);
  for (const row of after.filter((_, place) => place % 50 === 0))
    expect(await opened(row)).toBe(`${row.box}${row.number}`);
  expect(await rewrapAll(home.owner, vault, [module(letters)])).toEqual([moved(0)]);
  expect(await stored()).toEqual(after);
  const { sealed: _, ...without } = module();
  expect(await rewrapAll(home.owner, vault, [without])).toEqual([]);
});

test('exactly a page of values is all of them', async () => {
  await put(Array.from({ length: 500 }, (_, number) => ({ box: 'a', number })));
  await home.kernel.vault.rotate();
  expect(await rewrapAll(home.owner, home.kernel.vault, [module(letters)])).toEqual([moved(500)]);
});

test('what is lost or empty is left as it is; what does not open is left too, is counted, and is in nobody’s way', async () => {
  const { vault } = home.kernel;
  const foreign = await vault.wrap(Buffer.from('x'), 'another place');
  await put([
    { box: 'a', number: 1 },
    { box: 'a', number: 2, sealed: foreign },
    { box: 'a', number: 3, state: 'lost' },
    { box: 'a', number: 4, sealed: null },
    { box: 'a', number: 5 },
  ]);
  const before = await stored();
  await vault.rotate();
  expect(await rewrapAll(home.owner, vault, [module(letters)])).toEqual([moved(2, 1)]);
  const after = await stored();
  expect(
    after.map((row, place) => (row.Khóa === null ? null : row.Khóa.equals(before[place]?.Khóa as Buffer))),
  ).toEqual([false, true, true, null, false]);
});

test('whoever writes a value meanwhile keeps what they wrote', async () => {
  const { vault } = home.kernel;
  await put([
    { box: 'a', number: 1 },
    { box: 'a', number: 2 },
  ]);
  await vault.rotate();
  const theirs = Buffer.from(await vault.wrap(Buffer.from('theirs'), 'letter|a|1|w'));
  const disturbed = behind(vault, async (bytes, context) => {
    if (context === 'letter|a|1|w')
      await home.owner.query('update letters."Thư" set "Khóa" = $1 where number = 1', [theirs]);
    return vault.wrap(bytes, context);
  });
  expect(await rewrapAll(home.owner, disturbed, [module(letters)])).toEqual([moved(1)]);
  const [first, second] = (await stored()) as [Row, Row];
  expect([await opened(first), await opened(second)]).toEqual(['theirs', 'a2']);
  expect(vault.isCurrent(second.Khóa as Buffer)).toBe(true);
});

test('a page begins behind the keys that were read last, and one row alone is replaced', async () => {
  await put(
    ['a', 'b'].flatMap((box) => [1, 2].map((number) => ({ box, number, sealed: Buffer.from(`${box}${number}`) }))),
  );
  const page = async (after: readonly unknown[] | undefined, most: number) =>
    (await rewrapPage(home.owner, letters, after, most)).map((row) => [
      row.box,
      row.number,
      row.writer,
      String(row.Khóa),
    ]);
  expect(await page(undefined, 3)).toEqual([
    ['a', 1, 'w', 'a1'],
    ['a', 2, 'w', 'a2'],
    ['b', 1, 'w', 'b1'],
  ]);
  expect(await page(['a', 2], 9)).toEqual([
    ['b', 1, 'w', 'b1'],
    ['b', 2, 'w', 'b2'],
  ]);
  expect(await page(['b', 2], 9)).toEqual([]);
  const row = { box: 'a', number: 2, Khóa: Buffer.from('a2') };
  expect(await replaceSealed(home.owner, letters, row, Buffer.from('anew'))).toBe(true);
  expect(await replaceSealed(home.owner, letters, row, Buffer.from('late'))).toBe(false);
  expect((await stored()).map(({ Khóa }) => String(Khóa))).toEqual(['a1', 'anew', 'b1', 'b2']);
});
