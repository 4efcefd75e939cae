import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { clocksOverview, sweepClocks } from '../../clocks/index.ts';
import { listNotices, listWork } from '../../work/index.ts';
import {
  answerReferral,
  assignCase,
  caseView,
  declareConflict,
  disputeAge,
  listReferrals,
  nextSteps,
  openCase,
  openForm,
  openTrack,
  registerExternalReceiver,
  sendReferral,
  viewReferral,
} from '../index.ts';
import { byConsent, COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome());

async function opened(more: Parameters<typeof openOwnCase>[1] = {}) {
  const { id } = await openOwnCase(home, more);
  return drive(home, id);
}

/** A referral to the first facility, sent. */
async function referred(one: ReturnType<typeof drive>): Promise<string> {
  for (const by of ['child', 'representative'] as const) await one.consent(by, 'given');
  const referral = await one.refer(byConsent);
  must(await sendReferral(await one.officer(), { referral, version: 1 }));
  return referral;
}

describe('a case that ends without a review', () => {
  it('because the child cannot be found: only after the police were told, by the chair, with a reason', async () => {
    const one = await opened();
    await one.to('INITIAL_RISK');
    expect(code(await one.act('officer', 'end-lost', { reason: 'x' }))).toBe('case.not-your-role');
    expect(code(await one.act('chair', 'end-lost'))).toBe('case.needs-reason');
    expect(code(await one.act('chair', 'end-lost', { reason: 'Nội dung.' }))).toBe('case.police-not-told');
    must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }));
    expect(must(await one.act('chair', 'end-lost', { reason: 'Nội dung.' })).status).toBe('ENDED');
    const { overview, file } = must(await caseView(await one.chair(), one.on));
    expect(overview).toMatchObject({ status: 'ENDED', outcome: 'LOST', next: null });
    expect(overview.clocks.every((clock) => clock.status === 'cancelled')).toBe(true);
    expect(file?.decisions.map((decision) => decision.kind)).toContain('end-lost');
    expect(must(await nextSteps(await one.chair())).cases.map((row) => row.id)).not.toContain(one.on.case);
    expect(must(await one.act('officer', 'reopen', { reason: 'Nội dung.' })).status).toBe('INITIAL_RISK');
    expect(must(await caseView(await one.chair(), one.on)).overview.outcome).toBeNull();
  });

  it('because the child has died: with the document that says so', async () => {
    const one = await opened();
    expect(code(await one.act('chair', 'end-deceased', { reason: 'Nội dung.' }))).toBe('case.needs-document');
    must(await one.act('chair', 'end-deceased', { reason: 'Nội dung.', document: '00/TLKT, UBND phường (mẫu)' }));
    expect(must(await caseView(await one.chair(), one.on)).overview.outcome).toBe('DECEASED');
  });

  it('because it was not true: after an assessment, and not where that found an emergency', async () => {
    const grave = await opened();
    must(await grave.act('officer', 'start-initial-risk'));
    expect(code(await grave.act('chair', 'end-false', { reason: 'Nội dung.' }))).toBe('case.needs-form');
    await grave.fill('officer', 'FORM-02', {
      conclusion: 'EMERGENCY',
      immediate_measures: 'Nội dung.',
      separation_proposed: false,
    });
    expect(code(await grave.act('chair', 'end-false', { reason: 'Nội dung.' }))).toBe('case.emergency-was-found');
    const other = await opened();
    await other.to('SPECIFIC_RISK');
    expect(must(await other.act('chair', 'end-false', { reason: 'Nội dung.' })).status).toBe('ENDED');
  });
});

