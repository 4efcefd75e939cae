import type { Ctx } from '../kernel/index.ts';
import { agenciesWithFunction } from '../members/index.ts';
import { clockKind } from './clock-kind.ts';
import type { Supervisors } from './sweep-store.ts';

/** Whom a breach is raised to, for the kinds and provinces that have one. A helpline monitors too, but is no administrative level. */
export async function supervisorsOf(
  platform: Ctx,
  areas: readonly { readonly kind: string; readonly province: string | null }[],
): Promise<Supervisors> {
  const map: Record<string, Record<string, string>> = {};
  for (const { kind, province } of areas) {
    const code = clockKind(platform.kernel, kind).supervisedBy;
    const found = await agenciesWithFunction(platform, code, province === null ? {} : { area: province });
    const ofProvince = found.find((agency) => agency.level === 'PROVINCE');
    const central = found.find((agency) => agency.level === 'CENTRAL' && agency.kind !== 'HELPLINE');
    const known = map[kind] ?? {};
    map[kind] = known;
    if (province !== null && ofProvince) known[province] = ofProvince.code;
    if (central) known[''] = central.code;
  }
  return map;
}
