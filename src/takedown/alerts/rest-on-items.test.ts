import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { listWork } from '../../work/index.ts';
import { answerItemAppeal } from '../appeals/answer-item-appeal.ts';
import { appealItem } from '../appeals/appeal-item.ts';
import { listItemAppeals } from '../appeals/list-item-appeals.ts';
import { MEMBER, POWERS } from '../orders/orders.testing.ts';
import { alertDetail } from './alert-detail.ts';
import { openAlertsHome } from './alerts.testing.ts';
import { recallAlert } from './recall-alert.ts';
import { listReceived, readReceived } from './received-alerts.ts';
import { fetchAlert } from './take-alert.ts';
import { writeAlert } from './write-alert.ts';

const home = fileFixture(() => openAlertsHome('2026-11-24T02:00:00Z'), 120_000);
const as = (who: keyof typeof home.alerts) => home.as(home.alerts[who]);
const officer = (who: keyof typeof home.officers) => home.as(home.officers[who]);
let places = 0;
/** An item that was ordered down, with its code, its statement and an alert that may rest on it. */
async function ordered() {
  places += 1;
  const { id, item } = await home.sent(`https://noi-mau-${places}.example/bai/${places}`);
  const { reference } = (await home.item(item)) as { reference: string };
  const statement = (await home.owner.query('select code from takedown.statement where order_id = $1', [id])).rows[0]
    ?.code as string;
  return { item, reference, statement };
}
async function appeal(statement: string) {
  const own = must(
    await appealItem(home.as({ kind: 'anonymous' }), { code: statement, text: 'Trang này không có gì vi phạm.' }),
  ).code;
  const found = must(await listItemAppeals(officer('second'))).appeals.find((one) => one.code === own);
  if (!found) throw new Error('no appeal');
  return found;
}
const uphold = (id: string, upheld = true) =>
  answerItemAppeal(officer('ministry'), { id, upheld, answer: 'Chúng tôi đã xem lại.' });
const duties = async (who: keyof typeof home.alerts) =>
  must(await listWork(as(who), {})).rows.filter(({ kind }) => kind === 'alert-overturned');

