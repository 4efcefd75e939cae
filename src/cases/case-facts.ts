import type { PersonActor, Tx } from '../kernel/index.ts';
import type { DecreeForm } from '../vocabulary/index.ts';
import { happened, roundStart } from './case-store.ts';
import { formRows } from './form-store.ts';
import { formsOfCycle } from './forms/catalogue.ts';
import { actionsOf, monitoringOf, planOf } from './plan-store.ts';
import type { CaseFacts, ReviewFindings } from './protection-case.ts';
import { referralsOfCase } from './referral-store.ts';
import { runningSeparation } from './separation-store.ts';
import type { CaseRow } from './tables.ts';

/** What the conditions of an act are judged by, read from the case as it stands. */
export async function caseFacts(
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  given: { reason: boolean; minutes: boolean; document: boolean },
): Promise<CaseFacts> {
  const counted = (await formRows(tx, row.id)).filter(
    (form) =>
      form.status === 'submitted' &&
      (formsOfCycle.includes(form.form_code) ? form.cycle === row.cycle : form.cycle >= row.round_from),
  );
  const triage = (code: DecreeForm) => counted.findLast((form) => form.form_code === code)?.triage;
  const plan = await planOf(tx, row.id, row.cycle);
  const review = triage('FORM-06');
  const since = await roundStart(tx, row.id);
  return {
    forms: new Set(counted.map((form) => form.form_code)),
    emergencyConcluded: triage('FORM-02')?.conclusion === 'EMERGENCY',
    emergencyDecided: await happened(tx, row.id, ['decide-emergency'], since),
    planComplete:
      plan !== undefined && (await actionsOf(tx, plan.id)).length > 0 && (await monitoringOf(tx, plan.id)).length > 0,
    actorIsAuthor: plan !== undefined && (plan.author === person.person || plan.submitted_by === person.person),
    review: review && findingsOf(review),
    separationRunning: (await runningSeparation(tx, row.id)) !== undefined,
    hasReason: given.reason,
    hasMinutes: given.minutes,
    hasDocument: given.document,
    policeTold:
      (await referralsOfCase(tx, row.id)).some(
        (referral) => referral.purpose === 'POLICE' && referral.sent_at !== null && referral.status !== 'REVOKED',
      ) || (await happened(tx, row.id, ['track:offence'])),
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
