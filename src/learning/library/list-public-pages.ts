import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { pathOf, readerFor } from './item-view.ts';
import { isHelp } from './library.ts';
import { readLibrary } from './read-library.ts';

/** The addresses that a search engine may find. Help pages are not among them: they are found from the page of the problem. */
export async function listPublicPages(ctx: Ctx): Promise<Result<readonly string[]>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  return ok(read.value.items.filter((item) => !isHelp(item)).map((item) => pathOf(item, readerFor(item))));
}
