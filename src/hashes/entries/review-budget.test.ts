import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import type { Ctx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type ExposureLimit, exposureLoad, ownExposure, setExposureLimit, takeBreak } from '../../work/index.ts';
import { openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { openReview, proposeEntry, verifyEntry } from '../index.ts';

const MINUTE = 60_000;
const limit: ExposureLimit = {
  itemsShift: 5,
  minutesShift: 60,
  itemsRun: 3,
  minutesRun: 20,
  breakMinutes: 10,
  restHours: 8,
};

describe('the budget', () => {
  let house: TestRegister;
  beforeAll(async () => {
    house = await openTestRegister({ now: '2026-11-24T02:00:00Z' });
    must(await setExposureLimit(as('approver'), { ...limit, source: 'QD-MAU-01' }));
  });
  afterAll(() => house.close());
  const as = (who: keyof TestRegister['people']): Ctx => house.as(house.people[who]);
  const propose = async () =>
    must(
      await proposeEntry(as('operator'), {
        bank: 'NATIONAL',
        mediaKind: 'image',
        legalBasis: 'TEST',
        signals: [{ type: 'pdq', value: pdq() }],
      }),
    ).id;
  const judge = (who: 'analyst' | 'second', entry: string) =>
    verifyEntry(as(who), { entry, verdict: 'LISTED', nationalClass: 'N1' });
  const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal?.code);

  test('counts each entry once, begins a break by itself, ends it, and stops hard at the shift’s end', async () => {
    for (let i = 0; i < 7; i += 1) await propose();
    const first = must(await openReview(as('analyst'), { kind: 'verdict' }));
    expect(first).toMatchObject({ standing: { items: 1 }, waiting: { verdict: 7 } });
    expect(must(await openReview(as('analyst'), { kind: 'verdict' })).item?.entry.id).toBe(first.item?.entry.id);
    expect(must(await ownExposure(as('analyst'))).items).toBe(1);
    house.clock.advance(2 * MINUTE);
    must(await judge('analyst', first.item?.entry.id as string));
    expect(must(await ownExposure(as('analyst')))).toMatchObject({ items: 1, minutes: 2, state: 'free' });
    for (let i = 0; i < 2; i += 1) {
      const next = must(await openReview(as('analyst'), { kind: 'verdict' }));
      expect(next.item).toBeDefined();
      must(await judge('analyst', next.item?.entry.id as string));
    }
    const stopped = must(await openReview(as('analyst'), { kind: 'verdict' }));
    expect(stopped.item).toBeUndefined();
    expect(stopped.standing).toMatchObject({ state: 'break', items: 3 });
    // Not around the page either: the verb itself refuses.
    const other = await propose();
    expect(code(await judge('analyst', other))).toBe('exposure.break-due');
    expect(code(await judge('second', other))).toBe('ok');
    house.clock.advance(limit.breakMinutes * MINUTE);
    for (let i = 0; i < 2; i += 1) {
      const next = must(await openReview(as('analyst'), { kind: 'verdict' }));
      expect(next.standing.breaks).toBe(1);
      must(await judge('analyst', next.item?.entry.id as string));
    }
    expect(must(await openReview(as('analyst'), { kind: 'verdict' })).standing.state).toBe('spent');
    expect(code(await judge('analyst', await propose()))).toBe('exposure.shift-spent');
    house.clock.advance(limit.restHours * 60 * MINUTE);
    expect(must(await openReview(as('analyst'), { kind: 'verdict' })).standing).toMatchObject({
      state: 'free',
      items: 1,
    });
  });

  test('a break may be taken at any time, and what lies open may be finished', async () => {
    house.clock.advance(9 * 60 * MINUTE);
    const opened = must(await openReview(as('second'), { kind: 'verdict' }));
    expect(must(await takeBreak(as('second')))).toMatchObject({ state: 'break' });
    expect(must(await openReview(as('second'), { kind: 'verdict' })).item).toBeUndefined();
    expect(opened.item).toBeDefined();
  });

  test('the approver sees how much and how long, and no analyst sees a colleague', async () => {
    const { people } = must(await exposureLoad(as('approver')));
    const load = people.find((one) => one.person === house.people.analyst.person);
    expect(load).toMatchObject({ items: 6, shifts: 2, spent: 1, breaks: 1 });
    expect(JSON.stringify(people)).not.toMatch(/entry|open/i);
    const seen = must(await exposureLoad(as('second'))).people.map((one) => one.person);
    expect(seen).toEqual([house.people.second.person]);
  });

  test('its periods are rules of time, with their source and what stood before', async () => {
    const rest = () => lawOf(house.kernel).rules.find((rule) => rule.id === 'DL-EXPOSURE-REST.2025');
    expect(rest()).toMatchObject({ amount: 8, unit: 'hour', legalSource: 'QD-MAU-01', verified: true });
    must(await setExposureLimit(as('approver'), { ...limit, restHours: 10, source: 'QD-MAU-03' }));
    expect(rest()).toMatchObject({ amount: 10, legalSource: 'QD-MAU-03' });
    expect(must(await exposureLoad(as('approver'))).limit).toMatchObject({ restHours: 10, itemsShift: 5 });
    const { rows } = await house.owner.query(
      "select amount, reason from vocabulary.deadline_rule where id = 'DL-EXPOSURE-REST.2025' order by revision",
    );
    expect(rows.map((row) => row.amount)).toEqual([8, 8, 10]);
  });

  test.each([
    ['itemsShift', 0],
    ['breakMinutes', 2],
    ['restHours', 30],
  ] as const)('a limit of %s %d is refused', async (field, value) => {
    const result = await setExposureLimit(as('approver'), { ...limit, [field]: value, source: 'QD-MAU-02' });
    expect(result).toMatchObject({ refusal: { code: 'exposure.limit-invalid', field } });
  });
});
