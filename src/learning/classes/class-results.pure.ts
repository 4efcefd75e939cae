import { SMALLEST_SHOWN } from '../../vocabulary/index.ts';

/** Under so many answers not even words are said: each child would hear what the other chose. Ours. */
const LEAST_ANSWERED = 3;
/** Shares are told in steps, and the ends are not told apart, so that "all" and "nobody" are never said of a class. Per cent. */
const STEP = 10;

/** What a teacher reads of one question. */
export type QuestionResult<Share> = { readonly question: string; readonly share: Share };
export type ShareInWords = 'most' | 'half' | 'few' | 'untold';
/** Per cent that answered rightly, in steps of ten; `atLeast` 90 and `atMost` 10 stand for what is beyond. Null: too few answered it. */
export type ShareInNumbers =
  | { readonly about: number }
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | null;

export type RoundResult =
  | { readonly told: 'nothing' }
  | { readonly told: 'words'; readonly questions: readonly QuestionResult<ShareInWords>[] }
  | {
      readonly told: 'shares';
      readonly answered: number;
      readonly questions: readonly QuestionResult<ShareInNumbers>[];
    };

interface Sum {
  readonly question: string;
  readonly answered: number;
  readonly rightly: number;
}

/**
 * What may be told of a round that is closed. From `SMALLEST_SHOWN` answers up shares, under it words alone, under three nothing at all. A
 * question that fewer answered is judged by itself.
 * @param answered how many handed in their answers
 */
export function resultOf(answered: number, questions: readonly Sum[]): RoundResult {
  if (answered < LEAST_ANSWERED) return { told: 'nothing' };
  if (answered < SMALLEST_SHOWN)
    return { told: 'words', questions: questions.map((sum) => ({ question: sum.question, share: inWords(sum) })) };
  return {
    told: 'shares',
    answered,
    questions: questions.map((sum) => ({ question: sum.question, share: inNumbers(sum) })),
  };
}

function inWords({ answered, rightly }: Sum): ShareInWords {
  if (answered < LEAST_ANSWERED) return 'untold';
  if (3 * rightly >= 2 * answered) return 'most';
  return 3 * rightly <= answered ? 'few' : 'half';
}

function inNumbers({ answered, rightly }: Sum): ShareInNumbers {
  if (answered < SMALLEST_SHOWN) return null;
  const about = Math.round((100 * rightly) / answered / STEP) * STEP;
  if (about >= 100 - STEP) return { atLeast: 100 - STEP };
  return about <= STEP ? { atMost: STEP } : { about };
}