describe('an alert that rests on items', () => {
  it('names them to its agency and never to a recipient, by no form', async () => {
    const { item, reference } = await ordered();
    const { id } = await home.issue({ items: [reference.toLowerCase(), reference] });
    expect(must(await alertDetail(as('second'), id)).items).toEqual([{ id: item, reference, overturnedAt: null }]);
    // Who coordinates sees the alert, and not the item.
    expect(must(await alertDetail(as('coordinator'), id)).items).toEqual([
      { id: item, reference: null, overturnedAt: null },
    ]);
    const receipt = await home.receiptOf(id, MEMBER);
    const told = [
      JSON.stringify(must(await readReceived(as('platform'), receipt))),
      JSON.stringify(must(await listReceived(as('platform')))),
    ];
    const machine = home.machineOf(MEMBER, 'network-alert.fetch');
    for (const form of ['json', 'cap', 'stix', 'misp'] as const)
      told.push(must(await fetchAlert(machine, { alert: id, form })).content);
    for (const one of told) expect(one).not.toMatch(new RegExp(`${reference}|${item}`));
  });

  it('rests on nothing that its writer does not see, that there is not, or that was found lawful', async () => {
    const { reference } = await ordered();
    const tried = async (who: keyof typeof home.alerts, items: readonly string[]) =>
      code(
        await writeAlert(as(who), {
          nature: 'WARNING',
          event: 'SCAM',
          headline: 'Tiêu đề mẫu',
          urgency: 'EXPECTED',
          severity: 'SEVERE',
          certainty: 'LIKELY',
          tlp: 'GREEN',
          pap: 'GREEN',
          audiences: ['PLATFORM'],
          expiresAt: new Date(home.clock.now().getTime() + 86_400_000),
          parts: [{ type: 'TEXT', value: 'Mô tả mẫu.' }],
          items,
        }),
      );
    expect(await tried('coordinator', [reference])).toBe('network-alert.item-unusable');
    for (const wrong of ['ND-0000-0000', 'xxx', `${reference}'`, 'https://noi-mau.example/'])
      expect(await tried('writer', [wrong]), wrong).toBe('network-alert.item-unusable');
    const other = await ordered();
    must(await uphold((await appeal(other.statement)).id));
    expect(await tried('writer', [reference, other.reference])).toBe('network-alert.item-unusable');
  });

  it('is for its agency to recall or correct once an appeal of one is upheld, which who answers is told', async () => {
    const [recalled, corrected, kept] = [await ordered(), await ordered(), await ordered()];
    const first = await home.issue({ items: [recalled.reference] });
    const second = await home.issue({ items: [corrected.reference, kept.reference] });
    const untouched = await home.issue({ items: [kept.reference] });
    const waiting = await home.write({ items: [recalled.reference] });
    expect(await duties('second')).toEqual([]);

    const asked = await appeal(recalled.statement);
    expect(asked).toMatchObject({ alerts: 2, mine: true });
    expect(must(await uphold(asked.id))).toMatchObject({ orders: 1, alerts: 2 });
    home.clock.advance(1_000);
    must(await uphold((await appeal(corrected.statement)).id));
    home.clock.advance(1_000);
    // One that is dismissed asks nothing of anybody.
    must(await uphold((await appeal(kept.statement)).id, false));
    expect(must(await listItemAppeals(officer('second'))).answered.slice(0, 3)).toMatchObject([
      { reference: kept.reference, state: 'DISMISSED', alerts: 2 },
      { reference: corrected.reference, state: 'UPHELD', alerts: 1 },
      { reference: recalled.reference, state: 'UPHELD', alerts: 2 },
    ]);

    expect((await duties('second')).map(({ object }) => object.id).sort()).toEqual([first.id, second.id].sort());
    expect((await duties('coordinator')).length).toBe(2);
    expect(await duties('elsewhere')).toEqual([]);
    expect(must(await alertDetail(as('second'), untouched.id)).items[0]?.overturnedAt).toBeNull();
    const detail = must(await alertDetail(as('second'), first.id));
    expect(detail.items).toMatchObject([{ overturnedAt: expect.any(String) }]);
    expect(detail.events.map((one) => one.code)).toContain('item-overturned');
    // What waited for its second person goes nowhere.
    expect(await home.alert(waiting.id)).toMatchObject({ state: 'REFUSED' });
    expect(code(await home.decide(waiting.id))).not.toBe('accepted');

    must(await recallAlert(as('second'), { alert: first.id, reason: 'WRONG' }));
    expect((await duties('second')).map(({ object }) => object.id)).toEqual([second.id]);
    await home.issue({ follows: second.id, items: [kept.reference] });
    expect(await duties('second')).toEqual([]);
  });

  it('leaves the house no more where the appeal was upheld while it was being written', async () => {
    const { reference, item } = await ordered();
    const late = await home.write({ items: [reference] });
    // The answer did not see the alert: it was written in a transaction that ended after it.
    await home.owner.query(
      "update takedown.item set state = 'NOT_ILLEGAL', national_class = 'N0', not_illegal_reason = 'APPEAL' where id = $1",
      [item],
    );
    expect(code(await home.decide(late.id))).toBe('network-alert.wrong-state');
    expect(await home.alert(late.id)).toMatchObject({ state: 'WAITING' });
  });

  it('has a writer who does not judge an appeal about what it rests on', async () => {
    const both = testPerson(['content_analyst', 'takedown_officer'], 'MPS-A05', {
      functions: [...POWERS, 'VERIFY_CONTENT'],
      purpose: 'takedown',
    });
    const { reference, statement } = await ordered();
    must(
      await writeAlert(home.as(both), {
        nature: 'WARNING',
        event: 'SCAM',
        headline: 'Tiêu đề mẫu',
        urgency: 'EXPECTED',
        severity: 'SEVERE',
        certainty: 'LIKELY',
        tlp: 'GREEN',
        pap: 'GREEN',
        audiences: ['PLATFORM'],
        expiresAt: new Date(home.clock.now().getTime() + 86_400_000),
        parts: [{ type: 'TEXT', value: 'Mô tả mẫu.' }],
        items: [reference],
      }),
    );
    const { id } = await appeal(statement);
    expect(code(await answerItemAppeal(home.as(both), { id, upheld: false, answer: 'Giữ nguyên.' }))).toBe(
      'item-appeal.not-yours',
    );
  });
});
