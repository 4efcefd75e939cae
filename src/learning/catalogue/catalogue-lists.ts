import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './catalogue-lists.json' with { type: 'json' };

const short = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });

/** `schemaType`: the type of schema.org under which the feed gives it out. */
export const productKind = readList(lists.kind, { schemaType: z.string() });
export type ProductKind = CodeOf<typeof productKind>;

export const productPlatform = readList(lists.platform);
export type ProductPlatform = CodeOf<typeof productPlatform>;

/** `evaluators`: so many people, each apart, before the layer counts as done. */
export const evaluationLayer = readList(lists.layer, {
  whatVi: z.string(),
  whatEn: z.string(),
  evaluators: z.int().positive(),
});
export type EvaluationLayer = CodeOf<typeof evaluationLayer>;

export const criterionAnswer = readList(lists.answer);
export type CriterionAnswer = CodeOf<typeof criterionAnswer>;

/** For whom a practice was met: a safe children's mode hides nothing of the ordinary one. */
export const productReader = readList(lists.reader);
export type ProductReader = CodeOf<typeof productReader>;

export const practiceConsent = readList(lists.consent);
export type PracticeConsent = CodeOf<typeof practiceConsent>;

/** `red`: listed with a warning, never recommended. A product with any flag is never among the good alternatives. */
export const productFlag = readList(lists.flag, { short, red: z.boolean() });
export type ProductFlag = CodeOf<typeof productFlag>;

export const productVerdict = readList(lists.verdict, { short });
export type ProductVerdict = CodeOf<typeof productVerdict>;

export const ratingMissing = readList(lists.missing);
export type RatingMissing = CodeOf<typeof ratingMissing>;

/** A label of Decree 147/2024 without papers is what the provider says of itself. */
export const labelBasis = readList(lists.labelBasis);
export type LabelBasis = CodeOf<typeof labelBasis>;

export const contentDescriptor = readList(lists.descriptor);
export type ContentDescriptor = CodeOf<typeof contentDescriptor>;

export const productWithdrawal = readList(lists.withdrawal);
export type ProductWithdrawal = CodeOf<typeof productWithdrawal>;

export const reviewRefusal = readList(lists.reviewRefusal);
export type ReviewRefusal = CodeOf<typeof reviewRefusal>;

export const reviewLikes = readList(lists.likes);
export type ReviewLikes = CodeOf<typeof reviewLikes>;
