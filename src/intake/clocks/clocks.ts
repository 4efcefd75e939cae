import { dueAt, vietnamDate } from '../../kernel/index.ts';
import { type Day, deadlineRuleAt, type Law, type Urgency } from '../../vocabulary/index.ts';

/**
 * The clocks of a report. `DL-SCREEN` runs until somebody has screened it; `DL-FWD` from when it is found to be an emergency,
 * or confirmed, until another body has taken it over; `DL-EMERG-12H` from its arrival until an emergency has been passed
 * on; `DL-FEEDBACK` from the desk's decision, or from a message of the reporter, until the desk answers.
 */
export type ReportClock = 'DL-SCREEN' | 'DL-FWD' | 'DL-EMERG-12H' | 'DL-FEEDBACK';

/** When a clock that starts then ends, by the rule in force that day; undefined where none of the code is. */
export function endByLaw(law: Law, code: string, startedAt: Date, urgency?: Urgency): Date | undefined {
  const rule = deadlineRuleAt(law.rules, code, vietnamDate(startedAt) as Day, urgency);
  return rule && dueAt(startedAt, rule, law.days);
}

/** The end of a clock that is started. @throws when no rule of the code is in force: then nothing could be promised */
export function clockEnd(law: Law, code: ReportClock, startedAt: Date, urgency?: Urgency): Date {
  const end = endByLaw(law, code, startedAt, urgency);
  if (!end) throw new Error(`no deadline rule ${code} is in force on ${vietnamDate(startedAt)}`);
  return end;
}

/** From which part of its time on a clock is due soon, counted from its end; for the kernel's `clockLook`. */
export function warnFraction(law: Law, code: string, startedAt: Date): number {
  const rule = deadlineRuleAt(law.rules, code, vietnamDate(startedAt) as Day);
  return rule ? 1 - rule.warnAt : 0.25;
}
