import {
  actAs,
  type Ctx,
  DAY,
  gapsOf,
  ok,
  onDutyAt,
  type Result,
  systemActor,
  type Tx,
  vietnamDate,
  weekMinute,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import {
  type AgreementScope,
  agreementHolds,
  gapsOfMember,
  hoursCovered,
  type MemberGap,
  type MemberKind,
  type MembershipState,
  nextMembershipStates,
} from './membership.ts';
import { agreementPolicy, membershipPolicy, networkDutyPolicy } from './network-policies.ts';
import { agreementsOf, dutyOf, machinesOf, membershipOfAgency, membershipRows, peopleOf } from './network-store.ts';
import type { AgreementRow, MembershipRow, NetworkDutyRow } from './network-tables.ts';

/** A key that nobody has shown for so long is said to be unused. Ours. */
const UNUSED_MS = 30 * DAY;

export interface MemberInList {
  readonly id: string;
  readonly agency: string;
  readonly kind: MemberKind;
  readonly state: MembershipState;
  readonly joinedOn: string;
  readonly endedOn: string | null;
  readonly version: number;
  /** The last day on which an agreement that holds today holds; null without an end. Undefined where none holds. */
  readonly agreementTo: string | null | undefined;
  readonly covers: readonly AgreementScope[];
  /** Hours of the week, of 168, in which somebody is on duty. */
  readonly hours: number;
  readonly people: number;
  /** What is missing; nothing is asked of who has ended. */
  readonly gaps: readonly MemberGap[];
  readonly demonstration: boolean;
}

export interface MemberFilters {
  readonly states?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly gap?: string | undefined;
}

/** Members of the network as far as the reader sees them, with what is missing at each. Refusal: `members.not-permitted` */
export async function listMemberships(ctx: Ctx, filters: MemberFilters = {}): Promise<Result<MemberInList[]>> {
  if (!membershipPolicy.couldEver(ctx.actor, 'membership.read', ctx.now)) return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await membershipRows(tx, filters.states ?? [], filters.kinds ?? []);
    const known = await factsOf(
      tx,
      found.map(({ agency }) => agency),
    );
    const all = found.map((row) => inList(tx, row, known));
    return ok(filters.gap === undefined ? all : all.filter(({ gaps }) => gaps.includes(filters.gap as MemberGap)));
  });
}

interface Facts {
  readonly agreements: readonly AgreementRow[];
  readonly duty: readonly NetworkDutyRow[];
  readonly people: ReadonlyMap<string, number>;
  readonly machines: Awaited<ReturnType<typeof machinesOf>>;
}

async function factsOf(tx: Tx, agencies: readonly string[]): Promise<Facts> {
  const today = vietnamDate(tx.now);
  const [agreements, duty] = [await agreementsOf(tx, agencies), await dutyOf(tx, agencies, today)];
  // How many people and keys a member has is known to who sees the member; who they are is not.
  const { people, machines } = await actAs(tx, systemActor('members.network'), async (system) => ({
    people: await peopleOf(system, agencies),
    machines: await machinesOf(system, agencies),
  }));
  return { agreements, duty, people: new Map(people.map((one) => [one.agency, one.people])), machines };
}

const days = (row: AgreementRow) => ({ validFrom: row.valid_from, validTo: row.valid_to, endedOn: row.ended_on });
const lastDay = ({ valid_to: to, ended_on: ended }: AgreementRow) =>
  to === null || ended === null ? (ended ?? to) : to < ended ? to : ended;

function inList(tx: Tx, row: MembershipRow, facts: Facts): MemberInList {
  const today = vietnamDate(tx.now);
  const of = <Row extends { agency: string }>(list: readonly Row[]) =>
    list.filter(({ agency }) => agency === row.agency);
  const agreements = of(facts.agreements);
  const holding = agreements.filter((one) => agreementHolds(days(one), today));
  const duty = of(facts.duty).filter(({ valid_from: from }) => from <= today);
  const people = facts.people.get(row.agency) ?? 0;
  const keysUnused = of(facts.machines).some(
    ({ last_seen_at: seen, valid_from: from }) => tx.now.getTime() - (seen ?? from).getTime() > UNUSED_MS,
  );
  const ends = holding.map(lastDay);
  return {
    id: row.id,
    agency: row.agency,
    kind: row.kind,
    state: row.state,
    version: row.version,
    joinedOn: row.joined_on,
    endedOn: row.ended_on,
    agreementTo: holding.length === 0 ? undefined : ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null),
    covers: [...new Set(holding.flatMap(({ covers }) => covers))],
    hours: hoursCovered(duty),
    people,
    gaps:
      row.state === 'ENDED'
        ? []
        : gapsOfMember({ agreements: agreements.map(days), duty, people, keysUnused }, tx.now, today),
    demonstration: row.is_demonstration,
  };
}

export interface MemberDetail extends MemberInList {
  readonly agreements: readonly {
    readonly id: string;
    readonly reference: string;
    readonly covers: readonly AgreementScope[];
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly endedOn: string | null;
    readonly holds: boolean;
    readonly mayEnd: boolean;
  }[];
  readonly duty: readonly {
    readonly id: string;
    readonly name: string;
    readonly phone: string;
    readonly days: readonly number[];
    readonly from: number;
    readonly to: number;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly now: boolean;
  }[];
  /** Spans of the week in which nobody is on duty: minutes from Monday 00:00. */
  readonly dutyGaps: readonly { readonly from: number; readonly to: number }[];
  readonly nextStates: readonly MembershipState[];
  readonly may: { readonly keep: boolean; readonly duty: boolean };
}

/** One member with its agreements and its roster, by the code of its agency. Refusals: `membership.not-found` */
export async function memberDetail(ctx: Ctx, input: { readonly agency: string }): Promise<Result<MemberDetail>> {
  return ctx.transaction(async (tx) => {
    const row = await membershipOfAgency(tx, input.agency);
    if (!row) return refuse('membership.not-found');
    const facts = await factsOf(tx, [row.agency]);
    const today = vietnamDate(tx.now);
    const minute = weekMinute(tx.now);
    const { actor } = tx;
    const standing = facts.duty.filter(({ valid_from: from }) => from <= today);
    const keep = membershipPolicy.can(actor, 'membership.keep', row, tx.now);
    return ok({
      ...inList(tx, row, facts),
      agreements: facts.agreements.map((one) => ({
        id: one.id,
        reference: one.reference,
        covers: one.covers,
        validFrom: one.valid_from,
        validTo: one.valid_to,
        endedOn: one.ended_on,
        holds: agreementHolds(days(one), today),
        mayEnd: agreementHolds(days(one), today) && agreementPolicy.can(actor, 'agreement.end', one, tx.now),
      })),
      duty: facts.duty.map((one) => ({
        id: one.id,
        name: one.name,
        phone: one.phone,
        days: one.days,
        from: one.from_minute,
        to: one.to_minute,
        validFrom: one.valid_from,
        validTo: one.valid_to,
        now: one.valid_from <= today && onDutyAt(one, minute),
      })),
      dutyGaps: gapsOf(standing),
      nextStates: keep ? nextMembershipStates(row.state) : [],
      may: { keep, duty: networkDutyPolicy.can(actor, 'network-duty.keep', row, tx.now) },
    });
  });
}
