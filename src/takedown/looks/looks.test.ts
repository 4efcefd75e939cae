import { afterAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { HOUR, MINUTE, newId } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import { giveGrade } from '../grades/give-grade.ts';
import { addItemSibling } from '../items/describe-item.ts';
import { answerOrder } from '../orders/answer-order.ts';
import { cancelOrder } from '../orders/end-order.ts';
import { escalateOrder } from '../orders/escalate-order.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { orderDetail } from '../orders/order-detail.ts';
import { ILLEGAL } from '../takedown.testing.ts';
import { decideLook } from './decide-look.ts';
import { draftAgain } from './draft-again.ts';
import { listLooks } from './list-looks.ts';
import { countMiss, NO_MISSES } from './look.ts';
import { lookAtPlace } from './look-at-place.ts';
import { askDueLooks } from './look-jobs.ts';
import { lookNow } from './look-now.ts';
import { lookRules } from './look-rules.ts';
import { openLooksHome, REMOVED, THERE } from './looks.testing.ts';
import { isNear } from './near-network.ts';

const home = fileFixture(() => openLooksHome('2026-11-24T02:00:00Z'), 120_000);
afterAll(() => home.platformServer.close());
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
let paths = 0;
const path = () => {
  paths += 1;
  return `/bai/${paths}`;
};
/** An item that was ordered down and looked at once, while it was there. */
async function ordered() {
  const at = path();
  const sent = await home.sent(home.at(at));
  expect(await home.look(sent.item)).toBe('PRESENT');
  return { ...sent, at };
}
/** And then removed, said so, and missed three times. */
async function gone() {
  const one = await ordered();
  home.pages.set(one.at, REMOVED);
  must(await answerOrder(as('member'), { order: one.id, answer: 'ACTIONED' }));
  expect(await home.look(one.item)).toBe('GONE');
  await home.later(one.item, 61);
  await home.later(one.item, 61);
  expect((await home.item(one.item)).state).toBe('GONE');
  return one;
}
const untilNext = async (item: string) => {
  const [place] = await home.places(item);
  return place ? (place.next_at as Date).getTime() - home.clock.now().getTime() : undefined;
};
const toldStates = async (item: string) =>
  (
    await home.owner.query(
      `select job.payload ->> 'state' as state from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id
       where task.identifier = 'takedown.tell-origins' and job.payload ->> 'item' = $1 order by 1`,
      [item],
    )
  ).rows.map((row) => row.state);
const duties = async (who: keyof typeof home.officers) =>
  must(await listWork(as(who), { kind: 'content-look' })).rows.map((row) => [row.act, row.object.id]);
describe('what was ordered down', () => {
  it('is gone after three looks that miss it, apart in time, and not before', async () => {
    const { id, item, at } = await ordered();
    home.clock.advance(MINUTE);
    home.pages.set(at, REMOVED);
    must(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' }));
    const first = home.clock.now();
    expect(await home.look(item)).toBe('GONE');
    // Asked again at once, it does not count again.
    home.clock.advance(3 * MINUTE);
    must(await lookNow(as('orderer'), { item }));
    await home.look(item);
    expect((await home.places(item))[0]).toMatchObject({ misses: 1, looks: 3 });
    await home.later(item, 61);
    expect((await home.item(item)).state).toBe('ORDERED');
    expect((await home.order(id)).state).toBe('CLAIMED');
    expect(await toldStates(item)).not.toContain('GONE');
    await home.later(item, 61);
    // The reporter is told by a job of its own, and nothing before.
    expect((await toldStates(item)).filter((state) => state === 'GONE')).toHaveLength(1);
    expect((await home.item(item)).state).toBe('GONE');
    expect(await home.order(id)).toMatchObject({ state: 'GONE', overdue: false, next_due_at: null });
    const { looks, places, needed } = must(await listLooks(as('orderer'), { item }));
    expect(looks.map((one) => [one.outcome, one.counted])).toEqual([
      ['GONE', true],
      ['GONE', true],
      ['GONE', false],
      ['GONE', true],
      ['PRESENT', false],
    ]);
    expect(looks[0]).toMatchObject({ status: 404, vantage: lookRules.vantage, media: false, replayed: 0 });
    expect(places).toMatchObject([{ own: true, misses: 3, network: 'MAU-HOSTING' }]);
    expect(needed).toBe(3);
    expect(JSON.stringify({ looks, places })).not.toContain('noi-mau');
    const told = await home.owner.query(
      "select code, codes from takedown.order_event where order_id = $1 and code = 'gone'",
      [id],
    );
    expect(told.rows).toEqual([{ code: 'gone', codes: { since: first.toISOString() } }]);
  });

  it('meets an order that nobody answered when the first look missed it', async () => {
    const { id, item, at } = await ordered();
    home.clock.advance(5 * HOUR);
    home.pages.set(at, REMOVED);
    await home.look(item);
    const missed = home.clock.now();
    await home.later(item, 61);
    await home.later(item, 61);
    expect((await home.order(id)).state).toBe('GONE');
    const clocks = await home.owner.query('select status, ended_at from clocks.clock where object_id = $1', [id]);
    expect(clocks.rows).toEqual([{ status: 'met', ended_at: missed }]);
  });

  it.each([
    ['shows itself', THERE, 0],
    ['shows something else', { status: 200, body: `<h1>Khác</h1>${'Một trang mẫu khác. '.repeat(200)}` }, 0],
    ['stands behind a wall', { status: 403, body: '' }, 0],
    ['does not answer', { status: 503, body: '' }, 1],
    ['says so in words alone', { status: 200, body: '<h1>Trang không tồn tại</h1>' }, 1],
  ] as const)(
    'is counted anew where the second look %s, or goes on where it says nothing',
    async (_name, page, misses) => {
      const { item, at } = await ordered();
      home.pages.set(at, REMOVED);
      await home.later(item, 16);
      expect((await home.places(item))[0]).toMatchObject({ misses: 1 });
      home.pages.set(at, page);
      await home.later(item, 61);
      expect((await home.places(item))[0]).toMatchObject({ misses });
      expect((await home.item(item)).state).toBe('ORDERED');
    },
  );

  it('is gone only when each place of the same file and each part of it is', async () => {
    const { item, at } = await ordered();
    const part = path();
    must(await addItemSibling(home.as(home.people.first), { item, relation: 'PART', locator: home.at(part) }));
    must(await addItemSibling(home.as(home.people.first), { item, relation: 'PARENT', locator: home.at(path()) }));
    home.pages.set(at, REMOVED);
    for (let times = 0; times < 5; times += 1) await home.later(item, 61);
    const places = await home.places(item);
    // The page that leads there is none of it.
    expect(places).toHaveLength(2);
    expect((await home.item(item)).state).toBe('ORDERED');
    home.pages.set(part, REMOVED);
    for (let times = 0; times < 8; times += 1) await home.later(item, 241);
    expect((await home.item(item)).state).toBe('GONE');
  });

  it('is not looked at any more when the order is taken back', async () => {
    const { id, item, at } = await ordered();
    must(await cancelOrder(as('orderer'), { order: id, reason: 'MISTAKE' }));
    home.pages.set(at, REMOVED);
    await home.later(item, 61);
    expect((await home.places(item))[0]).toMatchObject({ looks: 1, next_at: null });
    expect((await home.item(item)).state).toBe('VERIFIED');
  });

  it('is looked at again from the beginning when it is ordered again', async () => {
    const { id, item, addressee } = await ordered();
    must(await cancelOrder(as('orderer'), { order: id, reason: 'MISTAKE' }));
    await home.later(item, 61);
    must(await issueOrder(as('orderer'), { order: await home.propose(item, addressee) }));
    expect((await home.places(item))[0]).toMatchObject({ misses: 0, next_at: home.clock.now() });
    expect(await home.look(item)).toBe('PRESENT');
  });

  it('is not waited for where the same file stands under a bare name that cannot be opened', async () => {
    const file = { scheme: 'sha256', hash: 'ab'.repeat(32) };
    const at = path();
    const item = await home.waiting(home.at(at), { file });
    await home.arrive({ locator: 'ten.tran.mau', kind: 'account', file });
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item }));
    const { addressee } = await home.sent(home.at(path()));
    must(await issueOrder(as('orderer'), { order: await home.propose(item, addressee) }));
    await home.look(item);
    expect((await home.places(item)).map((one) => one.looks)).toEqual([1, 0]);
    home.pages.set(at, REMOVED);
    for (let times = 0; times < 3; times += 1) await home.later(item, 61);
    expect((await home.item(item)).state).toBe('GONE');
  });

  it('from before there were looks is looked at from now on, a bare name never', async () => {
    const { item } = await ordered();
    await home.owner.query('delete from takedown.look where item_id = $1', [item]);
    await home.owner.query('delete from takedown.look_place where item_id = $1', [item]);
    const bare = await home.waiting('ten.tran.khac', { kind: 'account' });
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item: bare }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item: bare }));
    const { addressee } = await home.sent(home.at(path()));
    must(await issueOrder(as('orderer'), { order: await home.propose(bare, addressee) }));
    await askDueLooks(home.platform);
    expect(await home.places(item)).toHaveLength(1);
    expect(await home.places(bare)).toEqual([]);
  });

  it('is looked at by one of two that look at once', async () => {
    const { item } = await ordered();
    home.clock.advance(16 * MINUTE);
    const [place] = await home.places(item);
    await Promise.all(
      [1, 2, 3].map(() => lookAtPlace(home.platform, home.eyes, home.hosts, { place: String(place?.id) })),
    );
    expect((await home.places(item))[0]).toMatchObject({ looks: 2 });
    const looks = await home.owner.query('select count(*)::int as n from takedown.look where item_id = $1', [item]);
    expect(looks.rows[0].n).toBe(2);
  });

  it('a process that dies while it looks leaves nothing half done', async () => {
    const { item } = await ordered();
    home.clock.advance(16 * MINUTE);
    const [place] = await home.places(item);
    const dies = { ...home.eyes, take: () => Promise.reject(new Error('killed')) };
    await expect(lookAtPlace(home.platform, dies, home.hosts, { place: String(place?.id) })).rejects.toThrow('killed');
    expect((await home.places(item))[0]).toMatchObject({ looks: 1 });
    expect(await askDueLooks(home.platform)).toBeGreaterThan(0);
    expect(await home.look(item)).toBe('PRESENT');
    expect((await home.places(item))[0]).toMatchObject({ looks: 2 });
  });
});

