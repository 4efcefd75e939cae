import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY } from '../../kernel/index.ts';
import { answerItemAppeal } from '../appeals/answer-item-appeal.ts';
import { appealItem } from '../appeals/appeal-item.ts';
import { listItemAppeals } from '../appeals/list-item-appeals.ts';
import { addItemSibling } from '../items/describe-item.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { openDocument } from '../orders/open-document.ts';
import { openOrdersHome } from '../orders/orders.testing.ts';
import { previewProposal } from '../orders/preview-proposal.ts';
import { proposeOrder } from '../orders/propose-order.ts';
import { accountsOver } from './list-accounts-over.ts';
import { countBy, lockRules, lockRulesOn, reachedBy } from './lock-rule.ts';

const home = fileFixture(() => openOrdersHome('2026-11-24T02:00:00Z'), 120_000);
const as = (who: keyof typeof home.officers) => home.as(home.officers[who]);
const analyst = () => home.as(home.people.fourth);
let places = 0;
const place = () => {
  places += 1;
  return `https://noi-mau-${places}.example/bai/${places}`;
};
async function posted(account: string): Promise<string> {
  const item = await home.verified(place());
  must(await addItemSibling(analyst(), { item, relation: 'POSTED_BY', locator: account }));
  return item;
}
const over = async () => must(await accountsOver(as('orderer')));

describe('the rules', () => {
  it('are dated rows with their source, none of them confirmed; two decrees hold on one day beside each other', () => {
    expect(lockRules.every(({ verified, source }) => !verified && source.length > 10)).toBe(true);
    expect(lockRulesOn('2024-12-24')).toEqual([]);
    expect(lockRulesOn('2026-06-30').map(({ id }) => id)).toEqual(['LR-147-30', 'LR-147-90']);
    expect(lockRulesOn('2026-07-01').map(({ id }) => id)).toEqual(['LR-147-30', 'LR-147-90', 'LR-116-30', 'LR-116-90']);
  });

  it('look back so many days from the instant, to the millisecond', () => {
    const rule = lockRules.find(({ id }) => id === 'LR-116-30');
    if (!rule) throw new Error('no rule');
    const now = new Date('2026-11-24T02:00:00Z');
    const ago = (ms: number) => new Date(now.getTime() - ms);
    expect(countBy(rule, now, [ago(0), ago(30 * DAY - 1), ago(30 * DAY), ago(-1)])).toBe(2);
    const nine = Array.from({ length: 9 }, (_, at) => ago((31 + at) * DAY));
    expect(reachedBy('2026-11-24', now, nine)).toEqual([]);
    expect(reachedBy('2026-11-24', now, [...nine, ago(DAY)]).map((one) => one.rule.id)).toEqual([
      'LR-147-90',
      'LR-116-90',
    ]);
    expect(reachedBy('2026-06-30', now, [...nine, ago(DAY)]).map((one) => one.rule.id)).toEqual(['LR-147-90']);
  });
});

