import type { Ctx } from '../../kernel/index.ts';
import { type Agency, listAgencies } from '../../members/index.ts';

/** Whether an agency of the code exists today. */
export async function agencyExists(ctx: Ctx, code: string): Promise<boolean> {
  return (await agencyToday(ctx, code)) !== undefined;
}

/** The agency of the code, if it exists today. */
export async function agencyToday(ctx: Ctx, code: string): Promise<Agency | undefined> {
  const found = await listAgencies(ctx, { codes: [code] });
  return found.ok ? found.value[0] : undefined;
}
