import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { qualityReviewPolicy } from './quality-policy.ts';
import { type KeptSheet, openSheet, openWord, reviewAct, reviewKey } from './quality-review.ts';
import { agreementOfSheets, compareSheets, type QualityComparison } from './quality-sheet.ts';
import { reviewsSeen, sheetsOf, sheetsOfAll, wordsOf } from './quality-store.ts';
import type { ReviewRow, ReviewWhy } from './review-row.ts';

export interface ReviewInList {
  readonly id: string;
  readonly reference: string | null;
  readonly why: ReviewWhy;
  readonly chosenAt: string;
  /** `take`: a reviewer is wanted · `fill`: the reader’s own sheet is owed · `read`: both are there · `wait`: for others. */
  readonly turn: 'take' | 'fill' | 'read' | 'wait';
  /** It is about the reader’s own contact. */
  readonly own: boolean;
}

export interface Reviews {
  readonly reviews: readonly ReviewInList[];
  /** How alike the sheet is read, by rating; for supervisors. Nothing of any person is in it. */
  readonly agreement: ReturnType<typeof agreementOfSheets> | null;
}

const LISTED = 200;

/** Looks back at contacts that concern the reader: those to take, the own sheets that are owed, and what came of the own contacts. */
export async function listReviews(ctx: Ctx): Promise<Result<Reviews>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !qualityReviewPolicy.couldEver(actor, 'quality-review.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await reviewsSeen(tx, LISTED);
    const sheets = Map.groupBy(
      await sheetsOfAll(
        tx,
        found.map(({ id }) => id),
      ),
      ({ review_id }) => review_id,
    );
    const given = (row: ReviewRow) => (sheets.get(row.id) ?? []).some(({ reviewer }) => reviewer === actor.person);
    const mine = (row: ReviewRow) => row.first_reviewer === actor.person || row.second_reviewer === actor.person;
    const turnOf = (row: ReviewRow): ReviewInList['turn'] => {
      if (row.shown_at !== null) return 'read';
      if (mine(row)) return given(row) ? 'wait' : 'fill';
      return qualityReviewPolicy.can(actor, 'quality-review.take', row, tx.now) ? 'take' : 'wait';
    };
    const steers = qualityReviewPolicy.couldEver(actor, 'quality-review.choose', tx.now);
    const pairs = [];
    for (const row of steers ? found.filter(({ shown_at }) => shown_at !== null) : []) {
      const key = await reviewKey(ctx, row);
      const [one, other] = (sheets.get(row.id) ?? []).map(({ reviewer, sealed }) => openSheet(key, reviewer, sealed));
      if (one && other) pairs.push([one.answers, other.answers] as const);
    }
    return ok({
      reviews: found.map((row) => ({
        id: row.id,
        reference: row.reference,
        why: row.why,
        chosenAt: row.chosen_at.toISOString(),
        turn: turnOf(row),
        own: row.helper === actor.person,
      })),
      agreement: steers ? agreementOfSheets(pairs) : null,
    });
  });
}

export interface ReviewView {
  readonly id: string;
  readonly contact: string;
  readonly own: boolean;
  readonly shown: boolean;
  /** The reader’s own sheet; null where none is theirs or was given. */
  readonly sheet: KeptSheet | null;
  readonly mayFill: boolean;
  /** Both, side by side, once both are there. Who wrote which is not told. */
  readonly compared: QualityComparison | null;
  readonly notes: readonly string[];
  readonly words: readonly { readonly at: string; readonly author: string; readonly text: string }[];
}

/** One look back, as far as the reader may see it: before both have written, nobody sees another’s sheet. */
export async function showReview(ctx: Ctx, input: { readonly review: string }): Promise<Result<ReviewView>> {
  return reviewAct(ctx, 'quality-review.read', { id: input.review, readOnly: true }, async (tx, review, person) => {
    const key = await reviewKey(ctx, review);
    const given = await sheetsOf(tx, review.id);
    const sheets = given.map(({ reviewer, sealed }) => ({ reviewer, ...openSheet(key, reviewer, sealed) }));
    const [one, other] = sheets;
    const shown = review.shown_at !== null;
    const mine = sheets.find(({ reviewer }) => reviewer === person.person);
    const reviews = review.first_reviewer === person.person || review.second_reviewer === person.person;
    const mayFill = reviews && mine === undefined;
    tx.audit({
      action: 'quality-review.read',
      object: { kind: 'quality-review', id: review.id },
      organisation: review.organisation,
    });
    return ok({
      id: review.id,
      contact: review.contact_id,
      own: review.helper === person.person,
      shown,
      sheet: mine ? { answers: mine.answers, note: mine.note } : null,
      mayFill,
      compared: shown && one && other ? compareSheets(one.answers, other.answers) : null,
      notes: shown ? sheets.map(({ note }) => note).filter((note) => note !== '') : [],
      words: shown
        ? (await wordsOf(tx, review.id)).map((word) => ({
            at: word.at.toISOString(),
            author: word.author,
            text: openWord(key, word.id, word.sealed),
          }))
        : [],
    });
  });
}
