import { type Ctx, lookAtRecord, ok, type Result } from '../../kernel/index.ts';
import { itemRecord } from '../editorial/item-record.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { refuse } from '../refusals.ts';

/**
 * An item as readers see it now, by its id; looked for before the transaction of an act begins.
 * Refusals: `learning-item.not-found`, `announcement.item-not-published`
 */
export async function publishedItemOf(ctx: Ctx, id: string): Promise<Result<PublishedItem>> {
  const row = await lookAtRecord(itemRecord, ctx, 'learning-item.read', id);
  if (!row.ok) return row;
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) return shelf;
  const item = shelf.value.find((one) => one.id === row.value.slug);
  return item === undefined ? refuse('announcement.item-not-published') : ok(item);
}
