import { MINUTE } from '../../kernel/time.pure.ts';
import { contactBands } from '../contacts/contact.ts';
import type { RuleValues } from '../staffing/staffing.ts';

/** How heavy a contact was for whoever had it, and the rest that follows. Pure; every number is a rule with its source. */

type CareRules = Pick<RuleValues, Extract<keyof RuleValues, `CARE_${string}`>>;

/** Longer than this somebody has forgotten to close it. Minutes. */
const LONGEST = 180;

export const minutesHeld = (from: Date, to: Date): number =>
  Math.min(LONGEST, Math.max(0, Math.round((to.getTime() - from.getTime()) / MINUTE)));

/** The weight of its band for each so many minutes: ten minutes of danger weigh as forty of an ordinary contact. */
export function exposureWeight(band: number, minutes: number, rules: CareRules): number {
  const weight =
    band >= contactBands.danger
      ? rules.CARE_WEIGHT_DANGER
      : band === contactBands.urgent
        ? rules.CARE_WEIGHT_URGENT
        : rules.CARE_WEIGHT_NORMAL;
  return (weight * minutes) / rules.CARE_WEIGHT_MINUTES;
}

export const isHard = (weight: number, rules: CareRules): boolean => weight >= rules.CARE_HARD_FROM;

/**
 * Minutes without an offer after a contact: after a hard one, more after every second of a shift, and a break after so many hours of
 * work without one, however light. Nought where none is due.
 * @param hardBefore hard contacts of this shift before this one
 * @param runHours since the last real break
 */
export function restAfter(
  contact: { readonly hard: boolean; readonly hardBefore: number; readonly runHours: number },
  rules: CareRules,
): number {
  const second = contact.hardBefore % 2 === 1;
  const afterHard = contact.hard ? (second ? rules.CARE_REST_LONG_MINUTES : rules.CARE_REST_MINUTES) : 0;
  const afterRun = contact.runHours >= rules.CARE_RUN_HOURS ? rules.CARE_BREAK_MINUTES : 0;
  return Math.max(afterHard, afterRun);
}
