import type { Question } from '../lessons/lesson.ts';
import type { MarkedQuestion } from '../lessons/mark-quiz.pure.ts';
import type { Say } from './reader.ts';

/** A question before it is answered. Nothing in it tells which options are right. */
export interface QuestionView {
  readonly id: string;
  readonly ask: string;
  readonly several: boolean;
  readonly options: readonly { readonly id: string; readonly say: string }[];
}

/** The same with what was chosen, and a word to each choice. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly result: MarkedQuestion['result'];
  readonly options: readonly {
    readonly id: string;
    readonly chosen: boolean;
    readonly right: boolean;
    readonly feedback: string | null;
  }[];
}

export function questionView({ id, ask, choose, options }: Question, say: Say): QuestionView {
  return {
    id,
    ask: say(ask),
    several: choose === 'several',
    options: options.map((option) => ({ id: option.id, say: say(option.say) })),
  };
}

export function answeredQuestion({ id, result, options }: MarkedQuestion, say: Say): AnsweredQuestion {
  return {
    id,
    result,
    options: options.map((option) => ({
      id: option.id,
      chosen: option.chosen,
      right: option.right,
      feedback: option.feedback === null ? null : say(option.feedback),
    })),
  };
}
