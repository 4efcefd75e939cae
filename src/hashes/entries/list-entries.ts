import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type EntryFilters, entryPlace, type ListedEntry, listedEntries } from './register-overview-store.ts';

export type { EntryFilters, ListedEntry } from './register-overview-store.ts';

const PAGE = 50;

/** Entries that the actor may see, the last changed first, 50 a page; `after` is the id that the page before ended with. */
export async function listEntries(
  ctx: Ctx,
  input: { readonly filters: EntryFilters; readonly after?: string | undefined },
): Promise<Result<{ readonly entries: readonly ListedEntry[]; readonly next: string | undefined }>> {
  return ctx.transaction(async (tx) => {
    const after = input.after === undefined ? undefined : await entryPlace(tx, input.after);
    const found = await listedEntries(tx, input.filters, after, PAGE + 1);
    const entries = found.slice(0, PAGE);
    return ok({ entries, next: found.length > PAGE ? entries.at(-1)?.id : undefined });
  });
}
