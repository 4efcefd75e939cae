import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { keyHolderCodes } from './agency-store.ts';

/**
 * Who must hold a key: every desk by its code, and by theirs the agencies of the country that still exist, since each of
 * them may own a case, supervise one or be asked for help. Partners abroad get sealed files instead.
 */
export async function listKeyHolders(ctx: Ctx): Promise<Result<string[]>> {
  return ctx.transaction(async (tx) => ok(await keyHolderCodes(tx, vietnamDate(ctx.now))));
}
