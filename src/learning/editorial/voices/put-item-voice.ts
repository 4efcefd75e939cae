import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { putSpokenText, withdrawSpokenText } from '../../../recordings/index.ts';
import { refuse } from '../../refusals.ts';
import { houseContent } from '../house-content.ts';
import { readBody } from '../item.ts';
import { lapseItemApprovals } from '../item-approvals.ts';
import { ITEM, itemRecord } from '../item-record.ts';
import { insertItemEvent, updateItem, versionOf } from '../item-store.ts';
import { putVersion } from '../put-version.ts';
import { spokenObject } from './item-voices.ts';
import { spokenParts } from './spoken-parts.ts';

export interface PutItemVoice {
  readonly item: string;
  readonly version?: number | undefined;
  /** The part that was spoken, as `block-2`. */
  readonly place: string;
  /** The words that stood on the page; null takes the voice out. */
  readonly words: string;
  /** Null takes the voice of the part out. */
  readonly bytes: Buffer | null;
  readonly agreed: boolean;
}

/**
 * Keeps a recorded voice of one part of the newest version, or takes it out. A voice is approved with its text: what was approved before
 * is another hash, so there is a new version that waits, by whoever wrote the words. What is published stays.
 * Refusals: those of an act on an item, `learning-item.other-text`, `learning-item.no-such-part`, those of a recording
 */
export async function putItemVoice(ctx: Ctx, input: PutItemVoice): Promise<Result<{ readonly number: number }>> {
  const on = { id: input.item, version: input.version };
  return actOnRecord(itemRecord, ctx, 'learning-item.voice', on, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    const part = read.ok ? spokenParts(read.item).find(({ place }) => place === input.place) : undefined;
    if (!head || !read.ok || part === undefined) return refuse('learning-item.no-such-part');
    const object = spokenObject(row.slug, part.place);
    if (input.bytes === null) {
      if (!(await withdrawSpokenText(tx, object))) return refuse('learning-item.no-such-part');
    } else {
      if (part.words.normalize('NFC') !== input.words.replaceAll('\r\n', '\n').normalize('NFC'))
        return refuse('learning-item.other-text');
      const put = await putSpokenText(ctx, tx, { object, words: part.words, bytes: input.bytes, agreed: input.agreed });
      if (!put.ok) return put;
    }
    const number = row.head + 1;
    await lapseItemApprovals(tx, row.id);
    await putVersion(tx, row, number, read.item, head.written_by, houseContent());
    await updateItem(tx, row, { stage: 'DRAFT', head: number });
    await insertItemEvent(tx, row.id, input.bytes === null ? 'voice-withdrawn' : 'voiced', { number });
    tx.audit({
      action: 'learning-item.voice',
      object: { kind: ITEM, id: row.id },
      codes: { number, place: part.place, put: input.bytes !== null },
    });
    return ok({ number });
  });
}
