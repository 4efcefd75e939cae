import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { readBody } from '../item.ts';
import { itemRecord } from '../item-record.ts';
import { versionOf } from '../item-store.ts';
import { type ItemPreview, itemPreview } from './item-preview.ts';

/** The newest version of an item as one band reads it. Refusals: those of an act on an item */
export async function previewItem(
  ctx: Ctx,
  { item, band }: { readonly item: string; readonly band?: string | undefined },
): Promise<Result<ItemPreview & { readonly id: string; readonly number: number; readonly hash: string }>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.read', { id: item, readOnly: true }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    if (!head || !read.ok) throw new Error(`the newest version of ${row.slug} does not fit its format`);
    tx.audit({ action: 'learning-item.read', object: { kind: 'learning-item', id: row.id } });
    return ok({ ...itemPreview(read.item, band, ctx.language), id: row.id, number: row.head, hash: head.hash });
  });
}
