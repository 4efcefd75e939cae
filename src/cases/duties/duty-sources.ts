import type { DutySource } from '../../work/index.ts';
import { caseStepDuties } from './case-step-duties.ts';
import { contactDuties } from './contact-duties.ts';
import { formDuties } from './form-duties.ts';
import { grantDuties } from './grant-duties.ts';
import { planDuties } from './plan-duties.ts';
import { referralDuties, referralQuestionDuties } from './referral-duties.ts';
import { owedSupplementDuties, supplementDuties } from './supplement-duties.ts';
import { trackDuties } from './track-duties.ts';

/** What the cases bring to the list of everything that waits. */
export const caseDuties: readonly DutySource[] = [
  caseStepDuties,
  formDuties,
  referralDuties,
  referralQuestionDuties,
  owedSupplementDuties,
  supplementDuties,
  planDuties,
  grantDuties,
  contactDuties,
  trackDuties,
];
