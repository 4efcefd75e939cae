import { type Ctx, ok, systemActor, vietnamDate } from '../../kernel/index.ts';
import type { Agency, HeldFunction } from './agency.ts';
import { agencyRow, functionRows } from './agency-store.ts';

/**
 * The agency and the functions that it holds at an instant, each with the document that it rests on; undefined where the agency is
 * not there on that day. The first and the last day are both inside.
 */
export async function functionsHeld(
  ctx: Ctx,
  input: { readonly agency: string; readonly at?: Date },
): Promise<{ readonly agency: Agency; readonly functions: readonly HeldFunction[] } | undefined> {
  const day = vietnamDate(input.at ?? ctx.now);
  const inside = ({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }) =>
    (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
  const found = await ctx.as(systemActor('members.agency-directory')).transaction(
    async (tx) => {
      const agency = await agencyRow(tx, input.agency);
      if (!agency || !inside(agency)) return ok(undefined);
      return ok({ agency, functions: (await functionRows(tx, input.agency)).filter(inside) });
    },
    { keep: true },
  );
  return found.ok ? found.value : undefined;
}
