import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { caseView, decide, mergeCases, openCase, saveFormDraft, savePlan, submitForm } from '../index.ts';
import { type CasesHome, COMMUNE, complete, drive, FAR, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

const hours = (n: number) => n * 3_600_000;

describe('opening', () => {
  it('is refused where nobody owns cases, where the desk has no key, and with a bad form 01', async () => {
    const officer = await home.as(home.officer);
    expect(code(await openCase(officer, { commune: '99999', reception }))).toBe('case.no-owner');
    expect(code(await openCase(officer, { commune: FAR, reception }))).toBe('case.desk-has-no-key');
    expect(code(await openCase(officer, { commune: COMMUNE, reception: { ...reception, sex: 'X' } }))).toBe(
      'form.answer-invalid',
    );
    const { sex: _sex, ...short } = reception;
    expect(code(await openCase(officer, { commune: COMMUNE, reception: short }))).toBe('form.answer-missing');
    expect(code(await openCase(await home.as(home.facility), { commune: COMMUNE, reception }))).toBe(
      'access.not-permitted',
    );
    expect(
      code(
        await openCase(await home.as(home.counsellor), {
          report: '0197f000-0000-7000-8000-000000000001',
          commune: COMMUNE,
          reception,
        }),
      ),
    ).toBe('record.not-found');
  });
});

describe('acts', () => {
  it('of another step, another role and another commune are refused, and the denials are in the audit', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    expect(code(await one.act('chair', 'close'))).toBe('case.act-not-open');
    must(await one.act('officer', 'start-initial-risk'));
    expect(code(await one.act('officer', 'start-specific-risk'))).toBe('case.needs-form');
    expect(code(await one.act('officer', 'decide-emergency', { reason: 'x' }))).toBe('case.not-your-role');
    expect(
      code(
        await decide(await home.as(home.neighbourChair), {
          ...one.on,
          version: 2,
          act: 'decide-emergency',
          reason: 'x',
        }),
      ),
    ).toBe('record.not-found');
    const { rows } = await home.owner.query(
      "select count(*)::int as n from kernel.audit_entry where outcome = 'refused' and object_id = $1",
      [one.on.case],
    );
    expect(rows[0].n).toBe(2);
  });

  it('may be written down late with a reason within a day, which stays visible; not later, not before the last, not ahead', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    home.clock.advance(hours(30));
    const now = home.clock.now().getTime();
    expect(code(await one.act('officer', 'start-initial-risk', { at: new Date(now + hours(1)), reason: 'x' }))).toBe(
      'act.in-the-future',
    );
    expect(code(await one.act('officer', 'start-initial-risk', { at: new Date(now - hours(40)), reason: 'x' }))).toBe(
      'act.before-the-last',
    );
    expect(code(await one.act('officer', 'start-initial-risk', { at: new Date(now - hours(26)), reason: 'x' }))).toBe(
      'act.too-long-ago',
    );
    expect(code(await one.act('officer', 'start-initial-risk', { at: new Date(now - hours(3)) }))).toBe(
      'act.late-without-reason',
    );
    must(await one.act('officer', 'start-initial-risk', { at: new Date(now - hours(3)), reason: 'Mất điện.' }));
    const event = must(await caseView(await one.officer(), one.on)).file?.events.find(
      (entry) => entry.code === 'start-initial-risk',
    );
    expect(event?.codes.backDated).toBe(true);
    expect((event?.recordedAt.getTime() ?? 0) - (event?.at.getTime() ?? 0)).toBe(hours(3));
  });

  it('by two at once: one wins, the other is told what the first one did', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_SUBMITTED');
    await one.fill('chair', 'FORM-05');
    const second = await home.person('commune_chair', `UBND-${COMMUNE}`);
    const version = await one.version();
    const results = await Promise.all([
      decide(await one.chair(), { ...one.on, version, act: 'approve-plan' }),
      decide(await home.as(second), { ...one.on, version, act: 'return-plan', reason: 'x' }),
    ]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
    const lost = results.find((result) => !result.ok);
    expect(lost).toMatchObject({ refusal: { code: 'record.changed-meanwhile', facts: { version: version + 1 } } });
    const won = results.find((result) => result.ok);
    expect(lost?.ok === false && lost.refusal.facts?.status).toBe(won?.ok && won.value.status);
  });

  it('the author of a plan may not approve it, in whatever role', async () => {
    const both = await home.person('commune_chair', `UBND-${COMMUNE}`);
    const two = {
      ...both,
      assignments: [...both.assignments, { role: 'commune_child_officer', agency: `UBND-${COMMUNE}` }],
    };
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_DRAFT');
    await one.fill('officer', 'FORM-04');
    const ctx = await home.as(two);
    must(
      await savePlan(ctx, {
        ...one.on,
        base: 0,
        actions: [
          {
            level: 'SUPPORT',
            service: 'EDUCATION',
            executor: { kind: 'family' },
            startsOn: '2026-07-01',
            endsOn: '2026-08-01',
            what: 'x',
          },
        ],
        monitoring: ['2026-12-01'],
      }),
    );
    must(await one.act('officer', 'submit-plan'));
    must(await submitFormAs(ctx, one.on));
    expect(code(await decide(ctx, { ...one.on, version: await one.version(), act: 'approve-plan' }))).toBe(
      'approval.not-yours-to-decide',
    );
    must(await one.act('chair', 'approve-plan'));
  });

  async function submitFormAs(ctx: Awaited<ReturnType<CasesHome['as']>>, on: { case: string }) {
    const saved = must(await saveFormDraft(ctx, { ...on, form: 'FORM-05', base: 0, changes: complete['FORM-05'] }));
    return submitForm(ctx, { ...on, form: 'FORM-05', base: saved.version });
  }

  it('a returned plan is written on from what it said; closing without the two conditions is refused; the way on is a new plan', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_SUBMITTED');
    expect(code(await savePlan(await one.officer(), { ...one.on, base: 2, actions: [], monitoring: [] }))).toBe(
      'plan.frozen',
    );
    must(await one.act('chair', 'return-plan', { reason: 'Cần rõ hơn.' }));
    must(await one.act('officer', 'revise-plan'));
    const again = must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form: 'FORM-04',
        base: 0,
        changes: { goals: 'Mục tiêu rõ hơn.' },
      }),
    );
    must(await submitForm(await one.officer(), { ...one.on, form: 'FORM-04', base: again.version }));
    must(await one.act('officer', 'submit-plan'));
    await one.fill('chair', 'FORM-05');
    must(await one.act('chair', 'approve-plan'));
    must(await one.act('officer', 'start-implementation'));
    must(await one.act('officer', 'start-review'));
    await one.fill('officer', 'FORM-06', { stable_emotional: false });
    expect(code(await one.act('chair', 'close'))).toBe('case.child-not-stable');
    must(await one.act('officer', 'replan'));
    const view = must(await caseView(await one.officer(), one.on));
    expect(view.overview).toMatchObject({ status: 'PLAN_DRAFT', cycle: 2 });
    expect(
      view.overview.clocks
        .filter((clock) => clock.rule === 'DL-PLAN-5WD')
        .map((clock) => clock.status)
        .sort(),
    ).toEqual(['met', 'running']);
  });

  it('a risk that remains stands against closing too', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('REVIEW');
    await one.fill('officer', 'FORM-06', { further_risk: true });
    expect(code(await one.act('chair', 'close'))).toBe('case.risk-remains');
    expect(must(await caseView(await one.chair(), one.on)).overview.next).toMatchObject({ act: 'replan' });
  });

  it('court, re-opening and merging', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('IMPLEMENTING');
    expect(code(await one.act('chair', 'send-to-court'))).toBe('case.needs-reason');
    must(await one.act('chair', 'send-to-court', { reason: 'Cha mẹ từ chối kế hoạch.' }));
    must(await one.act('chair', 'return-from-court', { reason: 'Tòa đã quyết định.' }));
    expect(must(await caseView(await one.officer(), one.on)).overview.status).toBe('PLAN_DRAFT');
    const other = await openOwnCase(home);
    expect(
      code(
        await mergeCases(await one.officer(), {
          ...one.on,
          version: await one.version(),
          into: one.on.case,
          reason: 'x',
        }),
      ),
    ).toBe('merge.not-together');
    must(
      await mergeCases(await one.officer(), {
        ...one.on,
        version: await one.version(),
        into: other.id,
        reason: 'Trùng.',
      }),
    );
    expect(code(await one.act('officer', 'reopen', { reason: 'x' }))).toBe('case.act-not-open');
    expect(
      must(await caseView(await one.officer(), { case: other.id })).file?.events.map((event) => event.code),
    ).toContain('merged-in');

    const closed = drive(home, (await openOwnCase(home)).id);
    await closed.to('REVIEW');
    await closed.fill('officer', 'FORM-06');
    must(await closed.act('chair', 'close'));
    must(await closed.act('officer', 'reopen', { reason: 'Có thông tin mới.' }));
    // A new round: the old assessment does not count.
    expect(code(await closed.act('officer', 'start-specific-risk'))).toBe('case.needs-form');
  });
});
