import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type SourceRow, sourceRows } from '../entries/register-overview-store.ts';

/** Where entries come from, with the rights that come with them and how many entries hang on each. */
export async function listSources(ctx: Ctx): Promise<Result<SourceRow[]>> {
  return ctx.transaction(async (tx) => ok(await sourceRows(tx)));
}
