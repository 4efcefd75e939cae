import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import { agreement } from './agreement.ts';
import lists from './quality-sheet.json' with { type: 'json' };

export const qualityPart = readList(lists.qualityPart);
/** What a reviewer looks back at, each in its part. */
export const qualityRating = readList(lists.qualityRating, { part: qualityPart.zod });
export type QualityRating = CodeOf<typeof qualityRating>;
/** `order` is how much of it was done; null where there was no occasion. */
export const qualityAnswer = readList(lists.qualityAnswer, { order: z.int().nullable() });
export type QualityAnswer = CodeOf<typeof qualityAnswer>;

/** A filled sheet: an answer to every rating. */
export type QualityAnswers = Readonly<Record<QualityRating, QualityAnswer>>;

/** What two reviewers of one contact wrote, side by side, for the person reviewed and the coach. */
export interface QualityComparison {
  readonly ratings: readonly {
    readonly rating: QualityRating;
    readonly answers: readonly [QualityAnswer, QualityAnswer];
    /** Worth talking over: one saw it done and the other not, or one saw no occasion. */
    readonly apart: boolean;
  }[];
}

export const compareSheets = (one: QualityAnswers, other: QualityAnswers): QualityComparison => ({
  ratings: qualityRating.codes.map((rating) => {
    const answers = [one[rating], other[rating]] as const;
    const [a, b] = answers.map((answer) => qualityAnswer.get(answer).order);
    return { rating, answers, apart: a == null || b == null ? a !== b : Math.abs(a - b) > 1 };
  }),
});

/**
 * How far reviewers agree over many contacts, for each rating: Krippendorff's alpha over ordered answers. `undefined` where there are
 * fewer than `least` pairs, or where every answer is the same. It says whether the sheet is read alike, and nothing of any person.
 */
export function agreementOfSheets(
  pairs: readonly (readonly [QualityAnswers, QualityAnswers])[],
  least = 10,
): readonly { readonly rating: QualityRating; readonly pairs: number; readonly alpha: number | undefined }[] {
  return qualityRating.codes.map((rating) => {
    const units = pairs
      .map((pair) => pair.map((sheet) => qualityAnswer.get(sheet[rating]).order))
      .filter((values): values is number[] => values.every((value) => value !== null));
    return { rating, pairs: units.length, alpha: units.length < least ? undefined : agreement(units, 'ordinal') };
  });
}