it('a settled age is found by its year, and no longer by the one that was wrong', async () => {
  const one = await opened({
    reception: { ...reception, child_name: 'Đoàn Mẫu Tuổi', age_known: 'ESTIMATE', estimated_age: 8 },
  });
  const keys = async () =>
    (
      await home.owner.query<{ key: string }>(
        "select kind || encode(blind, 'hex') as key from cases.identity_key where case_id = $1 and kind = 'name-year' order by 1",
        [one.on.case],
      )
    ).rows.map((row) => row.key);
  const before = await keys();
  expect(before).toHaveLength(1);
  must(await disputeAge(await one.officer(), { ...one.on, version: await one.version(), act: 'dispute' }));
  must(
    await disputeAge(await one.officer(), {
      ...one.on,
      version: await one.version(),
      act: 'settle',
      age: { kind: 'birth-date', birthDate: '2012-05-01' },
      evidence: 'BIRTH_CERTIFICATE',
    }),
  );
  const after = await keys();
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
});

it('whoever bears the name of an implicated person sees neither the referral nor the clocks', async () => {
  const one = await opened();
  const referral = await referred(one);
  const namesake = await home.person('facility_worker', 'FACILITY_A', { name: 'Mạc Văn Trùng' });
  const above = await home.person('province_child_officer', 'SYT-01', { province: '01', name: 'Mac Van Trùng' });
  const lists = async (who: typeof namesake) =>
    must(await listReferrals(await home.as(who), { side: 'in' })).map((row) => row.id);
  const clocks = async (who: typeof above) =>
    must(await clocksOverview(await home.as(who))).areas.reduce((sum, area) => sum + area.running + area.dueSoon, 0);
  expect(await lists(namesake)).toContain(referral);
  const all = await clocks(above);
  must(await declareConflict(await one.officer(), { ...one.on, implicated: { kind: 'name', name: 'Mạc Văn Trùng' } }));
  expect(await lists(namesake)).not.toContain(referral);
  expect(
    must(await listWork(await home.as(namesake), { kind: 'referral' })).rows.map((row) => row.object.id),
  ).not.toContain(referral);
  expect(code(await viewReferral(await home.as(namesake), { referral }))).toBe('record.not-found');
  expect(code(await answerReferral(await home.as(namesake), { referral, version: 2, act: 'accept' }))).toBe(
    'record.not-found',
  );
  expect(await lists(home.facility)).toContain(referral);
  // The case's clock and the one of the referral's answer.
  expect(await clocks(above)).toBe(all - 2);
  expect(await clocks(home.province)).toBe(all);
});

it('a grant opens the file for its own purpose alone', async () => {
  const one = await opened();
  must(await one.grant());
  const form = must(await caseView(await one.officer(), one.on)).file?.forms[0]?.id as string;
  const asked = async (purpose: string) => home.as(home.police, { purpose });
  expect(must(await caseView(await asked('investigation'), one.on)).file).not.toBeNull();
  expect(code(await openForm(await asked('investigation'), { ...one.on, form, read: ['narrative'] }))).toBe('accepted');
  expect(must(await caseView(await asked('protection'), one.on)).file).toBeNull();
  const refused = await openForm(await asked('protection'), { ...one.on, form, read: [] });
  expect(refused).toMatchObject({ refusal: { code: 'access.other-purpose', facts: { purpose: 'investigation' } } });
});

it('a receiver outside is registered for the own agency only, whatever is sent to the database', async () => {
  const client = new pg.Client({ connectionString: home.appUrl });
  await client.connect();
  try {
    const insert = async (agency: string) => {
      await client.query('begin');
      await home.become(client, home.chair);
      return client
        .query(
          `insert into cases.external_receiver (id, name_vi, name_en, age_recipient, signing_key, registered_by_agency, valid_from)
           values (uuidv7(), 'x', 'x', 'age1x', decode(repeat('00', 32), 'hex'), $1, '2026-01-01')`,
          [agency],
        )
        .finally(() => client.query('rollback'));
    };
    await expect(insert('UBND-00008')).rejects.toThrow(/row-level security/);
    expect((await insert(`UBND-${COMMUNE}`)).rowCount).toBe(1);
  } finally {
    await client.end();
  }
  expect(
    code(
      await registerExternalReceiver(await home.as(home.officer), {
        nameVi: 'x',
        nameEn: 'x',
        ageRecipient: 'age1x',
        signingKey: '',
      }),
    ),
  ).toBe('access.not-permitted');
});

