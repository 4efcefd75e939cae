import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { Desk } from './agency.ts';
import { deskRows } from './agency-store.ts';

/** Desks of one agency, or of all. */
export async function listDesks(ctx: Ctx, filters: { agency?: string } = {}): Promise<Result<Desk[]>> {
  return ctx.transaction(async (tx) => ok(await deskRows(tx, filters)));
}
