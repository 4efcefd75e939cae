import { type Actor, agencyOf } from '../../kernel/index.ts';
import type { RosterRules } from './roster.pure.ts';
import type { ContactMix } from './staffing-figures.pure.ts';

/** Rules and figures of staffing, each a row with its source. Pure rules, no I/O. */
export const ruleCodes = [
  'REST_HOURS',
  'SHIFTS_WEEK_MOST',
  'NIGHTS_MOST',
  'NIGHT_LEAST',
  'ON_CALL_NIGHT',
  'ON_CALL_WEEK_MOST',
  'SHORT_PART',
  'SHORT_MINUTES',
  'COUNSELLING_MINUTES',
  'PATIENCE_MINUTES',
  'ABANDONED_MOST',
  // How heavy a contact is for its helper, and the rest that follows (care.ts).
  'CARE_WEIGHT_NORMAL',
  'CARE_WEIGHT_URGENT',
  'CARE_WEIGHT_DANGER',
  'CARE_WEIGHT_MINUTES',
  'CARE_HARD_FROM',
  'CARE_REST_MINUTES',
  'CARE_REST_LONG_MINUTES',
  'CARE_RUN_HOURS',
  'CARE_BREAK_MINUTES',
] as const;
export type RuleCode = (typeof ruleCodes)[number];

/** Between what a rule may lie. Two at night is the least that anybody may set. */
export const ruleBounds: Readonly<Record<RuleCode, readonly [least: number, most: number]>> = {
  REST_HOURS: [8, 48],
  SHIFTS_WEEK_MOST: [1, 6],
  NIGHTS_MOST: [0, 14],
  NIGHT_LEAST: [2, 50],
  ON_CALL_NIGHT: [1, 5],
  ON_CALL_WEEK_MOST: [1, 7],
  SHORT_PART: [0, 1],
  SHORT_MINUTES: [0.1, 60],
  COUNSELLING_MINUTES: [1, 180],
  PATIENCE_MINUTES: [0.1, 120],
  ABANDONED_MOST: [0.001, 1],
  CARE_WEIGHT_NORMAL: [0.1, 10],
  CARE_WEIGHT_URGENT: [0.1, 10],
  CARE_WEIGHT_DANGER: [0.1, 10],
  CARE_WEIGHT_MINUTES: [1, 60],
  CARE_HARD_FROM: [0.5, 50],
  // Nobody sets the rest after a hard contact to nothing.
  CARE_REST_MINUTES: [5, 60],
  CARE_REST_LONG_MINUTES: [10, 120],
  CARE_RUN_HOURS: [0.5, 4],
  CARE_BREAK_MINUTES: [10, 60],
};

const WHOLE: ReadonlySet<RuleCode> = new Set([
  'SHIFTS_WEEK_MOST',
  'NIGHTS_MOST',
  'NIGHT_LEAST',
  'ON_CALL_NIGHT',
  'ON_CALL_WEEK_MOST',
]);

/** Whether a rule may have this value. */
export function isRuleValue(code: RuleCode, value: number): boolean {
  const [least, most] = ruleBounds[code];
  return value >= least && value <= most && (!WHOLE.has(code) || Number.isInteger(value));
}

export const leaveKinds = ['ANNUAL', 'SICK', 'TRAINING', 'OTHER'] as const;
export type LeaveKind = (typeof leaveKinds)[number];
export type LeaveState = 'ASKED' | 'GRANTED' | 'DECLINED' | 'WITHDRAWN';
export const eventKinds = ['SCHOOL_START', 'NEWS', 'POLL', 'OTHER'] as const;
export type EventKind = (typeof eventKinds)[number];
export type RosterState = 'DRAFT' | 'PUBLISHED' | 'DISCARDED';
export type SwapState = 'ASKED' | 'DONE' | 'DECLINED' | 'WITHDRAWN';

/** Days that a roster, a leave or an event has at most. */
export const ROSTER_DAYS_MOST = 31;
export const SPAN_DAYS_MOST = 90;
/** People whom one roster plans. */
export const ROSTER_PEOPLE_MOST = 120;
/** People who are asked for in one slot. */
export const NEED_MOST = 200;

/** The roles that work at the desk of 111. */
export const HELPER_ROLES = ['111_agent', '111_counsellor', '111_supervisor'] as const;

/** The desk at which somebody works, and its organisation; undefined for who works at none. */
export function deskOfHelper(actor: Actor): { readonly desk: string; readonly organisation: string } | undefined {
  if (actor.kind !== 'person') return undefined;
  const held = actor.assignments.find(({ role, desk }) => desk && HELPER_ROLES.some((one) => one === role));
  return held?.desk ? { desk: held.desk, organisation: agencyOf(actor) } : undefined;
}

export type RuleValues = Readonly<Record<RuleCode, number>>;

export function rosterRulesOf(values: RuleValues): RosterRules {
  return {
    restHours: values.REST_HOURS,
    shiftsWeekMost: values.SHIFTS_WEEK_MOST,
    nightsMost: values.NIGHTS_MOST,
    nightLeast: values.NIGHT_LEAST,
    onCallNight: values.ON_CALL_NIGHT,
    onCallWeekMost: values.ON_CALL_WEEK_MOST,
  };
}

export function contactMixOf(values: RuleValues): ContactMix {
  return {
    shortPart: values.SHORT_PART,
    shortMinutes: values.SHORT_MINUTES,
    counsellingMinutes: values.COUNSELLING_MINUTES,
    patienceMinutes: values.PATIENCE_MINUTES,
  };
}