describe('the inbox', () => {
  const inbox = async (person: string) =>
    (
      await home.owner.query<{ kind: string; object_id: string | null; facts: Record<string, unknown> }>(
        'select kind, object_id, facts from work.notice where person = $1 order by id',
        [person],
      )
    ).rows;
  const kinds = async (person: string, about: string) =>
    // The test's clock stands still, so these notices are all of one moment and have no order among them.
    (await inbox(person))
      .filter((notice) => notice.object_id === about)
      .map((notice) => notice.kind)
      .sort();

  it('tells of a case, a plan, a referral and its answer, and of nothing that a person wrote', async () => {
    const one = await opened();
    must(await assignCase(await one.chair(), { ...one.on, version: await one.version(), to: home.officer.person }));
    await one.to('PLAN_SUBMITTED');
    must(await one.act('chair', 'return-plan', { reason: 'Nội dung riêng.' }));
    const referral = await referred(one);
    must(await answerReferral(await home.as(home.facility), { referral, version: 2, act: 'accept' }));
    expect(await kinds(home.chair.person, one.on.case)).toEqual(['case.opened', 'plan.submitted']);
    expect(await kinds(home.officer.person, one.on.case)).toEqual(['case.assigned', 'plan.returned']);
    expect(await kinds(home.facility.person, referral)).toEqual(['referral.received']);
    expect(await kinds(home.officer.person, referral)).toEqual(['referral.answered']);
    const { rows } = await home.owner.query('select string_agg(facts::text, chr(10)) as text from work.notice');
    expect(rows[0].text).not.toMatch(/Mẫu|Nội dung|0912/);
    // What a notice is about has a name for who may know of it.
    const { reference } = must(await caseView(await one.officer(), one.on)).overview;
    const named = must(await listNotices(await one.officer())).notices;
    expect(named.find((notice) => notice.kind === 'case.assigned')?.reference).toBe(reference);
    await home.owner.query("update work.notice set person = $1 where object_id = $2 and kind = 'case.assigned'", [
      home.neighbourOfficer.person,
      one.on.case,
    ]);
    const elsewhere = must(await listNotices(await home.as(home.neighbourOfficer))).notices;
    expect(elsewhere.find((notice) => notice.kind === 'case.assigned')?.reference).toBeNull();
  });

  it('tells the commune that a clock is close and over, and the levels above that it went up; numbers where there are many', async () => {
    for (let place = 0; place < 2; place += 1)
      must(await openCase(await home.as(home.neighbourOfficer), { commune: NEIGHBOUR, urgency: 'U1', reception }));
    const now = home.clock.now();
    const sweptAfter = async (hours: number, who: string) => {
      home.clock.set(new Date(now.getTime() + hours * 3_600_000));
      const seen = new Set((await inbox(who)).map((notice) => JSON.stringify(notice)));
      must(await sweepClocks(home.platform()));
      return (await inbox(who)).filter((notice) => !seen.has(JSON.stringify(notice)));
    };
    const many = { count: expect.toSatisfy((count: number) => count >= 2) };
    expect(await sweptAfter(11, home.neighbourChair.person)).toMatchObject([
      { kind: 'clock.due-soon', object_id: null, facts: { count: 2 } },
    ]);
    expect(await sweptAfter(12.1, home.province.person)).toMatchObject([{ kind: 'clock.breached', facts: many }]);
    expect((await inbox(home.neighbourChair.person)).at(-1)).toMatchObject({
      kind: 'clock.breached',
      facts: { count: 2 },
    });
    expect(await sweptAfter(24.1, home.ministry.person)).toMatchObject([{ kind: 'clock.raised', facts: many }]);
    expect(await inbox(home.auditor.person)).toEqual([]);
    home.clock.set(now);
  });
});
