import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  answerReferral,
  caseView,
  editReferral,
  listExternalReceivers,
  listReferrals,
  makeReferral,
  openForm,
  referralReceivers,
  registerExternalReceiver,
  routeElsewhere,
  saveFormDraft,
  sendReferral,
  sharingGrounds,
  viewReferral,
} from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome());

const facts = { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' };

async function sent(one: ReturnType<typeof drive>) {
  const referral = await one.refer();
  must(await sendReferral(await one.officer(), { referral, version: 1 }));
  return referral;
}

describe('where a referral can go', () => {
  it('follows the functions held on the day, and the kinds of organisations; who has no key is marked', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const police = must(await referralReceivers(await one.officer(), { ...one.on, purpose: 'POLICE' }));
    expect(police.on).toBe('2026-04-22');
    expect(police.receivers.map((row) => row.code)).toContain('CAT-01');
    expect(police.receivers.every((row) => 'function' in row.by && row.by.function === 'INVESTIGATE')).toBe(true);
    const shelter = must(await referralReceivers(await one.officer(), { ...one.on, purpose: 'SHELTER' })).receivers;
    expect(shelter.find((row) => row.code === 'FACILITY_A')).toMatchObject({ reachable: true });
    await home.agency({ code: 'FACILITY_KEYLESS' });
    const again = must(await referralReceivers(await one.officer(), { ...one.on, purpose: 'SHELTER' })).receivers;
    expect(again.find((row) => row.code === 'FACILITY_KEYLESS')).toMatchObject({ reachable: false });
    expect(again.some((row) => row.code === 'SCHOOL_A')).toBe(false);
    expect(code(await referralReceivers(await one.officer(), { ...one.on, purpose: 'LUNCH' }))).toBe(
      'referral.basis-not-for-purpose',
    );
    expect(code(await referralReceivers(await home.as(home.neighbourOfficer), { ...one.on, purpose: 'POLICE' }))).toBe(
      'record.not-found',
    );
  });

  it('names receivers outside to those who refer, and to nobody else', async () => {
    must(
      await registerExternalReceiver(await home.as(home.chair), {
        nameVi: 'Phòng khám Mẫu',
        nameEn: 'Sample clinic',
        ageRecipient: 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z',
        signingKey: Buffer.alloc(32, 7).toString('base64'),
      }),
    );
    expect(must(await listExternalReceivers(await home.as(home.officer))).map((row) => row.nameVi)).toEqual([
      'Phòng khám Mẫu',
    ]);
    expect(code(await listExternalReceivers(await home.as(home.facility)))).toBe('access.not-permitted');
  });
});

it('says beforehand what sending will be judged by: ages, whose consent, and what stands against each ground', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const grounds = async () => must(await sharingGrounds(await one.officer(), { ...one.on, purpose: 'PSYCHOSOCIAL' }));
  expect(await grounds()).toMatchObject({
    known: 'birth-date',
    under: { 7: 'no', 16: 'yes', 18: 'yes' },
    needed: ['child', 'representative'],
    bases: [{ basis: 'CONSENT', fault: 'referral.consent-missing' }],
  });
  for (const by of ['child', 'representative'] as const) await one.consent(by, 'given');
  expect((await grounds()).bases).toEqual([{ basis: 'CONSENT', fault: null }]);
  home.clock.advance(1000);
  await one.consent('child', 'withdrawn');
  expect((await grounds()).bases).toEqual([{ basis: 'CONSENT', fault: 'referral.consent-refused' }]);
  expect(code(await sharingGrounds(await home.as(home.province), { ...one.on, purpose: 'PSYCHOSOCIAL' }))).toBe(
    'access.not-permitted',
  );
});

describe('another route', () => {
  it('takes the same facts to another receiver after a refusal, in one step, and not before', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const referral = await sent(one);
    const to = { agency: 'FACILITY_B' };
    expect(code(await routeElsewhere(await one.officer(), { referral, version: 2, to }))).toBe('referral.act-not-open');
    must(
      await answerReferral(await home.as(home.facility), {
        referral,
        version: 2,
        act: 'reject',
        reason: 'NO_CAPACITY',
      }),
    );
    expect(
      code(await routeElsewhere(await one.officer(), { referral, version: 3, to: { agency: 'FACILITY_A' } })),
    ).toBe('referral.receiver-unknown');
    expect(code(await routeElsewhere(await home.as(home.facility), { referral, version: 3, to }))).toBe(
      'access.not-permitted',
    );
    const routed = must(await routeElsewhere(await one.officer(), { referral, version: 3, to }));
    expect(routed.sent).toBe(true);
    const seen = must(
      await viewReferral(await home.as(home.otherFacility), {
        referral: routed.referral,
        read: ['narrative', 'identity'],
      }),
    );
    expect(seen.texts).toEqual(facts);
    expect(seen.case).toBeNull();
    expect(must(await viewReferral(await one.officer(), { referral })).case).toBe(one.on.case);
  });
});

it('lists by state, purpose and case; an unknown filter finds nothing', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const referral = await sent(one);
  const list = async (more: object) =>
    must(await listReferrals(await one.officer(), { side: 'out', ...more })).map((row) => row.id);
  expect(await list({ case: one.on.case })).toEqual([referral]);
  expect(await list({ case: one.on.case, statuses: ['DONE'] })).toEqual([]);
  expect(await list({ case: one.on.case, statuses: ['SENT', 'NEVER'] })).toEqual([referral]);
  expect(await list({ statuses: ['NEVER'] })).toEqual([]);
  expect(await list({ purpose: 'POLICE', case: one.on.case })).toEqual([]);
  expect(await list({ case: 'nobody' })).toEqual([]);
  expect(must(await listReferrals(await home.as(home.facility), { side: 'in' })).map((row) => row.id)).toContain(
    referral,
  );
});

