/** The front door of the clocks: every running deadline of every module, the rules and the calendar they run by. */

export { type CalendarDay, calendar } from './calendar.ts';
export { type CalendarChange, changeCalendar, whatIfCalendar } from './change-calendar.ts';
export { changeDeadlineRule } from './change-deadline-rule.ts';
export {
  type Clock,
  type ClockChange,
  type ClockObject,
  type ClockStart,
  clockStatuses,
  endByLaw,
  firstOf,
  type NextDue,
  type PlannedClock,
  planClocks,
  type RuleChange,
  rulesAfter,
} from './clock.ts';
export { type ClockFigures, type ClockLine, type ClockMeasure, clockFigures } from './clock-figures.ts';
export {
  type CalendarEntry,
  type CalendarSource,
  type ClockKind,
  type ClockOfObject,
  type ClockSubject,
  calendarSources,
  clockKinds,
} from './clock-kind.ts';
export { clocksOf, insertClocks, nextDue, nextDues } from './clock-store.ts';
export { type ClocksOverview, clocksOverview } from './clocks-overview.ts';
export { cancelClocks, lapseClocks, meetClocks } from './end-clocks.ts';
export { clocksJobs } from './jobs.ts';
export { type CalendarInList, listCalendar } from './list-calendar.ts';
export { listDeadlineRules, type RuleInList } from './list-deadline-rules.ts';
export { clocksModule } from './module.ts';
export { moveClocks } from './move-clocks.ts';
export { type ClockInList, overseenClocks } from './overseen-clocks.ts';
export { resumeClocks } from './resume-clocks.ts';
export { seeEscalation } from './see-escalation.ts';
export { startClocks } from './start-clocks.ts';
export { sweepClocks } from './sweep-clocks.ts';
export { type LawEffect, type WhatIf, whatIf } from './what-if.ts';
