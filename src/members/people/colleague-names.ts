import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { nameRows } from './person-store.ts';

/** Names by id, of people whose names the actor may see: colleagues of the own agency and oneself. Others are absent. */
export async function colleagueNames(ctx: Ctx, ids: readonly string[]): Promise<Result<ReadonlyMap<string, string>>> {
  return ctx.transaction(async (tx) => ok(new Map((await nameRows(tx, ids)).map((row) => [row.id, row.name]))));
}
