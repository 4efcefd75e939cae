import type { ReferralStatus } from '../../vocabulary/index.ts';

/**
 * Where a referral stands for whoever counts: every list, chip and list of work takes its states from here, so that one number is one
 * on all pages.
 */
export const referralStages = {
  draft: ['DRAFT'],
  /** The receiver owes an answer. */
  waiting: ['SENT'],
  /** The receiver has taken it and has something to do. */
  running: ['ACCEPTED', 'IN_SERVICE'],
  done: ['DONE'],
  /** Nobody serves the child by it: another receiver is looked for. */
  unserved: ['REJECTED', 'EXPIRED'],
  revoked: ['REVOKED'],
} as const satisfies Readonly<Record<string, readonly ReferralStatus[]>>;
export type ReferralStage = keyof typeof referralStages;

/** States in which the receiver has something to do; while they last, it may ask its sender. */
export const openStates: readonly ReferralStatus[] = [...referralStages.waiting, ...referralStages.running];

export function referralStageOf(status: ReferralStatus): ReferralStage {
  const stages = Object.entries(referralStages) as [ReferralStage, readonly ReferralStatus[]][];
  return (stages.find(([, states]) => states.includes(status)) as [ReferralStage, unknown])[0];
}

/** Nothing more is done with it. */
export function referralIsOver(status: ReferralStatus): boolean {
  return !openStates.includes(status) && status !== 'DRAFT';
}
