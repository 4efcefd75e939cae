import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, must } from '../../tools/test-result.ts';
import { makeBundle, openBundle, signingKeyOf, verifyBundle } from '../documents/index.ts';
import {
  answerContactRequest,
  answerReferral,
  caseView,
  decide,
  disputeAge,
  exportReferral,
  findRelated,
  importReferralAnswer,
  listContactRequests,
  makeReferral,
  mergeCases,
  openCase,
  openForm,
  recordConsent,
  registerExternalReceiver,
  requestContact,
  revokeReferral,
  saveFormDraft,
  savePlan,
  sendReferral,
  separate,
  submitForm,
  transferCase,
  viewReferral,
} from './index.ts';
import type { ReferralManifest } from './referrals/referral-bundle.ts';
import {
  type CasesHome,
  COMMUNE,
  complete,
  drive,
  FAR,
  NEIGHBOUR,
  openCasesHome,
  openOwnCase,
  reception,
} from './testing.ts';

let home: CasesHome;
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z');
});
afterAll(() => home.close());

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

describe('forms', () => {
  it('two writers of one field both see both values; nothing is lost; the others are saved', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    must(await one.act('officer', 'start-initial-risk'));
    const form = 'FORM-02' as const;
    const first = must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: 0,
        changes: { harm_notes: 'gốc', harm_severity: 'LOW' },
      }),
    );
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: first.version,
        changes: { harm_notes: 'của cán bộ' },
      }),
    );
    const late = must(
      await saveFormDraft(await one.chair(), {
        ...one.on,
        form,
        base: first.version,
        changes: { harm_notes: 'của chủ tịch', capacity_notes: 'thêm' },
      }),
    );
    expect(late.conflicts).toMatchObject([
      { field: 'harm_notes', yours: 'của chủ tịch', theirs: 'của cán bộ', by: home.officer.person },
    ]);
    const read = must(await openForm(await one.officer(), { ...one.on, form: first.id, read: ['narrative'] }));
    expect(read.answers).toMatchObject({ harm_notes: 'của cán bộ', capacity_notes: 'thêm' });
    expect(read.conflicts).toMatchObject([{ field: 'harm_notes', value: 'của chủ tịch', by: home.chair.person }]);
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: late.version,
        changes: { ...complete[form], capacity_notes: 'thêm' },
      }),
    );
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 1 }))).toBe(
      'form.has-conflicts',
    );
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form,
        base: late.version + 1,
        changes: { harm_notes: 'cả hai' },
      }),
    );
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 1 }))).toBe(
      'record.changed-meanwhile',
    );
    must(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 2 }));
    expect(code(await submitForm(await one.officer(), { ...one.on, form, base: late.version + 3 }))).toBe(
      'form.frozen',
    );
  });

  it('hidden answers are dropped and told; a form of another step, another role or with nonsense is refused', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    expect(code(await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: {} }))).toBe(
      'form.not-open',
    );
    must(await one.act('officer', 'start-initial-risk'));
    expect(
      code(
        await saveFormDraft(await one.officer(), {
          ...one.on,
          form: 'FORM-02',
          base: 0,
          changes: { harm_severity: 'VERY' },
        }),
      ),
    ).toBe('form.answer-invalid');
    expect(
      code(
        await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: { nothing: 'x' } }),
      ),
    ).toBe('form.answer-invalid');
    const sent = await one.fill('officer', 'FORM-02', { separation_proposed: true });
    expect(sent.dropped).toEqual(['separation_proposed']);
    must(await one.act('officer', 'start-specific-risk'));
    expect(code(await saveFormDraft(await one.chair(), { ...one.on, form: 'FORM-03', base: 0, changes: {} }))).toBe(
      'case.not-your-role',
    );
  });
});

