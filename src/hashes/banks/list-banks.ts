import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { bankRows } from '../entries/register-store.ts';
import type { Bank } from './bank-view.ts';

/** The banks, by code. */
export async function listBanks(ctx: Ctx): Promise<Result<Bank[]>> {
  return ctx.transaction(async (tx) => ok(await bankRows(tx)));
}
