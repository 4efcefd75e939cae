import { HOUR } from '../../kernel/index.ts';

/**
 * How late an act may be written down. Within the tolerance a reason is asked for, and event and clock keep both
 * times; before that, and in the future, it is refused. Ours: the decree is silent.
 */
export const backdating = {
  toleranceHours: 24,
  freeMinutes: 5,
  source: 'defined by Lá Chắn',
  verified: false,
} as const;

export type ActTimeFault = 'act.in-the-future' | 'act.before-the-last' | 'act.too-long-ago' | 'act.late-without-reason';

/** What is wrong with the time an act is said to have been done; undefined where it may stand. */
export function actTimeFault(at: Date, now: Date, lastActAt: Date, hasReason: boolean): ActTimeFault | undefined {
  const late = now.getTime() - at.getTime();
  if (late < 0) return 'act.in-the-future';
  if (at < lastActAt) return 'act.before-the-last';
  if (late > backdating.toleranceHours * HOUR) return 'act.too-long-ago';
  if (late > backdating.freeMinutes * 60_000 && !hasReason) return 'act.late-without-reason';
  return undefined;
}
