import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type Duty, type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { referralPolicy } from '../access/case-policy.ts';
import { listReferrals, type ReferralInList } from '../referrals/list-referrals.ts';

const MOST = 200;
const acts: Readonly<Record<string, string>> = { SENT: 'answer', ACCEPTED: 'start-service', IN_SERVICE: 'finish' };

/** Referrals to the agency that wait for its answer or its service. */
export const referralDuties: DutySource = {
  kind: 'referral',
  topics: ['cases.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !referralPolicy.couldEver(actor, 'referral.answer', ctx.now)) return ok(noDuties);
    const referrals = await listReferrals(ctx, { side: 'in', statuses: Object.keys(acts) });
    if (!referrals.ok) return referrals;
    return ok({ duties: referrals.value.map(referralDuty), more: referrals.value.length >= MOST });

    function referralDuty(one: ReferralInList): Duty {
      return dutyOf({
        object: { kind: 'referral', id: one.id },
        // The receiver knows the referral, and nothing of the case behind it.
        reference: null,
        act: acts[one.status] ?? 'answer',
        facts: { service: one.purpose },
        clock:
          one.status === 'SENT' && one.sent_at && one.answer_due_at
            ? ruledClock(lawOf(ctx.kernel), {
                rule: 'DL-REF-ANSWER',
                startedAt: one.sent_at,
                dueAt: one.answer_due_at,
              })
            : null,
        basis: 'defined by Lá Chắn',
        turn: { agency: one.from_agency },
        mine: referralPolicy.can(actor, 'referral.answer', { to_agency: one.to_agency, status: one.status }, ctx.now),
        since: one.sent_at,
      });
    }
  },
};
