import { newId, type Tx } from '../../kernel/index.ts';
import type { ItemRow } from './editorial-tables.ts';
import { hashOfBody } from './hash-of-body.ts';
import type { HouseContent } from './house-content.ts';
import { bandsOf, formOf, type ItemBody } from './item.ts';
import { insertVersion } from './item-store.ts';
import { soundsIn, voicedPartsOf } from './voices/item-voices.ts';

/** Writes a body as a version of an item. @param by its writer; null for what came with the house */
export async function putVersion(
  tx: Tx,
  item: Pick<ItemRow, 'id'>,
  number: number,
  written: ItemBody,
  by: string | null,
  house: Pick<HouseContent, 'lists' | 'drawings'>,
): Promise<void> {
  await insertVersion(tx, {
    id: newId<'item-version'>(tx.now.getTime()),
    item_id: item.id,
    number,
    body: written.body,
    hash: hashOfBody(written, house, soundsIn(await voicedPartsOf(tx, written))),
    form: formOf(written),
    title_vi: written.body.title.vi,
    title_en: written.body.title.en,
    bands: [...bandsOf(written)],
    written_by: by,
    written_at: tx.now,
  });
}
