import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { type PlayedProvider, playProvider, sendDue } from '../../channels/outbox/outbox.testing.ts';
import { exclude, HOUR, newCode, newId, ok } from '../../kernel/index.ts';
import { giveGrade } from '../grades/give-grade.ts';
import { answerOrder } from '../orders/answer-order.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { openDocument } from '../orders/open-document.ts';
import { orderDetail } from '../orders/order-detail.ts';
import { openOrdersHome, POWERS } from '../orders/orders.testing.ts';
import { ILLEGAL } from '../takedown.testing.ts';
import { answerItemAppeal } from './answer-item-appeal.ts';
import { appealItem, readItemAppeal } from './appeal-item.ts';
import { listItemAppeals } from './list-item-appeals.ts';
import { readStatement } from './read-statement.ts';

const home = fileFixture(() => openOrdersHome('2026-11-24T02:00:00Z'), 120_000);
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
const anybody = () => home.as({ kind: 'anonymous' });
const TEXT = 'Đây là trang tư vấn cho cha mẹ, không có gì vi phạm.';
let places = 0;
const place = () => {
  places += 1;
  return `https://noi-mau-${places}.example/bai/${places}`;
};
const statementOf = async (order: string): Promise<string> =>
  (await home.owner.query('select code from takedown.statement where order_id = $1', [order])).rows[0]?.code;
const appealed = async (order: string) =>
  must(await appealItem(anybody(), { code: await statementOf(order), text: TEXT })).code;
const waiting = async (own: string) =>
  must(await listItemAppeals(as('second'))).appeals.find((one) => one.code === own) as { id: string };
/** A block of the very page, proposed and agreed by two others. */
async function block(locator: string): Promise<string> {
  const id = newId();
  const value = locator.replace('https://', '');
  await home.owner.query(
    `insert into takedown.block_entry (id, code, kind, value, host, reason, basis, state, agency, proposed_by, proposed_at, approved_by, active_at, expires_at, review_at)
     values ($1, $2, 'URL', $3, $4, 'CSAM', 'ND147', 'ACTIVE', 'MPS-A05', $5, now(), array[$6]::uuid[], now(), now() + interval '30 days', now() + interval '10 days')`,
    [id, newCode(), value, value.split('/')[0], newId(), newId()],
  );
  return id;
}

describe('a statement of reasons', () => {
  it('is told by its code to anybody, in words and in fields, and says nowhere where it stands', async () => {
    const { id } = await home.sent(place());
    const own = await statementOf(id);
    const told = must(await readStatement(anybody(), own.toLowerCase().replace('-', ' ')));
    expect(told).toMatchObject({
      code: own,
      active: true,
      kindVi: 'Gỡ bỏ nội dung',
      reasonsVi: ['Tài liệu xâm hại tình dục trẻ em'],
      lawVerified: false,
      fields: {
        puid: own,
        decision_visibility: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
        decision_account: null,
        decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
        category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
        category_specification: ['KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL'],
        territorial_scope: ['VN'],
        application_date: '2026-11-24',
        automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
      },
    });
    expect(JSON.stringify(told)).not.toMatch(/noi-mau|LD-|ND-/);
    const { document } = must(await openDocument(as('orderer'), { order: id, kind: 'ORDER' }));
    expect(JSON.stringify(document)).toContain(`/ly-do, mã ${own}`);
  });

  it('does not exist for what nobody is told of, nor before an order is given', async () => {
    const { id } = await home.sent(place(), { kind: 'USER_DATA' });
    expect(await statementOf(id)).toBeUndefined();
    const item = await home.verified(place());
    const { addressee } = await home.sent(place());
    expect(await statementOf(await home.propose(item, addressee))).toBeUndefined();
    for (const wrong of ['AAAA-AAAA', '', "' or 1=1", 'x'.repeat(40)])
      expect(code(await readStatement(anybody(), wrong))).toBe('statement.code-unknown');
  });
});

