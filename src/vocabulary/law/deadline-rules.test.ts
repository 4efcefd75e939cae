import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../kernel/index.ts';
import {
  agencyFunction,
  agencyLevel,
  checkDeadlineRules,
  type Day,
  type DeadlineRule,
  deadlineRuleAt,
  deadlineRules,
  deadlineTrigger,
  deadlineUnit,
  holidays,
  holidayYears,
  role,
  workingCalendar,
} from '../index.ts';

const base = deadlineRules.find(({ id }) => id === 'DL-EMERG-12H.2017') as DeadlineRule;
const rule = (change: Partial<DeadlineRule>): DeadlineRule => ({ ...base, ...change });

describe('deadline rules', () => {
  it('of the repository are sound and name codes that exist', () => {
    expect(checkDeadlineRules(deadlineRules)).toEqual([]);
    for (const r of deadlineRules) {
      expect(deadlineTrigger.has(r.trigger) && deadlineUnit.has(r.unit) && agencyLevel.has(r.escalatesTo)).toBe(true);
      if (r.ownerFunction !== undefined) expect(agencyFunction.has(r.ownerFunction)).toBe(true);
      if (r.ownerRole !== undefined) expect(role.has(r.ownerRole)).toBe(true);
    }
  });

  it('answer by day and urgency', () => {
    const amount = (code: string, day: Day, u?: 'U1' | 'U3') => {
      const r = deadlineRuleAt(deadlineRules, code, day, u);
      return r && `${r.amount} ${r.unit}`;
    };
    expect(amount('DL-FWD', '2026-11-24', 'U1')).toBe('15 minute');
    expect(amount('DL-FWD', '2026-11-24', 'U3')).toBe('2 hour');
    expect(amount('DL-FWD', '2026-11-24')).toBe('2 hour');
    expect(amount('DL-EMERG-12H', '2026-11-24', 'U1')).toBe('12 hour');
    expect(amount('DL-EMERG-12H', '2017-06-30')).toBeUndefined();
    expect(amount('DL-USERINFO', '2026-06-30')).toBeUndefined();
    expect(amount('DL-UNKNOWN', '2026-11-24')).toBeUndefined();
  });

  it('that overlap, leave a gap or cannot be right are refused with what to do', () => {
    const open = rule({ id: 'A', validFrom: '2020-01-01' });
    const next = rule({ id: 'B', validFrom: '2026-01-01' });
    expect(checkDeadlineRules([open, next])).toMatchObject([
      { code: 'deadline-rule.overlap', rule: 'A', message: expect.stringContaining('close it on 2025-12-31') },
    ]);
    expect(checkDeadlineRules([rule({ ...open, validTo: '2025-11-30' }), next])).toMatchObject([
      { code: 'deadline-rule.gap', message: expect.stringContaining('from 2025-12-01 to 2025-12-31') },
    ]);
    expect(checkDeadlineRules([rule({ ...open, validTo: '2025-12-31' }), next])).toEqual([]);
    expect(checkDeadlineRules([open, rule({ id: 'B', validFrom: '2026-01-01', urgency: 'U1' })])).toEqual([]);
    for (const bad of [
      { amount: 0 },
      { amount: 1.5 },
      { warnAt: 1 },
      { validTo: '2000-01-01' as Day },
      { legalSource: ' ' },
      { minAmount: 99 },
    ]) {
      expect(checkDeadlineRules([rule(bad)]).map((p) => p.code)).toEqual(['deadline-rule.malformed']);
    }
    expect(checkDeadlineRules([open, rule({ id: 'A', code: 'DL-OTHER' })])[0]?.message).toContain('twice');
  });
});

describe('holidays', () => {
  const days = holidays();
  const of = (year: number) => days.filter((d) => d.day.startsWith(String(year)));

  it('are whole in every year: 11 statutory days, 12 from 2026, with days in lieu for those on weekends', () => {
    for (let year = holidayYears.first; year <= holidayYears.last; year++) {
      const named = of(year).filter((d) => d.kind === 'holiday');
      expect([year, named.length]).toEqual([year, year < 2026 ? 11 : 12]);
      const weekend = named.filter((d) => [0, 6].includes(new Date(d.day).getUTCDay()) && !d.day.endsWith('-11-24'));
      expect([year, of(year).filter((d) => d.kind === 'in_lieu').length]).toEqual([year, weekend.length]);
    }
  });

  it('exchange each day off for a Saturday that is worked', () => {
    for (let year = holidayYears.first; year <= holidayYears.last; year++) {
      const off = of(year).filter((d) => d.kind === 'swapped_off');
      const worked = of(year).filter((d) => d.kind === 'working_day');
      expect(off.length).toBe(worked.length);
      for (const d of worked) expect([d.day, new Date(d.day).getUTCDay()]).toEqual([d.day, 6]);
      for (const d of off) expect([0, 6]).not.toContain(new Date(d.day).getUTCDay());
    }
  });

  it('agree with the lunar calendar of an independent source on Tết and the Hùng Kings’ day', () => {
    // ICU's Chinese calendar is reckoned for UTC+8; in these five years it has the same days as the Vietnamese one.
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const on = (day: string) => lunar.format(new Date(`${day}T04:00:00Z`));
    for (let year = holidayYears.first; year <= holidayYears.last; year++) {
      const tet = of(year).filter((d) => d.kind === 'holiday' && d.vi === 'Tết Nguyên đán');
      expect([year, tet.length, tet.some((d) => on(d.day) === '1/1')]).toEqual([year, 5, true]);
      const kings = of(year).find((d) => d.vi.startsWith('Giỗ Tổ'));
      expect([year, kings && on(kings.day)]).toEqual([year, '3/10']);
    }
  });

  it('say what is only provisional', () => {
    for (const d of days) {
      if (d.source.startsWith('provisional')) expect(d.verified).toBe(false);
      if (d.vi === 'Tết Nguyên đán') expect([d.day, d.verified]).toEqual([d.day, d.day < '2027']);
    }
  });

  it('decide working days', () => {
    const working = (day: Day) => isWorkingDay(day, workingCalendar(holidays()));
    expect([working('2026-11-24'), working('2026-11-25'), working('2026-11-28')]).toEqual([false, true, false]);
    expect([working('2026-08-22'), working('2026-08-31'), working('2026-04-27'), working('2026-02-23')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
