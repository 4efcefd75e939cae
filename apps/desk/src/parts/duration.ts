const MINUTE = 60_000;

/** The span without its sign in its two largest units: days and hours, hours and minutes, or minutes (a begun minute counts as one when time is left). */
export function splitDuration(left: number): { days: number; hours: number; minutes: number } {
  const minutes = left >= 0 ? Math.ceil(left / MINUTE) : Math.floor(-left / MINUTE);
  const days = Math.floor(minutes / 1440);
  return days > 0
    ? { days, hours: Math.floor((minutes % 1440) / 60), minutes: 0 }
    : { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
