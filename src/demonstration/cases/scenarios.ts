import { randomBytes } from 'node:crypto';
import {
  type Answers,
  answerContactRequest,
  assignCase,
  casesModule,
  declareConflict,
  disputeAge,
  exportReferral,
  grantAccess,
  importReferralAnswer,
  labelCase,
  listContactRequests,
  logImplementation,
  makeReferral,
  mergeCases,
  openTrack,
  type ReferralManifest,
  recordConsent,
  registerExternalReceiver,
  requestContact,
  revokeReferral,
  transferCase,
} from '../../cases/index.ts';
import { age, makeBundle, signingKeyOf, verifyBundle } from '../../documents/index.ts';
import { DAY, HOUR, ok, vietnamDate } from '../../kernel/index.ts';
import { type CaseStatus, type Day, writtenLaw } from '../../vocabulary/index.ts';
import { runJob } from '../run-job.ts';
import { good, middling, nameOf, type Story, type StoryCast, workdayAfter, workdayBefore } from './case-story.ts';
import { referralTexts, words } from './case-texts.ts';

/** An invented case: where, from when, and how it goes on. */
export interface Scenario {
  readonly commune: string;
  readonly begins: (now: Date) => Date;
  readonly play: (story: Story, company: StoryCast) => Promise<void>;
}

const HOME = '00004';
const BESIDE = '00008';
const ELSEWHERE = '20242';
const SOUTH = '26740';
const WEST = '31120';

const hoursAgo = (count: number) => (now: Date) => new Date(now.getTime() - count * HOUR);
const daysAgo = (count: number) => (now: Date) => workdayAfter(new Date(now.getTime() - count * DAY), 0, 9);
const workdaysAgo = (count: number) => (now: Date) => workdayBefore(now, count);
/** Two working days and one more before the last holiday, so that the plan's five working days run over it. */
const beforeTheHoliday = (now: Date) => {
  const last = writtenLaw().holidays.findLast((one) => one.kind === 'holiday' && one.day <= vietnamDate(now));
  return workdayBefore(new Date(`${last?.day ?? (vietnamDate(now) as Day)}T05:00:00Z`), 3);
};

export interface Course {
  /** Where the story stops; absent: it goes on to its end, or to the present. */
  readonly until?: CaseStatus;
  readonly emergency?: true;
  /** What happens beside the process when a state is reached. */
  readonly at?: Partial<Record<CaseStatus, (story: Story, company: StoryCast) => Promise<void>>>;
}

/** A case's usual course by the decree's twelve steps, inside its clocks; it stops where the present is reached. */
export async function usualCourse(story: Story, company: StoryCast, course: Course = {}): Promise<void> {
  const { officer, chair, theme } = story;
  const reached = async (status: CaseStatus) => {
    await course.at?.[status]?.(story, company);
    return course.until === status;
  };
  if (await reached('OPEN')) return;
  if (course.emergency) story.hours(1);
  else story.workdays(1);
  const version = await story.version(chair);
  await story.as(chair, (ctx) => assignCase(ctx, { case: story.case, version, to: officer.person }));
  await story.act(officer, 'start-initial-risk');
  if (await reached('INITIAL_RISK')) return;
  story.hours(1);
  await story.firstAssessment(course.emergency ? 'EMERGENCY' : 'NOT_EMERGENCY');
  if (course.emergency) {
    story.hours(1);
    await story.act(chair, 'decide-emergency', { reason: words.emergency });
    if (await reached('EMERGENCY_MEASURE')) return;
    story.workdays(1);
  }
  await story.act(officer, 'start-specific-risk');
  if (await reached('SPECIFIC_RISK')) return;
  story.workdays(1);
  await story.fill(officer, 'FORM-03', theme.assessment);
  await story.act(officer, 'conclude-specific-risk');
  if (await reached('NEEDS_MEETING')) return;
  story.workdays(1);
  await story.act(officer, 'record-needs-meeting', { minutes: words.minutes });
  if (await reached('PLAN_DRAFT')) return;
  await planAndApprove(story, company, course);
}

