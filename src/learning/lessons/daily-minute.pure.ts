import { daysBetween } from '../../kernel/time.pure.ts';
import type { PortalBand } from '../../vocabulary/index.ts';
import type { Lesson, Question } from './lesson.ts';

/** The day from which the turns are counted. */
const FIRST_DAY = '2026-01-01';

export interface DailyMinute {
  readonly lesson: string;
  readonly question: Question;
}

/**
 * The question of the day for a band: the same for everybody, so that a class or a family can talk about it, and from the date alone,
 * so that nothing about the reader is stored. Every question comes once before one comes again, and two days running come from
 * two lessons where there are two.
 * @param today a date in Viet Nam, YYYY-MM-DD
 */
export function dailyMinute(lessons: readonly Lesson[], band: PortalBand, today: string): DailyMinute | undefined {
  const own = lessons.filter((lesson) => lesson.band === band).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rounds = Math.max(0, ...own.map(({ quiz }) => quiz.length));
  // Dealt like cards: the first question of each lesson, then the second of each.
  const turns = Array.from({ length: rounds }, (_, round) =>
    own.flatMap(({ id, quiz }) => {
      const question = quiz[round];
      return question === undefined ? [] : [{ lesson: id, question }];
    }),
  ).flat();
  if (turns.length === 0) return undefined;
  const day = daysBetween(FIRST_DAY, today);
  return turns[((day % turns.length) + turns.length) % turns.length];
}
