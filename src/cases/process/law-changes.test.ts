import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  calendar,
  changeCalendar,
  changeDeadlineRule,
  clocksJobs,
  endByLaw,
  listCalendar,
  listDeadlineRules,
  type RuleChange,
  whatIf,
  whatIfCalendar,
} from '../../clocks/index.ts';
import { type Day, type DeadlineRule, deadlineRules, type Holiday, readLaw } from '../../vocabulary/index.ts';
import { caseView, nextSteps } from '../index.ts';
import { drive, openCasesHome, openOwnCase, triedAndChanged } from '../testing.ts';

// Everything here changes by data alone: no line of code knows which ministry, commune, rule or form is meant.
const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
const rule = (id: string) => deadlineRules.find((one) => one.id === id) as DeadlineRule;

describe('a deadline rule', () => {
  it('is tried before it is in force; a correction moves running clocks with its history, new law leaves them', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const due = async () =>
      must(await caseView(await one.officer(), one.on))
        .overview.clocks.find((clock) => clock.rule === 'DL-PLAN-7WD')
        ?.dueAt.toISOString();
    expect(await due()).toBe('2026-05-06T16:59:59.999Z');
    const ministry = await home.as(home.ministry);
    const correction = { kind: 'correct', id: 'DL-PLAN-7WD.2017', to: { amount: 10 } } as const;
    expect(code(await whatIf(await one.officer(), { change: correction }))).toBe('access.not-permitted');
    const tried = must(await whatIf(ministry, { change: correction }));
    expect(tried).toMatchObject({ later: tried.looked, earlier: 0, breachedAtOnce: 0 });
    expect(await due()).toBe('2026-05-06T16:59:59.999Z');
    const { trial } = tried;
    expect(
      code(await changeDeadlineRule(await home.as(home.province), { change: correction, reason: 'x', trial })),
    ).toBe('access.not-permitted');
    expect(code(await changeDeadlineRule(ministry, { change: correction, reason: ' ', trial }))).toBe(
      'deadline-rule.needs-reason',
    );
    must(await changeDeadlineRule(ministry, { change: correction, reason: 'Đối chiếu lại với văn bản.', trial }));
    await home.work();
    expect(await due()).toBe('2026-05-11T16:59:59.999Z');
    expect(
      must(await nextSteps(await one.officer()))
        .cases.find((row) => row.id === one.on.case)
        ?.clock?.dueAt.toISOString(),
    ).toBe('2026-05-11T16:59:59.999Z');
    const listed = must(await listDeadlineRules(ministry)).find((row) => row.rule.id === correction.id);
    expect(listed).toMatchObject({
      revision: 2,
      rule: { amount: 10 },
      history: [{ revision: 1, was: { amount: 7 }, by: home.ministry.person, reason: 'Đối chiếu lại với văn bản.' }],
    });

    const by: DeadlineRule = {
      ...rule('DL-PLAN-7WD.2017'),
      id: 'DL-PLAN-7WD.2026',
      amount: 4,
      validFrom: '2026-04-23',
    };
    must(await triedAndChanged(ministry, { kind: 'replace', id: 'DL-PLAN-7WD.2017', by }, 'Nghị định mới.'));
    expect(await due()).toBe('2026-05-11T16:59:59.999Z');
    home.clock.set('2026-04-23T02:00:00Z');
    const next = drive(home, (await openOwnCase(home)).id);
    expect(must(await caseView(await next.officer(), next.on)).overview.clocks[0]?.dueAt.toISOString()).toBe(
      '2026-05-04T16:59:59.999Z',
    );
    expect(
      code(
        await whatIf(ministry, {
          change: { kind: 'correct', id: 'DL-PLAN-7WD.2026', to: { validFrom: '2026-06-01' } },
        }),
      ),
    ).toBe('deadline-rule.gap');
    expect(
      code(
        await whatIf(ministry, {
          change: { kind: 'correct', id: 'DL-PLAN-7WD.2017', to: { validTo: '2026-12-31' } },
        }),
      ),
    ).toBe('deadline-rule.overlap');
    expect(
      must(
        await whatIf(ministry, {
          change: { kind: 'correct', id: 'DL-PLAN-7WD.2026', to: { unit: 'hour', amount: 1 } },
        }),
      ).breachedAtOnce,
    ).toBe(0);
  });
});

