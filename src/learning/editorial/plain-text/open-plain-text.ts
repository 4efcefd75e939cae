import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { type ItemStage, readBody } from '../item.ts';
import { itemRecord } from '../item-record.ts';
import { versionOf } from '../item-store.ts';
import { printBody } from './print-body.pure.ts';

/** An item as plain text, to be written in one field. */
export interface PlainItem {
  readonly id: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly stage: ItemStage;
  readonly number: number;
  readonly version: number;
  readonly text: string;
}

/** Refusals: those of an act on an item */
export async function openPlainText(ctx: Ctx, item: string): Promise<Result<PlainItem>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.write', { id: item, readOnly: true }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    if (!read.ok) throw new Error(`the newest version of ${row.slug} does not fit its format`);
    const { title } = read.item.body;
    return ok({
      id: row.id,
      titleVi: title.vi,
      titleEn: title.en,
      stage: row.stage,
      number: row.head,
      version: row.version,
      text: printBody(read.item),
    });
  });
}
