import type { ProtectionStep } from '../../vocabulary/index.ts';
import { type CaseAct, caseActs, isEnded } from './protection-case.ts';

/** The running number of a step as the decree's list counts them: separation is a branch of the fifth. */
export const stepNumbers: Readonly<Record<ProtectionStep, string>> = {
  RECEIVE: '1',
  VERIFY: '2',
  FORWARD: '3',
  INITIAL_RISK: '4',
  EMERGENCY: '5',
  SEPARATE: '5b',
  SPECIFIC_RISK: '6',
  NEEDS_MEETING: '7',
  PLAN_DRAFT: '8',
  PLAN_APPROVE: '9',
  IMPLEMENT: '10',
  REVIEW: '11',
  CLOSE: '12',
};

/** The steps in four phases. The grouping is this platform's own. */
export const processPhases = [
  { phase: 'receive', steps: ['RECEIVE', 'VERIFY', 'FORWARD'] },
  { phase: 'safety', steps: ['INITIAL_RISK', 'EMERGENCY', 'SEPARATE'] },
  { phase: 'plan', steps: ['SPECIFIC_RISK', 'NEEDS_MEETING', 'PLAN_DRAFT', 'PLAN_APPROVE'] },
  { phase: 'carry-out', steps: ['IMPLEMENT', 'REVIEW', 'CLOSE'] },
] as const satisfies readonly { readonly phase: string; readonly steps: readonly ProtectionStep[] }[];

/** The step whose act meets a clock; undefined where none does. */
export function stepOfClock(rule: string): ProtectionStep | undefined {
  if (rule.startsWith('DL-SEP')) return 'SEPARATE';
  return Object.values(caseActs).find(({ meets }) => meets.includes(rule))?.step;
}

/** Acts for the safety of the child; acts that end a case, hand it over or take it up again; and the steps of the process. */
export function groupOfAct(act: CaseAct): 'safety' | 'ends' | 'step' {
  const { to, from, step } = caseActs[act];
  if (act === 'decide-emergency' || act === 'note-new-danger' || act === 'decide-further-emergency') return 'safety';
  const leaves = to !== 'same' && (isEnded(to) || to === 'COURT_ROUTE');
  const returns = from.every((status) => isEnded(status) || status === 'COURT_ROUTE');
  return (leaves || returns) && step !== 'REVIEW' ? 'ends' : 'step';
}

/** Whether an act ends the work on the case here, so that a page asks twice. */
export function endsCase(act: CaseAct): boolean {
  return groupOfAct(act) === 'ends' && act !== 'reopen' && act !== 'return-from-court';
}
