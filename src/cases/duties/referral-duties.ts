import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { referralPolicy } from '../access/case-policy.ts';
import { listReferrals } from '../referrals/list-referrals.ts';

const MOST = 200;
const acts: Readonly<Record<string, string>> = { SENT: 'answer', ACCEPTED: 'start-service', IN_SERVICE: 'finish' };

/** Referrals to the agency that wait for its answer or its service. */
export const referralDuties = listedDuties({
  kind: 'referral',
  topics: ['cases.'],
  may: ({ actor, now }) => referralPolicy.couldEver(actor, 'referral.answer', now),
  rows: (ctx) => listReferrals(ctx, { side: 'in', statuses: Object.keys(acts) }),
  most: MOST,
  duty: (one, { actor, kernel, now }) => ({
    object: { kind: 'referral', id: one.id },
    // The receiver knows the referral, and nothing of the case behind it.
    reference: null,
    act: acts[one.status] ?? 'answer',
    facts: { service: one.purpose },
    clock:
      one.status === 'SENT' && one.sent_at && one.answer_due_at
        ? ruledClock(lawOf(kernel), { rule: 'DL-REF-ANSWER', startedAt: one.sent_at, dueAt: one.answer_due_at })
        : null,
    basis: 'defined by Lá Chắn',
    turn: { agency: one.from_agency },
    mine: referralPolicy.can(actor, 'referral.answer', { to_agency: one.to_agency, status: one.status }, now),
    since: one.sent_at,
  }),
});