describe('the working calendar', () => {
  const day = (on: Day, change: Partial<Holiday> = {}): Holiday => ({
    day: on,
    kind: 'holiday',
    vi: 'Nghỉ thử nghiệm',
    en: 'Trial day off',
    source: 'Notice 1',
    verified: true,
    ...change,
  });

  it('takes the days of a notice with their source, and the clocks in working days follow', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const due = async () =>
      must(await caseView(await one.officer(), one.on))
        .overview.clocks.find((clock) => clock.rule === 'DL-PLAN-7WD')
        ?.dueAt.toISOString();
    const before = await due();
    const on = before?.slice(0, 10) as Day;
    const ministry = await home.as(home.ministry);
    const change = { day: day(on), withdrawn: false };
    const put = async (given: { day: Holiday; withdrawn: boolean }, reason = 'Thông báo của năm.', who = ministry) =>
      changeCalendar(who, { change: given, reason });
    const officer = await one.officer();
    expect(code(await whatIfCalendar(officer, { change }))).toBe('access.not-permitted');
    expect(code(await put(change, 'x', officer))).toBe('access.not-permitted');
    expect(code(await put(change, ' '))).toBe('deadline-rule.needs-reason');
    const tried = must(await whatIfCalendar(ministry, { change }));
    expect(tried.later).toBeGreaterThan(0);
    expect(await due()).toBe(before);
    const moved = must(await put(change)).moved;
    expect(moved).toHaveLength(tried.moved.length);
    const after = await due();
    expect(Date.parse(after as string)).toBeGreaterThan(Date.parse(before as string));
    expect(must(await calendar(officer, { from: on, to: on })).map(({ working }) => working)).toEqual([false]);
    const listed = must(await listCalendar(officer));
    expect(listed.days.find((entry) => entry.day === on)).toMatchObject({
      vi: 'Nghỉ thử nghiệm',
      recorded: { recordedBy: home.ministry.person, reason: 'Thông báo của năm.' },
    });
    must(await put({ day: day(on), withdrawn: true }, 'Thông báo sửa.'));
    expect(await due()).toBe(before);
    expect(must(await listCalendar(officer)).withdrawn).toMatchObject([{ day: on, reason: 'Thông báo sửa.' }]);
    // A day that stands nowhere cannot be taken back.
    expect(await put({ day: day(on), withdrawn: true })).toMatchObject({ refusal: { field: 'day' } });
  });

  it.each([
    ['day', day('2026-02-30' as Day)],
    ['day', day('hôm nay' as Day)],
    ['day', day('1026-05-04' as Day)],
    ['kind', day('2026-05-04', { kind: 'none' as Holiday['kind'] })],
    ['kind', day('2026-05-04', { kind: 'working_day' })],
    ['vi', day('2026-05-04', { vi: ' ' })],
    ['en', day('2026-05-04', { en: 'x'.repeat(201) })],
    ['source', day('2026-05-04', { source: '' })],
  ] as const)('refuses what is wrong with %s', async (field, given) => {
    const ministry = await home.as(home.ministry);
    const change = { day: given, withdrawn: false };
    const wrong = { code: 'calendar-day.invalid', field };
    expect(await whatIfCalendar(ministry, { change })).toMatchObject({ refusal: wrong });
    expect(await changeCalendar(ministry, { change, reason: 'x' })).toMatchObject({ refusal: wrong });
  });
});

describe('putting a change in force', () => {
  it('asks for the trial that its author was shown: of this change, by this person, on these rules', async () => {
    const ministry = await home.as(home.ministry);
    const change = { kind: 'correct', id: 'DL-SEP-15D.2017', to: { warnAt: 0.5 } } as const;
    const { trial } = must(await whatIf(ministry, { change }));
    const put = async (given: RuleChange, mark: string, who = home.ministry) =>
      code(await changeDeadlineRule(await home.as(who), { change: given, reason: 'x', trial: mark }));
    expect(await put(change, '')).toBe('deadline-rule.not-tried');
    expect(await put({ ...change, to: { warnAt: 0.6 } }, trial)).toBe('deadline-rule.not-tried');
    // To say nothing of the end and to take it away are two changes.
    expect(await put({ ...change, to: { warnAt: 0.5, validTo: undefined } } as RuleChange, trial)).toBe(
      'deadline-rule.not-tried',
    );
    expect(await put(change, trial, await home.person('ministry_child_officer', 'MOH-MCD'))).toBe(
      'deadline-rule.not-tried',
    );
    // Two who tried on the same rules: the second is told to look again.
    const other = { ...change, to: { warnAt: 0.7 } };
    const { trial: second } = must(await whatIf(ministry, { change: other }));
    expect(await put(change, trial)).toBe('accepted');
    expect(await put(other, second)).toBe('deadline-rule.not-tried');
    expect(await put(other, must(await whatIf(ministry, { change: other })).trial)).toBe('accepted');
    // At the same moment too.
    const third = { ...change, to: { warnAt: 0.8 } };
    const trials = [
      must(await whatIf(ministry, { change })).trial,
      must(await whatIf(ministry, { change: third })).trial,
    ];
    const both = await Promise.all([put(change, trials[0] as string), put(third, trials[1] as string)]);
    expect(both.toSorted()).toEqual(['accepted', 'deadline-rule.not-tried']);
  });
});

