import type { Ctx } from '../kernel/index.ts';
import { type Agency, agenciesWithFunction } from '../members/index.ts';
import type { AgencyFunctionCode } from '../vocabulary/index.ts';

/** The agency of the commune itself that holds a function there at a moment; functions above the commune do not count. */
export async function communeHolder(ctx: Ctx, code: AgencyFunctionCode, communeCode: string, at: Date = ctx.now): Promise<Agency | undefined> {
  const [nearest] = await agenciesWithFunction(ctx, code, { area: communeCode, at });
  return nearest && nearest.level !== 'CENTRAL' ? nearest : undefined;
}

/** Who supervises cases in a province, and who does so for the nation. A helpline monitors too, but is no administrative level. */
export async function supervisors(ctx: Ctx, provinceCode: string): Promise<{ province: Agency | undefined; central: Agency | undefined }> {
  const found = await agenciesWithFunction(ctx, 'SUPERVISE_CASES', { area: provinceCode });
  return {
    province: found.find((agency) => agency.level === 'PROVINCE'),
    central: found.find((agency) => agency.level === 'CENTRAL' && agency.kind !== 'HELPLINE'),
  };
}
