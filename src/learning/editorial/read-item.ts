import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type BodyFault, findBodyFaults } from './body-faults.ts';
import { houseContent } from './house-content.ts';
import { type ItemKind, type ItemStage, readBody } from './item.ts';
import { ITEM, itemRecord } from './item-record.ts';
import { approvalsOf, versionOf } from './item-store.ts';
import { voicedPartsOf, voicesIn } from './voices/item-voices.ts';

/** The newest version of an item as a program of the editors reads it. */
export interface ItemBodyView {
  readonly id: string;
  readonly slug: string;
  readonly kind: ItemKind;
  readonly stage: ItemStage;
  /** Which state of the item was read: an act that names it is refused where somebody acted meanwhile. */
  readonly version: number;
  readonly number: number;
  /** What people approve. */
  readonly hash: string;
  readonly approvals: number;
  /** In the format of its kind. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly faults: readonly {
    readonly code: string;
    readonly place: string | null;
    readonly words: string | null;
    readonly instead: string | null;
  }[];
}

/** Reads the newest body of an item; the look is in the audit. Refusals: those of an act on an item */
export async function readItem(ctx: Ctx, id: string): Promise<Result<ItemBodyView>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.read', { id, readOnly: true }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = readBody(row.kind, head?.body);
    if (!head || !read.ok) throw new Error(`the newest version of ${row.slug} does not fit its format`);
    const voices = voicesIn(await voicedPartsOf(tx, read.item));
    tx.audit({ action: 'learning-item.read', object: { kind: ITEM, id: row.id } });
    return ok({
      id: row.id,
      slug: row.slug,
      kind: row.kind,
      stage: row.stage,
      version: row.version,
      number: row.head,
      hash: head.hash,
      approvals: (await approvalsOf(tx, head.id)).length,
      body: { ...read.item.body },
      faults: findBodyFaults(read.item, houseContent().lists, voices).map(
        ({ code, place, words, instead }: BodyFault) => ({
          code,
          place,
          words: words ?? null,
          instead: instead ?? null,
        }),
      ),
    });
  });
}
