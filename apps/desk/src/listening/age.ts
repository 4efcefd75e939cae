import { m } from '../paraglide/messages.js';

/** How long ago, in the largest unit that is not too coarse. */
export function ageWords(minutes: number | null): string {
  if (minutes === null) return m.age_never();
  if (minutes < 60) return m.age_minutes({ minutes: Math.max(0, Math.round(minutes)) });
  if (minutes < 48 * 60) return m.age_hours({ hours: Math.round(minutes / 60) });
  return m.age_days({ days: Math.round(minutes / 1440) });
}
