import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  assignReport,
  confirmReport,
  fileReport,
  openReport,
  type Receipt,
  receiptView,
  screenReport,
  startVerifying,
} from '../../intake/index.ts';
import { anonymous } from '../../kernel/index.ts';
import {
  answerReferral,
  caseView,
  decide,
  listReferrals,
  logImplementation,
  nextSteps,
  openCase,
  savePlan,
  sendReferral,
  viewReferral,
  whoOpenedCase,
} from '../index.ts';
import { byConsent, COMMUNE, drive, openCasesHome, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
// Wednesday, 22 April 2026, 09:00 in Viet Nam. Hùng Vương's day (26, with the 27th off) and 30 April to 1 May lie ahead.

it('goes from a report to a closed case, with four people in four agencies, over a holiday', async () => {
  const timeline = async (receipt: Receipt) => {
    await home.work();
    return must(await receiptView(home.context(anonymous), receipt)).timeline.map((step) => step.code);
  };
  const desk = () => home.as(home.counsellor);
  const { receipt } = must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: 'journey-key-0001',
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.', danger: { now: 'yes' } },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  const report = rows[0].report_id as string;
  expect(await timeline(receipt)).toEqual(['received']);

  // 111: screen, verify, confirm, hand over. What nobody has looked at opens no case.
  expect(code(await openCase(await desk(), { report, commune: COMMUNE, reception }))).toBe('case.report-not-confirmed');
  let triage = must(await openReport(await desk(), { report })).triage;
  triage = must(
    await screenReport(await desk(), {
      report,
      version: triage.version,
      outcome: 'EMERGENCY',
      urgency: 'U1',
      incidentCodes: ['OI-GROOM'],
    }),
  );
  triage = must(await assignReport(await desk(), { report, version: triage.version, to: home.counsellor.person }));
  triage = must(await startVerifying(await desk(), { report, version: triage.version }));
  must(await confirmReport(await desk(), { report, version: triage.version }));
  home.clock.advance(30 * 60_000);
  const opened = must(await openCase(await desk(), { report, commune: COMMUNE, reception }));
  expect(opened.owner.code).toBe(`UBND-${COMMUNE}`);
  expect(code(await openCase(await desk(), { report, commune: COMMUNE, reception }))).toBe('case.already-open');
  expect(await timeline(receipt)).toEqual(expect.arrayContaining(['received', 'looked-at', 'checked', 'case-opened']));
  const on = { case: opened.id };

  // The helpline may follow where it stands, and reads nothing any more.
  const fromOutside = must(await caseView(await desk(), { ...on, read: ['narrative', 'identity'] }));
  expect(fromOutside.file).toBeNull();
  expect(fromOutside.overview.next).toMatchObject({ act: 'start-initial-risk', agency: `UBND-${COMMUNE}` });

  const one = drive(home, opened.id);
  const { officer, chair, version, fill } = one;
  const act = async (...given: Parameters<typeof one.act>) => must(await one.act(...given));

  // The duty list knows what comes first: the twelve hours from when the information came in.
  const duties = must(await nextSteps(await chair()));
  expect(duties.cases[0]).toMatchObject({ reference: opened.reference, clock: { rule: 'DL-EMERG-12H' } });
  expect(duties.cases[0]?.clock?.dueAt.toISOString()).toBe('2026-04-22T14:00:00.000Z');

  await act('officer', 'start-initial-risk');
  const totals = await fill('officer', 'FORM-02', {
    conclusion: 'EMERGENCY',
    immediate_measures: 'Nội dung.',
    separation_proposed: false,
  });
  expect(totals.totals).toMatchObject({ 'A.HIGH': 2, 'A.MEDIUM': 2, 'B.LOW': 3 });
  expect(code(await decide(await officer(), { ...on, version: await version(), act: 'start-specific-risk' }))).toBe(
    'case.emergency-unanswered',
  );
  expect(
    code(await decide(await officer(), { ...on, version: await version(), act: 'decide-emergency', reason: 'x' })),
  ).toBe('case.not-your-role');
  home.clock.set('2026-04-22T09:00:00Z');
  await act('chair', 'decide-emergency', { reason: 'Nội dung lý do.' });
  const emergency = must(await caseView(await officer(), on)).overview.clocks.find(
    (clock) => clock.rule === 'DL-EMERG-12H',
  );
  expect(emergency?.status).toBe('met');
  expect(await timeline(receipt)).toEqual(expect.arrayContaining(['safety-looked-at', 'made-safe']));

  // Friday the 24th: five working days end on 6 May, past Sunday's holiday, its day in lieu, 30 April and 1 May.
  home.clock.set('2026-04-24T03:00:00Z');
  await act('officer', 'start-specific-risk');
  await fill('officer', 'FORM-03');
  await act('officer', 'conclude-specific-risk');
  const plan = must(await caseView(await officer(), on)).overview.clocks.find((clock) => clock.rule === 'DL-PLAN-5WD');
  expect(plan?.dueAt.toISOString()).toBe('2026-05-06T16:59:59.999Z');
  home.clock.set('2026-04-28T03:00:00Z');
  expect(code(await decide(await officer(), { ...on, version: await version(), act: 'record-needs-meeting' }))).toBe(
    'case.needs-minutes',
  );
  await act('officer', 'record-needs-meeting', { minutes: 'Nội dung biên bản.' });
  await fill('officer', 'FORM-04');
  expect(code(await decide(await officer(), { ...on, version: await version(), act: 'submit-plan' }))).toBe(
    'plan.incomplete',
  );
  must(
    await savePlan(await officer(), {
      ...on,
      base: 0,
      actions: [
        {
          level: 'INTERVENE',
          service: 'PSYCHOSOCIAL',
          executor: { kind: 'agency', agency: 'FACILITY_A' },
          startsOn: '2026-05-06',
          endsOn: '2026-06-20',
          what: 'Nội dung.',
        },
      ],
      monitoring: ['2026-05-20', '2026-06-10'],
    }),
  );
  home.clock.set('2026-05-05T03:00:00Z');
  await act('officer', 'submit-plan');
  await fill('chair', 'FORM-05');
  await act('chair', 'approve-plan');
  const after = must(await caseView(await officer(), on)).overview;
  expect(after.clocks.map((clock) => [clock.rule, clock.status])).toEqual([
    ['DL-EMERG-12H', 'met'],
    ['DL-PLAN-7WD', 'met'],
    ['DL-PLAN-5WD', 'met'],
  ]);
  expect(await timeline(receipt)).toEqual(expect.arrayContaining(['adults-met', 'plan-made']));
  await act('officer', 'start-implementation');

  // A referral: refused, then accepted elsewhere.
  const facts = { REASON: 'Nội dung.', NEEDS: 'Nội dung.', AGE_SEX: '11 tuổi, nữ' };
  const first = await one.refer({ ...byConsent, facts });
  expect(code(await sendReferral(await officer(), { referral: first, version: 1 }))).toBe('referral.consent-missing');
  await one.consent('child', 'given');
  await one.consent('representative', 'given');
  must(await sendReferral(await officer(), { referral: first, version: 1 }));
  expect(await timeline(receipt)).toContain('helper-asked');
  const facility = () => home.as(home.facility);
  expect(must(await listReferrals(await facility(), { side: 'in' }))).toMatchObject([{ id: first, status: 'SENT' }]);
  expect(code(await caseView(await facility(), on))).toBe('record.not-found');
  must(
    await answerReferral(await facility(), {
      referral: first,
      version: 2,
      act: 'reject',
      reason: 'NO_CAPACITY',
    }),
  );
  expect(await timeline(receipt)).toContain('helper-sought-again');
  const second = await one.refer({ ...byConsent, to: { agency: 'FACILITY_B' }, facts });
  must(await sendReferral(await officer(), { referral: second, version: 1 }));
  const elsewhere = () => home.as(home.otherFacility);
  expect(
    must(await viewReferral(await elsewhere(), { referral: second, read: ['narrative', 'identity'] })).texts,
  ).toEqual(facts);
  expect(code(await viewReferral(await facility(), { referral: second }))).toBe('record.not-found');
  must(await answerReferral(await elsewhere(), { referral: second, version: 2, act: 'accept' }));
  must(await answerReferral(await elsewhere(), { referral: second, version: 3, act: 'start-service' }));
  must(
    await answerReferral(await elsewhere(), {
      referral: second,
      version: 4,
      act: 'finish',
      outcome: 'SAFE_STABLE',
      note: 'Nội dung kết quả.',
    }),
  );
  expect(await timeline(receipt)).toEqual(expect.arrayContaining(['helper-found', 'help-started', 'help-finished']));
  const file = must(await caseView(await officer(), on)).file;
  expect(file?.referrals.map((one) => [one.status, one.reason, one.outcome])).toEqual([
    ['REJECTED', 'NO_CAPACITY', null],
    ['DONE', null, 'SAFE_STABLE'],
  ]);
  expect(file?.events.some((event) => event.code === 'referral:finish')).toBe(true);

  must(
    await logImplementation(await officer(), {
      ...on,
      action: file?.plan?.actions[0]?.id as string,
      progress: 'done',
      note: 'Nội dung.',
    }),
  );
  home.clock.set('2026-06-30T03:00:00Z');
  await act('officer', 'start-review');
  expect(code(await decide(await chair(), { ...on, version: await version(), act: 'close' }))).toBe('case.needs-form');
  await fill('officer', 'FORM-06');
  expect((await timeline(receipt)).at(-1)).toBe('looked-again');
  home.clock.advance(3_600_000);
  const closed = await act('chair', 'close');
  expect(closed.status).toBe('CLOSED_STABLE');
  expect((await timeline(receipt)).at(-1)).toBe('case-finished');

  // The child is told who read what, from the audit.
  must(await caseView(await officer(), { ...on, read: ['narrative', 'identity'] }));
  const opening = must(await whoOpenedCase(await officer(), on));
  expect(opening).toContainEqual(
    expect.objectContaining({ day: '2026-06-30', agency: `UBND-${COMMUNE}`, part: 'identity' }),
  );
  expect(JSON.stringify(opening)).not.toContain(home.officer.name);
});
