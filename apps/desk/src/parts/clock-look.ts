/** A clock has four looks and only four. */
export type ClockLook = 'resting' | 'soon' | 'now' | 'breached';

const MINUTE = 60_000;

/**
 * The look of a clock.
 * @param left milliseconds until it is due; negative = past
 * @param soonMinutes from how many minutes before the due time it is due soon
 * @param nowMinutes from how many minutes before the due time it is due now
 */
export function clockLook(left: number, soonMinutes: number, nowMinutes: number): ClockLook {
  if (left < 0) return 'breached';
  if (left <= nowMinutes * MINUTE) return 'now';
  return left <= soonMinutes * MINUTE ? 'soon' : 'resting';
}

/** The span without its sign in its two largest units: days and hours, hours and minutes, or minutes (a begun minute counts as one when time is left). */
export function span(left: number): { days: number; hours: number; minutes: number } {
  const minutes = left >= 0 ? Math.ceil(left / MINUTE) : Math.floor(-left / MINUTE);
  const days = Math.floor(minutes / 1440);
  return days > 0
    ? { days, hours: Math.floor((minutes % 1440) / 60), minutes: 0 }
    : { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