describe('an account', () => {
  it('is counted by distinct verified items, not by what shows the same file or waits, and shown masked', async () => {
    const account = 'https://mang-mau.example/nguoi-dang-1';
    const [first, second] = [await posted(account), await posted(account)];
    const waits = await home.waiting(place());
    must(await addItemSibling(analyst(), { item: waits, relation: 'POSTED_BY', locator: account }));
    expect(await over()).toEqual([]);
    const third = await posted(account);
    const [found] = await over();
    expect(found).toMatchObject({ ordered: false, reached: [{ count: 3, rule: { id: 'LR-116-30' } }] });
    expect(found?.items.map(({ id }) => id).sort()).toEqual([first, second, third].sort());
    expect(JSON.stringify(found)).not.toContain('nguoi-dang-1');
    // The third is the same file as the second, at another place.
    const { rows } = await home.owner.query<{ match_mark: Buffer }>(
      'select match_mark from takedown.item where id = $1',
      [second],
    );
    await home.owner.query(
      `insert into takedown.item_sibling (id, item_id, relation, match_mark, mask, sealed, added_by, added_at)
       select gen_random_uuid(), $1, 'SAME_FILE', $2, 'x', '\\x00', 'test', now()`,
      [third, rows[0]?.match_mark],
    );
    expect(await over()).toEqual([]);
    home.clock.set(new Date(home.clock.now().getTime() + 40 * DAY));
    expect(await over()).toEqual([]);
    expect(code(await accountsOver(as('member')))).toBe('access.not-permitted');
  });

  it('is locked by a written order of a person, for days of the rule, on the count of that instant', async () => {
    const account = 'https://mang-mau.example/nguoi-dang-2';
    const items = [await posted(account), await posted(account)];
    const { id: addressee } = await home.addressee({ agency: 'MAU-NEN-TANG', name: 'Nền tảng mẫu khóa' });
    const item = items[1] as string;
    const asked = (more: object = {}) => ({
      item,
      addressee,
      kind: 'LOCK_ACCOUNT',
      reasons: ['CSAM'],
      lock: { rule: 'LR-116-30', days: 60 },
      ...more,
    });
    expect(code(await proposeOrder(analyst(), asked()))).toBe('order.count-not-reached');
    items.push(await posted(account));
    expect(code(await proposeOrder(analyst(), asked({ lock: { rule: 'LR-116-30', days: 61 } })))).toBe(
      'order.lock-rule',
    );
    expect(code(await proposeOrder(analyst(), asked({ lock: { rule: 'LR-NONE', days: 1 } })))).toBe('order.lock-rule');
    expect(code(await proposeOrder(analyst(), asked({ kind: 'REMOVE' })))).toBe('order.lock-rule');
    expect(code(await proposeOrder(analyst(), asked({ lock: { rule: 'LR-147-30', days: 7 } })))).toBe(
      'order.count-not-reached',
    );
    expect(JSON.stringify(must(await previewProposal(analyst(), asked())))).toContain(
      '3 vi phạm của tài khoản trong 30 ngày',
    );
    const { id } = must(await proposeOrder(analyst(), asked()));
    must(await issueOrder(as('orderer'), { order: id }));
    expect(await home.order(id)).toMatchObject({
      lock_rule: 'LR-116-30',
      lock_days: 60,
      lock_counted: 3,
      state: 'SENT',
    });
    const { document } = must(await openDocument(as('orderer'), { order: id, kind: 'ORDER' }));
    expect(JSON.stringify(document)).toContain('Thời hạn: 60 ngày');
    // The law is cited as a Vietnamese reader cites it.
    expect(JSON.stringify(document)).toContain('dự thảo nghị định ngày 24/02/2026 (theo báo chí');
    expect(JSON.stringify(document)).not.toMatch(/Cybersecurity|Decree|draft/);
    expect((await over()).find((one) => one.items.some((two) => two.id === item))?.ordered).toBe(true);

    // An appeal takes one of the three away: the lock falls with the count, and is told to whoever locked.
    const counted = items[0] as string;
    const order = await home.propose(counted, addressee);
    must(await issueOrder(as('orderer'), { order }));
    const statement = (await home.owner.query('select code from takedown.statement where order_id = $1', [order]))
      .rows[0].code;
    const own = must(
      await appealItem(home.as({ kind: 'anonymous' }), { code: statement, text: 'Bài này là bài giảng.' }),
    ).code;
    const appeal = must(await listItemAppeals(as('ministry'))).appeals.find((one) => one.code === own)?.id as string;
    must(await answerItemAppeal(as('ministry'), { id: appeal, upheld: true, answer: 'Đúng.' }));
    expect(await home.order(id)).toMatchObject({ state: 'CANCELLED', end_reason: 'APPEAL' });
    expect((await over()).some((one) => one.items.some((two) => two.id === item))).toBe(false);
  });
});
