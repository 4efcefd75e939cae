import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { ok } from '../../kernel/index.ts';
import { itemDetail } from '../items/item-detail.ts';
import { proposeItem } from '../items/propose-item.ts';
import { triageItem } from '../items/triage-item.ts';
import { ILLEGAL, LAWFUL, openTakedownHome } from '../takedown.testing.ts';
import { giveGrade, settleGrade } from './give-grade.ts';
import { wrongField } from './grade.ts';
import { gradesOf } from './grade-store.ts';
import { openGrading } from './open-grading.ts';

const home = fileFixture(() => openTakedownHome());

describe('two grade blind', () => {
  it('only the same class of two different people decides', async () => {
    const item = await home.waiting('https://hai-nguoi.example/1');
    expect(must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }))).toEqual({ state: 'GRADED_ONCE' });
    expect(code(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }))).toBe('content-item.already-graded');
    expect(must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item }))).toEqual({ state: 'VERIFIED' });
    expect(await home.item(item)).toMatchObject({ national_class: 'N1', not_illegal_reason: null });
    expect(code(await giveGrade(home.as(home.people.third), { ...ILLEGAL, item }))).toBe('content-item.wrong-state');
  });

  it('the second sees nothing of the first, by whatever door', async () => {
    const item = await home.waiting('https://mu-doi.example/1');
    must(await giveGrade(home.as(home.people.first), { ...LAWFUL, item }));
    const second = home.as(home.people.second);
    expect(must(await itemDetail(second, { item })).grades).toEqual([]);
    expect(
      must(await itemDetail(second, { item })).events.every(
        (event) => event.code !== 'first-grade' || event.by === null,
      ),
    ).toBe(true);
    const seen = must(await second.transaction(async (tx) => ok(await gradesOf(tx, item))));
    expect(seen).toEqual([]);
    const raw = must(
      await second.transaction(async (tx) =>
        ok(await tx.query<{ 'takedown.grade': { id: string } }>().selectFrom('takedown.grade').selectAll().execute()),
      ),
    );
    expect(raw.filter((row) => (row as unknown as { item_id: string }).item_id === item)).toEqual([]);
    expect(must(await itemDetail(home.as(home.people.first), { item })).grades).toHaveLength(1);
    must(await giveGrade(second, { ...LAWFUL, notIllegalReason: 'OTHER', item }));
    expect(await home.item(item)).toMatchObject({ state: 'NOT_ILLEGAL', not_illegal_reason: 'OTHER' });
    expect(must(await itemDetail(second, { item })).grades).toHaveLength(2);
  });

  it('two that differ go to a third, who sees the classes alone', async () => {
    const item = await home.waiting('https://khac-nhau.example/1', { danger: true });
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }));
    expect(must(await giveGrade(home.as(home.people.second), { ...LAWFUL, item }))).toEqual({ state: 'DISPUTED' });
    for (const who of ['first', 'second'] as const)
      expect(code(await settleGrade(home.as(home.people[who]), { ...ILLEGAL, item }))).toBe(
        'content-item.already-graded',
      );
    const opened = must(await openGrading(home.as(home.people.third), { kind: 'third' }));
    expect(opened.item?.id).toBe(item);
    expect(opened.differing).toEqual([
      { nationalClass: 'N0', inhope: 'NOT_ILLEGAL' },
      { nationalClass: 'N1', inhope: 'NATIONAL' },
    ]);
    expect(must(await settleGrade(home.as(home.people.third), { ...LAWFUL, item }))).toEqual({ state: 'NOT_ILLEGAL' });
  });

  it('classes that differ among unlawful ones go to a third as well', async () => {
    const item = await home.waiting('https://khac-lop.example/1');
    must(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }));
    must(await giveGrade(home.as(home.people.second), { ...ILLEGAL, nationalClass: 'N3', item }));
    expect(must(await settleGrade(home.as(home.people.third), { ...ILLEGAL, nationalClass: 'N3', item }))).toEqual({
      state: 'VERIFIED',
    });
    expect(await home.item(item)).toMatchObject({ national_class: 'N3' });
  });

  it('of two that press at once each has one grade, and one item never three', async () => {
    const item = await home.waiting('https://cung-luc.example/1');
    const given = await Promise.all(
      (['first', 'second', 'third', 'fourth'] as const).map((who) =>
        giveGrade(home.as(home.people[who]), { ...ILLEGAL, item }),
      ),
    );
    expect(given.filter((one) => one.ok)).toHaveLength(2);
    const { rows } = await home.owner.query('select count(*)::int as n from takedown.grade where item_id = $1', [item]);
    expect(rows[0].n).toBe(2);
  });

  it('whoever entered it does not grade it, also where others reported it first', async () => {
    const ctx = home.as(home.people.first);
    const mine = must(await proposeItem(ctx, { kind: 'url', locator: 'https://tu-nhap.example/1' })).item as string;
    must(await triageItem(ctx, { item: mine }));
    expect(code(await giveGrade(ctx, { ...ILLEGAL, item: mine }))).toBe('content-item.own-proposal');
    const item = await home.waiting('https://nhap-sau.example/1');
    must(await proposeItem(home.as(home.people.second), { kind: 'url', locator: 'https://nhap-sau.example/1' }));
    expect(code(await giveGrade(home.as(home.people.second), { ...ILLEGAL, item }))).toBe('content-item.own-proposal');
  });

  it('nobody grades what was not triaged, nor who has no part in it', async () => {
    const [item] = (await home.arrive({ locator: 'https://chua-phan-loai.example/1' })) as [string];
    expect(code(await giveGrade(home.as(home.people.first), { ...ILLEGAL, item }))).toBe('content-item.wrong-state');
    for (const who of ['counsellor', 'member', 'orderer', 'local'] as const)
      expect(code(await giveGrade(home.as(home.people[who]), { ...ILLEGAL, item }))).toBe('content-item.not-found');
  });

  it('the budget of what one may look at ends it', async () => {
    const ctx = home.as(home.people.fourth);
    let stopped = '';
    for (let at = 0; at < 80 && stopped === ''; at++) {
      const item = await home.waiting(`https://ngan-sach.example/${at}`);
      stopped = code(await giveGrade(ctx, { ...ILLEGAL, item }));
      if (stopped === 'accepted') stopped = '';
    }
    expect(stopped).toMatch(/^exposure\./);
  });
});