describe('what is said to be done and is still there', () => {
  it('is told to the addressee after the time that caches take, its clock runs on, and it may be passed up at once', async () => {
    const { id, item, at } = await ordered();
    const sentAt = (await home.order(id)).sent_at as Date;
    home.clock.advance(2 * HOUR);
    must(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' }));
    await home.look(item);
    expect((await home.order(id)).state).toBe('CLAIMED');
    const host = await home.addressee({ agency: 'MAU-NHA-MANG', kind: 'HOST', name: 'Nơi lưu trữ mẫu' });
    expect(code(await escalateOrder(as('orderer'), { order: id, addressee: host.id }))).toBe('order.not-due');
    await home.later(item, 61);
    const order = await home.order(id);
    expect(order).toMatchObject({ state: 'ACKNOWLEDGED', contradictions: 1, overdue: false, outcome: null });
    expect((order.next_due_at as Date).getTime()).toBe(sentAt.getTime() + 24 * HOUR);
    expect(await duties('orderer')).toContainEqual(['still-there', id]);
    const seen = must(await orderDetail(as('member'), { order: id }));
    expect(seen.timeline.map((one) => one.code)).toContain('still-there');
    expect(seen.contradictedAt).not.toBeNull();
    // Claimed again, and this time it is so.
    must(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' }));
    expect(await duties('orderer')).not.toContainEqual(['still-there', id]);
    await home.later(item, 61);
    expect(await home.order(id)).toMatchObject({ state: 'ACKNOWLEDGED', contradictions: 2 });
    must(await escalateOrder(as('orderer'), { order: id, addressee: host.id }));
    expect((await home.order(id)).state).toBe('ESCALATED');
    home.pages.set(at, REMOVED);
  });

  it('is passed up after a day where nothing confirms it', async () => {
    const { id, item, at } = await ordered();
    home.pages.set(at, { status: 200, body: '<h1>Trang không tồn tại</h1>' });
    must(await answerOrder(as('member'), { order: id, answer: 'ACTIONED' }));
    for (let hours = 0; hours < 23; hours += 4) await home.later(item, 240);
    expect(await home.order(id)).toMatchObject({ state: 'CLAIMED' });
    const host = await home.addressee({ agency: 'MAU-NHA-MANG', kind: 'REGISTRAR', name: 'Nhà đăng ký mẫu' });
    must(await escalateOrder(as('orderer'), { order: id, addressee: host.id }));
  });
});

describe('what was gone', () => {
  it('is watched at growing intervals, and its return is counted and ordered anew', async () => {
    const { id, item, at } = await gone();
    expect(await untilNext(item)).toBe(6 * HOUR);
    await home.later(item, 6 * 60);
    expect(await untilNext(item)).toBe(24 * HOUR);
    home.pages.set(at, THERE);
    expect(await home.later(item, 24 * 60)).toBe('PRESENT');
    expect((await home.item(item)).state).toBe('RETURNED');
    expect((await home.order(id)).state).toBe('GONE');
    // And soon again, as what is ordered down.
    expect(await untilNext(item)).toBe(15 * MINUTE);
    expect(await duties('orderer')).toContainEqual(['order-again', item]);
    const seen = must(await listLooks(as('orderer'), { item }));
    expect(seen).toMatchObject({ returns: 1, earlier: { id, addressee: 'Nền tảng mẫu' } });
    const draft = must(await draftAgain(as('orderer'), { item }));
    expect(draft).toMatchObject({ kind: 'REMOVE', reasons: ['CSAM'], earlier: { id } });
    const { addressee } = await home.order(id).then((order) => ({ addressee: String(order.addressee_id) }));
    expect(draft?.addressee).toBe(addressee);
    const again = await home.propose(item, addressee);
    expect(await duties('orderer')).not.toContainEqual(['order-again', item]);
    must(await issueOrder(as('orderer'), { order: again }));
    expect((await home.item(item)).state).toBe('ORDERED');
    expect(await home.look(item)).toBe('PRESENT');
    home.pages.set(at, REMOVED);
    for (let times = 0; times < 3; times += 1) await home.later(item, 61);
    expect((await home.item(item)).state).toBe('GONE');
    expect(must(await listLooks(as('orderer'), { item })).returns).toBe(1);
  });

  it('is looked at soon when it is reported anew, once an hour however often', async () => {
    const { item, at } = await gone();
    await home.later(item, 6 * 60);
    await home.later(item, 24 * 60);
    expect(await untilNext(item)).toBe(72 * HOUR);
    home.clock.advance(2 * HOUR);
    const report = () => home.arrive({ locator: home.at(at) });
    await report();
    expect(await untilNext(item)).toBe(0);
    expect(await home.look(item)).toBe('GONE');
    const [seen] = must(await listLooks(as('orderer'), { item })).looks;
    expect(seen).toMatchObject({ occasion: 'REPORT', outcome: 'GONE' });
    expect(await untilNext(item)).toBe(6 * HOUR);
    // A flood of reports is one look an hour.
    for (let times = 0; times < 5; times += 1) {
      home.clock.advance(MINUTE);
      await report();
    }
    expect(await untilNext(item)).toBe(55 * MINUTE);
    expect(await home.look(item)).toBe('GONE');
    home.pages.set(at, THERE);
    expect(await home.later(item, 55)).toBe('PRESENT');
    expect((await home.item(item)).state).toBe('RETURNED');
  });

  it.each([
    ['RETURNED', 'RETURNED'],
    ['OTHER_PAGE', 'GONE'],
  ] as const)('and has another page now is for an officer to say: %s', async (decision, state) => {
    const { item, at } = await gone();
    home.pages.set(at, { status: 200, body: `<h1>Trang khác</h1>${'Một trang khác hẳn. '.repeat(200)}` });
    expect(await home.later(item, 6 * 60)).toBe('CHANGED');
    expect((await home.item(item)).state).toBe('GONE');
    expect(await duties('orderer')).toContainEqual(['check-return', item]);
    expect(must(await listLooks(as('orderer'), { item })).mayDecide).toEqual(['RETURNED', 'OTHER_PAGE']);
    expect(code(await decideLook(as('orderer'), { item, decision: 'SAME_HOST' }))).toBe(
      'content-look.nothing-to-decide',
    );
    must(await decideLook(as('orderer'), { item, decision }));
    expect((await home.item(item)).state).toBe(state);
    expect(await duties('orderer')).not.toContainEqual(['check-return', item]);
    // The same page is not asked about again.
    await home.later(item, 30 * 24 * 60);
    expect(await duties('orderer')).not.toContainEqual(['check-return', item]);
  });
});

describe('a host that moves', () => {
  it('stops the looks, and whoever orders addresses the new one', async () => {
    home.leads.addresses = ['203.0.113.9'];
    home.leads.holder = 'MAU-HOSTING';
    const { id, item } = await ordered();
    expect((await home.places(item))[0]).toMatchObject({ network: 'MAU-HOSTING', addresses: ['203.0.113.9'] });
    // Another address of the same network is no move, nor another network of the same holder.
    home.leads.addresses = ['203.0.7.1'];
    await home.later(item, 16);
    home.leads.addresses = ['198.51.100.4'];
    await home.later(item, 61);
    expect((await home.places(item))[0]).toMatchObject({ attention: null, addresses: ['198.51.100.4'], looks: 3 });
    const { id: newHost } = await home.addressee({
      name: 'Nơi lưu trữ mới',
      kind: 'OWNER',
      agency: 'MAU-NHA-MANG',
      reach: [{ kind: 'NETBLOCK', value: '192.0.2.0/24' }],
    });
    home.leads.addresses = ['192.0.2.77'];
    home.leads.holder = 'NOI-MOI';
    await home.later(item, 241);
    expect((await home.places(item))[0]).toMatchObject({ attention: 'HOST_MOVED', next_at: null, looks: 3 });
    expect(await duties('orderer')).toContainEqual(['re-address', item]);
    expect(must(await draftAgain(as('orderer'), { item }))).toMatchObject({
      kind: 'REMOVE',
      earlier: { id },
      addressee: newHost,
    });
    // Nothing is looked at while somebody has to decide.
    await home.later(item, 241);
    expect((await home.places(item))[0]).toMatchObject({ looks: 3 });
    const again = await home.propose(item, newHost);
    must(await issueOrder(as('orderer'), { order: again }));
    expect((await home.places(item))[0]).toMatchObject({ attention: null, misses: 0 });
    expect(await home.look(item)).toBe('PRESENT');
    expect((await home.places(item))[0]).toMatchObject({ network: 'NOI-MOI' });
  });

  it('is the same host where an officer says so; a network that no registry tells counts for nothing', async () => {
    home.leads.addresses = ['203.0.113.9'];
    home.leads.holder = 'MAU-HOSTING';
    const { item, at } = await ordered();
    home.leads.addresses = ['192.0.2.77'];
    home.leads.holder = null;
    home.pages.set(at, REMOVED);
    expect(await home.later(item, 61)).toBe('GONE');
    expect((await home.places(item))[0]).toMatchObject({ misses: 0 });
    home.leads.holder = 'TEN-KHAC';
    await home.later(item, 61);
    expect((await home.places(item))[0]).toMatchObject({ attention: 'HOST_MOVED' });
    expect(code(await decideLook(as('orderer'), { item, decision: 'RETURNED' }))).toBe(
      'content-look.nothing-to-decide',
    );
    expect(code(await decideLook(as('orderer'), { item, decision: 'MAYBE' }))).toBe('content-look.nothing-to-decide');
    must(await decideLook(as('orderer'), { item, decision: 'SAME_HOST' }));
    await home.look(item);
    expect((await home.places(item))[0]).toMatchObject({ misses: 1, network: 'TEN-KHAC', attention: null });
    home.leads.addresses = ['203.0.113.9'];
    home.leads.holder = 'MAU-HOSTING';
  });

  it.each([
    [['203.0.113.9'], ['203.0.7.1'], true],
    [['203.0.113.9'], ['203.1.113.9'], false],
    [['2001:db8::1'], ['2001:0db8:1::2'], true],
    [['2001:db8::1'], ['2001:db9::1'], false],
    [['203.0.113.9', '2001:db8::1'], ['2001:db8:ffff::1'], true],
    [[], ['203.0.113.9'], false],
  ])('%j and %j are neighbours: %s', (some, others, near) => expect(isNear(some, others)).toBe(near));
});

describe('a look now', () => {
  it('is asked for by who orders and who verifies, in the background, and not twice in a moment', async () => {
    const { item } = await ordered();
    expect(code(await lookNow(as('orderer'), { item }))).toBe('content-look.too-soon');
    home.clock.advance(3 * MINUTE);
    must(await lookNow(as('orderer'), { item }));
    expect((await home.places(item))[0]).toMatchObject({ occasion: 'OFFICER' });
    await home.look(item);
    expect(must(await listLooks(as('orderer'), { item })).looks[0]).toMatchObject({
      occasion: 'OFFICER',
      outcome: 'PRESENT',
    });
    expect(code(await lookNow(as('member'), { item }))).toBe('content-item.not-found');
    expect(code(await lookNow(as('orderer'), { item: newId() }))).toBe('content-item.not-found');
    expect(code(await listLooks(as('stranger'), { item }))).toBe('content-item.not-found');
    const waiting = await home.verified(home.at(path()));
    expect(code(await lookNow(as('orderer'), { item: waiting }))).toBe('content-item.wrong-state');
  });

  it('is not possible at a bare name', async () => {
    const item = await home.waiting('tai.khoan.mau.kiem.tra', { kind: 'account' });
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item }));
    const { addressee } = await home.sent(home.at(path()));
    must(await issueOrder(as('orderer'), { order: await home.propose(item, addressee) }));
    expect(await home.places(item)).toEqual([]);
    expect(code(await lookNow(as('orderer'), { item }))).toBe('content-look.not-possible');
  });
});

describe('the count of misses', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24) + minutes * MINUTE);
  const miss = { outcome: 'GONE', reason: 'status', speaksForGone: true } as const;
  it('needs time between them', () => {
    const one = countMiss(NO_MISSES, miss, at(0), HOUR);
    expect(one).toMatchObject({ misses: 1, missedFrom: at(0), counted: true });
    expect(countMiss(one, miss, at(59), HOUR)).toMatchObject({ misses: 1, counted: false });
    expect(countMiss(one, miss, at(60), HOUR)).toMatchObject({ misses: 2, missedFrom: at(0), counted: true });
  });
});
