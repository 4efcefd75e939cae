import { type CalendarEntry, type ClockKind, calendarSources, clockKinds } from '../clocks/index.ts';
import type { Offer } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { communeRoles } from './access/case-policy.ts';
import { caseDuties } from './duties/duty-sources.ts';
import { planApproval } from './plan/plan-approval.ts';
import { planDates } from './plan/plan-store.ts';
import { caseReferences, refreshNextDue } from './process/case-store.ts';
import { referralClocks } from './referrals/referral-clock.ts';
import { referralReferences } from './referrals/referral-store.ts';
import { supplementClocks } from './supplements/supplement-clock.ts';
import { supplementReferences } from './supplements/supplement-store.ts';

/** The levels above a commune, for what their people are told. */
const above = { PROVINCE: ['province_child_officer'], CENTRAL: ['ministry_child_officer'] } as const;

const caseClocks: ClockKind = {
  kind: 'case',
  words: { vi: 'Hồ sơ bảo vệ trẻ em', en: 'Protection case' },
  supervisedBy: 'SUPERVISE_CASES',
  told: { dueSoon: communeRoles, breached: communeRoles, ...above },
  page: (id) => `/ho-so/${id}`,
  moved: (tx, clocks) =>
    refreshNextDue(
      tx,
      clocks.map((one) => one.object),
    ),
};

/** What cases bring to the modules above them. */
export const casesOffers: readonly Offer[] = [
  clockKinds.offer(caseClocks, referralClocks, supplementClocks),
  objectNames.offer(
    { objectKind: 'case', references: caseReferences },
    { objectKind: 'referral', references: referralReferences },
    { objectKind: 'supplement', references: supplementReferences },
  ),
  dutySources.offer(...caseDuties),
  approvalKinds.offer(planApproval),
  calendarSources.offer({
    name: 'cases.plan',
    entries: async (ctx, tx, from, to) => {
      if (ctx.actor.kind !== 'person') return [];
      const { actions, monitoring } = await planDates(tx, from, to);
      return [
        ...actions.map((one): CalendarEntry => ({ ...entryOf(one), kind: 'action', code: one.service })),
        ...monitoring.map((one): CalendarEntry => ({ ...entryOf(one), kind: 'monitoring', code: 'visit' })),
      ];
    },
  }),
];

const entryOf = ({ day, case_id, reference }: { day: string; case_id: string; reference: string }) => ({
  day,
  object: case_id,
  reference,
});
