import {
  type ClockKind,
  cancelClocks,
  endByLaw,
  lapseClocks,
  meetClocks,
  moveClocks,
  startClocks,
} from '../../clocks/index.ts';
import { type Tx, vietnamDate } from '../../kernel/index.ts';
import type { Law, Urgency } from '../../vocabulary/index.ts';
import { receiverRoles } from '../access/case-policy.ts';
import type { CaseRow, ReferralRow } from '../tables.ts';
import type { ReferralAct } from './referral.ts';
import { retimeReferrals } from './referral-store.ts';

/** The receiver's time to answer; rows of the rules say how long, by urgency of the case. */
const ANSWER = 'DL-REF-ANSWER';

const ofReferral = (id: string) => ({ kind: 'referral', id }) as const;

/** When an answer is due to a referral that is sent now. @throws when no rule is in force: a referral must never stay silent */
export function answerDue(law: Law, urgency: Urgency, sentAt: Date): Date {
  const due = endByLaw(law, ANSWER, sentAt, urgency);
  if (!due) throw new Error(`no deadline rule ${ANSWER} is in force on ${vietnamDate(sentAt)}`);
  return due;
}

/** Starts the clock of the answer. The receiver owes it; of one outside the platform, the sender sees to it. */
export async function startAnswerClock(tx: Tx, law: Law, referral: ReferralRow, of: CaseRow): Promise<void> {
  await startClocks(tx, {
    law,
    object: ofReferral(referral.id),
    record: of.id,
    codes: [ANSWER],
    startedAt: tx.now,
    // A draft is sent once.
    occurrence: 'sent',
    urgency: of.urgency,
    ownerAgency: referral.to_agency ?? referral.from_agency,
    provinceCode: of.province_code,
    communeCode: of.commune_code,
  });
}

/** An answer meets the clock; a referral that was taken back or that nobody answered in time asks for none any more. */
export async function endAnswerClock(tx: Tx, referral: string, act: ReferralAct): Promise<void> {
  if (act === 'accept' || act === 'reject') await meetClocks(tx, ofReferral(referral));
  if (act === 'revoke') await cancelClocks(tx, ofReferral(referral));
  if (act === 'expire') await lapseClocks(tx, ofReferral(referral));
}

/** Gives the clock of a referral to outside to the agency that now sends it. */
export async function moveAnswerClock(tx: Tx, referral: ReferralRow, to: string): Promise<void> {
  if (referral.to_agency === null) await moveClocks(tx, ofReferral(referral.id), { ownerAgency: to });
}

/** Referrals, for the engine of clocks. */
export const referralClocks: ClockKind = {
  kind: 'referral',
  words: { vi: 'Yêu cầu chuyển gửi', en: 'Referral' },
  supervisedBy: 'SUPERVISE_CASES',
  told: {
    dueSoon: receiverRoles,
    breached: receiverRoles,
    PROVINCE: ['province_child_officer'],
    CENTRAL: ['ministry_child_officer'],
  },
  page: (id) => `/chuyen-gui/${id}`,
  moved: (tx, clocks) =>
    retimeReferrals(
      tx,
      clocks.map(({ object, dueAt }) => ({ id: object, due: dueAt })),
    ),
  // The sender looks for another receiver: one job for all that ran out together.
  breached: (tx) => tx.enqueue('cases.expire-referrals', {}, { key: 'cases.expire-referrals' }),
};
