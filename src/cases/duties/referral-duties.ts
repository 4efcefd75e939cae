import type { Kernel } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { communeRoles, referralPolicy } from '../access/case-policy.ts';
import { listReferrals, type ReferralInList } from '../referrals/list-referrals.ts';

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
    reference: one.reference,
    act: acts[one.status] ?? 'answer',
    // Who has asked may still answer; the row says that they wait for a word.
    facts: { service: one.purpose, asked: one.askedAt !== null },
    clock: answerClock(one, kernel),
    basis: 'defined by Lá Chắn',
    turn: { agency: one.from_agency },
    mine: referralPolicy.can(actor, 'referral.answer', { to_agency: one.to_agency, status: one.status }, now),
    since: one.sent_at,
  }),
});

/** Questions that receivers asked about what the agency sent: the time in which they owe their own answer runs on. */
export const referralQuestionDuties = listedDuties({
  kind: 'referral-question',
  topics: ['cases.'],
  may: ({ actor, now }) => referralPolicy.couldEver(actor, 'referral.send', now),
  rows: (ctx) => listReferrals(ctx, { side: 'out', asked: true }),
  most: MOST,
  duty: (one, { kernel }) => ({
    object: { kind: 'referral', id: one.id },
    reference: one.reference,
    act: 'answer-question',
    facts: { service: one.purpose, ...(one.to_agency === null ? {} : { agency: one.to_agency }) },
    clock: answerClock(one, kernel),
    basis: 'defined by Lá Chắn',
    turn: { roles: communeRoles },
    since: one.askedAt,
  }),
});

function answerClock(one: ReferralInList, kernel: Kernel) {
  if (one.status !== 'SENT' || !one.sent_at || !one.answer_due_at) return null;
  return ruledClock(lawOf(kernel), { rule: 'DL-REF-ANSWER', startedAt: one.sent_at, dueAt: one.answer_due_at });
}
