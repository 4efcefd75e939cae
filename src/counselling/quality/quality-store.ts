import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import type { ReviewRow, ReviewWhy } from './review-row.ts';

const table = tablesOf<Tables>();

export const insertReview = (tx: Tx, row: ReviewRow): Promise<void> =>
  table.insertRow(tx, 'counselling.quality_review', row);

export const findReview = (tx: Tx, id: string, lock?: 'for update'): Promise<ReviewRow | undefined> =>
  table.findRow(tx, 'counselling.quality_review', { id }, lock);

export async function updateReview(
  tx: Tx,
  id: string,
  change: Partial<Pick<ReviewRow, 'first_reviewer' | 'second_reviewer' | 'shown_at'>>,
): Promise<ReviewRow> {
  return tx
    .query<Tables>()
    .updateTable('counselling.quality_review')
    .set((of) => ({ ...change, version: of('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Reviews that the actor may see, the newest first. */
export async function reviewsSeen(tx: Tx, limit: number): Promise<(ReviewRow & { reference: string | null })[]> {
  return rows(
    tx,
    sql<ReviewRow & { reference: string | null }>`select review.*, contact.reference
      from counselling.quality_review review left join counselling.contact contact on contact.id = review.contact_id
      order by review.chosen_at desc, review.id desc limit ${limit}`,
  );
}

/** @returns whether the reviewer had given none */
export async function insertSheet(tx: Tx, row: Tables['counselling.quality_sheet']): Promise<boolean> {
  const inserted = await tx
    .query<Tables>()
    .insertInto('counselling.quality_sheet')
    .values(row)
    .onConflict((conflict) => conflict.columns(['review_id', 'reviewer']).doNothing())
    .returning('reviewer')
    .executeTakeFirst();
  return inserted !== undefined;
}

export const sheetsOf = (tx: Tx, review: string) =>
  table.listRows(tx, 'counselling.quality_sheet', { review_id: review }, ['given_at', 'reviewer']);

/** Sheets of several reviews. */
export async function sheetsOfAll(tx: Tx, reviews: readonly string[]): Promise<Tables['counselling.quality_sheet'][]> {
  if (reviews.length === 0) return [];
  return tx
    .query<Tables>()
    .selectFrom('counselling.quality_sheet')
    .selectAll()
    .where('review_id', 'in', reviews)
    .orderBy('given_at')
    .execute();
}

export const insertWord = (tx: Tx, row: Tables['counselling.quality_word']): Promise<void> =>
  table.insertRow(tx, 'counselling.quality_word', row);

export const wordsOf = (tx: Tx, review: string) =>
  table.listRows(tx, 'counselling.quality_word', { review_id: review }, ['at', 'id']);

/** A contact that may be looked back at. */
export interface Candidate {
  readonly id: string;
  readonly helper: string;
  readonly why: ReviewWhy;
}

/**
 * Contacts to look back at: every one of danger, and of each helper so many a month drawn at random; none that was reviewed, none
 * that is not over.
 */
export function candidates(
  tx: Tx,
  of: {
    readonly desk: string;
    readonly since: Date;
    readonly each: number;
    readonly dangerFrom: number;
    readonly limit: number;
  },
): Promise<Candidate[]> {
  return rows(
    tx,
    sql<Candidate>`
      with over as (
        select contact.id, contact.helper, contact.band, review.id is not null as reviewed
        from counselling.contact contact left join counselling.quality_review review on review.contact_id = contact.id
        where contact.desk_code = ${of.desk} and contact.state = 'done' and contact.helper is not null and contact.began_at >= ${of.since}
      ), drawn as (
        select id, helper, row_number() over (partition by helper order by random())
          + (select count(*) from over other where other.helper = over.helper and other.reviewed) as rank
        from over where not reviewed and band < ${of.dangerFrom}
      )
      select id, helper, 'danger' as why from over where not reviewed and band >= ${of.dangerFrom}
      union all
      select id, helper, 'sample' from drawn where rank <= ${of.each}
      limit ${of.limit}`,
  );
}
