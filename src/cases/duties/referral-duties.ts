import { type Ctx, type Kernel, ok, type Result } from '../../kernel/index.ts';
import { lawOf, type ReferralStatus } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { communeRoles, receiverRoles, referralPolicy } from '../access/case-policy.ts';
import { listReferrals, type ReferralFilters, type ReferralInList } from '../referrals/list-referrals.ts';
import { openStates } from '../referrals/referral-stage.ts';
import { communeTurn } from './commune-turn.ts';

const MOST = 200;
/** What the receiver does next, by state. */
const acts: Readonly<Partial<Record<ReferralStatus, string>>> = {
  SENT: 'answer',
  ACCEPTED: 'start-service',
  IN_SERVICE: 'finish',
};

/** Referrals to the agency that wait for its answer or its service. */
export const referralDuties = listedDuties({
  kind: 'referral',
  topics: ['cases.'],
  may: ({ actor, now }) => referralPolicy.couldEver(actor, 'referral.answer', now),
  rows: (ctx) => listed(ctx, receiverRoles, { side: 'in', statuses: openStates }),
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
    mine:
      one.mine && referralPolicy.can(actor, 'referral.answer', { to_agency: one.to_agency, status: one.status }, now),
    since: one.sent_at,
  }),
});

/** Questions that receivers asked about what the agency sent: the time in which they owe their own answer runs on. */
export const referralQuestionDuties = listedDuties({
  kind: 'referral-question',
  topics: ['cases.'],
  may: ({ actor, now }) => referralPolicy.couldEver(actor, 'referral.send', now),
  rows: (ctx) => listed(ctx, communeRoles, { side: 'out', asked: true }),
  most: MOST,
  duty: (one, { kernel }) => ({
    object: { kind: 'referral', id: one.id },
    reference: one.reference,
    act: 'answer-question',
    facts: { service: one.purpose, ...(one.to_agency === null ? {} : { agency: one.to_agency }) },
    clock: answerClock(one, kernel),
    basis: 'defined by Lá Chắn',
    turn: { roles: communeRoles },
    mine: one.mine,
    since: one.askedAt,
  }),
});

/** Referrals that wait, and whether they wait for the reader or for a colleague. */
async function listed(
  ctx: Ctx,
  roles: readonly string[],
  filters: ReferralFilters,
): Promise<Result<(ReferralInList & { readonly mine: boolean })[]>> {
  const found = await listReferrals(ctx, filters);
  if (!found.ok) return found;
  const turn = await communeTurn(ctx);
  if (!turn.ok) return turn;
  const mine = turn.value.has({ roles });
  return ok(found.value.map((one) => ({ ...one, mine })));
}

function answerClock(one: ReferralInList, kernel: Kernel) {
  if (one.status !== 'SENT' || !one.sent_at || !one.answer_due_at) return null;
  return ruledClock(lawOf(kernel), { rule: 'DL-REF-ANSWER', startedAt: one.sent_at, dueAt: one.answer_due_at });
}