it('a clash names who wrote the field that stands, not who saved the form last', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  await one.to('INITIAL_RISK');
  const save = async (who: 'officer' | 'chair', base: number, changes: Record<string, string>) =>
    must(await saveFormDraft(await one[who](), { ...one.on, form: 'FORM-02', base, changes }));
  const first = await save('officer', 0, { harm_severity: 'LOW' });
  await save('officer', first.version, { harm_severity: 'HIGH' });
  const clash = await save('chair', first.version, { harm_severity: 'MEDIUM', can_tell: 'LOW' });
  expect(clash.conflicts).toMatchObject([{ field: 'harm_severity', by: home.officer.person, theirs: 'HIGH' }]);
  const file = must(await caseView(await one.officer(), one.on)).file;
  const draft = file?.forms.find((form) => form.status === 'draft');
  expect(draft?.updatedBy).toBe(home.chair.person);
  const opened = must(
    await openForm(await one.officer(), { ...one.on, form: draft?.id ?? '', read: ['narrative', 'internal'] }),
  );
  expect(opened.conflicts).toMatchObject([
    { field: 'harm_severity', value: 'MEDIUM', by: home.chair.person, standing: { by: home.officer.person } },
  ]);
});

it('the other value of an identity field is told only to who has proved who they are', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const save = async (ctx: Awaited<ReturnType<typeof one.officer>>, base: number, name: string) =>
    saveFormDraft(ctx, { ...one.on, form: 'FORM-01', base, changes: { child_name: name } });
  const first = must(await save(await one.officer(), 0, 'Lê Thị Mẫu'));
  must(await save(await one.officer(), first.version, 'Lê Thị Mẫu Hai'));
  const unproved = await home.as(home.chair, { steppedUpUntil: undefined });
  expect(code(await save(unproved, first.version, 'Lê Thị Mẫu Ba'))).toBe('access.step-up-needed');
  expect(must(await save(await one.chair(), first.version, 'Lê Thị Mẫu Ba')).conflicts).toHaveLength(1);
});

describe('a draft', () => {
  const drafted = async (one: ReturnType<typeof drive>, given: Record<string, string> = facts) =>
    must(
      await makeReferral(await one.officer(), {
        ...one.on,
        purpose: 'SHELTER',
        to: { agency: 'FACILITY_A' },
        basis: 'CONSENT',
        facts: given,
      }),
    ).referral;

  it('is mended fact by fact: changed, added, taken out, the rest as it was; then it is sent as it stands', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const { NAME: _name, ...few } = facts;
    const referral = await drafted(one, { ...few, HEALTH: 'x' });
    const officer = await one.officer();
    expect(code(await sendReferral(officer, { referral, version: 1 }))).toBe('referral.less-than-needed');
    must(
      await editReferral(officer, {
        referral,
        version: 1,
        facts: { REASON: 'Lý do mới', NAME: 'Trẻ Mẫu', HEALTH: ' ' },
        basis: 'CHILD_PROTECTION',
      }),
    );
    const read = await viewReferral(
      await home.as(home.officer, { steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) }),
      {
        referral,
        read: ['narrative', 'identity'],
      },
    );
    expect(must(read)).toMatchObject({ version: 2, basis: 'CHILD_PROTECTION', status: 'DRAFT' });
    expect(must(read).texts).toEqual({ REASON: 'Lý do mới', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'Trẻ Mẫu' });
    // Both in one moment of the test's clock.
    expect(
      must(read)
        .events.map((event) => event.code)
        .sort(),
    ).toEqual(['edited', 'made']);
    must(await sendReferral(officer, { referral, version: 2 }));
    expect(
      must(await viewReferral(await home.as(home.facility), { referral, read: ['narrative'] })).texts,
    ).toMatchObject({
      REASON: 'Lý do mới',
    });
    // What was sent is what the receiver was given.
    expect(code(await editReferral(officer, { referral, version: 3, facts: { REASON: 'y' } }))).toBe(
      'referral.act-not-open',
    );
    await expect(
      home.owner.query("update cases.referral_part set sealed = '' where referral_id = $1", [referral]),
    ).rejects.toThrow(/stay as they are/);
    await expect(
      home.owner.query("update cases.referral set basis = 'CONSENT' where id = $1", [referral]),
    ).rejects.toThrow(/stays as it is/);
  });

  it('is its own commune’s; a field that is none, a basis that is none and an old version are refused, and nothing changes', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const referral = await drafted(one);
    const officer = await one.officer();
    const edit = async (who: typeof officer, more: object) =>
      code(await editReferral(who, { referral, version: 1, facts: { REASON: 'y' }, ...more }));
    expect(await edit(officer, { facts: { COLOUR: 'x' } })).toBe('form.answer-invalid');
    expect(await edit(officer, { facts: { REASON: 'x'.repeat(8_001) } })).toBe('form.answer-invalid');
    expect(await edit(officer, { basis: 'FRIENDSHIP' })).toBe('referral.basis-not-for-purpose');
    expect(await edit(officer, { version: 7 })).toBe('record.changed-meanwhile');
    expect(await edit(await home.as(home.neighbourOfficer), {})).toBe('record.not-found');
    expect(await edit(await home.as(home.facility), {})).toBe('record.not-found');
    const read = must(await viewReferral(officer, { referral, read: ['narrative'] }));
    expect(read).toMatchObject({ version: 1, texts: { REASON: 'a' } });
  });
});
