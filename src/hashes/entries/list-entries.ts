import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import { type EntryFilters, entryPlace, type ListedEntry, listedEntries } from './register-overview-store.ts';

export type { EntryFilters, ListedEntry } from './register-overview-store.ts';

const PAGE = 50;
const LIST = { name: 'hash-entry.list', place: z.uuid() };

/** Entries that the actor may see, the last changed first, 50 a page. */
export async function listEntries(
  ctx: Ctx,
  input: { readonly filters: EntryFilters; readonly after?: string | undefined },
): Promise<Result<{ readonly entries: readonly ListedEntry[]; readonly next: string | undefined }>> {
  const place = await readCursor(ctx, LIST, input.filters, { text: input.after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const after = place.value === undefined ? undefined : await entryPlace(tx, place.value);
    const found = await listedEntries(tx, input.filters, after, PAGE + 1);
    const entries = found.slice(0, PAGE);
    const last = entries.at(-1);
    return ok({
      entries,
      next: found.length > PAGE && last ? await nextCursor(ctx, LIST, input.filters, last.id) : undefined,
    });
  });
}
