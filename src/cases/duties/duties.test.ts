import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { decideApproval, listWork, type WorkRow } from '../../work/index.ts';
import { assignCase, caseView, declareConflict, sendReferral } from '../index.ts';
import { byConsent, COMMUNE, drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());

/** What waits for somebody on one case or referral. */
async function work(who: PersonActor, id: string): Promise<WorkRow[]> {
  const found = must(await listWork(await home.as(who)));
  expect(found.unread).toEqual([]);
  return found.rows.filter((row) => row.object.id === id);
}

describe('what waits on cases', () => {
  it('has an emergency first for everybody of the commune, and nothing of it for the neighbour', async () => {
    const calm = await openOwnCase(home, { urgency: 'U3' });
    const grave = await openOwnCase(home, { urgency: 'U1' });
    for (const who of [home.officer, home.chair]) {
      const { rows } = must(await listWork(await home.as(who), { kind: 'case-step' }));
      const [first] = rows;
      expect(first).toMatchObject({ object: { id: grave.id }, band: 'save-now', clock: { rule: 'DL-EMERG-12H' } });
      expect(rows.map((row) => row.object.id)).toContain(calm.id);
    }
    expect(await work(home.neighbourOfficer, grave.id)).toEqual([]);
    expect(await work(home.auditor, grave.id)).toEqual([]);
  });

  it('waits in an emergency for the assessment first, and then for the chair, who is told nothing but the truth', async () => {
    const found = async (conclusion: Record<string, string>) => {
      const one = drive(home, (await openOwnCase(home, { urgency: 'U1' })).id);
      must(await one.act('officer', 'start-initial-risk'));
      for (const who of [home.officer, home.chair])
        expect(await work(who, one.on.case)).toMatchObject([
          { kind: 'form', facts: { form: 'FORM-02' }, mine: true, danger: true, band: 'save-now' },
        ]);
      await one.fill('officer', 'FORM-02', conclusion);
      return (await Promise.all([home.officer, home.chair].map((who) => work(who, one.on.case)))).map(
        (rows) => rows.find(({ kind }) => kind === 'case-step') ?? rows,
      );
    };
    expect(await found({ conclusion: 'EMERGENCY', immediate_measures: 'Nội dung.' })).toMatchObject([
      { act: 'decide-emergency', mine: false, band: 'save-now' },
      { act: 'decide-emergency', mine: true, band: 'save-now' },
    ]);
    expect(await found({ conclusion: 'NOT_EMERGENCY' })).toMatchObject([
      { act: 'start-specific-risk', mine: true },
      { act: 'start-specific-risk', mine: true },
    ]);
  });

  it('says whose turn it is as the case goes on, and asks for the form of the step', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_DRAFT');
    expect(await work(home.officer, one.on.case)).toMatchObject([
      { kind: 'form', facts: { form: 'FORM-04' }, act: 'fill', mine: true },
    ]);
    await one.fill('officer', 'FORM-04');
    expect(await work(home.officer, one.on.case)).toMatchObject([
      { kind: 'case-step', act: 'submit-plan', mine: true },
    ]);
    await one.planned();
    must(await one.act('officer', 'submit-plan'));
    const waits = (await work(home.officer, one.on.case)).find((row) => row.kind === 'case-step');
    expect(waits).toMatchObject({ act: 'fill', facts: { form: 'FORM-05' }, mine: false, band: 'waits-for-others' });
    const turn = (await work(home.chair, one.on.case)).map(({ kind, mine }) => ({ kind, mine }));
    expect(turn).toEqual([{ kind: 'form', mine: true }]);
    await one.fill('chair', 'FORM-05');
    expect(await work(home.chair, one.on.case)).toMatchObject([{ kind: 'case-step', act: 'approve-plan', mine: true }]);
    // The plan is approved as an act on the case, and not from a list of approvals beside it.
    const { rows } = await home.owner.query(
      "select id from work.approval where kind = 'case-plan' and decided_at is null",
    );
    expect(must(await listWork(await one.chair(), { kind: 'approval' })).rows).toEqual([]);
    expect(code(await decideApproval(await one.chair(), { approval: rows[0].id, decision: 'APPROVED' }))).toBe(
      'approval.decided-elsewhere',
    );
  });

  it('shows the receiver a referral without the case behind it, until it is answered; a namesake of who is implicated none', async () => {
    const { id, reference } = await openOwnCase(home);
    const one = drive(home, id);
    for (const by of ['child', 'representative'] as const) await one.consent(by, 'given');
    const referral = await one.refer(byConsent);
    must(await sendReferral(await one.officer(), { referral, version: 1 }));
    const [row] = await work(home.facility, referral);
    expect(row).toMatchObject({ kind: 'referral', act: 'answer', reference, mine: true });
    // The code names the matter, and leads nowhere else in it.
    expect(JSON.stringify(row)).not.toContain(one.on.case);
    expect(await work(home.otherFacility, referral)).toEqual([]);

    const namesake = await home.person('commune_child_officer', `UBND-${COMMUNE}`, { name: 'Mạc Văn Trùng' });
    expect((await work(namesake, one.on.case)).length).toBeGreaterThan(0);
    must(
      await declareConflict(await one.officer(), { ...one.on, implicated: { kind: 'name', name: 'Mạc Văn Trùng' } }),
    );
    expect(await work(namesake, one.on.case)).toEqual([]);
  });

  it('is the turn of the chair for what the chair decides, and for the officers’ work only where it was given to the chair', async () => {
    const turns = async (who: PersonActor, id: string) =>
      (await work(who, id)).map(({ kind, act, mine, band }) => ({ kind, act, mine, band }));
    const one = drive(home, (await openOwnCase(home, { urgency: 'U3' })).id);
    expect((await work(home.officer, one.on.case)).every(({ mine }) => mine)).toBe(true);
    expect((await turns(home.chair, one.on.case)).map(({ mine, band }) => [mine, band])).toEqual(
      (await turns(home.officer, one.on.case)).map(() => [false, 'waits-for-others']),
    );

    await one.to('PLAN_SUBMITTED');
    expect(await turns(home.chair, one.on.case)).toMatchObject([{ kind: 'form', act: 'fill', mine: true }]);
    const planned = drive(home, (await openOwnCase(home, { urgency: 'U3' })).id);
    await planned.to('IMPLEMENTING');
    home.clock.set('2026-07-30T02:00:00Z');
    const visits = (rows: Awaited<ReturnType<typeof turns>>) => rows.filter(({ kind }) => kind === 'plan');
    expect(visits(await turns(home.officer, planned.on.case))).toMatchObject([{ mine: true }]);
    expect(visits(await turns(home.chair, planned.on.case))).toMatchObject([{ mine: false, band: 'waits-for-others' }]);

    const { version } = must(await caseView(await planned.officer(), planned.on)).overview;
    must(await assignCase(await planned.officer(), { ...planned.on, version, to: home.chair.person }));
    expect((await turns(home.chair, planned.on.case)).map(({ mine }) => mine)).not.toContain(false);
  });

  it('is all the chair’s turn in a commune without an officer', async () => {
    const one = drive(home, (await openOwnCase(home, { urgency: 'U3' })).id);
    const mine = async () => (await work(home.chair, one.on.case)).map((row) => row.mine);
    expect(await mine()).not.toContain(true);
    const left =
      "update members.role_assignment set valid_to = $1 where role = 'commune_child_officer' and agency = $2";
    await home.owner.query(left, [home.clock.now(), `UBND-${COMMUNE}`]);
    expect((await mine()).length).toBeGreaterThan(0);
    expect(await mine()).not.toContain(false);
    await home.owner.query(left, [null, `UBND-${COMMUNE}`]);
  });
});
