import type { PersonActor } from '../../kernel/index.ts';
import type { HelperState, StateSetBy, Tier } from '../contacts/contact.ts';
import type { ShiftRow } from '../tables.ts';

/** Why a helper takes nothing for a while; each state has its own. */
export const awayReasons = ['short', 'technical', 'supervision', 'report-writing', 'other'] as const;
export const breakReasons = ['rest', 'meal', 'after-hard-contact'] as const;
export const helperReasons = [...awayReasons, ...breakReasons] as const;
export type HelperReason = (typeof helperReasons)[number];

/** Whether a state takes that reason: away and break have one, the others none. */
export function reasonFits(state: HelperState, reason: HelperReason | undefined): boolean {
  const reasons: readonly HelperReason[] | undefined = { away: awayReasons, break: breakReasons }[state as 'away'];
  return reasons === undefined ? reason === undefined : reason !== undefined && reasons.includes(reason);
}

/** Which tiers a person may work in, by their roles at the desk; counsellors may help out in front. */
export function tiersOf(person: PersonActor, desk: string): readonly Tier[] {
  const roles = new Set(person.assignments.filter((held) => held.desk === desk).map((held) => held.role));
  if (roles.has('111_counsellor') || roles.has('111_supervisor')) return ['counsellor', 'front'];
  return roles.has('111_agent') ? ['front'] : [];
}

/** A shift as its person and the desk see it. */
export interface ShiftView {
  readonly id: string;
  readonly person: string;
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly state: HelperState;
  readonly stateSince: string;
  /** `missed-offers` and `stream-lost`: the house set it, and the page says so until the person chooses a state. */
  readonly stateSetBy: StateSetBy;
  readonly stateReason: string | null;
  readonly tier: Tier;
  readonly level: number;
  readonly channels: readonly string[];
  readonly checkedAt: string | null;
  readonly restUntil: string | null;
  readonly version: number;
}

export function shiftView(shift: ShiftRow): ShiftView {
  return {
    id: shift.id,
    person: shift.person,
    beganAt: shift.began_at.toISOString(),
    endedAt: shift.ended_at?.toISOString() ?? null,
    state: shift.state,
    stateSince: shift.state_since.toISOString(),
    stateSetBy: shift.state_set_by,
    stateReason: shift.state_reason,
    tier: shift.tier,
    level: shift.level,
    channels: shift.channels,
    checkedAt: shift.checked_at?.toISOString() ?? null,
    restUntil: shift.rest_until?.toISOString() ?? null,
    version: shift.version,
  };
}
