const MINUTE = 60_000;
const BEHIND = 15_000;

/**
 * The span without its sign in its two largest units: days and hours, hours and minutes, or minutes. Of time that is left a begun minute
 * counts as one, and a clock that is a few seconds behind (the page's own moves on every ten) adds none: fifteen minutes begin at fifteen.
 */
export function splitDuration(left: number): { days: number; hours: number; minutes: number } {
  const minutes = left > 0 ? Math.max(1, Math.ceil((left - BEHIND) / MINUTE)) : Math.floor(Math.abs(left) / MINUTE);
  const days = Math.floor(minutes / 1440);
  return days > 0
    ? { days, hours: Math.floor((minutes % 1440) / 60), minutes: 0 }
    : { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
