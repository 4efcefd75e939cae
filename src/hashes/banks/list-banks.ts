import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type Bank, bankRows } from '../entries/register-store.ts';

/** The banks, by code. */
export async function listBanks(ctx: Ctx): Promise<Result<Bank[]>> {
  return ctx.transaction(async (tx) => ok(await bankRows(tx)));
}
