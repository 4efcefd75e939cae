import { addDays, isDate, type TextRule } from '../../kernel/index.ts';

/** You said, we did: what is said of a theme, by the four Fs (Lundy): full, friendly, fast, followed up. Pure. */

export const ANSWER_TEXT: TextRule = { most: 2_000, lines: true };
/** In a child's words: as short as a child reads. */
export const CHILD_WORDS: TextRule = { most: 600, lines: true };
export const ANSWERED_BY: TextRule = { most: 160 };

/** `DONE`: it is done. `WILL_DO`: it is decided. `IN_PART`: a part of it. `NOT`: it is not done, and why is said. */
export const answerOutcomes = ['DONE', 'WILL_DO', 'IN_PART', 'NOT'] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

/** Where somebody must say why. */
export const outcomesWithReason: ReadonlySet<AnswerOutcome> = new Set<AnswerOutcome>(['IN_PART', 'NOT']);

/** What an answer has to say before it is given. */
export interface AnswerFields {
  readonly outcome: AnswerOutcome;
  readonly heard: string;
  readonly decided: string;
  readonly whyNot: string | null;
  readonly answeredBy: string;
  readonly childWords: string;
  /** The day on which somebody looks again, `YYYY-MM-DD`. */
  readonly followUpOn: string;
}

/** The farthest day of looking again, in days: a promise for later than a year is none. */
const FOLLOW_UP_WITHIN = 366;

/**
 * The first field by which an answer is not full; undefined where it is. Texts are read before.
 * @param today the day in Viet Nam
 */
export function missingInAnswer(answer: AnswerFields, today: string): keyof AnswerFields | undefined {
  if (outcomesWithReason.has(answer.outcome) === (answer.whyNot === null)) return 'whyNot';
  if (!isDate(answer.followUpOn)) return 'followUpOn';
  const soonest = addDays(today, 1);
  const latest = addDays(today, FOLLOW_UP_WITHIN);
  return answer.followUpOn < soonest || answer.followUpOn > latest ? 'followUpOn' : undefined;
}

/** What is late, for everybody to see: the answer that was promised, or the look that was. */
export type Overdue = 'ANSWER' | 'FOLLOW_UP';

export interface AnswerDates {
  /** The promised day of the answers, `YYYY-MM-DD`. */
  readonly answerBy: string;
  readonly answered: boolean;
  readonly followUpOn: string | null;
  readonly followedUp: boolean;
}

/** Whether a theme is late on a day: from the day after the promised one on, until it is done and not a day less. */
export function overdueOf(
  { answerBy, answered, followUpOn, followedUp }: AnswerDates,
  today: string,
): Overdue | undefined {
  if (!answered) return today > answerBy ? 'ANSWER' : undefined;
  return followUpOn !== null && !followedUp && today > followUpOn ? 'FOLLOW_UP' : undefined;
}
