import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  answerReferral,
  caseView,
  disputeAge,
  makeReferral,
  revokeReferral,
  sendReferral,
  viewReferral,
} from '../index.ts';
import { byConsent, drive, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('consent and age', () => {
  const facts = { REASON: 'Nội dung.', NEEDS: 'Nội dung.', AGE_SEX: '11 tuổi, nữ' };
  it('a refused consent stands; protection has its own basis; too much and too little are refused', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const make = async (more: object) =>
      must(
        await makeReferral(await one.officer(), {
          ...one.on,
          purpose: 'PSYCHOSOCIAL',
          to: { agency: 'FACILITY_A' },
          basis: 'CONSENT',
          facts,
          ...more,
        }),
      ).referral;
    const send = async (referral: string) => code(await sendReferral(await one.officer(), { referral, version: 1 }));
    await one.consent('child', 'given');
    await one.consent('representative', 'refused');
    expect(await send(await make({}))).toBe('referral.consent-refused');
    expect(await send(await make({ basis: 'EMERGENCY' }))).toBe('referral.basis-not-for-purpose');
    expect(await send(await make({ facts: { ...facts, SCHOOL: 'x' } }))).toBe('referral.more-than-needed');
    expect(await send(await make({ facts: { REASON: 'x' } }))).toBe('referral.less-than-needed');
    expect(
      await send(
        await make({ purpose: 'SHELTER', basis: 'CHILD_PROTECTION', facts: { ...facts, RISK: 'x', NAME: 'x' } }),
      ),
    ).toBe('accepted');
    home.clock.advance(1000);
    await one.consent('representative', 'given');
    const given = await make({});
    expect(await send(given)).toBe('accepted');
    home.clock.advance(1000);
    await one.consent('child', 'withdrawn');
    expect(await send(await make({}))).toBe('referral.consent-refused');
    must(await revokeReferral(await one.officer(), { referral: given, version: 2 }));
    expect(code(await viewReferral(await home.as(home.facility), { referral: given }))).toBe('record.not-found');
    expect(
      code(await answerReferral(await home.as(home.facility), { referral: given, version: 3, act: 'accept' })),
    ).toBe('record.not-found');
  });

  it('a disputed age counts for the child until it is settled', async () => {
    const adult = { ...reception, birth_date: '2006-01-01' };
    const one = drive(home, (await openOwnCase(home, { reception: adult })).id);
    must(await disputeAge(await one.officer(), { ...one.on, version: await one.version(), act: 'dispute' }));
    const referral = await one.refer({ ...byConsent, facts });
    await one.consent('child', 'given');
    expect(code(await sendReferral(await one.officer(), { referral, version: 1 }))).toBe('referral.consent-missing');
    expect(
      must(await caseView(await one.officer(), { ...one.on, read: ['identity'] })).file?.child?.protectedAsChild,
    ).toBe(true);
    const settled = must(
      await disputeAge(await one.officer(), {
        ...one.on,
        version: await one.version(),
        act: 'settle',
        age: { kind: 'birth-date', birthDate: '2006-01-01' },
        evidence: 'BIRTH_CERTIFICATE',
      }),
    );
    expect(settled.ageBand).toBe('ADULT');
    expect(code(await sendReferral(await one.officer(), { referral, version: 1 }))).toBe('accepted');
  });
});
