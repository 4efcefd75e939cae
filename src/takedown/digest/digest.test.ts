import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { HOUR } from '../../kernel/index.ts';
import { declareItemConflict } from '../items/declare-conflict.ts';
import { openOrdersHome } from '../orders/orders.testing.ts';
import { addresseeSpeeds } from '../scorecards/addressee-speeds.ts';
import { contentDigest, contentLookedAt, markContentLooked } from './content-digest.ts';

const home = fileFixture(() => openOrdersHome());
const as = (actor: Parameters<typeof home.context>[0]) => home.context(actor);

it('what came, moved and is due since the reader’s last look, and nothing of what they are kept from', async () => {
  const { first, second } = home.people;
  expect(code(await contentDigest(as(testPerson('111_counsellor', 'C111'))))).toBe('access.not-permitted');
  const old = await home.waiting('https://noi-mau.example/cu', { danger: true });
  expect(must(await contentDigest(as(first)))).toMatchObject({
    looked: false,
    arrived: [{ source: 'MACHINE', items: 1, danger: 1 }],
  });
  home.clock.set(new Date(home.clock.now().getTime() + HOUR));
  must(await markContentLooked(as(first)));
  expect(must(await contentLookedAt(as(first)))).toEqual(home.clock.now());
  expect(must(await contentLookedAt(as(second)))).toBeUndefined();
  expect(must(await contentDigest(as(first)))).toMatchObject({
    looked: true,
    arrived: [],
    moved: [],
    items: [],
    due: [],
  });
  home.clock.set(new Date(home.clock.now().getTime() + HOUR));
  const { id: order, item } = await home.sent('https://noi-mau.example/moi');
  const [kept] = await home.arrive({ locator: 'https://noi-mau.example/nguoi-quen' });
  const digest = must(await contentDigest(as(first)));
  expect(digest.arrived).toEqual([{ source: 'MACHINE', items: 2, danger: 0 }]);
  expect(digest.items.map(({ id, isNew }) => [id, isNew])).toEqual(
    expect.arrayContaining([
      [item, true],
      [kept, true],
    ]),
  );
  expect(digest.items.some(({ id }) => id === old)).toBe(false);
  expect(digest.orders.map(({ code: what }) => what)).toEqual(expect.arrayContaining(['issued']));
  expect(digest.due).toEqual([]);
  home.clock.set(new Date(home.clock.now().getTime() + 20 * HOUR));
  expect(must(await contentDigest(as(first)))).toMatchObject({ dueTotal: 1, due: [{ id: order }] });
  // Whoever has a conflict is kept from the item: it counts no more for them.
  must(await declareItemConflict(as(first), { item: kept ?? '' }));
  const kin = { ...first, exclusions: [{ objectKind: 'content-item', objectId: kept ?? '' }] };
  expect(must(await contentDigest(as(kin))).arrived).toEqual([{ source: 'MACHINE', items: 1, danger: 0 }]);
});

it('addressees stand beside each other, the slowest first, for those who order and oversee alone', async () => {
  expect(code(await addresseeSpeeds(as(home.officers.member)))).toBe('access.not-permitted');
  const { addressees, limits } = must(await addresseeSpeeds(as(home.officers.orderer)));
  expect(limits).toEqual([24]);
  expect(addressees).toMatchObject([{ orders: 1, running: 1, dots: [] }]);
  await home.owner.query(
    "update takedown.takedown_order set state = 'CLAIMED', outcome = 'ACTIONED', acknowledged_at = sent_at, removed_at = sent_at + interval '7 hours'",
  );
  const coordinator = testPerson('vncop_coordinator', 'MPS-A05', { functions: ['COORDINATE_VNCOP'] });
  expect(must(await addresseeSpeeds(as(coordinator))).addressees).toMatchObject([
    { inTime: 1, dots: [{ hours: 7, urgent: false, limit: 24 }], removal: { count: 1, p50: 7 } },
  ]);
});