describe('a separation', () => {
  it('is decided, lasts 15 days at most with every prolongation, and longer only by an authority', async () => {
    const one = drive(home, (await openOwnCase(home, { urgency: 'U1' })).id);
    must(await one.act('officer', 'start-initial-risk'));
    const sep = async (who: 'officer' | 'chair', act: Parameters<typeof separate>[1]['act'], more: object = {}) =>
      separate(await (who === 'chair' ? one.chair() : one.officer()), {
        ...one.on,
        version: await one.version(),
        act,
        ...more,
      });
    expect(code(await sep('officer', 'propose'))).toBe('case.needs-reason');
    must(await sep('officer', 'propose', { ground: 'CARER_IS_OFFENDER' }));
    expect(code(await sep('officer', 'propose', { ground: 'CARER_IS_OFFENDER' }))).toBe('separation.already-running');
    expect(code(await sep('officer', 'decide'))).toBe('case.not-your-role');
    expect(code(await sep('chair', 'put-in-force'))).toBe('separation.act-not-open');
    must(await sep('chair', 'decide'));
    const start = home.clock.now();
    const day = (n: number) => new Date(start.getTime() + n * hours(24));
    expect(code(await sep('chair', 'put-in-force', { until: day(17) }))).toBe('separation.too-long');
    must(await sep('chair', 'put-in-force', { until: day(7) }));
    home.clock.advance(hours(24 * 6));
    expect(code(await sep('chair', 'prolong', { until: day(16.9) }))).toBe('separation.too-long');
    const prolonged = must(await sep('chair', 'prolong'));
    expect(prolonged.until?.toISOString().slice(0, 10)).toBe(day(15).toISOString().slice(0, 10));
    expect(code(await sep('chair', 'extend-by-authority', { until: day(40) }))).toBe('separation.needs-authority');
    expect(
      must(
        await sep('chair', 'extend-by-authority', {
          until: day(40),
          authority: 'Tòa án nhân dân khu vực',
          documentNumber: '5/QĐ-TA',
        }),
      ).status,
    ).toBe('EXTENDED_BY_AUTHORITY');
    const other = await openOwnCase(home);
    expect(
      code(
        await mergeCases(await one.officer(), { ...one.on, version: await one.version(), into: other.id, reason: 'x' }),
      ),
    ).toBe('case.separation-running');
    must(await sep('chair', 'lift'));
    const clocks = must(await caseView(await one.officer(), one.on)).overview.clocks;
    expect(
      clocks.filter((clock) => clock.rule.startsWith('DL-SEP')).map((clock) => [clock.rule, clock.status]),
    ).toEqual([
      ['DL-SEP-12H', 'met'],
      ['DL-SEP-15D', 'met'],
    ]);
  });
});

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
    must(
      await recordConsent(await one.officer(), { ...one.on, purpose: 'PSYCHOSOCIAL', by: 'child', answer: 'given' }),
    );
    must(
      await recordConsent(await one.officer(), {
        ...one.on,
        purpose: 'PSYCHOSOCIAL',
        by: 'representative',
        answer: 'refused',
      }),
    );
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
    must(
      await recordConsent(await one.officer(), {
        ...one.on,
        purpose: 'PSYCHOSOCIAL',
        by: 'representative',
        answer: 'given',
      }),
    );
    const given = await make({});
    expect(await send(given)).toBe('accepted');
    home.clock.advance(1000);
    must(
      await recordConsent(await one.officer(), {
        ...one.on,
        purpose: 'PSYCHOSOCIAL',
        by: 'child',
        answer: 'withdrawn',
      }),
    );
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
    const { referral } = must(
      await makeReferral(await one.officer(), {
        ...one.on,
        purpose: 'PSYCHOSOCIAL',
        to: { agency: 'FACILITY_A' },
        basis: 'CONSENT',
        facts,
      }),
    );
    must(
      await recordConsent(await one.officer(), { ...one.on, purpose: 'PSYCHOSOCIAL', by: 'child', answer: 'given' }),
    );
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

describe('a receiver that is not on the platform', () => {
  it('gets a sealed file, and its signed answer comes back; a changed or foreign one does not', async () => {
    const theirIdentity = await generateIdentity();
    const theirKey = signingKeyOf(Buffer.alloc(32, 9));
    const registration = {
      nameVi: 'Nhà tạm lánh Ánh Dương',
      nameEn: 'Anh Duong shelter',
      ageRecipient: await identityToRecipient(theirIdentity),
      signingKey: theirKey.publicKey.toString('base64'),
    };
    expect(code(await registerExternalReceiver(await home.as(home.officer), registration))).toBe(
      'access.not-permitted',
    );
    expect(
      code(await registerExternalReceiver(await home.as(home.chair), { ...registration, ageRecipient: 'age1x' })),
    ).toBe('form.answer-invalid');
    const { receiver } = must(await registerExternalReceiver(await home.as(home.chair), registration));
    const one = drive(home, (await openOwnCase(home)).id);
    const { referral } = must(
      await makeReferral(await one.officer(), {
        ...one.on,
        purpose: 'SHELTER',
        to: { external: receiver },
        basis: 'CHILD_PROTECTION',
        facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'Lê Thị Mẫu' },
      }),
    );
    expect(code(await sendReferral(await one.officer(), { referral, version: 1 }))).toBe('referral.receiver-unknown');
    const out = must(await exportReferral(await one.officer(), { referral, version: 1 }));
    expect(out.bundle).not.toContain('Mẫu');
    const read = verifyBundle<ReferralManifest>(out.bundle, Buffer.from(out.signedBy, 'base64'));
    expect(await openBundle(read?.sealed as Buffer, theirIdentity)).toMatchObject({
      purpose: 'SHELTER',
      facts: { NAME: 'Lê Thị Mẫu' },
    });

    const answer = (over: object, key = theirKey.sign) =>
      makeBundle({
        manifest: {
          kind: 'answer',
          referral,
          from: receiver,
          to: `UBND-${COMMUNE}`,
          madeAt: '2026-04-23T00:00:00Z',
          ...over,
        },
        content: { act: 'accept', note: 'Đã nhận.' },
        recipient: read?.manifest.answerTo?.recipient as string,
        key,
      });
    const take = async (bundle: string) =>
      code(await importReferralAnswer(await one.officer(), { referral, version: out.version, bundle }));
    const good = await answer({});
    expect(await take(`${good.slice(0, 60)}${good[60] === 'A' ? 'B' : 'A'}${good.slice(61)}`)).toBe('bundle.damaged');
    expect(await take(await answer({}, signingKeyOf(Buffer.alloc(32, 1)).sign))).toBe('bundle.damaged');
    expect(await take(await answer({ referral: 'another' }))).toBe('bundle.not-for-this');
    expect(await take(good)).toBe('accepted');
    const view = must(await viewReferral(await one.officer(), { referral, read: ['narrative'] }));
    expect(view).toMatchObject({ status: 'ACCEPTED', texts: { 'note:accept': 'Đã nhận.' } });
    expect(JSON.stringify(view)).not.toContain('AGE-SECRET-KEY');
    expect(await take(good)).toBe('record.changed-meanwhile');
  });
});

