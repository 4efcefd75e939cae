/**
 * Guided questions that tell within a minute whether a child may be in danger now. They order the queue; a person decides.
 * A `yes` suggests its urgency, an `unknown` may suggest a lower one, and no answer ever lowers what another answer raised.
 */
import { z } from 'zod';
import { moreUrgent, type Urgency, urgency } from '../harms/risk.ts';
import { type CodeOf, readList } from '../term.ts';
import lists from './imminent-risk.json' with { type: 'json' };

export const imminentRisk = readList(lists.imminentRisk, {
  /** The question as put to a child; `vi` and `en` are the desk's wording. */
  child_vi: z.string(),
  child_en: z.string(),
  ifYes: urgency.zod,
  ifUnknown: urgency.zod,
});
export type ImminentRisk = CodeOf<typeof imminentRisk>;
export type RiskAnswer = 'yes' | 'no' | 'unknown';

/**
 * The urgency that a set of answers suggests: the most urgent of all; `U3` when nothing speaks for more. Questions without an answer
 * count as not asked, not as `unknown`: a skipped form must not fill the emergency queue.
 */
export function suggestUrgency(answers: Partial<Record<ImminentRisk, RiskAnswer>>): Urgency {
  let result: Urgency = 'U3';
  for (const question of imminentRisk.terms) {
    const answer = answers[question.code];
    if (answer === 'yes') result = moreUrgent(result, question.ifYes);
    if (answer === 'unknown') result = moreUrgent(result, question.ifUnknown);
  }
  return result;
}
