import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { findItem } from '../editorial/item-store.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { refuse } from '../refusals.ts';

/** An item as readers see it now, by its id; looked for before the transaction of an act begins. Refusals: `announcement.item-not-published` */
export async function publishedItemOf(ctx: Ctx, id: string): Promise<Result<PublishedItem>> {
  const found = await ctx.transaction(async (tx) => ok(await findItem(tx, id)));
  if (!found.ok) return found;
  const shelf = await publishedItems(ctx);
  if (!shelf.ok) return shelf;
  const item = shelf.value.find((one) => one.id === found.value?.slug);
  return item === undefined ? refuse('announcement.item-not-published') : ok(item);
}
