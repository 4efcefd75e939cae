import { type Ctx, hasDeskKey, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Agency, agenciesWithFunction, listAgencies } from '../../members/index.ts';
import { type AgencyFunctionCode, type AgencyKind, type Service, service } from '../../vocabulary/index.ts';
import { lookAtCase, type OnCase } from '../process/case-act.ts';
import { refuse } from '../refusals.ts';

/**
 * Who can take a referral of a purpose: whoever holds a function for the commune on the day, and organisations of a kind.
 * Agencies and functions are dated data; which of them serve a purpose is ours and not yet confirmed by an authority.
 */
const receivers: Readonly<
  Record<Service, { readonly functions: readonly AgencyFunctionCode[]; readonly kinds: readonly AgencyKind[] }>
> = {
  PSYCHOSOCIAL: { functions: ['RUN_HELPLINE'], kinds: ['FACILITY', 'NGO'] },
  MEDICAL: { functions: [], kinds: ['FACILITY'] },
  SHELTER: { functions: [], kinds: ['FACILITY', 'NGO'] },
  LEGAL_AID: { functions: [], kinds: ['FACILITY', 'NGO', 'ASSOCIATION'] },
  EDUCATION: { functions: [], kinds: ['SCHOOL', 'FACILITY'] },
  SOCIAL_WORK: { functions: ['RUN_HELPLINE'], kinds: ['FACILITY', 'NGO'] },
  POLICE: { functions: ['INVESTIGATE'], kinds: [] },
  MEDIATION: { functions: ['RUN_HELPLINE'], kinds: ['FACILITY', 'NGO'] },
  FINANCIAL: { functions: ['OWN_CASE'], kinds: ['FACILITY', 'NGO', 'ASSOCIATION'] },
  LIVELIHOOD: { functions: ['OWN_CASE'], kinds: ['FACILITY', 'NGO', 'ASSOCIATION'] },
  CIVIL_REGISTRATION: { functions: ['OWN_CASE'], kinds: [] },
};

export interface ReferralReceiver {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /** The function held on the day, or the kind of organisation, by which it is in the list. */
  readonly by: { readonly function: AgencyFunctionCode } | { readonly kind: string };
  /** Whether its desk has a key; without one nothing can be sealed to it. */
  readonly reachable: boolean;
}

export interface ReferralReceivers {
  /** The day for which functions were looked up, `YYYY-MM-DD` in Viet Nam. */
  readonly on: string;
  readonly receivers: readonly ReferralReceiver[];
}

/** The agencies on the platform that can take a referral of a purpose from a case, nearest first; those that cannot be reached stay in the list and are marked. */
export async function referralReceivers(
  ctx: Ctx,
  input: OnCase & { readonly purpose: string },
): Promise<Result<ReferralReceivers>> {
  if (!service.has(input.purpose)) return refuse('referral.basis-not-for-purpose', { field: 'purpose' });
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const { functions, kinds } = receivers[input.purpose];
  const found = new Map<string, { agency: Agency; by: ReferralReceiver['by'] }>();
  const add = (agency: Agency, by: ReferralReceiver['by']) => {
    if (!found.has(agency.code)) found.set(agency.code, { agency, by });
  };
  for (const one of functions)
    for (const agency of await agenciesWithFunction(ctx, one, { area: looked.value.commune_code }))
      add(agency, { function: one });
  if (kinds.length > 0) {
    const listed = await listAgencies(ctx, { kinds });
    if (!listed.ok) return listed;
    for (const agency of listed.value) add(agency, { kind: agency.kind });
  }
  return ctx.transaction(async (tx) => {
    const list: ReferralReceiver[] = [];
    for (const { agency, by } of found.values())
      list.push({
        code: agency.code,
        nameVi: agency.nameVi,
        nameEn: agency.nameEn,
        by,
        reachable: await hasDeskKey(tx, agency.code),
      });
    return ok({ on: vietnamDate(ctx.now), receivers: list });
  });
}
