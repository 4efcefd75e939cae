import { z } from 'zod';
import { MINUTE } from '../../kernel/index.ts';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import scales from './scales.json' with { type: 'json' };
import lists from './series-lists.json' with { type: 'json' };

/** A series of counselling sessions for one child: its codes and rules, no I/O. */

export const seriesOutcome = readList(lists.outcome);
export type SeriesOutcome = CodeOf<typeof seriesOutcome>;
export const sessionMode = readList(lists.mode);
export type SessionMode = CodeOf<typeof sessionMode>;
export const sessionReason = readList(lists.reason);
export type SessionReason = CodeOf<typeof sessionReason>;

const words = z.string().min(2);
/** Scales of 0 to 10 in words of our own, with what stands at both ends and which end is the better one. */
export const scale = readList(scales.scale, {
  low: words,
  lowEn: words,
  high: words,
  highEn: words,
  better: z.enum(['lower', 'higher']),
});
export type Scale = CodeOf<typeof scale>;
/** Versions are kept with every value: a scale that is worded anew begins a line of its own. */
export const scaleVersion = scale.version ?? '1';
export const SCALE_MOST = 10;

export const goalStates = ['open', 'reached', 'dropped'] as const;
export type GoalState = (typeof goalStates)[number];

/** `planned` an appointment · `held` · `missed` the child did not come · `cancelled` · `moved` another one took its place */
export const sessionStates = ['planned', 'held', 'missed', 'cancelled', 'moved'] as const;
export type SessionState = (typeof sessionStates)[number];

/** Shortest and longest session, in minutes; how far ahead one is planned, in days. Ours. */
export const SESSION_MINUTES = { least: 10, most: 240 } as const;
export const PLANNED_DAYS_AHEAD = 180;

export const endOf = (session: { readonly starts_at: Date; readonly minutes: number }): Date =>
  new Date(session.starts_at.getTime() + session.minutes * MINUTE);

/** Whether two sessions of one counsellor stand in each other's way. */
export function overlaps(
  one: { readonly starts_at: Date; readonly minutes: number },
  other: { readonly starts_at: Date; readonly minutes: number },
): boolean {
  return one.starts_at < endOf(other) && other.starts_at < endOf(one);
}
