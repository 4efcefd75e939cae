import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { readBody } from '../item.ts';
import { itemRecord } from '../item-record.ts';
import { versionOf } from '../item-store.ts';
import { voicedPartsOf } from './item-voices.ts';

/** The parts of an item that a voice may say, and how each stands. */
export interface ItemVoices {
  readonly id: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly number: number;
  readonly version: number;
  readonly parts: readonly {
    readonly place: string;
    readonly words: string;
    readonly state: 'none' | 'out-of-date' | 'spoken';
    readonly voice: {
      readonly id: string;
      readonly milliseconds: number;
      readonly size: number;
      readonly putAt: Date;
      readonly putBy: string;
    } | null;
  }[];
}

/** Refusals: those of an act on an item */
export async function listItemVoices(ctx: Ctx, item: string): Promise<Result<ItemVoices>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.read', { id: item, readOnly: true }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    if (!read.ok) throw new Error(`the newest version of ${row.slug} does not fit its format`);
    const { title } = read.item.body;
    return ok({
      id: row.id,
      titleVi: title.vi,
      titleEn: title.en,
      number: row.head,
      version: row.version,
      parts: (await voicedPartsOf(tx, read.item)).map(({ place, words, state, voice }) => ({
        place,
        words,
        state,
        voice: voice && {
          id: voice.id,
          milliseconds: voice.milliseconds,
          size: voice.size,
          putAt: voice.putAt,
          putBy: voice.putBy,
        },
      })),
    });
  });
}
