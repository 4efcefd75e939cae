import { describe, expect, test } from 'vitest';
import type { CalendarDays } from '../kernel/index.ts';
import { type DeadlineRule, type Law, ruleThatBinds, timesOf } from '../vocabulary/index.ts';
import { clocksMovedBy, endByLaw, firstOf, type OpenClock, planClocks, rulesAfter } from './clock.ts';

const HOUR = 3_600_000;
const START = new Date('2026-11-23T02:00:00Z');
const hoursLater = (hours: number) => new Date(START.getTime() + hours * HOUR);
const days: CalendarDays = { holidays: new Set(), workedWeekends: new Set() };

function rule(id: string, more: Partial<DeadlineRule>): DeadlineRule {
  return {
    id,
    code: 'DL-TEST',
    vi: 'Thời hạn thử',
    en: 'A test’s deadline',
    trigger: 'REPORT_RECEIVED',
    amount: 10,
    unit: 'hour',
    warnAt: 0.75,
    verified: true,
    legalSource: 'test',
    validFrom: '2020-01-01',
    escalatesTo: 'CENTRAL',
    ownerFunction: 'RECEIVE_REPORT',
    ...more,
  };
}
const law = (...rules: DeadlineRule[]): Law => ({ rules, holidays: [], days });
const object = { kind: 'report', id: 'object' };
const start = (more: Partial<Parameters<typeof planClocks>[0]> = {}) => ({
  law: law(rule('a', {}), rule('b', { code: 'DL-OTHER', amount: 2, warnAt: 0.5 })),
  object,
  codes: ['DL-TEST', 'DL-OTHER', 'DL-NOWHERE'],
  startedAt: START,
  occurrence: 'once',
  ownerAgency: 'C111',
  ...more,
});

describe('a start of clocks', () => {
  test('gives each code that has a rule its end and its warning, and keeps what it is for', () => {
    const planned = planClocks(start({ provinceCode: '01' }), hoursLater(1));
    expect(planned.map(({ rule: { code }, due, warn }) => [code, due, warn])).toEqual([
      ['DL-TEST', hoursLater(10), hoursLater(7.5)],
      ['DL-OTHER', hoursLater(2), hoursLater(1)],
    ]);
    expect(planned[0]).toMatchObject({
      object,
      startedAt: START,
      occurrence: 'once',
      ownerAgency: 'C111',
      provinceCode: '01',
    });
    expect(planned[0]).not.toHaveProperty('law');
    expect(new Set(planned.map(({ id }) => id)).size).toBe(2);
  });

  test('takes the rule that was in force on the day in Viet Nam, and the one of its urgency', () => {
    const rules = [
      rule('old', { amount: 1, validTo: '2026-11-22' }),
      rule('new', { amount: 3, validFrom: '2026-11-23' }),
      rule('urgent', { code: 'DL-BY-URGENCY', amount: 4, urgency: 'U1' }),
      rule('calm', { code: 'DL-BY-URGENCY', amount: 5, urgency: 'U2' }),
    ];
    // 23:59 and 00:00 in Viet Nam.
    expect(ruleThatBinds(rules, 'DL-TEST', new Date('2026-11-22T16:59:59Z'))?.id).toBe('old');
    expect(ruleThatBinds(rules, 'DL-TEST', new Date('2026-11-22T17:00:00Z'))?.id).toBe('new');
    expect(ruleThatBinds(rules, 'DL-BY-URGENCY', START, 'U1')?.id).toBe('urgent');
    expect(ruleThatBinds(rules, 'DL-BY-URGENCY', START, 'U2')?.id).toBe('calm');
    expect(ruleThatBinds(rules, 'DL-NOWHERE', START)).toBeUndefined();
    const planned = planClocks(start({ law: law(...rules), codes: ['DL-BY-URGENCY'], urgency: 'U2' }), START);
    expect(planned.map(({ due }) => due)).toEqual([hoursLater(5)]);
  });

  test('has an end by the law', () => {
    const one = law(rule('a', {}));
    expect(endByLaw(one, 'DL-TEST', START)).toEqual(hoursLater(10));
    expect(endByLaw(one, 'DL-NOWHERE', START)).toBeUndefined();
  });

  test('tells which ends first', () => {
    expect(firstOf(planClocks(start(), START))).toEqual({
      next_due_from: START,
      next_due_at: hoursLater(2),
      next_due_rule: 'DL-OTHER',
    });
    expect(firstOf([])).toEqual({ next_due_from: null, next_due_at: null, next_due_rule: null });
  });

  test('warns at the part of the time that the rule says', () => {
    expect(timesOf({ amount: 8, unit: 'hour', warnAt: 0.25 }, START, days)).toEqual({
      due: hoursLater(8),
      warn: hoursLater(2),
    });
  });
});