describe('two changes of the law at the same moment', () => {
  it('wait for each other: a clock that both move ends as both say, and moves back when they are taken back', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const shown = async () => {
      const overview = must(await caseView(await one.officer(), one.on)).overview;
      return [
        overview.clocks.find((clock) => clock.rule === 'DL-PLAN-7WD')?.dueAt.toISOString(),
        overview.nextClock?.dueAt.toISOString(),
      ];
    };
    const [before] = await shown();
    const ministry = await home.as(home.ministry);
    const running = must(await listDeadlineRules(ministry)).find(
      ({ rule: one }) => one.code === 'DL-PLAN-7WD' && one.validTo === undefined,
    );
    const { id, amount } = (running as NonNullable<typeof running>).rule;
    const longer = { kind: 'correct', id, to: { amount: amount + 1 } } as const;
    const off = {
      day: {
        day: before?.slice(0, 10) as Day,
        kind: 'holiday',
        vi: 'Nghỉ',
        en: 'Off',
        source: 'Notice 2',
        verified: true,
      },
      withdrawn: false,
    } as const;
    const { trial } = must(await whatIf(ministry, { change: longer }));
    const [rule, day] = await Promise.all([
      changeDeadlineRule(ministry, { change: longer, reason: 'Sửa.', trial }),
      changeCalendar(ministry, { change: off, reason: 'Nghỉ bù.' }),
    ]);
    expect([code(rule), code(day)]).toEqual(['accepted', 'accepted']);
    // Whoever came second saw what the first had done: two working days later than before, each moved once by its change.
    const law = await readLaw(home.platform());
    const opened = must(await caseView(await one.officer(), one.on)).overview.openedAt;
    const both = endByLaw(law, 'DL-PLAN-7WD', opened)?.toISOString();
    expect(await shown()).toEqual([both, both]);
    expect(both).not.toBe(before);
    must(await changeCalendar(ministry, { change: { ...off, withdrawn: true }, reason: 'Rút.' }));
    must(await triedAndChanged(ministry, { kind: 'correct', id, to: { amount } }, 'Rút.'));
    expect(await shown()).toEqual([before, before]);
  });

  it('are waited for by what follows an earlier one, which would set their clocks back', async () => {
    const change = await home.owner.connect();
    try {
      await change.query('begin');
      await change.query('select id from vocabulary.deadline_rule where superseded_at is null order by id for update');
      const { rows } = await change.query<{ pid: number }>('select pg_backend_pid() as pid');
      const followed = clocksJobs
        .find(({ name }) => name === 'clocks.follow-law')
        ?.run(home.platform(), { codes: ['DL-PLAN-7WD'] });
      const waits = async () =>
        (
          await home.owner.query('select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [
            rows[0]?.pid,
          ])
        ).rowCount;
      await expect.poll(waits, { timeout: 20_000 }).toBe(1);
      await change.query('commit');
      await followed;
    } finally {
      change.release(true);
    }
  });

  it('reach a clock that was being started meanwhile, a minute later', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const ministry = await home.as(home.ministry);
    const due = async () =>
      (
        await home.owner.query("select due_at from clocks.clock where object_id = $1 and rule_code = 'DL-PLAN-7WD'", [
          one.on.case,
        ])
      ).rows[0].due_at as Date;
    const right = await due();
    const running = must(await listDeadlineRules(ministry)).find(
      ({ rule: one }) => one.code === 'DL-PLAN-7WD' && one.validTo === undefined,
    );
    const { id, verified } = (running as NonNullable<typeof running>).rule;
    must(await triedAndChanged(ministry, { kind: 'correct', id, to: { verified: !verified } }, 'Đối chiếu.'));
    await home.work();
    // As a transaction leaves it that read the law before the change and committed after it.
    await home.owner.query("update clocks.clock set due_at = due_at - interval '1 day' where object_id = $1", [
      one.on.case,
    ]);
    await clocksJobs.find(({ name }) => name === 'clocks.follow-law')?.run(home.platform(), { codes: ['DL-PLAN-7WD'] });
    expect(await due()).toEqual(right);
  });
});
