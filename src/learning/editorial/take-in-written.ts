import { type Ctx, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { keptSpokenTexts } from '../../recordings/index.ts';
import { hashOfBody } from './hash-of-body.ts';
import { type HouseContent, houseContent } from './house-content.ts';
import { type ItemBody, readBody } from './item.ts';
import { findItem, headVersions, insertItem, insertItemEvent, updateItem } from './item-store.ts';
import { putVersion } from './put-version.ts';
import { soundsIn, voicedParts } from './voices/item-voices.ts';

/**
 * Takes what came with this version of the house in as drafts, at every start; readers see none of it before two people have approved
 * it. What is there stays. A text that a newer version of the house brings otherwise becomes the next version of its item, unless an
 * editor has written the one that stands; so does one whose picture or way of reporting has changed. @returns how many versions are new
 */
export async function takeInWritten(ctx: Ctx, house: HouseContent = houseContent()): Promise<Result<number>> {
  const platform = ctx.as(systemActor('learning.take-in-written'));
  return platform.transaction(async (tx) => {
    const brought = new Map(house.items.map((item) => [item.body.id, item]));
    const voices = await keptSpokenTexts(tx);
    let taken = 0;
    for (const head of await headVersions(tx)) {
      const item = brought.get(head.slug);
      brought.delete(head.slug);
      const byHouse = head.written_by === null && item !== undefined;
      const read = readBody(head.kind, head.body);
      const next = byHouse ? item : read.ok ? read.item : undefined;
      if (next === undefined || hashOfBody(next, house, soundsIn(voicedParts(next, voices))) === head.hash) continue;
      await takeVersion(tx, head.item_id, next, head.written_by, house);
      taken += 1;
    }
    for (const item of brought.values()) await takeItem(tx, item, house);
    taken += brought.size;
    if (taken > 0) tx.audit({ action: 'learning-item.take-in', codes: { versions: taken } });
    return ok(taken);
  });
}

async function takeItem(tx: Tx, item: ItemBody, house: HouseContent): Promise<void> {
  const id = newId<'learning-item'>(tx.now.getTime());
  await insertItem(tx, {
    id,
    slug: item.body.id,
    kind: item.kind,
    stage: 'DRAFT',
    head: 1,
    written_by: null,
    version: 1,
    claimed_by: null,
    claimed_at: null,
    due_on: null,
    started_by: null,
    agency: null,
    started_at: tx.now,
    changed_at: tx.now,
    is_demonstration: false,
  });
  await putVersion(tx, { id }, 1, item, null, house);
  await insertItemEvent(tx, id, 'brought', { number: 1 });
}

/** @param by who wrote the words: a drawing that changed makes nobody else their writer */
async function takeVersion(tx: Tx, id: string, item: ItemBody, by: string | null, house: HouseContent): Promise<void> {
  const row = await findItem(tx, id, 'for update');
  if (!row) throw new Error(`no item ${id}`);
  const number = row.head + 1;
  await putVersion(tx, row, number, item, by, house);
  await updateItem(tx, row, { stage: 'DRAFT', head: number, written_by: by });
  await insertItemEvent(tx, id, 'brought', { number });
}