describe('a change of the rules', () => {
  const rules = [rule('a', {}), rule('b', { code: 'DL-OTHER' })];

  test('of one that is not there is refused by name, and changes nothing', () => {
    const outcome = rulesAfter(rules, { kind: 'correct', id: 'c', to: { amount: 1 } });
    expect(outcome.rules).toBe(rules);
    expect(outcome.problems).toEqual([
      { code: 'deadline-rule.malformed', rule: 'c', message: 'c: there is no such rule' },
    ]);
  });

  test('that corrects leaves the other rules and the rest of the row', () => {
    const outcome = rulesAfter(rules, { kind: 'correct', id: 'a', to: { amount: 7 } });
    expect(outcome.rules).toEqual([{ ...rules[0], amount: 7 }, rules[1]]);
  });

  test('that replaces ends the old rule the day before the new one', () => {
    const by = rule('a2', { amount: 5, validFrom: '2027-01-01' });
    const outcome = rulesAfter(rules, { kind: 'replace', id: 'a', by });
    expect(outcome.rules).toEqual([{ ...rules[0], validTo: '2026-12-31' }, by, rules[1]]);
  });
});

describe('the clocks that a change moves', () => {
  const clock = (more: Partial<OpenClock> = {}): OpenClock => ({
    id: 'clock',
    ruleCode: 'DL-TEST',
    startedAt: START,
    dueAt: hoursLater(10),
    ownerAgency: 'C111',
    object,
    ...more,
  });
  const moved = (amount: number, running: readonly OpenClock[], now = hoursLater(1)) =>
    clocksMovedBy([rule('a', { amount })], 'DL-TEST', running, days, now);

  test('come earlier, later, or are missed at once; one that stays is not among them', () => {
    expect(moved(10, [clock()])).toEqual([]);
    expect(moved(12, [clock()]).map(({ becomes, dueAfter }) => [becomes, dueAfter])).toEqual([
      ['later', hoursLater(12)],
    ]);
    expect(moved(8, [clock()]).map(({ becomes, dueBefore }) => [becomes, dueBefore])).toEqual([
      ['earlier', hoursLater(10)],
    ]);
    expect(moved(4, [clock()], hoursLater(5)).map(({ becomes }) => becomes)).toEqual(['breached-at-once']);
    expect(moved(5, [clock()], hoursLater(5)).map(({ becomes }) => becomes)).toEqual(['breached-at-once']);
    expect(moved(6, [clock()], hoursLater(5)).map(({ becomes }) => becomes)).toEqual(['earlier']);
    // Already missed: nothing becomes of it that was not before.
    expect(moved(4, [clock()], hoursLater(11)).map(({ becomes }) => becomes)).toEqual(['earlier']);
    expect(moved(4, [clock()], hoursLater(10)).map(({ becomes }) => becomes)).toEqual(['earlier']);
  });

  test('are those of the rule, with what they are for', () => {
    expect(moved(12, [clock({ ruleCode: 'DL-OTHER' })])).toEqual([]);
    expect(clocksMovedBy([], 'DL-TEST', [clock()], days, START)).toEqual([]);
    expect(moved(12, [clock({ provinceCode: '01' }), clock({ id: 'national' })])).toEqual([
      {
        id: 'clock',
        ruleCode: 'DL-TEST',
        object,
        ownerAgency: 'C111',
        provinceCode: '01',
        dueBefore: hoursLater(10),
        dueAfter: hoursLater(12),
        becomes: 'later',
      },
      {
        id: 'national',
        ruleCode: 'DL-TEST',
        object,
        ownerAgency: 'C111',
        dueBefore: hoursLater(10),
        dueAfter: hoursLater(12),
        becomes: 'later',
      },
    ]);
  });

  test('follow the rule of their own urgency', () => {
    const rules = [rule('urgent', { amount: 4, urgency: 'U1' }), rule('calm', { amount: 20, urgency: 'U2' })];
    const both = [clock({ urgency: 'U1' }), clock({ id: 'calm', urgency: 'U2' })];
    expect(clocksMovedBy(rules, 'DL-TEST', both, days, START).map(({ id, dueAfter }) => [id, dueAfter])).toEqual([
      ['clock', hoursLater(4)],
      ['calm', hoursLater(20)],
    ]);
  });
});
