import type { LocalText } from '../scenarios/local-text.ts';
import type { SkillCode } from '../skills/skill.ts';
import type { Lesson, Question } from './lesson.ts';

/** What a form sent for a question: the options that were chosen. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export interface MarkedOption {
  readonly id: string;
  readonly chosen: boolean;
  readonly right: boolean;
  /** Said where the option was chosen, or where a right one was left out. */
  readonly feedback: LocalText | null;
}

export interface MarkedQuestion {
  readonly id: string;
  readonly skill: SkillCode;
  /** `not-yet` says that something is worth another look; nobody "fails". */
  readonly result: 'right' | 'not-yet' | 'skipped';
  readonly options: readonly MarkedOption[];
}

export interface MarkedQuiz {
  readonly questions: readonly MarkedQuestion[];
  /** Skills to look at again, in the order of the lesson. No score, no rank, nothing to compare with others. */
  readonly again: readonly SkillCode[];
}

export type Marking =
  | { readonly ok: true; readonly marked: MarkedQuiz }
  /** The form names what the quiz does not have: an old page, or one that was tampered with. */
  | {
      readonly ok: false;
      readonly code: 'question-unknown' | 'option-unknown' | 'too-many-chosen';
      readonly question: string;
    };

/** Marks what was chosen. A question without an answer is skipped, which is allowed. */
export function markQuiz(lesson: Lesson, answers: Answers): Marking {
  const known = new Map(lesson.quiz.map((one) => [one.id, one]));
  for (const [id, chosen] of Object.entries(answers)) {
    const asked = known.get(id);
    if (asked === undefined) return { ok: false, code: 'question-unknown', question: id.slice(0, 40) };
    if (chosen.some((one) => !asked.options.some((option) => option.id === one)))
      return { ok: false, code: 'option-unknown', question: id };
    if (asked.choose === 'one' && new Set(chosen).size > 1) return { ok: false, code: 'too-many-chosen', question: id };
  }
  const questions = lesson.quiz.map((one) =>
    markQuestion(one, Object.hasOwn(answers, one.id) ? (answers[one.id] ?? []) : []),
  );
  const missed = new Set(questions.filter(({ result }) => result !== 'right').map(({ skill }) => skill));
  return { ok: true, marked: { questions, again: lesson.skills.filter((skill) => missed.has(skill)) } };
}

export function markQuestion({ id, skill, options }: Question, chosen: readonly string[]): MarkedQuestion {
  const marked = options.map((option): MarkedOption => {
    const isChosen = chosen.includes(option.id);
    const left = option.right && !isChosen && chosen.length > 0;
    return {
      id: option.id,
      chosen: isChosen,
      right: option.right,
      feedback: (isChosen || left) && option.feedback.vi !== '' ? option.feedback : null,
    };
  });
  const result =
    chosen.length === 0 ? 'skipped' : marked.every((one) => one.chosen === one.right) ? 'right' : 'not-yet';
  return { id, skill, result, options: marked };
}
