import { type BoosterAfter, boosterDue, boostersOf } from '../skills/boosters.pure.ts';
import type { RoundKind } from './class-tables.ts';

/** What of a round the plan looks at. */
interface PlannedRound {
  readonly kind: RoundKind;
  readonly lesson: string;
  /** YYYY-MM-DD in Viet Nam. */
  readonly onDate: string;
}

export interface PlannedBooster {
  readonly lesson: string;
  readonly after: BoosterAfter;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** `over`: it was missed, and a later one has taken its place. */
  readonly state: 'to-come' | 'due' | 'done' | 'over';
}

/**
 * When a class practises again what it has learnt, in the order of days: after 7 and 30 days, each on its own next lesson day. A lesson that
 * it did twice is planned from the last time.
 * @param today YYYY-MM-DD in Viet Nam
 */
export function planOf(
  rounds: readonly PlannedRound[],
  weekdays: readonly number[],
  today: string,
): readonly PlannedBooster[] {
  const last = new Map<string, string>();
  for (const { kind, lesson, onDate } of rounds)
    if (kind === 'LESSON' && onDate > (last.get(lesson) ?? '')) last.set(lesson, onDate);
  return [...last]
    .flatMap(([lesson, learntOn]) => {
      const done = rounds
        .filter((round) => round.lesson === lesson && round.kind !== 'LESSON' && round.onDate > learntOn)
        .map(({ onDate }) => onDate);
      const boosters = boostersOf(learntOn, weekdays);
      const due = boosterDue(boosters, done, today);
      return boosters.map(({ after, on }, at): PlannedBooster => {
        const next = boosters[at + 1]?.on;
        const isDone = done.some((date) => date >= on && (next === undefined || date < next));
        const state = isDone ? 'done' : due?.on === on ? 'due' : on > today ? 'to-come' : 'over';
        return { lesson, after, on, state };
      });
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.after - b.after));
}
