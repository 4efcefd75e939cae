import {
  type Ctx,
  DAY,
  insertGrant,
  newId,
  ok,
  type Result,
  readOptionalText,
  readTextInput,
} from '../../kernel/index.ts';
import { insertEvent } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import { REVIEW_WORDS, reviewAct, reviewKey, sealSheet, sealWord } from './quality-review.ts';
import { type QualityAnswers, qualityAnswer, qualityRating } from './quality-sheet.ts';
import { insertSheet, insertWord, sheetsOf, updateReview } from './quality-store.ts';

/** So long a reviewer may read the contact. */
const READS_FOR = 7 * DAY;

/**
 * A peer takes a review: the first and the second, two different people, neither of them whose contact it was. A grant lets them read
 * it for a week, under the purpose that they work under; it stands in the list of who had access.
 */
export async function takeReview(ctx: Ctx, input: { readonly review: string }): Promise<Result<void>> {
  return reviewAct(ctx, 'quality-review.take', { id: input.review }, async (tx, review, person) => {
    await updateReview(
      tx,
      review.id,
      review.first_reviewer === null ? { first_reviewer: person.person } : { second_reviewer: person.person },
    );
    await insertGrant(tx, {
      objectKind: 'contact',
      objectId: review.contact_id,
      subjectKind: 'person',
      subject: person.person,
      fieldClasses: ['triage', 'narrative'],
      purpose: person.purpose,
      reason: 'QUALITY',
      origin: 'assignment',
      until: new Date(tx.now.getTime() + READS_FOR),
    });
    await insertEvent(tx, review.contact_id, 'reviewed');
    tx.audit({
      action: 'quality-review.take',
      object: { kind: 'quality-review', id: review.id },
      organisation: review.organisation,
    });
    return ok();
  });
}

/**
 * A reviewer gives their sheet, once, without having seen the other's. With the second one the person and the coach read both.
 * Refusals: `quality.sheet-incomplete`, `quality.sheet-given`, those of a text and of an act on a record
 */
export async function giveSheet(
  ctx: Ctx,
  input: {
    readonly review: string;
    readonly answers: Readonly<Record<string, string>>;
    readonly note?: string | undefined;
  },
): Promise<Result<void>> {
  const missing = qualityRating.codes.find((code) => !qualityAnswer.has(input.answers[code]));
  if (missing !== undefined) return refuse('quality.sheet-incomplete', { field: missing });
  const note = readOptionalText(input.note, 'note', REVIEW_WORDS);
  if (!note.ok) return note;
  const answers = Object.fromEntries(qualityRating.codes.map((code) => [code, input.answers[code]])) as QualityAnswers;
  return reviewAct(ctx, 'quality-review.fill', { id: input.review }, async (tx, review, person) => {
    const key = await reviewKey(ctx, review);
    const first = await insertSheet(tx, {
      review_id: review.id,
      reviewer: person.person,
      given_at: tx.now,
      sealed: sealSheet(key, person.person, { answers, note: note.value ?? '' }),
    });
    if (!first) return refuse('quality.sheet-given');
    if ((await sheetsOf(tx, review.id)).length === 2) {
      await updateReview(tx, review.id, { shown_at: tx.now });
      tx.notify({ topic: 'quality.shown', id: review.id, person: review.helper });
    }
    tx.audit({
      action: 'quality-review.fill',
      object: { kind: 'quality-review', id: review.id },
      organisation: review.organisation,
    });
    return ok();
  });
}

/** The person, the reviewers or the coach says what they think of it, once both sheets are there. Refusals: those of a text and of an act */
export async function sayInReview(
  ctx: Ctx,
  input: { readonly review: string; readonly text: string },
): Promise<Result<void>> {
  const text = readTextInput(input.text, 'text', REVIEW_WORDS);
  if (!text.ok) return text;
  // Whoever reads it talks in it: no lock is taken, since nothing of the review changes.
  return reviewAct(ctx, 'quality-review.talk', { id: input.review, readOnly: true }, async (tx, review, person) => {
    const id = newId<'quality-word'>(tx.now.getTime());
    const key = await reviewKey(ctx, review);
    await insertWord(tx, {
      id,
      review_id: review.id,
      author: person.person,
      at: tx.now,
      sealed: sealWord(key, id, text.value),
    });
    tx.audit({
      action: 'quality-review.talk',
      object: { kind: 'quality-review', id: review.id },
      organisation: review.organisation,
    });
    tx.notify({ topic: 'quality.changed', id: review.id, desk: review.desk_code });
    return ok();
  });
}
