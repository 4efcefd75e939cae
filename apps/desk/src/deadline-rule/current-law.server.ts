import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { type Day, type DeadlineRule, type Law, ruleOfClock } from '../../../../src/vocabulary/index.ts';
import { runningApp } from '../../../shared/running-app.ts';

/** The deadline rules and the calendar that bind now. */
export function lawNow(): Law {
  return runningApp.modules.vocabulary.lawOf(runningApp.kernel);
}

/** A day in Viet Nam, `yyyy-mm-dd`. */
export function vietnamDay(at: Date): Day {
  return vietnamDate(at) as Day;
}

/** The rule of a code that bound on the day of an instant, or else its last one, so that an old clock has a name too. */
export function ruleFor(code: string, at: Date = new Date()): DeadlineRule | undefined {
  return ruleOfClock(lawNow().rules, code, at);
}
