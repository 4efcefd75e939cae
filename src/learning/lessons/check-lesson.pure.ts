import type { LocalText } from '../scenarios/local-text.ts';
import type { Lesson, Question } from './lesson.ts';

/** What keeps a lesson from being published, with the question it lies in. */
export interface LessonFault {
  readonly code:
    | 'text-missing'
    | 'question-twice'
    | 'option-twice'
    | 'no-right-option'
    | 'more-than-one-right'
    | 'nothing-wrong-to-choose'
    | 'wrong-without-feedback'
    | 'skill-not-of-the-lesson'
    | 'skill-not-practised'
    | 'help-without-111'
    | 'sentence-too-long';
  /** Null for the lesson itself. */
  readonly question: string | null;
  /** The option, the skill, or the sentence. */
  readonly at?: string;
}

/** Syllables of the longest sentence of each band: the one list of the house is `content/limits.json`. */
export type LongestSentence = Readonly<Record<Lesson['band'], number>>;
/** Per cent of a lesson's sentences that may be longer. Source: portal-insight.md 10. */
const LONG_SENTENCES_MOST = 5;

export function checkLesson(lesson: Lesson, longestSentence: LongestSentence): readonly LessonFault[] {
  return [
    ...textsOf(lesson)
      .filter(({ vi }) => vi === '')
      .map((): LessonFault => ({ code: 'text-missing', question: null })),
    ...repeated(lesson.quiz.map(({ id }) => id)).map((id): LessonFault => ({ code: 'question-twice', question: id })),
    ...lesson.quiz.flatMap((one) => questionFaults(one, lesson)),
    ...lesson.skills
      .filter((skill) => !lesson.quiz.some((one) => one.skill === skill))
      .map((skill): LessonFault => ({ code: 'skill-not-practised', question: null, at: skill })),
    ...(lesson.help.to.includes('111') ? [] : [{ code: 'help-without-111', question: null } as const]),
    ...sentenceFaults(lesson, longestSentence[lesson.band]),
  ];
}

function questionFaults({ id, choose, options, skill }: Question, lesson: Lesson): LessonFault[] {
  const right = options.filter((option) => option.right).length;
  const fault = (code: LessonFault['code'], at?: string): LessonFault =>
    at === undefined ? { code, question: id } : { code, question: id, at };
  return [
    ...repeated(options.map((option) => option.id)).map((at) => fault('option-twice', at)),
    ...(right === 0 ? [fault('no-right-option')] : []),
    ...(right > 1 && choose === 'one' ? [fault('more-than-one-right')] : []),
    ...(right === options.length ? [fault('nothing-wrong-to-choose')] : []),
    ...options
      .filter((option) => !option.right && option.feedback.vi === '')
      .map((option) => fault('wrong-without-feedback', option.id)),
    ...(lesson.skills.includes(skill) ? [] : [fault('skill-not-of-the-lesson', skill)]),
  ];
}

/** All texts a reader meets. */
export function textsOf(lesson: Lesson): readonly LocalText[] {
  return [
    lesson.title,
    lesson.lead,
    ...lesson.cards.flatMap(({ heading, text }) => [heading, ...text]),
    lesson.act,
    ...lesson.quiz.flatMap(({ ask, options }) => [
      ask,
      ...options.flatMap(({ say, right, feedback }) => (right && feedback.vi === '' ? [say] : [say, feedback])),
    ]),
    lesson.help.say,
  ];
}

/** Vietnamese writes a blank between syllables, so blanks count them. */
export function longSentences(
  texts: readonly LocalText[],
  most: number,
): { readonly long: string[]; readonly all: number } {
  const sentences = texts
    .flatMap(({ vi }) => vi.split(/(?<=[.!?…:;])["”’)]*\s+/u))
    .filter((sentence) => /\p{L}/u.test(sentence));
  return { long: sentences.filter((one) => one.trim().split(/\s+/).length > most), all: sentences.length };
}

function sentenceFaults(lesson: Lesson, most: number): LessonFault[] {
  const { long, all } = longSentences(textsOf(lesson), most);
  if (long.length * 100 <= all * LONG_SENTENCES_MOST) return [];
  return long.map((at) => ({ code: 'sentence-too-long', question: null, at }));
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