describe('another agency’s case of the same child', () => {
  it('is named by its agency only, and a contact request goes both ways', async () => {
    const child = {
      ...reception,
      child_name: 'Vũ Khánh Trùng',
      birth_date: '2014-08-09',
      informant_phone: '0988 111 222',
    };
    const ours = await openOwnCase(home, { reception: child });
    const theirs = must(
      await openCase(await home.as(home.neighbourOfficer), {
        commune: NEIGHBOUR,
        reception: { ...child, child_name: 'vu khanh trung', birth_date: '2015-01-01', informant_phone: '84988111222' },
      }),
    );
    const found = must(await findRelated(await home.as(home.officer), { case: ours.id }));
    expect(found).toEqual([{ agency: `UBND-${NEIGHBOUR}`, match: 'strong' }]);
    expect(code(await requestContact(await home.as(home.officer), { case: ours.id, agency: 'SYT-01' }))).toBe(
      'contact-request.no-match',
    );
    must(await requestContact(await home.as(home.officer), { case: ours.id, agency: `UBND-${NEIGHBOUR}` }));
    const asked = must(await listContactRequests(await home.as(home.neighbourOfficer)));
    expect(asked).toMatchObject([
      { side: 'asked-of-us', otherAgency: `UBND-${COMMUNE}`, ownCase: theirs.id, status: 'asked' },
    ]);
    expect(JSON.stringify(asked)).not.toContain(ours.id);
    const request = asked[0]?.id as string;
    expect(code(await answerContactRequest(await home.as(home.officer), { request, agree: true }))).toBe(
      'record.not-found',
    );
    must(await answerContactRequest(await home.as(home.neighbourOfficer), { request, agree: true }));
    expect(code(await answerContactRequest(await home.as(home.neighbourOfficer), { request, agree: false }))).toBe(
      'contact-request.answered',
    );
  });
});

describe('a child who moves', () => {
  it('is handed over: a case at the new commune with the child’s facts, the old file readable there, and nowhere else', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('IMPLEMENTING');
    expect(
      code(
        await transferCase(await one.officer(), {
          ...one.on,
          version: await one.version(),
          commune: NEIGHBOUR,
          reason: 'x',
        }),
      ),
    ).toBe('access.not-permitted');
    expect(
      code(
        await transferCase(await one.chair(), {
          ...one.on,
          version: await one.version(),
          commune: COMMUNE,
          reason: 'x',
        }),
      ),
    ).toBe('transfer.same-commune');
    expect(
      code(
        await transferCase(await one.chair(), { ...one.on, version: await one.version(), commune: FAR, reason: 'x' }),
      ),
    ).toBe('case.desk-has-no-key');
    const moved = must(
      await transferCase(await one.chair(), {
        ...one.on,
        version: await one.version(),
        commune: NEIGHBOUR,
        reason: 'Gia đình chuyển nhà.',
      }),
    );
    await home.work();
    const there = await home.as(home.neighbourOfficer);
    const fresh = must(await caseView(there, { case: moved.case, read: ['identity'] }));
    expect(fresh.overview).toMatchObject({ reference: moved.reference, status: 'OPEN', owner: `UBND-${NEIGHBOUR}` });
    expect(fresh.file?.child?.name).toBe('Lê Thị Mẫu');
    const old = must(await caseView(there, { ...one.on, read: ['narrative', 'identity'] }));
    expect(old.overview.status).toBe('TRANSFERRED');
    expect(old.file?.child?.name).toBe('Lê Thị Mẫu');
    expect(code(await caseView(await one.officer(), { case: moved.case }))).toBe('record.not-found');
    expect(code(await decide(there, { ...one.on, version: old.overview.version, act: 'reopen', reason: 'x' }))).toBe(
      'access.not-permitted',
    );
  });
});
