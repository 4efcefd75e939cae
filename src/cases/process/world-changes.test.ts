import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  calendar,
  changeCalendar,
  changeDeadlineRule,
  clocksJobs,
  clocksOverview,
  endByLaw,
  listCalendar,
  listDeadlineRules,
  type RuleChange,
  seeEscalation,
  sweepClocks,
  whatIf,
  whatIfCalendar,
} from '../../clocks/index.ts';
import { dissolveAgency, moveFunction } from '../../members/index.ts';
import { type Day, type DeadlineRule, deadlineRules, type Holiday, readLaw } from '../../vocabulary/index.ts';
import { field } from '../forms/definition.pure.ts';
import { form06 } from '../forms/form-06.ts';
import {
  caseView,
  decide,
  formDuty,
  nextSteps,
  openCase,
  openForm,
  publishFormDefinition,
  saveFormDraft,
  sendReferral,
  submitForm,
  viewReferral,
} from '../index.ts';
import {
  COMMUNE,
  complete,
  drive,
  NEIGHBOUR,
  openCasesHome,
  openOwnCase,
  reception,
  triedAndChanged,
} from '../testing.ts';
import { followFunctions } from './follow-functions.ts';

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

describe('the clocks', () => {
  it('warn, breach, and rise to the province and then to the ministry; once each, whatever runs twice', async () => {
    const one = drive(home, (await openOwnCase(home, { urgency: 'U1', informationAt: home.clock.now() })).id);
    const clock = async () =>
      must(await caseView(await one.officer(), one.on)).overview.clocks.find((row) => row.rule === 'DL-EMERG-12H');
    const raised = async () =>
      (
        await home.owner.query(
          'select kind, level, to_agency from clocks.escalation as e join clocks.clock as d on d.id = e.clock_id where d.object_id = $1 and d.rule_code = $2 order by kind desc, level desc',
          [one.on.case, 'DL-EMERG-12H'],
        )
      ).rows;
    const sweep = async () => must(await sweepClocks(home.platform(), { batch: 3 }));
    home.clock.advance(7 * 3_600_000);
    await sweep();
    expect(await raised()).toEqual([{ kind: 'warning', level: 'OWNER', to_agency: `UBND-${COMMUNE}` }]);
    expect((await clock())?.status).toBe('running');
    home.clock.advance(6 * 3_600_000);
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await clock()).toMatchObject({ status: 'breached', look: 'breached', escalatedTo: 'PROVINCE' });
    home.clock.advance(12 * 3_600_000);
    await sweep();
    await sweep();
    expect(await raised()).toEqual([
      { kind: 'warning', level: 'OWNER', to_agency: `UBND-${COMMUNE}` },
      { kind: 'breach', level: 'PROVINCE', to_agency: 'SYT-01' },
      { kind: 'breach', level: 'CENTRAL', to_agency: 'MOH-MCD' },
    ]);
    const province = await home.as(home.province);
    const list = must(await clocksOverview(province)).escalations;
    const mine = list.find((row) => row.rule === 'DL-EMERG-12H');
    must(await seeEscalation(province, { clock: mine?.clock as string, level: 'PROVINCE' }));
    expect(must(await clocksOverview(province)).escalations.length).toBe(list.length - 1);
    must(await one.act('officer', 'start-initial-risk'));
    await one.fill('officer', 'FORM-02', { conclusion: 'EMERGENCY', immediate_measures: 'Nội dung.' });
    must(await one.act('chair', 'decide-emergency', { reason: 'Nội dung.' }));
    expect((await clock())?.status).toBe('met-late');
  });

  it('of twelve hours run from when the commune received the information, as form 01 says, and anew when the case is re-opened', async () => {
    const received = new Date(home.clock.now().getTime() - 9 * 3_600_000);
    const answers = { ...reception, received_at: received.toISOString() };
    const one = drive(home, (await openOwnCase(home, { urgency: 'U1', reception: answers })).id);
    const emergencies = async () =>
      must(await caseView(await one.officer(), one.on)).overview.clocks.filter(({ rule }) => rule === 'DL-EMERG-12H');
    expect(await emergencies()).toMatchObject([
      { startedAt: received, dueAt: new Date(received.getTime() + 12 * 3_600_000), status: 'running' },
    ]);
    must(await one.act('officer', 'start-initial-risk'));
    must(await one.act('chair', 'end-deceased', { reason: 'Nội dung.', document: 'Văn bản số 1' }));
    must(await one.act('chair', 'reopen', { reason: 'Nội dung.' }));
    expect((await emergencies()).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'running']);
    expect((await emergencies()).find(({ status }) => status === 'running')?.startedAt).toEqual(home.clock.now());
    const { steps } = must(await caseView(await one.officer(), one.on)).overview;
    expect(steps.find(({ step }) => step === 'EMERGENCY')?.state).not.toBe('done');
  });

  it('of the plan run from the beginning of the specific assessment, which lies inside the five working days', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('SPECIFIC_RISK');
    const plan = must(await caseView(await one.officer(), one.on)).overview.clocks.filter(
      ({ rule }) => rule === 'DL-PLAN-5WD',
    );
    expect(plan).toMatchObject([{ startedAt: home.clock.now(), status: 'running' }]);
  });

  it('of an emergency ends where the assessment finds none', async () => {
    const one = drive(home, (await openOwnCase(home, { urgency: 'U1', informationAt: home.clock.now() })).id);
    const view = async () => must(await caseView(await one.officer(), one.on)).overview;
    must(await one.act('officer', 'start-initial-risk'));
    await one.fill('officer', 'FORM-02', complete['FORM-02']);
    must(await one.act('officer', 'start-specific-risk'));
    const { clocks, next, steps } = await view();
    expect(clocks.find((clock) => clock.rule === 'DL-EMERG-12H')?.status).toBe('cancelled');
    expect(next?.act).toBe('conclude-specific-risk');
    expect(steps.find(({ step }) => step === 'EMERGENCY')?.state).toBe('not-needed');
  });

  it('stand in the agency’s calendar beside its days off', async () => {
    const days = must(await calendar(await home.as(home.officer), { from: '2026-04-24', to: '2026-05-08' }));
    expect(days.filter((day) => !day.working).map((day) => day.day)).toEqual([
      '2026-04-25',
      '2026-04-26',
      '2026-04-27',
      '2026-04-30',
      '2026-05-01',
      '2026-05-02',
      '2026-05-03',
    ]);
    expect(
      days.flatMap((day) => day.entries).some((entry) => entry.kind === 'clock' && entry.code === 'DL-PLAN-7WD'),
    ).toBe(true);
    expect(code(await calendar(await home.as(home.officer), { from: '2026-01-01', to: '2027-01-01' }))).toBe(
      'calendar-day.invalid',
    );
  });
});

