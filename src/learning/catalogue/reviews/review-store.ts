import { type Tx, tablesOf } from '../../../kernel/index.ts';
import type { CatalogueTables, ReviewRow } from '../catalogue-tables.ts';

const table = tablesOf<CatalogueTables>();

export const insertReview = (tx: Tx, row: ReviewRow): Promise<void> =>
  table.insertRow(tx, 'learning.product_review', row);
export const findReview = (tx: Tx, id: string, lock?: 'for update'): Promise<ReviewRow | undefined> =>
  table.findRow(tx, 'learning.product_review', { id }, lock);
export const reviewByCode = (tx: Tx, code: string): Promise<ReviewRow | undefined> =>
  table.findRow(tx, 'learning.product_review', { code });
export const updateReview = (
  tx: Tx,
  id: string,
  set: Partial<Pick<ReviewRow, 'sealed' | 'state' | 'public_text' | 'reason' | 'decided_by' | 'decided_at'>>,
): Promise<number> => table.updateRows(tx, 'learning.product_review', { id }, set);

/** What may be read of a product, the newest first. */
export function publishedReviews(tx: Tx, product: string, limit: number): Promise<ReviewRow[]> {
  return tx
    .query<CatalogueTables>()
    .selectFrom('learning.product_review')
    .selectAll()
    .where('product_id', '=', product)
    .where('state', '=', 'PUBLISHED')
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Those that wait to be read, the oldest first. */
export function waitingReviews(tx: Tx, limit: number): Promise<ReviewRow[]> {
  return tx
    .query<CatalogueTables>()
    .selectFrom('learning.product_review')
    .selectAll()
    .where('state', '=', 'WAITING')
    .orderBy('made_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many of a product wait to be read. */
export async function countWaitingReviews(tx: Tx, product: string): Promise<number> {
  const found = await tx
    .query<CatalogueTables>()
    .selectFrom('learning.product_review')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'WAITING')
    .where('product_id', '=', product)
    .executeTakeFirstOrThrow();
  return Number(found.count);
}
