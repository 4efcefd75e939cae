import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { hashOfBody } from './hash-of-body.ts';
import { houseContent } from './house-content.ts';
import { readBody } from './item.ts';
import { lapseItemApprovals } from './item-approvals.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem, versionOf } from './item-store.ts';
import { putVersion } from './put-version.ts';
import { soundsIn, voicedPartsOf } from './voices/item-voices.ts';

/**
 * Keeps a body as the newest version: a draft, whatever the one before it was. Approvals are of the text before, and what waited for them
 * waits no more; what is published stays. The same text again is no new version.
 * @param input.body in the format of the item's kind; its faults do not keep it from being kept
 * Refusals: those of an act on an item, `learning-item.body-unusable` with the place
 */
export async function saveVersion(
  ctx: Ctx,
  { item, version, body }: { readonly item: string; readonly version?: number | undefined; readonly body: unknown },
): Promise<Result<{ readonly number: number }>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.write', { id: item, version }, async (tx, row, actor) => {
    const read = readBody(row.kind, body);
    if (!read.ok) return refuse('learning-item.body-unusable', { field: read.place });
    if (read.item.body.id !== row.slug) return refuse('learning-item.body-unusable', { field: 'id' });
    const house = houseContent();
    const head = await versionOf(tx, row.id, row.head);
    const sounds = soundsIn(await voicedPartsOf(tx, read.item));
    if (head?.hash === hashOfBody(read.item, house, sounds)) return ok({ number: row.head });
    const number = row.head + 1;
    await lapseItemApprovals(tx, row.id);
    await putVersion(tx, row, number, read.item, actor.person, house);
    await updateItem(tx, row, { stage: 'DRAFT', head: number, written_by: actor.person });
    await insertItemEvent(tx, row.id, 'written', { number });
    tx.audit({ action: 'learning-item.write', object: { kind: ITEM, id: row.id }, codes: { number } });
    return ok({ number });
  });
}
