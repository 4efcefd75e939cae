import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { calendar, clocksOverview, seeEscalation, sweepClocks } from '../../clocks/index.ts';
import { dissolveAgency, moveFunction } from '../../members/index.ts';
import { field } from '../forms/definition.pure.ts';
import { form06 } from '../forms/form-06.ts';
import {
  caseView,
  decide,
  formDuty,
  openCase,
  openForm,
  publishFormDefinition,
  saveFormDraft,
  sendReferral,
  submitForm,
  viewReferral,
} from '../index.ts';
import { COMMUNE, complete, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';
import { followFunctions } from './follow-functions.ts';

// Everything here changes by data alone: no line of code knows which ministry, commune, rule or form is meant.
const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

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
