import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { findStorySignals } from '../../vocabulary/index.ts';
import { type ItemView, itemView } from './item-view.ts';
import { search } from './library.ts';
import { readLibrary } from './read-library.ts';
import { type ReaderName, readerOf } from './reader.ts';

export const RESULTS_MOST = 20;

export interface FoundItems {
  readonly items: readonly ItemView[];
  /** The words speak of hurting oneself: a number to call stands before anything to read. */
  readonly urgent: boolean;
}

/** What answers some words, the best first, for one reader or for everybody. Neither the words nor that somebody asked is kept. */
export async function searchLibrary(ctx: Ctx, query: string, name?: ReaderName): Promise<Result<FoundItems>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const found = search(read.value, query, {
    language: ctx.language,
    most: RESULTS_MOST,
    ...(name !== undefined && { reader: readerOf(name) }),
  });
  return ok({
    items: found.map((item) => itemView(item, ctx.language, name)),
    urgent: findStorySignals(query).includes('SELF_HARM'),
  });
}
