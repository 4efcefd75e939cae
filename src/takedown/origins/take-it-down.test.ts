import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { requestRemoval } from '../../hashes/index.ts';
import { fileReport, receiptRemovals, requestRemovalOfReceipt } from '../../intake/index.ts';
import { newKey, openIntakeHome } from '../../intake/testing.ts';
import { ok, systemActor } from '../../kernel/index.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { moveItem } from '../items/item-store.ts';
import type { ItemRow } from '../tables.ts';
import { readPasted } from './take-it-down.ts';
import { tellOrigins } from './tell-origins.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
const platform = () => home.at(systemActor('test'));
const LINK = 'https://duong-dan-bi-mat.example/anh/1';
const answers = { ageBand: 'A12_13', subject: 'SELF', places: ['FACEBOOK'], agreed: true };
const asked = (links: readonly string[] | undefined, more: object = {}) => ({
  idempotencyKey: newKey(),
  files: [],
  answers: { ...answers, ...more, links },
});
const itemsOf = async () => (await home.owner.query<ItemRow>('select * from takedown.item order by kind')).rows;

it('links and accounts that a child gives without a hash become items, and the child sees each until it is gone', async () => {
  home.clock.advance(1_000);
  const receipt = must(await requestRemoval(home.public(), asked([LINK, 'tai.khoan.mau'])));
  must(await bundleArrivals(platform()));
  const [account, url] = (await itemsOf()) as [ItemRow, ItemRow];
  expect([account, url]).toMatchObject([
    {
      kind: 'account',
      platform: 'FACEBOOK',
      source: 'TAKE_IT_DOWN',
      agency: 'C111',
      self_made: true,
      age_group: 'PUB',
      proposed_by: null,
    },
    { kind: 'url', sensitive: true, match_key: null, self_made: true, age_group: 'PUB' },
  ]);
  expect(url.factors).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'SELF_MADE' })]));
  // Neither the link nor who asked stands anywhere to be read.
  for (const table of ['takedown.item', 'takedown.arrival', 'hashes.removal', 'kernel.audit_entry']) {
    const { rows } = await home.owner.query(
      `select count(*)::int as n from ${table} as t where t::text like '%duong-dan%' or t::text like '%tai.khoan%'`,
    );
    expect(rows[0].n, table).toBe(0);
  }
  const seen = async () => must(await receiptRemovals(home.public(), receipt))[0]?.links;
  expect((await seen())?.map(({ state }) => state)).toEqual(['WAITING', 'WAITING']);
  home.clock.advance(60_000);
  await home.owner.query("update takedown.item set state = 'VERIFIED', national_class = 'N1' where id = $1", [url.id]);
  must(
    await platform().transaction(async (tx) => {
      const row = (await itemsOf()).find(({ id }) => id === url.id) as ItemRow;
      expect(await moveItem(tx, row, 'gone')).toBe('GONE');
      return ok();
    }),
  );
  expect(await seen()).toEqual([
    { state: 'GONE', at: home.clock.now().toISOString() },
    { state: 'WAITING', at: expect.any(String) },
  ]);
});

it('whoever holds the receipt of a report reads on its timeline that the link was removed', async () => {
  home.clock.advance(1_000);
  const { receipt } = must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Lời kể giữ chỗ.' },
    }),
  );
  must(await requestRemovalOfReceipt(home.public(), receipt, asked(['https://noi-khac.example/anh/2'])));
  must(await bundleArrivals(platform()));
  const item = (await home.owner.query('select id from takedown.item order by first_at desc, id desc limit 1')).rows[0]
    .id as string;
  await home.owner.query("update takedown.item set state = 'GONE', national_class = 'N1' where id = $1", [item]);
  await tellOrigins(platform(), item, 'GONE');
  await tellOrigins(platform(), item, 'GONE');
  const { rows } = await home.owner.query("select code from intake.event where code like 'content-%'");
  expect(rows).toEqual([{ code: 'content-removed' }]);
});

it('nothing at all, a picture written as text, too many and an unusable line are refused, and nothing is kept', async () => {
  const before = (await home.owner.query('select count(*)::int as n from hashes.removal')).rows[0].n;
  expect(code(await requestRemoval(home.public(), asked(undefined)))).toBe('removal.hash-unreadable');
  const unusable = [
    'data:image/png;base64,iVBORw0KGgo=',
    'https://ai:mat-khau@noi.example/',
    'một câu có khoảng trắng',
    'x',
  ];
  for (const link of unusable) {
    const refused = await requestRemoval(home.public(), asked([LINK, link]));
    expect(refused, link).toMatchObject({ refusal: { code: 'removal.link-unusable', field: 'links' } });
  }
  expect(code(await requestRemoval(home.public(), asked(Array.from({ length: 11 }, (_, at) => `${LINK}/${at}`))))).toBe(
    'removal.incomplete',
  );
  expect((await home.owner.query('select count(*)::int as n from hashes.removal')).rows[0].n).toBe(before);
});

it('a sent request that comes twice counts its links once', async () => {
  const one = asked(['https://hai-lan.example/anh']);
  expect(must(await requestRemoval(home.public(), one))).toEqual(must(await requestRemoval(home.public(), one)));
  must(await bundleArrivals(platform()));
  const { rows } = await home.owner.query(
    'select reports::int from takedown.item order by first_at desc, id desc limit 1',
  );
  expect(rows).toEqual([{ reports: 1 }]);
});

it('what is pasted is a link or the name of an account', () => {
  expect(readPasted(' https://a.example/x ', [])).toEqual({ kind: 'url', locator: 'https://a.example/x' });
  expect(readPasted('facebook.com/tai.khoan', [])).toEqual({ kind: 'url', locator: 'https://facebook.com/tai.khoan' });
  expect(readPasted('www.a.example', [])).toEqual({ kind: 'url', locator: 'https://www.a.example' });
  expect(readPasted('nguyen.van.a', ['TIKTOK', 'WEBSITE'])).toEqual({
    kind: 'account',
    locator: 'nguyen.van.a',
    platform: 'TIKTOK',
  });
  expect(readPasted('@ai.do', ['TIKTOK', 'FACEBOOK'])).toEqual({
    kind: 'account',
    locator: '@ai.do',
    platform: undefined,
  });
});