/** From a plan's draft to the end of the case. */
async function planAndApprove(story: Story, company: StoryCast, course: Course): Promise<void> {
  const { officer, chair, theme } = story;
  const reached = async (status: CaseStatus) => {
    await course.at?.[status]?.(story, company);
    return course.until === status;
  };
  story.workdays(1);
  await story.fill(officer, 'FORM-04', {
    ...theme.plan,
    ends_on: vietnamDate(new Date(story.at.getTime() + 70 * DAY)),
  });
  await story.plan();
  await story.act(officer, 'submit-plan');
  if (await reached('PLAN_SUBMITTED')) return;
  story.workdays(1);
  await story.fill(chair, 'FORM-05', decisionOf(story));
  await story.act(chair, 'approve-plan');
  if (await reached('PLAN_APPROVED')) return;
  story.workdays(1);
  await story.act(officer, 'start-implementation');
  await story.progress(1, 'started', words.started);
  if (await reached('IMPLEMENTING')) return;
  story.days(14);
  const visit = vietnamDate(new Date(story.at.getTime()));
  await story.as(officer, (ctx) =>
    logImplementation(ctx, { case: story.case, progress: 'note', note: `${words.visited} (${visit})` }),
  );
  story.days(14);
  await story.progress(0, 'going-on', words.goesOn);
  story.days(14);
  for (const place of theme.actions.keys()) await story.progress(place, 'done', words.finished);
  story.workdays(1);
  await story.act(officer, 'start-review');
  if (await reached('REVIEW')) return;
  await story.fill(officer, 'FORM-06', reviewOf(story, 'CLOSE'));
  story.workdays(1);
  await story.act(chair, 'close');
  await reached('CLOSED_STABLE');
}

function decisionOf(story: Story): Answers {
  const day = vietnamDate(story.at);
  return {
    decision_number: '00/QĐ-UBND (mẫu)',
    decided_on: day,
    legal_basis: 'Căn cứ Luật Trẻ em;\nCăn cứ Nghị định số 56/2017/NĐ-CP;',
    executing_bodies: 'Cán bộ bảo vệ trẻ em, Trung tâm Công tác xã hội Mẫu, nhà trường, gia đình.',
    effective_from: day,
  };
}

function reviewOf(story: Story, proposal: 'CLOSE' | 'CONTINUE'): Answers {
  const stable = proposal === 'CLOSE';
  return {
    reviewed_on: vietnamDate(story.at),
    ...(stable ? good : middling),
    further_risk: !stable,
    stable_physical: true,
    stable_psychological: stable,
    stable_cognitive: true,
    stable_emotional: stable,
    state_notes: stable ? story.theme.review : 'Trẻ đã khá hơn, nhưng còn lo lắng khi dùng mạng.',
    proposal,
    proposal_reason: stable ? 'Đủ hai điều kiện của Điều 30.' : 'Cần thêm một đợt tham vấn.',
  };
}

