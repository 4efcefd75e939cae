import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Ctx } from './context.ts';
import { refuse } from './refusals.ts';
import { ok, type Result } from './result.ts';
import { markText, readMarked } from './sealing/marked-text.ts';

/** A list that is read page by page. */
export interface PagedList<Place> {
  /** As in `case.list`; a cursor of one list is none of another. */
  readonly name: string;
  /** Where a page ended, of texts and numbers: the columns that the list is ordered by, and the id. */
  readonly place: z.ZodType<Place>;
}

const PURPOSE = 'page-cursor';

/** The field of a request in which a cursor stands. */
export interface CursorInput {
  readonly text: string | undefined;
  readonly field?: string;
}

/**
 * Where the page begins that a cursor asks for; undefined for the first. A cursor of another list, of other filters or of
 * somebody else is refused as `request.invalid`, as is any text that was not made here.
 * @param filters everything that decides which rows are in the list, as codes; without the cursor itself
 */
export async function readCursor<Place>(
  ctx: Ctx,
  list: PagedList<Place>,
  filters: object,
  { text, field = 'after' }: CursorInput,
): Promise<Result<Place | undefined>> {
  if (text === undefined) return ok(undefined);
  const read = list.place.safeParse(
    await readMarked(ctx.kernel.vault, PURPOSE, boundTo(ctx.actor, list.name, filters), text),
  );
  return read.success ? ok(read.data) : refuse('request.invalid', { field });
}

/** The cursor of the page that begins after a place. */
export async function nextCursor<Place>(
  ctx: Ctx,
  list: PagedList<Place>,
  filters: object,
  place: NoInfer<Place>,
): Promise<string> {
  return markText(ctx.kernel.vault, PURPOSE, boundTo(ctx.actor, list.name, filters), place);
}

function boundTo(actor: Actor, list: string, filters: object): string {
  const reader =
    actor.kind === 'person'
      ? [actor.person, actor.agency]
      : actor.kind === 'machine'
        ? [actor.client, actor.agency]
        : [actor.kind];
  const sorted = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([list, reader, sorted]);
}
