import { dueAt, vietnamDate } from '../kernel/index.ts';
import { type Day, deadlineRuleAt, type Urgency, workingCalendar } from '../vocabulary/index.ts';

/**
 * The clocks of a report. `DL-FWD` runs until somebody has screened it, `DL-EMERG-12H` from its arrival until an
 * emergency has been passed on, `DL-FEEDBACK` from the desk's decision, or from a message of the reporter, until the
 * desk answers.
 */
export type ReportClock = 'DL-FWD' | 'DL-EMERG-12H' | 'DL-FEEDBACK';

/** When a clock that starts now ends, by the rule in force that day. @throws when no rule of the code is in force */
export function clockEnd(code: ReportClock, startedAt: Date, urgency?: Urgency): Date {
  const rule = deadlineRuleAt(code, vietnamDate(startedAt) as Day, urgency);
  if (!rule) throw new Error(`no deadline rule ${code} is in force on ${vietnamDate(startedAt)}`);
  return dueAt(startedAt, { amount: rule.amount, unit: rule.unit }, workingCalendar());
}

/** From which part of its time on a clock is due soon, counted from its end; for the kernel's `clockLook`. */
export function warnFraction(code: string, startedAt: Date): number {
  const rule = deadlineRuleAt(code, vietnamDate(startedAt) as Day);
  return rule ? 1 - rule.warnAt : 0.25;
}
