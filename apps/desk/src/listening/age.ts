import { m } from '../paraglide/messages.js';

/** How long ago, in the largest unit that is not too coarse. */
export function ageWords(minutes: number | null): string {
  if (minutes === null) return m.hr_never();
  if (minutes < 60) return m.hr_lag_minutes({ minutes: Math.max(0, Math.round(minutes)) });
  if (minutes < 48 * 60) return m.hr_lag_hours({ hours: Math.round(minutes / 60) });
  return m.hr_lag_days({ days: Math.round(minutes / 1440) });
}