describe('labels that do not fit together are refused', () => {
  it.each([
    [{ nationalClass: 'N9' }, 'nationalClass'],
    [{ inhope: 'NOT_ILLEGAL' }, 'inhope'],
    [{ nationalClass: 'N3', inhope: 'BASELINE' }, 'inhope'],
    [{ inhope: 'BASELINE' }, 'industry'],
    [{ industry: 'Z9' }, 'industry'],
    [{ depiction: 'x' }, 'depiction'],
    [{ ageGroup: 'x' }, 'ageGroup'],
    [{ notIllegalReason: 'ADULT' }, 'notIllegalReason'],
    [{ nationalClass: 'N0', inhope: 'NOT_ILLEGAL' }, 'notIllegalReason'],
    [{ nationalClass: 'N0', inhope: 'NOT_ILLEGAL', notIllegalReason: 'x' }, 'notIllegalReason'],
  ])('%j', (change, field) => {
    expect(wrongField({ ...ILLEGAL, ...change })).toBe(field);
  });
  it('those that do are taken', () => {
    expect(wrongField(ILLEGAL)).toBeUndefined();
    expect(wrongField(LAWFUL)).toBeUndefined();
    expect(
      wrongField({ ...ILLEGAL, inhope: 'BASELINE', industry: 'A1', depiction: 'REAL', ageGroup: 'PREPUB' }),
    ).toBeUndefined();
  });
});
