import type { ReferralStatus } from '../../vocabulary/index.ts';
import { referralStageOf } from './referral-stage.ts';

/** A referral between agencies: the sender's acts and the receiver's. It never stays silent: an answer has a clock. */
export type ReferralAct = 'send' | 'accept' | 'reject' | 'expire' | 'start-service' | 'finish' | 'revoke';

interface Rule {
  readonly from: readonly ReferralStatus[];
  readonly to: ReferralStatus;
  readonly by: 'sender' | 'receiver' | 'platform';
  /** Plain-word code on the child's timeline; absent where the child is told nothing. */
  readonly child?: string;
}

export const referralActs: Readonly<Record<ReferralAct, Rule>> = {
  send: { from: ['DRAFT'], to: 'SENT', by: 'sender', child: 'helper-asked' },
  accept: { from: ['SENT'], to: 'ACCEPTED', by: 'receiver', child: 'helper-found' },
  reject: { from: ['SENT'], to: 'REJECTED', by: 'receiver', child: 'helper-sought-again' },
  expire: { from: ['SENT'], to: 'EXPIRED', by: 'platform', child: 'helper-sought-again' },
  'start-service': { from: ['ACCEPTED'], to: 'IN_SERVICE', by: 'receiver', child: 'help-started' },
  finish: { from: ['IN_SERVICE'], to: 'DONE', by: 'receiver', child: 'help-finished' },
  // What has been given cannot be taken back; a revocation before the service stops further use.
  revoke: { from: ['DRAFT', 'SENT', 'ACCEPTED'], to: 'REVOKED', by: 'sender' },
};

export function referralAfter(status: ReferralStatus, act: ReferralAct): ReferralStatus | undefined {
  const rule = referralActs[act];
  return rule.from.includes(status) ? rule.to : undefined;
}

/** Whether an act ends a referral whose service was never begun: its receiver has no more use for the copy. */
export function endsUnserved(act: ReferralAct): boolean {
  const stage = referralStageOf(referralActs[act].to);
  return stage === 'unserved' || stage === 'revoked';
}

/** Why a receiver says no. A code, so that the sender can act on it and nobody has to write about the child. */
export const rejectionReasons = {
  NO_CAPACITY: { vi: 'Hiện không còn chỗ', en: 'No capacity at present' },
  OUT_OF_AREA: { vi: 'Ngoài địa bàn phục vụ', en: 'Outside the area served' },
  WRONG_SERVICE: { vi: 'Không có dịch vụ này', en: 'This service is not offered' },
  NOT_ENOUGH_FACTS: { vi: 'Chưa đủ thông tin để nhận', en: 'Not enough facts to accept' },
  CONFLICT_OF_INTEREST: { vi: 'Có xung đột lợi ích', en: 'Conflict of interest' },
} as const;
export type RejectionReason = keyof typeof rejectionReasons;
