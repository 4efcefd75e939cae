import { actOnRecord, type Ctx, isDate, newId, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { readAgainOn } from './editorial-rules.ts';
import { hashOfBody } from './hash-of-body.ts';
import { houseContent } from './house-content.ts';
import { readBody } from './item.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { insertItemEvent, updateItem, versionOf } from './item-store.ts';
import { giveWay, insertPublication } from './publication-store.ts';
import { soundsIn, voicedPartsOf } from './voices/item-voices.ts';

export interface PublishItem {
  readonly item: string;
  readonly version?: number | undefined;
  /** When readers begin to see it; now where absent or past. */
  readonly from?: Date | undefined;
  /** When they no longer do; it has no end where absent. */
  readonly until?: Date | undefined;
  /** The day by which somebody reads it again; by the rules of the house where absent. */
  readonly reviewOn?: string | undefined;
}

/**
 * Publishes the newest version, which two people have approved, now or from a moment on. What is published until then gives way to it at
 * that moment, and what was to come before it does not.
 * Refusals: those of an act on an item, `learning-item.wrong-stage`, `learning-item.parts-changed`, `learning-item.dates-unusable`
 */
export async function publishItem(ctx: Ctx, input: PublishItem): Promise<Result<void>> {
  const on = { id: input.item, version: input.version };
  return actOnRecord(itemRecord, ctx, 'learning-item.publish', on, async (tx, row, actor) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    const sounds = read.ok ? soundsIn(await voicedPartsOf(tx, read.item)) : [];
    if (!head || !read.ok || hashOfBody(read.item, houseContent(), sounds) !== head.hash)
      return refuse('learning-item.parts-changed');
    const from = input.from && input.from > tx.now ? input.from : tx.now;
    const until = input.until ?? null;
    const reviewOn = input.reviewOn ?? readAgainOn(read.item, from);
    if ((until && !(until > from)) || !isDate(reviewOn) || reviewOn <= vietnamDate(from))
      return refuse('learning-item.dates-unusable');
    await giveWay(tx, row.id, from, actor.person);
    await insertPublication(tx, {
      id: newId<'publication'>(tx.now.getTime()),
      item_id: row.id,
      version_id: head.id,
      hash: head.hash,
      from_at: from,
      until_at: until,
      review_on: reviewOn,
      gives_way_at: null,
      published_by: actor.person,
      agency: actor.agency,
      published_at: tx.now,
      ended_at: null,
      ended_by: null,
    });
    await updateItem(tx, row, {});
    await insertItemEvent(tx, row.id, from > tx.now ? 'scheduled' : 'published', { number: row.head });
    tx.audit({ action: 'learning-item.publish', object: { kind: ITEM, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}
