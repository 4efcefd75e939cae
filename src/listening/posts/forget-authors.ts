import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { pseudonymsOf } from '../listening-sealing.ts';
import { forgetPostsOf } from './observation-store.ts';

/**
 * Takes away what is kept of posts whose authors have left their network or were put out of it: found by their
 * pseudonyms of every quarter whose key still exists. A second time it finds nothing.
 * @returns how many posts had something kept
 */
export async function forgetAuthors(
  ctx: Ctx,
  input: { readonly source: string; readonly authors: readonly string[] },
): Promise<Result<number>> {
  const id = parseId<'source'>(input.source);
  if (id === undefined || input.authors.length === 0) return ok(0);
  return ctx.as(systemActor('listening.forget-authors')).transaction(async (tx) => {
    const pseudonyms: Buffer[] = [];
    for (const author of input.authors) pseudonyms.push(...(await pseudonymsOf(ctx, tx, id, author)));
    return ok(await forgetPostsOf(tx, id, pseudonyms));
  });
}
