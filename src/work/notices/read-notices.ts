import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { markNoticesRead } from './notice-store.ts';

/** Marks notices of the actor's own inbox as read; ids of others are passed over. @returns how many */
export async function readNotices(ctx: Ctx, input: { ids: readonly string[] }): Promise<Result<number>> {
  const ids = input.ids.flatMap((id) => parseId<'notice'>(id) ?? []);
  return ctx.transaction(async (tx) => ok(await markNoticesRead(tx, ids)));
}
