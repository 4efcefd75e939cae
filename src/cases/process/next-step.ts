import {
  type AgencyFunctionCode,
  type CaseStatus,
  type DecreeForm,
  decreeForm,
  type Role,
} from '../../vocabulary/index.ts';
import { formDuty } from '../forms/catalogue.ts';
import { type CaseAct, caseActs, type Requirement } from './protection-case.ts';

/** The act that carries the case on in each state: who may do it holds the ball. Absent where the process has ended. */
const onward: Readonly<Partial<Record<CaseStatus, CaseAct>>> = {
  OPEN: 'start-initial-risk',
  INITIAL_RISK: 'start-specific-risk',
  EMERGENCY_MEASURE: 'start-specific-risk',
  SPECIFIC_RISK: 'conclude-specific-risk',
  NEEDS_MEETING: 'record-needs-meeting',
  PLAN_DRAFT: 'submit-plan',
  PLAN_RETURNED: 'revise-plan',
  PLAN_SUBMITTED: 'approve-plan',
  PLAN_APPROVED: 'start-implementation',
  IMPLEMENTING: 'start-review',
  REVIEW: 'close',
  COURT_ROUTE: 'return-from-court',
};

/** What whose turn it is follows from. */
export interface Standing {
  readonly status: CaseStatus;
  /** The twelve hours of an emergency run. */
  readonly emergencyWaits: boolean;
  /** What the initial assessment found; null before it is submitted. */
  readonly emergencyFound: boolean | null;
  /** Forms of the present round and plan that are submitted. */
  readonly forms: ReadonlySet<DecreeForm>;
  /** The first condition of closing that the review did not meet, where it is known. */
  readonly close?: Requirement | undefined;
}

/** What comes next in a case: an act, or first a form that it rests on and nobody has submitted. */
export interface NextStep {
  readonly act: CaseAct;
  readonly form?: DecreeForm;
  /** Whose turn it is. */
  readonly roles: readonly Role[];
  readonly function: AgencyFunctionCode;
}

/**
 * The next step of a case. An emergency comes before everything else: it is the turn of whoever assesses it until the
 * assessment is submitted, and then the chair's where it found one.
 */
export function nextStep(standing: Standing): NextStep | undefined {
  const act = nextAct(standing);
  if (!act) return undefined;
  const rule = caseActs[act];
  const form = rule.requires.find(
    (one): one is DecreeForm => decreeForm.has(one) && !standing.forms.has(one as DecreeForm),
  );
  if (!form) return { act, roles: rule.roles, function: rule.function };
  const { roles } = formDuty[form];
  const same = roles.every((role) => rule.roles.includes(role));
  return { act, form, roles, function: same ? rule.function : 'OWN_CASE' };
}

function nextAct({ status, emergencyWaits, emergencyFound, close }: Standing): CaseAct | undefined {
  if (status === 'INITIAL_RISK' && emergencyWaits && emergencyFound !== false) return 'decide-emergency';
  // A child who is not safe and stable gets another plan.
  if (status === 'REVIEW' && (close === 'no-further-risk' || close === 'child-stable')) return 'replan';
  return onward[status];
}
