import { afterAll, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type ApprovalDecision, decideApproval, listApprovals } from '../../work/index.ts';
import { decideLook } from './decide-look.ts';
import { listLooks } from './list-looks.ts';
import { endsByPersons } from './look.ts';
import { openLooksHome, REMOVED, THERE } from './looks.testing.ts';
import { sayGone } from './say-gone.ts';

const home = fileFixture(() => openLooksHome('2026-11-24T02:00:00Z'), 120_000);
afterAll(() => home.platformServer.close());
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
/** Words alone: the page answers as if it were there. */
const WORDS = {
  status: 200,
  body: '<html><title>Không tìm thấy</title><body><h1>Bài viết không tồn tại</h1><p>Trang bạn tìm không có.</p></body></html>',
};
const SAW = { seen: 'PAGE_SAYS_GONE', means: 'BROWSER_AND_APP' } as const;
let paths = 0;

/** Ordered down, seen once, and now gone by words alone. */
async function saysGone() {
  paths += 1;
  const at = `/loi-noi/${paths}`;
  const sent = await home.sent(home.at(at));
  expect(await home.look(sent.item)).toBe('PRESENT');
  home.pages.set(at, WORDS);
  expect(await home.later(sent.item, 61)).toBe('SOFT_404');
  return { ...sent, at };
}
async function decide(who: keyof typeof home.officers, item: string, decision: ApprovalDecision) {
  const { rows } = await home.owner.query('select id from work.approval where object_id = $1 and decided_at is null', [
    item,
  ]);
  return decideApproval(as(who), { approval: rows[0]?.id ?? item, decision });
}
const events = async (item: string) =>
  (await home.owner.query('select code from takedown.item_event where item_id = $1 order by at, id', [item])).rows.map(
    (row) => row.code as string,
  );

it('what words alone call gone ends by two persons, is watched, and comes back by a look', async () => {
  const { item, id, at } = await saysGone();
  // However often it is looked at, words prove nothing.
  for (let more = 0; more < 3; more += 1) await home.later(item, 300);
  expect((await home.item(item)).state).toBe('ORDERED');
  expect(must(await listLooks(as('orderer'), { item }))).toMatchObject({ mayEnd: true, seenGone: null, bare: false });
  must(await sayGone(as('orderer'), { item, ...SAW, note: 'Đã thử khi chưa đăng nhập.' }));
  expect(code(await sayGone(as('second'), { item, ...SAW }))).toBe('approval.waits-already');
  expect(must(await listLooks(as('second'), { item }))).toMatchObject({
    mayEnd: false,
    seenGone: { seen: SAW.seen, means: SAW.means },
  });
  // Not by who saw it, nor by whoever may not look at it; nothing has changed by the word of one.
  expect(code(await decide('orderer', item, 'APPROVED'))).toBe('approval.not-yours-to-decide');
  expect(code(await decide('powerless', item, 'APPROVED'))).not.toBe('accepted');
  expect(code(await decide('member', item, 'APPROVED'))).not.toBe('accepted');
  expect((await home.item(item)).state).toBe('ORDERED');
  const [waits] = must(await listApprovals(as('second'))).filter(({ object }) => object.id === item);
  expect(waits).toMatchObject({ mayDecide: true, reason: 'Đã thử khi chưa đăng nhập.' });
  must(await decide('second', item, 'APPROVED'));
  expect((await home.item(item)).state).toBe('GONE');
  expect(await home.order(id)).toMatchObject({ state: 'GONE' });
  expect(await events(item)).toEqual(expect.arrayContaining(['seen-gone', 'gone', 'seen-gone-agreed']));
  const { rows } = await home.owner.query(
    "select body from kernel.audit_entry where object_id = $1 and body like '%seenGone%'",
    [item],
  );
  expect(rows).toHaveLength(2);
  // Looks go on; what they find opens it again.
  const [place] = await home.places(item);
  expect(place?.next_at).not.toBeNull();
  home.pages.set(at, THERE);
  await home.later(item, 7 * 60);
  expect((await home.item(item)).state).toBe('RETURNED');
});

it('where a look can tell, nobody says it for the look', async () => {
  paths += 1;
  const at = `/loi-noi/${paths}`;
  const { item } = await home.sent(home.at(at));
  expect(code(await sayGone(as('orderer'), { item, ...SAW }))).toBe('content-look.tells-itself');
  await home.look(item);
  expect(code(await sayGone(as('orderer'), { item, ...SAW }))).toBe('content-look.tells-itself');
  home.pages.set(at, REMOVED);
  await home.later(item, 61);
  expect(code(await sayGone(as('orderer'), { item, ...SAW }))).toBe('content-look.tells-itself');
  expect(code(await sayGone(as('orderer'), { item, ...SAW, seen: 'I_THINK_SO' }))).toBe('content-look.sight-unusable');
  expect(code(await sayGone(as('member'), { item, ...SAW }))).not.toBe('accepted');
});

it('found again before the second has agreed, it does not end; what is refused or taken back leaves no trace on it', async () => {
  const { item, at } = await saysGone();
  must(await sayGone(as('orderer'), { item, ...SAW }));
  must(await decide('second', item, 'REFUSED'));
  must(await sayGone(as('orderer'), { item, ...SAW }));
  must(await decide('orderer', item, 'WITHDRAWN'));
  must(await sayGone(as('second'), { item, ...SAW }));
  home.pages.set(at, THERE);
  await home.later(item, 300);
  expect(code(await decide('orderer', item, 'APPROVED'))).toBe('content-look.tells-itself');
  expect((await home.item(item)).state).toBe('ORDERED');
});

it('a bare name that leads nowhere ends by two persons, and is there again when somebody says so', async () => {
  const [item] = (await home.arrive({ kind: 'account', locator: 'ten.tai.khoan.mau', platform: 'TIKTOK' })) as [string];
  await home.owner.query("update takedown.item set state = 'RETURNED', national_class = 'N1' where id = $1", [item]);
  expect(must(await listLooks(as('orderer'), { item }))).toMatchObject({ bare: true, mayEnd: true, mayDecide: [] });
  must(await sayGone(as('orderer'), { item, seen: 'NAME_NOT_FOUND', means: 'APP' }));
  must(await decide('second', item, 'APPROVED'));
  expect((await home.item(item)).state).toBe('GONE');
  expect(must(await listLooks(as('second'), { item })).mayDecide).toEqual(['RETURNED']);
  must(await decideLook(as('second'), { item, decision: 'RETURNED' }));
  expect((await home.item(item)).state).toBe('RETURNED');
});

it('is for words alone: a wall, a probe, a decision that waits or a page that is there keep it with the looks', () => {
  const words = { outcome: 'SOFT_404', missed: false, waits: false, probed: false } as const;
  expect(endsByPersons([words], true)).toBe(true);
  expect(endsByPersons([words, { ...words, outcome: 'GONE', missed: true }], true)).toBe(true);
  expect(endsByPersons([], true)).toBe(false);
  for (const other of [
    { outcome: 'RESTRICTED' },
    { outcome: 'PRESENT' },
    { outcome: 'GONE' },
    { outcome: null },
    { probed: true },
    { waits: true },
  ] as const)
    expect(endsByPersons([words, { ...words, ...other }], true), JSON.stringify(other)).toBe(false);
  expect(endsByPersons([{ ...words, outcome: 'GONE', missed: true }], true)).toBe(false);
  expect(endsByPersons([], false)).toBe(true);
});