describe('one appeal', () => {
  let provider: PlayedProvider;
  let planted: { close(): void };
  beforeAll(async () => {
    provider = playProvider({ textMost: 20_000 });
    planted = plantAdapter({ ...provider.adapter, code: 'email' });
    await plantAccount(home, { adapter: 'email', agency: 'MPS-A05', secrets: { token: 'mẫu' } });
  });
  afterAll(() => planted.close());
  const sendAll = async () => {
    home.clock.set(new Date(home.clock.now().getTime() + HOUR));
    await sendDue(home);
  };

  it('is sealed, read by its code, and refused without words, to a wrong code and beyond twenty that wait', async () => {
    const { id, item } = await home.sent(place());
    const statement = await statementOf(id);
    expect(code(await appealItem(anybody(), { code: statement, text: ' ' }))).toMatch(/^text\.|empty/);
    expect(code(await appealItem(anybody(), { code: 'AAAA-AAAA', text: TEXT }))).toBe('statement.code-unknown');
    const own = await appealed(id);
    expect(must(await readItemAppeal(anybody(), own))).toMatchObject({ state: 'OPEN', answer: null });
    for (let more = 1; more < 20; more += 1) await appealed(id);
    expect(code(await appealItem(anybody(), { code: statement, text: TEXT }))).toBe('item-appeal.too-many');
    const { rows } = await home.owner.query(
      "select (select count(*)::int from takedown.item_appeal where item_appeal::text like '%tư vấn%') as appeals, (select count(*)::int from takedown.item_appeal where item_id = $1) as there",
      [item],
    );
    expect(rows).toEqual([{ appeals: 0, there: 20 }]);
  });

  it('is judged by nobody who had a part, and by nobody without the power', async () => {
    const { id, item } = await home.sent(place());
    const own = await appealed(id);
    const { id: appeal } = await waiting(own);
    const answer = { id: appeal, upheld: true, answer: 'Đúng là nhầm.' };
    expect(code(await answerItemAppeal(as('orderer'), answer))).toBe('item-appeal.not-yours');
    const mine = async (who: keyof typeof home.officers) =>
      must(await listItemAppeals(as(who))).appeals.find((one) => one.code === own)?.mine;
    expect([await mine('orderer'), await mine('second')]).toEqual([false, true]);
    for (const other of [home.officers.powerless, home.officers.member, home.people.first, home.machine])
      expect(code(await answerItemAppeal(home.as(other), answer))).toBe('access.not-permitted');
    expect(code(await answerItemAppeal(as('second'), { ...answer, answer: '' }))).toMatch(/empty|text/);
    expect(code(await answerItemAppeal(as('second'), { ...answer, id: 'x' }))).toBe('item-appeal.not-found');
    // A grader who is an officer as well.
    const both = testPerson(['content_analyst', 'takedown_officer'], 'MPS-A05', {
      functions: [...POWERS, 'VERIFY_CONTENT'],
      purpose: 'takedown',
    });
    const graded = await home.waiting(place());
    must(await giveGrade(home.as(both), { ...ILLEGAL, item: graded }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item: graded }));
    const { addressee } = await home.sent(place());
    const order = await home.propose(graded, addressee);
    must(await issueOrder(as('orderer'), { order }));
    const second = await waiting(await appealed(order));
    expect(code(await answerItemAppeal(home.as(both), { ...answer, id: second.id }))).toBe('item-appeal.not-yours');
    // Whoever is kept from the item does not see it.
    must(
      await home.platform.transaction(async (tx) => {
        await exclude(tx, {
          objectKind: 'content-item',
          objectId: item,
          subject: { kind: 'person', value: home.officers.second.person },
          reason: 'DECLARED',
        });
        return ok();
      }),
    );
    const kept = { ...home.officers.second, exclusions: [{ objectKind: 'content-item', objectId: item }] };
    expect(must(await listItemAppeals(home.as(kept))).appeals.some((one) => one.code === own)).toBe(false);
    expect(code(await answerItemAppeal(home.as(kept), answer))).toBe('item-appeal.not-found');
  });

  it('that is dismissed leaves everything, and is told to each addressee and to who appealed', async () => {
    const { id: host } = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ nhận thư' }, ['EMAIL']);
    const item = await home.verified(place());
    const order = await home.propose(item, host);
    must(await issueOrder(as('orderer'), { order }));
    await sendAll();
    const own = await appealed(order);
    const { id } = await waiting(own);
    expect(
      must(await answerItemAppeal(as('ministry'), { id, upheld: false, answer: 'Hai người đã xem lại.' })),
    ).toEqual({
      orders: 1,
      blocks: 0,
      alerts: 0,
    });
    expect(must(await readItemAppeal(anybody(), own))).toMatchObject({
      state: 'DISMISSED',
      answer: 'Hai người đã xem lại.',
    });
    expect((await home.order(order)).state).toBe('SENT');
    await sendAll();
    expect(provider.taken.at(-1)?.text).toContain('giữ nguyên yêu cầu');
    expect(code(await answerItemAppeal(as('ministry'), { id, upheld: true, answer: 'Lần nữa.' }))).toBe(
      'item-appeal.not-found',
    );
  });

  it('that is upheld ends every order and block of the place, tells each who acted, and the item counts no more', async () => {
    const locator = place();
    const first = await home.sent(locator);
    must(await answerOrder(as('member'), { order: first.id, answer: 'ACTIONED' }));
    const { id: host } = await home.addressee({ kind: 'HOST', name: 'Nơi lưu trữ nhận thư hai' }, ['EMAIL']);
    const second = await home.propose(first.item, host);
    must(await issueOrder(as('orderer'), { order: second }));
    await sendAll();
    const waits = await home.propose(first.item, host, { kind: 'LOCK_ACCOUNT' });
    const entry = await block(locator);
    const elsewhere = await block(`${locator}/khac`);
    const own = await appealed(second);
    const { id } = await waiting(own);
    expect(
      must(await answerItemAppeal(as('ministry'), { id, upheld: true, answer: 'Chúng tôi đã nhầm, xin lỗi.' })),
    ).toEqual({
      orders: 2,
      blocks: 1,
      alerts: 0,
    });
    for (const order of [first.id, second, waits])
      expect(await home.order(order)).toMatchObject({ state: 'CANCELLED', end_reason: 'APPEAL' });
    expect(await home.item(first.item)).toMatchObject({
      state: 'NOT_ILLEGAL',
      national_class: 'N0',
      not_illegal_reason: 'APPEAL',
    });
    const { rows } = await home.owner.query(
      'select id, state, end_reason from takedown.block_entry where id = any ($1)',
      [[entry, elsewhere]],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: entry, state: 'REMOVED', end_reason: 'APPEAL' },
        { id: elsewhere, state: 'ACTIVE', end_reason: null },
      ]),
    );
    await sendAll();
    expect(provider.taken.at(-1)?.text).toContain('đã thu hồi');
    const member = must(await orderDetail(as('member'), { order: first.id }));
    expect(member.timeline.map((one) => one.code)).toEqual(expect.arrayContaining(['cancelled', 'appeal-upheld']));
    expect(must(await readItemAppeal(anybody(), own))).toMatchObject({
      state: 'UPHELD',
      answer: 'Chúng tôi đã nhầm, xin lỗi.',
    });
    expect(must(await readStatement(anybody(), await statementOf(second))).active).toBe(false);
  });
});
