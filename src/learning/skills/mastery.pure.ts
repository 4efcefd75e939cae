import { vietnamDate } from '../../kernel/time.pure.ts';

/** One answer to a question of a skill. Kept on the reader's own device and only where they wish; nothing here knows whose it is. */
export interface SkillAnswer {
  readonly at: Date;
  readonly right: boolean;
}

/** How many answers are looked at, how many of them are right, and on how many days: a rule that a child can be told. */
const LOOKED_AT = 4;
const RIGHT = 3;
const DAYS = 2;

/**
 * `new`: nothing answered yet. `starting`: on the way. `one-more-day`: right often enough, but all on one day.
 * `steady`: three of the last four right, on two days.
 */
export type Mastery = 'new' | 'starting' | 'one-more-day' | 'steady';

/** "Three of the last four, on two days", days in Viet Nam. The order in which the answers are given does not matter. */
export function masteryOf(answers: readonly SkillAnswer[]): Mastery {
  if (answers.length === 0) return 'new';
  const last = answers.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(-LOOKED_AT);
  const right = last.filter((answer) => answer.right);
  if (right.length < RIGHT) return 'starting';
  return new Set(right.map(({ at }) => vietnamDate(at))).size >= DAYS ? 'steady' : 'one-more-day';
}
