import { type Ctx, vietnamDate } from '../../kernel/index.ts';
import { type Agency, agenciesWithFunction } from '../../members/index.ts';
import { type AgencyFunctionCode, type Day, provinceOf } from '../../vocabulary/index.ts';

/** The agency of the commune itself that holds a function there at a moment; functions above the commune do not count. */
export async function communeHolder(
  ctx: Ctx,
  code: AgencyFunctionCode,
  communeCode: string,
  at: Date = ctx.now,
): Promise<Agency | undefined> {
  const [nearest] = await agenciesWithFunction(ctx, code, { area: communeCode, at });
  return nearest && nearest.level !== 'CENTRAL' ? nearest : undefined;
}

/** Who owns cases of a commune today, and in which province. A commune that was merged away is found by the function that its successor holds for it. */
export async function caseOwner(
  ctx: Ctx,
  communeCode: string,
): Promise<{ owner: Agency; province: string } | undefined> {
  if (!/^\d{5}$/.test(communeCode)) return undefined;
  const owner = await communeHolder(ctx, 'OWN_CASE', communeCode);
  const today = vietnamDate(ctx.now) as Day;
  const province =
    provinceOf(communeCode, today) ?? (owner?.adminUnit ? provinceOf(owner.adminUnit, today) : undefined);
  return owner && province ? { owner, province: province.code } : undefined;
}

/** Who supervises cases in a province, and who does so for the nation. A helpline monitors too, but is no administrative level. */
export async function supervisors(
  ctx: Ctx,
  provinceCode: string,
): Promise<{ province: Agency | undefined; central: Agency | undefined }> {
  const found = await agenciesWithFunction(ctx, 'SUPERVISE_CASES', { area: provinceCode });
  return {
    province: found.find((agency) => agency.level === 'PROVINCE'),
    central: found.find((agency) => agency.level === 'CENTRAL' && agency.kind !== 'HELPLINE'),
  };
}
