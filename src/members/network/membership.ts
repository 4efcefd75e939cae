import { type DutyHours, gapsOf, gapsWithin, WEEK_MINUTES, weekMinute } from '../../kernel/index.ts';
import { daysBetween } from '../../kernel/time.pure.ts';
import { type CodeOf, readList, type VncopMemberRole } from '../../vocabulary/index.ts';
import type { DayText } from '../agencies/agency.ts';
import lists from './agreement-scope.json' with { type: 'json' };

/** An organisation of the response network, its agreements and its roster. Types and pure rules. */

export const membershipStates = ['INVITED', 'ACTIVE', 'SUSPENDED', 'ENDED'] as const;
export type MembershipState = (typeof membershipStates)[number];
export type MemberKind = VncopMemberRole;

/** What an agreement can cover. */
export const agreementScope = readList(lists.agreementScope);
export type AgreementScope = CodeOf<typeof agreementScope>;

/** People of a member, whichever kind it is. */
export const memberRoles = ['platform_contact', 'isp_contact', 'vncop_member_user'] as const;

const moves: Readonly<Record<MembershipState, readonly MembershipState[]>> = {
  INVITED: ['ACTIVE', 'ENDED'],
  ACTIVE: ['SUSPENDED', 'ENDED'],
  SUSPENDED: ['ACTIVE', 'ENDED'],
  ENDED: [],
};
export const nextMembershipStates = (state: MembershipState): readonly MembershipState[] => moves[state];

/** What is written of an agreement that decides whether it holds. */
export interface AgreementDays {
  readonly validFrom: DayText;
  /** Last day, inclusive. */
  readonly validTo: DayText | null;
  readonly endedOn: DayText | null;
}

/** Whether an agreement holds on a day; that on which it is ended is its last. */
export const agreementHolds = ({ validFrom, validTo, endedOn }: AgreementDays, day: DayText): boolean =>
  validFrom <= day && (validTo === null || day <= validTo) && (endedOn === null || day <= endedOn);

/** How many days before its end an agreement is said to end soon. Ours: time to write and sign the next one. */
const SOON_DAYS = 30;
/** The night of a roster, minutes of the day in Viet Nam. */
const NIGHT = { from: 18 * 60, to: 7 * 60 } as const;

/** What a coordinator has to see to. */
export const memberGaps = [
  'NO_AGREEMENT',
  'AGREEMENT_ENDS_SOON',
  'NOBODY_ON_DUTY',
  'NOT_ROUND_THE_CLOCK',
  'GAP_TONIGHT',
  'NOBODY_SIGNS_IN',
  'KEY_UNUSED',
] as const;
export type MemberGap = (typeof memberGaps)[number];

/** The coming night as minutes of the week, from now where it has begun; it may go past Sunday. */
export function nightAfter(now: Date): { readonly from: number; readonly to: number } {
  const minute = weekMinute(now);
  const midnight = minute - (minute % 1_440);
  const begun = minute % 1_440 < NIGHT.to;
  return begun
    ? { from: minute, to: midnight + NIGHT.to }
    : { from: Math.max(minute, midnight + NIGHT.from), to: midnight + 1_440 + NIGHT.to };
}

/** What is missing at a member on a day, the most urgent first. */
export function gapsOfMember(
  of: {
    readonly agreements: readonly AgreementDays[];
    readonly duty: readonly DutyHours[];
    readonly people: number;
    readonly keysUnused: boolean;
  },
  now: Date,
  today: DayText,
): MemberGap[] {
  const holding = of.agreements.filter((one) => agreementHolds(one, today));
  const lasts = holding.some(
    ({ validTo, endedOn }) =>
      (validTo === null || daysBetween(today, validTo) > SOON_DAYS) &&
      (endedOn === null || daysBetween(today, endedOn) > SOON_DAYS),
  );
  const nobody = of.duty.length === 0;
  const tonight = !nobody && gapsWithin(of.duty, nightAfter(now)).length > 0;
  const found: Readonly<Record<MemberGap, boolean>> = {
    NO_AGREEMENT: holding.length === 0,
    AGREEMENT_ENDS_SOON: holding.length > 0 && !lasts,
    NOBODY_ON_DUTY: nobody,
    NOT_ROUND_THE_CLOCK: !nobody && gapsOf(of.duty).length > 0,
    GAP_TONIGHT: tonight,
    NOBODY_SIGNS_IN: of.people === 0,
    KEY_UNUSED: of.keysUnused,
  };
  return memberGaps.filter((gap) => found[gap]);
}

/** Hours of the week in which somebody can be reached, of 168. */
export function hoursCovered(duty: readonly DutyHours[]): number {
  const missing = gapsOf(duty).reduce((sum, { from, to }) => sum + to - from, 0);
  return Math.round(((WEEK_MINUTES - missing) / 60) * 10) / 10;
}