describe('a form', () => {
  it('gets a new version from a day on; filled ones and begun drafts keep theirs', async () => {
    const before = drive(home, (await openOwnCase(home)).id);
    await before.to('REVIEW');
    const draft = must(
      await saveFormDraft(await before.officer(), {
        ...before.on,
        form: 'FORM-06',
        base: 0,
        changes: complete['FORM-06'],
      }),
    );
    const next = {
      ...form06,
      version: '2026.1',
      validFrom: '2026-06-01' as const,
      sections: [
        ...form06.sections,
        {
          code: 'E',
          vi: 'Trên mạng',
          en: 'Online',
          fields: [
            field.yesNo('online_safe', 'Trẻ an toàn trên mạng', 'The child is safe online', 'triage', {
              required: true,
            }),
          ],
        },
      ],
    };
    expect(code(await publishFormDefinition(await home.as(home.province), { definition: next }))).toBe(
      'access.not-permitted',
    );
    const ministry = await home.as(home.ministry);
    expect(
      code(
        await publishFormDefinition(ministry, {
          definition: {
            ...next,
            sections: [{ code: 'X', vi: 'x', en: 'x', fields: [field.text('t', 'x', 'x', 'triage')] }],
          },
        }),
      ),
    ).toBe('form.definition-invalid');
    must(await publishFormDefinition(ministry, { definition: next }));
    expect(code(await publishFormDefinition(ministry, { definition: { ...next, version: '2026.2' } }))).toBe(
      'form.definition-invalid',
    );
    home.clock.set('2026-06-02T02:00:00Z');
    must(await submitForm(await before.officer(), { ...before.on, form: 'FORM-06', base: draft.version }));
    const old = must(await openForm(await before.officer(), { ...before.on, form: draft.id, read: [] }));
    expect(old.definition.version).toBe('2017.1');
    const after = drive(home, (await openOwnCase(home)).id);
    await after.to('REVIEW');
    const fresh = must(
      await saveFormDraft(await after.officer(), {
        ...after.on,
        form: 'FORM-06',
        base: 0,
        changes: complete['FORM-06'],
      }),
    );
    expect(
      await submitForm(await after.officer(), { ...after.on, form: 'FORM-06', base: fresh.version }),
    ).toMatchObject({ refusal: { code: 'form.answer-missing', field: 'online_safe' } });
    expect(Object.keys(formDuty)).toContain('FORM-06');
  });
});

