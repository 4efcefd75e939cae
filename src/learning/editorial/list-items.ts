import { z } from 'zod';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { itemPolicy } from './editorial-policies.ts';
import type { ItemForm, ItemStage } from './item.ts';
import { type ItemFilters, itemRows } from './item-list-store.ts';

/** One line of the editors' list. */
export interface ItemLine {
  readonly id: string;
  readonly slug: string;
  readonly form: ItemForm;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly bands: readonly string[];
  readonly stage: ItemStage;
  /** Number of the newest version, and its hash. */
  readonly head: number;
  readonly hash: string;
  /** Null where it came with the house. */
  readonly writtenBy: string | null;
  readonly approvals: number;
  readonly claimedBy: string | null;
  readonly dueOn: string | null;
  readonly changedAt: Date;
  readonly invented: boolean;
  /** What readers see now, or will; null where they see nothing and nothing is to come. */
  readonly out: {
    readonly from: Date;
    readonly until: Date | null;
    readonly reviewOn: string;
    readonly number: number;
  } | null;
}

const PAGE = 50;
const LIST: PagedList<{ at: string; id: string }> = {
  name: 'learning-item.list',
  place: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }),
};

/** The editors' items, what was changed last first. Refusals: `access.not-permitted`, `request.invalid` */
export async function listItems(
  ctx: Ctx,
  { after, ...asked }: ItemFilters & { readonly after?: string | undefined } = {},
): Promise<Result<{ readonly rows: ItemLine[]; readonly next: string | null }>> {
  if (!itemPolicy.couldEver(ctx.actor, 'learning-item.list', ctx.now)) return refuseRequest('access.not-permitted');
  const filters = { ...asked, text: asked.text?.trim() || undefined };
  const place = await readCursor(ctx, LIST, filters, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const found = await itemRows(tx, filters, PAGE + 1, place.value);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return ok({
      rows: page.map(
        (row): ItemLine => ({
          id: row.id,
          slug: row.slug,
          form: row.form,
          titleVi: row.title_vi,
          titleEn: row.title_en,
          bands: row.bands,
          stage: row.stage,
          head: row.head,
          hash: row.hash,
          writtenBy: row.written_by,
          approvals: row.approvals,
          claimedBy: row.claimed_by,
          dueOn: row.due_on,
          changedAt: row.changed_at,
          invented: row.is_demonstration,
          out:
            row.from_at === null
              ? null
              : {
                  from: row.from_at,
                  until: row.until_at,
                  reviewOn: row.review_on ?? '',
                  number: row.out_number ?? row.head,
                },
        }),
      ),
      next:
        last && found.length > PAGE
          ? await nextCursor(ctx, LIST, filters, { at: last.changed_at.toISOString(), id: last.id })
          : null,
    });
  });
}
