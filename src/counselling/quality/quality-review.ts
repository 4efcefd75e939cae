import { randomBytes } from 'node:crypto';
import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  openPart,
  type PartKey,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type SealedColumn,
  sealPart,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { qualityReviewPolicy } from './quality-policy.ts';
import type { QualityAnswers } from './quality-sheet.ts';
import { findReview } from './quality-store.ts';
import type { ReviewRow } from './review-row.ts';

/** A filled sheet, as it is sealed. */
export interface KeptSheet {
  readonly answers: QualityAnswers;
  /** What the reviewer adds in words; empty where nothing. */
  readonly note: string;
}

/** What is said about a review. Code points. */
export const REVIEW_WORDS: TextRule = { most: 2_000, lines: true };

type ReviewAction = (typeof qualityReviewPolicy.actions)[number];

const reviewKind: RecordKind<ReviewRow, ReviewAction> = {
  kind: 'quality-review',
  acts: personsOnly,
  find: (tx, id, { lock }) => findReview(tx, id, lock ? 'for update' : undefined),
  can: canBy(qualityReviewPolicy, (row: ReviewRow) => row),
  versionOf: ({ version }) => version,
  changed: (tx, { id, desk_code }) => tx.notify({ topic: 'quality.changed', id, desk: desk_code }),
};

/** An act on a review, in the frame of every act on a record. */
export function reviewAct<T>(
  ctx: Ctx,
  action: ReviewAction,
  on: OnRecord,
  act: (tx: Tx, review: ReviewRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(reviewKind, ctx, action, on, act);
}

const keyContext = (review: string) => `counselling.quality-review|${review}`;

/** The keys of reviews, which the vault wrapped. */
export const qualitySealed: readonly SealedColumn[] = [
  {
    table: 'counselling.quality_review',
    key: ['id'],
    column: 'sealed_key',
    context: (row) => keyContext(String(row.id)),
  },
];

/** A new key for the sheets of a review, as it is kept. */
export const newReviewKey = async (ctx: Ctx, review: string): Promise<Buffer> =>
  Buffer.from(await ctx.kernel.vault.wrap(randomBytes(32), keyContext(review)));

export async function reviewKey(ctx: Ctx, row: Pick<ReviewRow, 'id' | 'sealed_key'>): Promise<PartKey> {
  const bytes = await ctx.kernel.vault.unwrap(row.sealed_key, keyContext(row.id));
  return { bytes, scope: { objectKind: 'quality-review', objectId: row.id, fieldClass: 'internal' } };
}

export const sealSheet = (key: PartKey, reviewer: string, sheet: KeptSheet): Buffer =>
  sealPart(key, `sheet:${reviewer}`, JSON.stringify(sheet));
export const openSheet = (key: PartKey, reviewer: string, sealed: Uint8Array): KeptSheet =>
  JSON.parse(openPart(key, `sheet:${reviewer}`, sealed)) as KeptSheet;
export const sealWord = (key: PartKey, id: string, text: string): Buffer => sealPart(key, `word:${id}`, text);
export const openWord = (key: PartKey, id: string, sealed: Uint8Array): string => openPart(key, `word:${id}`, sealed);