describe('an agency', () => {
  it('that gives its function away in the middle of a case may not act any more; the new holder carries on, with clocks, referrals and texts', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_APPROVED');
    const referral = await one.refer();
    must(await sendReferral(await one.officer(), { referral, version: 1 }));
    const platform = home.platform();
    must(
      await moveFunction(platform, {
        functionCode: 'OWN_CASE',
        from: `UBND-${COMMUNE}`,
        to: `UBND-${NEIGHBOUR}`,
        day: '2026-06-10',
        legalBasis: 'Quyết định thử nghiệm',
      }),
    );
    home.clock.set('2026-06-11T02:00:00Z');
    const refused = await one.act('officer', 'start-implementation');
    expect(refused).toMatchObject({
      refusal: { code: 'case.not-your-function', facts: { function: 'OWN_CASE', holder: `UBND-${NEIGHBOUR}` } },
    });
    const followed = must(await followFunctions(home.platform()));
    expect(followed.moved).toBeGreaterThan(0);
    expect(must(await followFunctions(home.platform()))).toEqual({ moved: 0, withoutKey: [] });
    expect(code(await caseView(await one.officer(), one.on))).toBe('record.not-found');
    const there = await home.as(home.neighbourOfficer);
    const view = must(await caseView(there, { ...one.on, read: ['narrative', 'identity'] }));
    expect(view.overview).toMatchObject({ owner: `UBND-${NEIGHBOUR}`, commune: COMMUNE, status: 'PLAN_APPROVED' });
    expect(view.file?.child?.name).toBe('Lê Thị Mẫu');
    expect(view.file?.plan?.actions[0]?.what).toBe('Nội dung.');
    expect(must(await viewReferral(there, { referral, read: ['narrative'] })).texts.REASON).toBe('a');
    must(await decide(there, { ...one.on, version: view.overview.version, act: 'start-implementation' }));
    // New information from the old commune's area goes to the new holder.
    expect(must(await openCase(there, { commune: COMMUNE, reception })).owner.code).toBe(`UBND-${NEIGHBOUR}`);
  });

  it('that is dissolved, as when its commune is merged into the neighbour, leaves every function and case to its successor', async () => {
    const there = await home.as(home.neighbourOfficer);
    const kept = must(await openCase(there, { commune: NEIGHBOUR, reception }));
    must(
      await dissolveAgency(home.platform(), {
        agency: `UBND-${NEIGHBOUR}`,
        from: '2026-06-20',
        successor: `UBND-${COMMUNE}`,
        legalBasis: 'Nghị quyết sáp nhập thử nghiệm',
      }),
    );
    home.clock.set('2026-06-21T02:00:00Z');
    const followed = must(await followFunctions(home.platform()));
    expect(followed.withoutKey).toEqual([]);
    const officer = await home.as(home.officer);
    const view = must(await caseView(officer, { case: kept.id, read: ['identity'] }));
    expect(view.overview.owner).toBe(`UBND-${COMMUNE}`);
    expect(view.file?.child?.name).toBe('Lê Thị Mẫu');
    must(await decide(officer, { case: kept.id, version: view.overview.version, act: 'start-initial-risk' }));
    expect(code(await caseView(await home.as(home.neighbourOfficer), { case: kept.id }))).toBe('record.not-found');
  });
});