/** The cases that communes opened themselves: every state of the process, and every way beside it. */
export const scenarios: readonly Scenario[] = [
  // The first hours.
  { commune: HOME, begins: hoursAgo(2), play: (story) => story.open({ urgency: 'U1' }) },
  {
    commune: BESIDE,
    begins: hoursAgo(9.4),
    play: async (story) => {
      await story.open({ urgency: 'U1' });
      story.hours(1);
      await story.act(story.officer, 'start-initial-risk');
      story.hours(1);
      await story.firstAssessment('EMERGENCY');
    },
  },
  {
    // Nobody decided in twelve hours: breached, raised to the province and then to the ministry.
    commune: ELSEWHERE,
    begins: hoursAgo(30),
    play: async (story) => {
      await story.open({ urgency: 'U1' });
      story.hours(3);
      await story.act(story.officer, 'start-initial-risk');
    },
  },
  {
    commune: HOME,
    begins: hoursAgo(8),
    play: async (story, company) => {
      await story.open({ urgency: 'U1' });
      await usualCourse(story, company, { emergency: true, until: 'EMERGENCY_MEASURE' });
      await story.separate(story.officer, { act: 'propose', ground: 'CARER_REFUSES' });
      await story.separate(story.chair, { act: 'decide' });
      story.hours(1);
      await story.separate(story.officer, { act: 'put-in-force' });
    },
  },
  {
    // Two people wrote one form: what lost is kept until somebody has looked at both.
    commune: HOME,
    begins: workdaysAgo(2),
    play: async (story) => {
      await story.open();
      story.hours(1);
      await story.act(story.officer, 'start-initial-risk');
      await story.draft(story.officer, 'FORM-02', {
        assessed_at: story.at.toISOString(),
        harm_severity: 'MEDIUM',
        harm_notes: 'Gặp trẻ lúc 9 giờ, trẻ bình tĩnh.',
      });
      await story.draft(story.chair, 'FORM-02', {
        harm_severity: 'HIGH',
        harm_notes: 'Theo giáo viên: trẻ còn lo lắng.',
      });
    },
  },
  // Each step up to the plan.
  {
    commune: SOUTH,
    begins: workdaysAgo(3),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, {
        until: 'SPECIFIC_RISK',
        at: {
          SPECIFIC_RISK: async () => {
            const { risk_level: _level, needs: _needs, ...begun } = story.theme.assessment;
            await story.draft(story.officer, 'FORM-03', begun);
          },
        },
      });
    },
  },
  {
    commune: HOME,
    begins: workdaysAgo(4),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'NEEDS_MEETING' });
    },
  },
  {
    commune: WEST,
    begins: workdaysAgo(5),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, {
        until: 'PLAN_DRAFT',
        at: {
          PLAN_DRAFT: async () => {
            await story.draft(story.officer, 'FORM-04', { goals: story.theme.plan.goals as string });
            await story.plan();
          },
        },
      });
    },
  },
  {
    // The five working days are over.
    commune: HOME,
    begins: workdaysAgo(12),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'PLAN_DRAFT' });
    },
  },
  {
    commune: HOME,
    begins: workdaysAgo(6),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'PLAN_SUBMITTED' });
    },
  },
  {
    commune: BESIDE,
    begins: workdaysAgo(7),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'PLAN_SUBMITTED' });
      story.workdays(1);
      await story.act(story.chair, 'return-plan', { reason: words.returned });
    },
  },
  {
    commune: SOUTH,
    begins: workdaysAgo(8),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'PLAN_APPROVED' });
    },
  },
  // Carrying out, with referrals in every state.
  {
    commune: HOME,
    begins: workdaysAgo(16),
    play: async (story, company) => {
      const [one, other] = [company('facility_worker', 'FACILITY-MAU-1'), company('facility_worker', 'FACILITY-MAU-2')];
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      const first = await story.refer('PSYCHOSOCIAL', 'FACILITY-MAU-2');
      story.hours(20);
      await story.answer(first, other, 'reject', { reason: 'NO_CAPACITY', note: words.full });
      story.hours(1);
      let second = await story.refer('PSYCHOSOCIAL', 'FACILITY-MAU-1');
      story.hours(4);
      second = await story.answer(second, one, 'accept');
      story.workdays(1);
      await story.answer(second, one, 'start-service');
      await story.progress(0, 'started', words.started);
    },
  },
  {
    commune: ELSEWHERE,
    begins: workdaysAgo(9),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      await story.refer('PSYCHOSOCIAL', 'FACILITY-MAU-1');
      await story.refer('EDUCATION', 'SCHOOL-MAU-1', { send: false });
      const taken = await story.refer('SOCIAL_WORK', 'FACILITY-MAU-2', { basis: 'CHILD_PROTECTION' });
      await story.as(story.officer, (ctx) => revokeReferral(ctx, taken));
      await story.as(story.officer, (ctx) =>
        recordConsent(ctx, { case: story.case, purpose: 'MEDIATION', by: 'child', answer: 'refused' }),
      );
    },
  },
  {
    // Nobody answered: expired, and sought elsewhere.
    commune: WEST,
    begins: workdaysAgo(22),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      await story.refer('LEGAL_AID', 'FACILITY-MAU-2', { basis: 'CHILD_PROTECTION' });
      story.workdays(4);
      await story.platform(async (ctx) => {
        await runJob(ctx, casesModule, { job: 'cases.expire-referrals', payload: {} });
        return ok();
      });
      const again = await story.refer('LEGAL_AID', 'FACILITY-MAU-1', { basis: 'CHILD_PROTECTION' });
      story.workdays(1);
      await story.answer(again, company('facility_worker', 'FACILITY-MAU-1'), 'accept');
    },
  },
  {
    // Three tracks of one incident: welfare, the police's, and the content's.
    commune: HOME,
    begins: workdaysAgo(13),
    play: async (story, company) => {
      const police = company('police_investigator', 'CAT-01');
      await story.open({ urgency: 'U2' });
      await usualCourse(story, company, {
        until: 'IMPLEMENTING',
        at: {
          INITIAL_RISK: async () => {
            await story.as(story.officer, (ctx) =>
              openTrack(ctx, { case: story.case, kind: 'offence', agency: 'CAT-01' }),
            );
            await story.as(story.officer, (ctx) =>
              openTrack(ctx, { case: story.case, kind: 'content', agency: 'MPS-A05' }),
            );
            const told = await story.refer('POLICE', 'CAT-01', { basis: 'CRIME_REPORT' });
            story.hours(2);
            await story.answer(told, police, 'accept');
          },
        },
      });
    },
  },
  {
    // A receiver that is not on the platform: a sealed file leaves, and its signed answer comes back.
    commune: HOME,
    begins: workdaysAgo(15),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      const { generateIdentity, identityToRecipient } = await age();
      const identity = await generateIdentity();
      const theirs = signingKeyOf(randomBytes(32));
      const { receiver } = await story.as(story.chair, async (ctx) =>
        registerExternalReceiver(ctx, {
          nameVi: 'Phòng khám Tâm lý Mẫu',
          nameEn: 'Sample Psychology Clinic',
          ageRecipient: await identityToRecipient(identity),
          signingKey: theirs.publicKey.toString('base64'),
        }),
      );
      const { referral } = await story.as(story.officer, (ctx) =>
        makeReferral(ctx, {
          case: story.case,
          purpose: 'MEDICAL',
          to: { external: receiver },
          basis: 'CHILD_PROTECTION',
          facts: {
            REASON: referralTexts.REASON,
            HEALTH: referralTexts.HEALTH,
            AGE_SEX: referralTexts.AGE_SEX,
            NAME: nameOf(0),
          },
        }),
      );
      const out = await story.as(story.officer, (ctx) => exportReferral(ctx, { referral, version: 1 }));
      story.workdays(1);
      const asked = verifyBundle<ReferralManifest>(out.bundle, Buffer.from(out.signedBy, 'base64'))?.manifest.answerTo;
      const bundle = await makeBundle({
        manifest: {
          kind: 'answer',
          referral,
          from: receiver,
          to: story.officer.agency,
          madeAt: story.at.toISOString(),
        },
        content: { act: 'accept', note: 'Đã xếp lịch khám vào thứ Năm.' },
        recipient: asked?.recipient ?? '',
        key: theirs.sign,
      });
      await story.as(story.officer, (ctx) => importReferralAnswer(ctx, { referral, version: out.version, bundle }));
    },
  },
  {
    // An old grant that the chair must look at again, and one that ends soon.
    commune: HOME,
    begins: daysAgo(150),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, {
        at: {
          IMPLEMENTING: async () => {
            const until = (days: number) => new Date(story.at.getTime() + days * DAY);
            await story.as(story.chair, (ctx) =>
              grantAccess(ctx, {
                case: story.case,
                to: { kind: 'agency', agency: 'CAT-01' },
                classes: ['narrative'],
                purpose: 'investigation',
                until: until(179),
                reason: 'Phối hợp xác minh',
              }),
            );
            await story.as(story.chair, (ctx) =>
              grantAccess(ctx, {
                case: story.case,
                to: { kind: 'agency', agency: 'SYT-01' },
                classes: ['narrative', 'internal'],
                purpose: 'protection',
                until: until(170),
                reason: 'Hỗ trợ chuyên môn',
              }),
            );
          },
          REVIEW: async () => story.fill(story.officer, 'FORM-06', reviewOf(story, 'CONTINUE')),
        },
        until: 'REVIEW',
      });
      story.workdays(1);
      await story.act(story.officer, 'replan');
      await planAndApprove(story, company, { until: 'IMPLEMENTING' });
    },
  },
  // Review and the ends.
  {
    commune: WEST,
    begins: daysAgo(64),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, {
        until: 'REVIEW',
        at: { REVIEW: async () => story.fill(story.officer, 'FORM-06', reviewOf(story, 'CLOSE')) },
      });
    },
  },
  {
    commune: HOME,
    begins: daysAgo(120),
    play: async (story, company) => {
      const one = company('facility_worker', 'FACILITY-MAU-1');
      await story.open({ urgency: 'U1' });
      await usualCourse(story, company, {
        emergency: true,
        at: {
          EMERGENCY_MEASURE: async () => {
            await story.separate(story.officer, { act: 'propose', ground: 'CARER_IS_OFFENDER' });
            await story.separate(story.chair, { act: 'decide' });
            await story.separate(story.officer, { act: 'put-in-force' });
          },
          PLAN_SUBMITTED: async () => story.separate(story.chair, { act: 'lift' }),
          IMPLEMENTING: async () => {
            let sent = await story.refer('PSYCHOSOCIAL', 'FACILITY-MAU-1');
            story.workdays(1);
            sent = await story.answer(sent, one, 'accept');
            sent = await story.answer(sent, one, 'start-service');
            story.days(20);
            await story.answer(sent, one, 'finish', { note: words.facilityDone });
          },
        },
      });
    },
  },
  {
    // A plan whose five working days ran over a holiday.
    commune: BESIDE,
    begins: beforeTheHoliday,
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company);
    },
  },
  {
    commune: BESIDE,
    begins: daysAgo(140),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company);
      story.days(30);
      await story.act(story.officer, 'reopen', { reason: words.reopened });
      story.hours(2);
      await story.firstAssessment('NOT_EMERGENCY');
      await story.act(story.officer, 'start-specific-risk');
    },
  },
  {
    commune: HOME,
    begins: workdaysAgo(9),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'NEEDS_MEETING' });
      story.workdays(2);
      const version = await story.version(story.chair);
      const moved = await story.as(story.chair, (ctx) =>
        transferCase(ctx, { case: story.case, version, commune: ELSEWHERE, reason: words.moved }),
      );
      story.goOnWith(moved.case, ELSEWHERE);
      story.workdays(1);
      await story.act(story.officer, 'start-initial-risk');
    },
  },
  {
    commune: SOUTH,
    begins: workdaysAgo(5),
    play: async (story) => {
      await story.open();
      const first = story.case;
      story.workdays(1);
      await story.open();
      story.hours(3);
      const version = await story.version(story.officer);
      await story.as(story.officer, (ctx) =>
        mergeCases(ctx, { case: story.case, version, into: first, reason: words.duplicate }),
      );
      story.goOnWith(first, SOUTH);
      story.workdays(1);
      await story.act(story.officer, 'start-initial-risk');
    },
  },
  {
    commune: WEST,
    begins: daysAgo(45),
    play: async (story, company) => {
      await story.open({ urgency: 'U1' });
      await usualCourse(story, company, { emergency: true, until: 'EMERGENCY_MEASURE' });
      await story.separate(story.officer, { act: 'propose', ground: 'CARER_IS_OFFENDER' });
      await story.separate(story.chair, { act: 'decide' });
      await story.separate(story.officer, { act: 'put-in-force' });
      story.days(12);
      await story.separate(story.chair, { act: 'go-to-court' });
      await story.act(story.chair, 'send-to-court', { reason: words.court });
    },
  },
  {
    commune: SOUTH,
    begins: daysAgo(34),
    play: async (story, company) => {
      await story.open({ urgency: 'U1' });
      await usualCourse(story, company, { emergency: true, until: 'EMERGENCY_MEASURE' });
      await story.separate(story.officer, { act: 'propose', ground: 'CARER_IS_OFFENDER' });
      await story.separate(story.chair, { act: 'decide' });
      await story.separate(story.officer, { act: 'put-in-force' });
      story.days(13);
      await story.separate(story.chair, {
        act: 'extend-by-authority',
        authority: 'Tòa án nhân dân khu vực (mẫu)',
        documentNumber: '00/2026/QĐ (mẫu)',
        until: new Date(story.at.getTime() + 60 * DAY),
      });
    },
  },
  {
    commune: ELSEWHERE,
    begins: daysAgo(24),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      await story.act(story.officer, 'note-new-danger', { reason: words.danger });
      story.hours(5);
      await story.act(story.chair, 'decide-further-emergency', { reason: words.emergency });
    },
  },
  // Ends without a review: the child cannot be found, has died, or it was not true.
  {
    commune: WEST,
    begins: daysAgo(80),
    play: async (story, company) => {
      await story.open({ urgency: 'U2' });
      await usualCourse(story, company, { until: 'SPECIFIC_RISK' });
      await story.as(story.officer, (ctx) => openTrack(ctx, { case: story.case, kind: 'offence', agency: 'CAT-01' }));
      story.days(40);
      await story.act(story.chair, 'end-lost', { reason: words.lost });
    },
  },
  {
    commune: SOUTH,
    begins: daysAgo(100),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'IMPLEMENTING' });
      story.days(10);
      await story.act(story.chair, 'end-deceased', { reason: words.deceased, document: words.deathDocument });
    },
  },
  {
    commune: ELSEWHERE,
    begins: daysAgo(20),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'SPECIFIC_RISK' });
      story.workdays(2);
      await story.act(story.chair, 'end-false', { reason: words.untrue });
    },
  },
  // Access: labels, conflicts, ages in dispute, and one child at two communes.
  {
    commune: HOME,
    begins: workdaysAgo(6),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'NEEDS_MEETING' });
      await story.as(story.officer, (ctx) =>
        declareConflict(ctx, { case: story.case, implicated: { kind: 'agency', agency: 'SCHOOL-MAU-1' } }),
      );
      await story.as(story.officer, (ctx) =>
        declareConflict(ctx, { case: story.case, implicated: { kind: 'name', name: 'Trần Mẫu Liên Quan' } }),
      );
      const version = await story.version(story.chair);
      await story.as(story.chair, (ctx) =>
        labelCase(ctx, { case: story.case, version, sensitivity: 'restricted', reason: 'STAFF_IMPLICATED' }),
      );
    },
  },
  {
    // The commune itself is implicated: its province is let in, and the commune shut out.
    commune: BESIDE,
    begins: workdaysAgo(4),
    play: async (story, company) => {
      await story.open();
      await usualCourse(story, company, { until: 'INITIAL_RISK' });
      const province = company('province_child_officer', 'SYT-01');
      await story.as(province, (ctx) =>
        declareConflict(ctx, { case: story.case, implicated: { kind: 'agency', agency: `UBND-${BESIDE}` } }),
      );
    },
  },
  {
    commune: WEST,
    begins: workdaysAgo(3),
    play: async (story) => {
      await story.open();
      story.hours(2);
      await story.act(story.officer, 'start-initial-risk');
      const version = await story.version(story.officer);
      await story.as(story.officer, (ctx) => disputeAge(ctx, { case: story.case, version, act: 'dispute' }));
    },
  },
  {
    commune: SOUTH,
    begins: workdaysAgo(6),
    play: async (story, company) => {
      await story.open({ reception: { age_known: 'ESTIMATE', estimated_age: 15 } });
      await usualCourse(story, company, { until: 'SPECIFIC_RISK' });
      let version = await story.version(story.officer);
      await story.as(story.officer, (ctx) => disputeAge(ctx, { case: story.case, version, act: 'dispute' }));
      story.workdays(1);
      version = await story.version(story.officer);
      await story.as(story.officer, (ctx) =>
        disputeAge(ctx, {
          case: story.case,
          version,
          act: 'settle',
          age: { kind: 'birth-date', birthDate: '2011-05-12' },
          evidence: 'BIRTH_CERTIFICATE',
        }),
      );
    },
  },
  {
    commune: ELSEWHERE,
    begins: workdaysAgo(8),
    play: async (story, company) => {
      const child: Answers = {
        child_name: 'Vương Mẫu Song Anh',
        birth_date: '2013-07-21',
        informant_willing: true,
        informant_name: 'Người Báo Tin Mẫu',
        informant_phone: '0900000200',
      };
      await story.open({ reception: child });
      await usualCourse(story, company, { until: 'INITIAL_RISK' });
      story.workdays(2);
      for (const [commune, agrees] of [
        [SOUTH, true],
        [HOME, undefined],
      ] as const) {
        const theirs = story.case;
        story.goOnWith(theirs, commune);
        await story.open({ reception: child });
        story.hours(2);
        await story.act(story.officer, 'start-initial-risk');
        await story.as(story.officer, (ctx) => requestContact(ctx, { case: story.case, agency: `UBND-${ELSEWHERE}` }));
        if (!agrees) continue;
        const answering = company('commune_child_officer', `UBND-${ELSEWHERE}`);
        const waiting = await story.as(answering, (ctx) => listContactRequests(ctx));
        for (const { id } of waiting.filter((one) => one.side === 'asked-of-us' && one.status === 'asked'))
          await story.as(answering, (ctx) => answerContactRequest(ctx, { request: id, agree: true }));
      }
    },
  },
];
