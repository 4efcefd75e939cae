import { type Tx, tablesOf } from '../../../kernel/index.ts';
import type { CatalogueTables, ProviderWordRow } from '../catalogue-tables.ts';

const table = tablesOf<CatalogueTables>();

/** What stands beside the result of a product, the oldest first. */
export function publishedAnswers(tx: Tx, product: string): Promise<ProviderWordRow[]> {
  return tx
    .query<CatalogueTables>()
    .selectFrom('learning.provider_word')
    .selectAll()
    .where('product_id', '=', product)
    .where('public_text', 'is not', null)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
}

/** Keeps what a provider sent; it waits to be decided. */
export const insertProviderWord = (
  tx: Tx,
  row: Pick<ProviderWordRow, 'id' | 'code' | 'kind' | 'product_id' | 'evaluation_id' | 'sealed' | 'is_demonstration'>,
): Promise<void> =>
  table.insertRow(tx, 'learning.provider_word', {
    ...row,
    made_at: tx.now,
    state: 'WAITING',
    public_text: null,
    answer: null,
    decided_by: null,
    decided_at: null,
  });
export const findProviderWord = (tx: Tx, id: string, lock?: 'for update'): Promise<ProviderWordRow | undefined> =>
  table.findRow(tx, 'learning.provider_word', { id }, lock);
export const providerWordByCode = (tx: Tx, code: string): Promise<ProviderWordRow | undefined> =>
  table.findRow(tx, 'learning.provider_word', { code });
export const updateProviderWord = (
  tx: Tx,
  id: string,
  set: Partial<
    Pick<ProviderWordRow, 'product_id' | 'sealed' | 'state' | 'public_text' | 'answer' | 'decided_by' | 'decided_at'>
  >,
): Promise<number> => table.updateRows(tx, 'learning.provider_word', { id }, set);

/** Those that wait, the oldest first. */
export function waitingProviderWords(tx: Tx, limit: number): Promise<ProviderWordRow[]> {
  return tx
    .query<CatalogueTables>()
    .selectFrom('learning.provider_word')
    .selectAll()
    .where('state', '=', 'WAITING')
    .orderBy('made_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many of a product wait; of submissions without one, where there is none. */
export async function countWaitingWords(tx: Tx, product: string | null): Promise<number> {
  const found = await tx
    .query<CatalogueTables>()
    .selectFrom('learning.provider_word')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'WAITING')
    .$if(product === null, (one) => one.where('product_id', 'is', null))
    .$if(product !== null, (one) => one.where('product_id', '=', product))
    .executeTakeFirstOrThrow();
  return Number(found.count);
}
