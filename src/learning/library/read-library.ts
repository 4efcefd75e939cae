import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { publishedItems } from '../editorial/published-items.ts';
import { type Library, libraryOf } from './library.ts';

/** Made anew when what is published changes; the list itself is kept by `publishedItems`. */
const made = new WeakMap<readonly PublishedItem[], Library>();

/** What is published at this moment, ready to be found. */
export async function readLibrary(ctx: Ctx): Promise<Result<Library>> {
  const published = await publishedItems(ctx);
  if (!published.ok) return published;
  const library = made.get(published.value) ?? libraryOf(published.value);
  made.set(published.value, library);
  return ok(library);
}
