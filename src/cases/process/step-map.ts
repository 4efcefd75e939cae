import type { CaseStatus, ProtectionStep } from '../../vocabulary/index.ts';
import { isEnded } from './protection-case.ts';

const stepOrder: readonly ProtectionStep[] = [
  'RECEIVE',
  'VERIFY',
  'FORWARD',
  'INITIAL_RISK',
  'EMERGENCY',
  'SEPARATE',
  'SPECIFIC_RISK',
  'NEEDS_MEETING',
  'PLAN_DRAFT',
  'PLAN_APPROVE',
  'IMPLEMENT',
  'REVIEW',
  'CLOSE',
];

/** The step of the law at which a case stands. */
export const stepOfStatus: Readonly<Record<CaseStatus, ProtectionStep>> = {
  OPEN: 'FORWARD',
  INITIAL_RISK: 'INITIAL_RISK',
  EMERGENCY_MEASURE: 'EMERGENCY',
  SPECIFIC_RISK: 'SPECIFIC_RISK',
  NEEDS_MEETING: 'NEEDS_MEETING',
  PLAN_DRAFT: 'PLAN_DRAFT',
  PLAN_RETURNED: 'PLAN_DRAFT',
  PLAN_SUBMITTED: 'PLAN_APPROVE',
  PLAN_APPROVED: 'PLAN_APPROVE',
  IMPLEMENTING: 'IMPLEMENT',
  REVIEW: 'REVIEW',
  CLOSED_STABLE: 'CLOSE',
  TRANSFERRED: 'CLOSE',
  MERGED: 'CLOSE',
  COURT_ROUTE: 'SEPARATE',
  ENDED: 'CLOSE',
};

export const stepStates = ['done', 'now', 'ahead', 'not-needed'] as const;
export type StepState = (typeof stepStates)[number];

/** The steps of the law with what has become of each. Emergency and separation count only where they happened. */
export function stepMap(
  status: CaseStatus,
  happened: { readonly emergency: boolean; readonly separation: boolean },
): { step: ProtectionStep; state: StepState }[] {
  const current = stepOrder.indexOf(stepOfStatus[status]);
  const ended = isEnded(status);
  return stepOrder.map((step, place) => {
    if (step === 'EMERGENCY' && status !== 'EMERGENCY_MEASURE')
      return { step, state: happened.emergency ? 'done' : place < current ? 'not-needed' : 'ahead' };
    if (step === 'SEPARATE' && status !== 'COURT_ROUTE')
      return { step, state: happened.separation ? 'done' : place < current ? 'not-needed' : 'ahead' };
    if (place === current) return { step, state: ended || status === 'OPEN' ? 'done' : 'now' };
    return { step, state: place < current ? 'done' : 'ahead' };
  });
}
