import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import {
  type Agency,
  agenciesWithFunction,
  functionsHeld,
  hasAgreement,
  listAgencies,
  listMemberships,
} from '../../members/index.ts';
import { type AlertAudience, alertAudience, stateAgencies } from './alert-lists.ts';
import { addresseeAgencies } from './alert-store.ts';
import type { AlertReceiptRow, AlertRow } from './alert-tables.ts';
import type { Recipient } from './marking.ts';

/** A recipient that an alert reaches today, and by what. */
export interface Reached {
  readonly agency: string;
  readonly named: boolean;
  readonly audiences: readonly AlertAudience[];
  readonly functions: readonly string[];
}

const SCOPE = 'ALERTS';
const PLATFORM = systemActor('takedown.send-alert');
/** `listAgencies` gives so many at most. */
const AT_ONCE = 200;

/**
 * Whether an organisation may have alerts today: a state agency that is there, or an active member of the network whose agreement covers
 * them. Whose membership or agreement has ended gets nothing.
 */
export async function isMember(ctx: Ctx, agency: string): Promise<boolean> {
  const held = await functionsHeld(ctx, { agency });
  if (!held) return false;
  if (stateAgencies.has(held.agency.kind)) return true;
  const covered = await ctx
    .as(PLATFORM)
    .transaction(async (tx) => ok(await hasAgreement(tx, agency, SCOPE)), { keep: true });
  return covered.ok && covered.value;
}

/**
 * Who is to have an alert today: members and state agencies by kind, by function, and by name; those of a province where it names
 * provinces.
 */
export async function membersReached(
  ctx: Ctx,
  alert: Pick<AlertRow, 'audiences' | 'functions' | 'named' | 'areas'>,
): Promise<Result<Reached[]>> {
  const platform = ctx.as(PLATFORM);
  const listed = await listMemberships(platform, { states: ['ACTIVE'] });
  if (!listed.ok) return listed;
  const members = new Map(
    listed.value.filter(({ covers }) => covers.includes(SCOPE)).map(({ agency, kind }) => [agency, kind as string]),
  );
  const agencies = new Map<string, Agency>();
  for (const codes of chunks([...new Set([...members.keys(), ...alert.named])], AT_ONCE)) {
    const found = await listAgencies(platform, { codes });
    if (!found.ok) return found;
    for (const one of found.value) agencies.set(one.code, one);
  }
  const reached = new Map<string, { named: boolean; audiences: Set<AlertAudience>; functions: Set<string> }>();
  const at = (agency: string) => {
    const known = reached.get(agency) ?? { named: false, audiences: new Set(), functions: new Set() };
    reached.set(agency, known);
    return known;
  };
  const inArea = ({ adminUnit }: Pick<Agency, 'adminUnit'>) =>
    alert.areas.length === 0 || adminUnit === null || alert.areas.includes(adminUnit.slice(0, 2));
  for (const audience of alert.audiences) {
    const { memberKinds, agencyKinds, addresseeKinds, stateKinds } = alertAudience.get(audience);
    const read = await platform.transaction(async (tx) => ok(await addresseeAgencies(tx, addresseeKinds)));
    if (!read.ok) return read;
    for (const [code, kind] of members) {
      const agency = agencies.get(code);
      if (!agency || !inArea(agency)) continue;
      if (memberKinds.includes(kind) || agencyKinds.includes(agency.kind) || read.value.includes(code))
        at(code).audiences.add(audience);
    }
    for (const kind of stateKinds) {
      const found = await listAgencies(platform, { kinds: [kind] });
      if (!found.ok) return found;
      for (const one of found.value.filter(inArea)) at(one.code).audiences.add(audience);
    }
  }
  for (const code of alert.functions)
    for (const one of (await agenciesWithFunction(platform, code)).filter(inArea)) at(one.code).functions.add(code);
  for (const code of alert.named) {
    const agency = agencies.get(code);
    if (agency && (members.has(code) || stateAgencies.has(agency.kind))) at(code).named = true;
  }
  return ok(
    [...reached].map(([agency, { named, audiences, functions }]) => ({
      agency,
      named,
      audiences: [...audiences],
      functions: [...functions],
    })),
  );
}

function* chunks<T>(of: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < of.length; from += size) yield of.slice(from, from + size);
}

/** What the marking asks of a recipient. */
export function recipientOf(receipt: Pick<AlertReceiptRow, 'named' | 'audiences'>, member: boolean): Recipient {
  return {
    member,
    addressed: true,
    named: receipt.named,
    audiences: receipt.audiences,
    passesOn: receipt.audiences.some((code) => alertAudience.get(code).passesOn),
  };
}
