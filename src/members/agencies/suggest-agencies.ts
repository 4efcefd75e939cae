import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { fold } from '../../vocabulary/index.ts';
import type { Agency } from './agency.ts';
import { agencyRows, functionsOn } from './agency-store.ts';

const MOST = 12;

export interface SuggestedAgency {
  readonly agency: Agency;
  /** What it holds today; an area only where it is not the agency's own. */
  readonly functions: readonly { readonly functionCode: string; readonly area: string | null }[];
}

/** Agencies of today for what somebody has typed so far, those whose name or code begins so first; at most twelve. */
export async function suggestAgencies(ctx: Ctx, input: { readonly text: string }): Promise<Result<SuggestedAgency[]>> {
  const wanted = fold(input.text);
  if (wanted === '') return ok([]);
  const on = vietnamDate(ctx.now);
  return ctx.transaction(async (tx) => {
    const found = await agencyRows(tx, { text: input.text, on, limit: 200 });
    const begins = (agency: Agency) =>
      [agency.code, agency.nameVi, agency.nameEn].some((name) => fold(name).startsWith(wanted)) ? 0 : 1;
    const best = found
      .toSorted(
        (a, b) => begins(a) - begins(b) || a.nameVi.length - b.nameVi.length || a.nameVi.localeCompare(b.nameVi, 'vi'),
      )
      .slice(0, MOST);
    if (best.length === 0) return ok([]);
    const held = await functionsOn(
      tx,
      best.map((agency) => agency.code),
      on,
    );
    return ok(
      best.map((agency) => ({
        agency,
        functions: held
          .filter((one) => one.agency === agency.code)
          .map(({ functionCode, area }) => ({ functionCode, area: area === agency.adminUnit ? null : area })),
      })),
    );
  });
}
