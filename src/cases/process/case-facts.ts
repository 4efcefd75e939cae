import type { PersonActor, Tx } from '../../kernel/index.ts';
import type { DecreeForm } from '../../vocabulary/index.ts';
import { waitingApproval } from '../../work/index.ts';
import { formsOfCycle } from '../forms/catalogue.ts';
import { formRows } from '../forms/form-store.ts';
import { PLAN_APPROVAL } from '../plan/plan-approval.ts';
import { actionsOf, monitoringOf, planOf } from '../plan/plan-store.ts';
import { referralsOfCase } from '../referrals/referral-store.ts';
import { runningSeparations } from '../separation/separation.ts';
import { separationsOf } from '../separation/separation-store.ts';
import type { CaseRow } from '../tables.ts';
import { marksOf } from './case-store.ts';
import type { CaseFacts, ReviewFindings } from './protection-case.ts';

/** The rows that the conditions of an act are judged by; a page shows most of them too. */
export interface CaseMaterial {
  readonly forms: Awaited<ReturnType<typeof formRows>>;
  readonly plan: Awaited<ReturnType<typeof planOf>>;
  /** The approval that the plan waits for. */
  readonly approval: Awaited<ReturnType<typeof waitingApproval>>;
  readonly actions: Awaited<ReturnType<typeof actionsOf>>;
  readonly monitoring: Awaited<ReturnType<typeof monitoringOf>>;
  readonly separations: Awaited<ReturnType<typeof separationsOf>>;
  readonly referrals: Awaited<ReturnType<typeof referralsOfCase>>;
  readonly marks: Awaited<ReturnType<typeof marksOf>>;
}

/** Reads them all at once: the connection is a pipeline. */
export async function caseMaterial(tx: Tx, row: CaseRow): Promise<CaseMaterial> {
  const plan = planOf(tx, row.id, row.cycle);
  const [forms, approval, actions, monitoring, separations, referrals, marks] = await Promise.all([
    formRows(tx, row.id),
    plan.then((found) => found && waitingApproval(tx, PLAN_APPROVAL, found.id)),
    actionsOf(tx, row.id, row.cycle),
    monitoringOf(tx, row.id, row.cycle),
    separationsOf(tx, row.id),
    referralsOfCase(tx, row.id),
    marksOf(tx, row.id),
  ]);
  return { forms, plan: await plan, approval, actions, monitoring, separations, referrals, marks };
}

/** What the conditions of an act are judged by, of the case as it stands. */
export function caseFacts(
  { forms, plan, approval, actions, monitoring, separations, referrals, marks }: CaseMaterial,
  row: CaseRow,
  person: PersonActor,
  given: { reason: boolean; minutes: boolean; document: boolean },
): CaseFacts {
  const counted = forms.filter(
    (form) =>
      form.status === 'submitted' &&
      (formsOfCycle.includes(form.form_code) ? form.cycle === row.cycle : form.cycle >= row.round_from),
  );
  const triage = (code: DecreeForm) => counted.findLast((form) => form.form_code === code)?.triage;
  const review = triage('FORM-06');
  return {
    forms: new Set(counted.map((form) => form.form_code)),
    emergencyConcluded: triage('FORM-02')?.conclusion === 'EMERGENCY',
    emergencyDecided: marks.emergencyDecided,
    planComplete: plan !== undefined && actions.length > 0 && monitoring.length > 0,
    actorIsAuthor: plan?.author === person.person || approval?.askedBy === person.person,
    review: review && findingsOf(review),
    separationRunning: separations.some((one) => runningSeparations.includes(one.status)),
    hasReason: given.reason,
    hasMinutes: given.minutes,
    hasDocument: given.document,
    policeTold:
      marks.offenceTrack ||
      referrals.some(
        (referral) => referral.purpose === 'POLICE' && referral.sent_at !== null && referral.status !== 'REVOKED',
      ),
  };
}

function findingsOf(answers: Readonly<Record<string, unknown>>): ReviewFindings {
  return {
    // An absent answer counts as a risk: nothing closes by silence.
    furtherRisk: answers.further_risk !== false,
    stable: {
      physical: answers.stable_physical === true,
      psychological: answers.stable_psychological === true,
      cognitive: answers.stable_cognitive === true,
      emotional: answers.stable_emotional === true,
    },
  };
}
