/** How a clock looks at a moment. Pure: the pages tick by it in the browser, the server lists by it. */

/** The four looks of the interface, and only four. */
export const clockLooks = ['resting', 'due-soon', 'due-now', 'breached'] as const;
export type ClockLook = (typeof clockLooks)[number];

/** In the last two fifths of the time in which it is due soon, a clock is due now. */
export const DUE_NOW_PART = 0.4;

/**
 * The look by the time that is left, all in milliseconds.
 * @param left until it is due; negative where that is past
 * @param soon from how long before its end it is due soon
 * @param now from how long before its end it is due now
 */
export function lookOf(left: number, soon: number, now: number = soon * DUE_NOW_PART): ClockLook {
  if (left < 0) return 'breached';
  if (left <= now) return 'due-now';
  return left <= soon ? 'due-soon' : 'resting';
}

/** The look of a clock at a moment; `warnFraction` of its whole time before its end it is due soon. */
export function clockLook(startedAt: Date, due: Date, now: Date, warnFraction = 0.25): ClockLook {
  const whole = Math.max(due.getTime() - startedAt.getTime(), 1);
  return lookOf(due.getTime() - now.getTime(), whole * warnFraction);
}
