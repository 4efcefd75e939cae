import type { SeparationStatus } from '../../vocabulary/index.ts';

/**
 * Temporary separation from parents or carers (Decree 56/2017/ND-CP, art. 32): decided within 12 hours, at most 15 days
 * with every extension by the commune; longer only when an authority orders it; lifted when the home is judged safe.
 */
export const separationActCodes = [
  'propose',
  'decide',
  'put-in-force',
  'prolong',
  'extend-by-authority',
  'lift',
  'go-to-court',
] as const;
export type SeparationAct = (typeof separationActCodes)[number];

interface Rule {
  readonly from: readonly SeparationStatus[];
  readonly to: SeparationStatus;
  readonly roles: readonly string[];
}

export const separationActs: Readonly<Record<Exclude<SeparationAct, 'propose'>, Rule>> = {
  decide: { from: ['PROPOSED'], to: 'DECIDED', roles: ['commune_chair'] },
  'put-in-force': { from: ['DECIDED'], to: 'IN_FORCE', roles: ['commune_child_officer', 'commune_chair'] },
  prolong: { from: ['IN_FORCE'], to: 'IN_FORCE', roles: ['commune_chair'] },
  'extend-by-authority': {
    from: ['IN_FORCE', 'EXTENDED_BY_AUTHORITY'],
    to: 'EXTENDED_BY_AUTHORITY',
    roles: ['commune_chair'],
  },
  lift: { from: ['PROPOSED', 'DECIDED', 'IN_FORCE', 'EXTENDED_BY_AUTHORITY'], to: 'LIFTED', roles: ['commune_chair'] },
  'go-to-court': { from: ['IN_FORCE', 'EXTENDED_BY_AUTHORITY'], to: 'COURT', roles: ['commune_chair'] },
};

/** Why a child is taken out of the home: art. 32 names these two. */
export const separationGrounds = ['CARER_IS_OFFENDER', 'CARER_REFUSES'] as const;
export type SeparationGround = (typeof separationGrounds)[number];

/** States in which the child is, or is about to be, away from home. */
export const runningSeparations: readonly SeparationStatus[] = [
  'PROPOSED',
  'DECIDED',
  'IN_FORCE',
  'EXTENDED_BY_AUTHORITY',
];

/** The acts on a separation that lie open to a holder of one of the roles; without a running one, to propose one. */
export function openSeparationActs(status: SeparationStatus | undefined, roles: readonly string[]): SeparationAct[] {
  if (status === undefined) return ['propose'];
  return (Object.keys(separationActs) as (keyof typeof separationActs)[]).filter((act) => {
    const rule = separationActs[act];
    return rule.from.includes(status) && rule.roles.some((role) => roles.includes(role));
  });
}

export function separationAfter(
  status: SeparationStatus,
  act: Exclude<SeparationAct, 'propose'>,
): SeparationStatus | undefined {
  const rule = separationActs[act];
  return rule.from.includes(status) ? rule.to : undefined;
}
