import {
  type Actor,
  type Condition,
  type Ctx,
  type Exclusion,
  exclusionsOn,
  explain,
  ok,
  type PersonActor,
  type Policy,
  type Result,
  refuseRequest,
  systemActor,
} from '../../kernel/index.ts';
import { membersCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { grantReaches } from './grant-reach.ts';
import { nameKey } from './name-key.ts';
import { type GrantOnObject, grantsOn, type PersonAtAgency, peopleAtAgencies } from './who-can-store.ts';

/** Why somebody gets in, in codes that a page can word. */
export type AccessReason =
  | {
      readonly code: 'role';
      readonly role: string;
      readonly at?: { readonly dimension: string; readonly value: string };
    }
  | { readonly code: 'grant'; readonly origin: string; readonly until: Date }
  | { readonly code: 'own' }
  | { readonly code: 'own-agency' };

export interface PersonWhoCan {
  readonly person: string;
  readonly name: string;
  readonly agency: string;
  readonly reasons: readonly AccessReason[];
  /** The way in is open only after the person has proved again who they are. */
  readonly needsStepUp: boolean;
}

/**
 * Everybody who could do the action on the row at this moment, and by what: the policy is asked, as it is
 * when they try. The question is itself audited. Needs `policy.read`, or that the calling verb has asked its own policy.
 * @param row the columns of the policy, and `organisation` for the audit where the object belongs to an agency
 */
export async function peopleWhoCan<C extends string, A extends string>(
  ctx: Ctx,
  policy: Policy<C, A>,
  action: NoInfer<A>,
  row: Readonly<Partial<Record<NoInfer<C>, unknown>>>,
  options: { readonly permitted?: boolean } = {},
): Promise<Result<PersonWhoCan[]>> {
  if (!options.permitted && !membersCapabilities.can(ctx.actor, 'policy.read', ctx.now)) {
    await ctx.auditRefused({ action: 'policy.read' });
    return refuse('members.not-permitted');
  }
  if (!policy.actions.includes(action)) return refuseRequest('request.invalid', { field: 'action' });
  const condition = policy.condition(action);
  const read = await ctx.as(systemActor('members.people-who-can')).transaction(async (tx) =>
    ok({
      people: await peopleAtAgencies(tx),
      grants: await grantsOn(tx, objectsOf('granted', condition, row)),
      shutOut: await exclusionsOn(tx, objectsOf('excluded', condition, row)),
    }),
  );
  if (!read.ok) return read;
  const { people, grants, shutOut } = read.value;
  const named = shutOut.some(({ subject }) => subject.kind === 'name');
  // Only where a name stands in the record: a hash for everybody who holds a role anywhere.
  const keys = new Map(
    await Promise.all(
      people.map(async (who) => [who, named ? await nameKey(ctx.kernel.vault, who.name) : ''] as const),
    ),
  );
  const found = people.flatMap((who): PersonWhoCan[] => {
    const reaching = grants.filter((grant) => grantReaches(grant, who));
    const subjects = { person: who.person, agency: who.agency, name: keys.get(who) ?? '' };
    const exclusions = shutOut.filter(({ subject }) => subjects[subject.kind] === subject.value);
    const actor = actorOf(who, reaching, exclusions);
    const needsStepUp = !policy.can(actor, action, row, ctx.now);
    const proved = needsStepUp ? { ...actor, steppedUpUntil: new Date(ctx.now.getTime() + 1) } : actor;
    const leaves = explain(condition, proved, row, ctx.now);
    if (!policy.can(proved, action, row, ctx.now)) return [];
    return [
      {
        person: who.person,
        name: who.name,
        agency: who.agency,
        needsStepUp,
        reasons: reasonsOf(leaves, who, reaching, row),
      },
    ];
  });
  return ctx.transaction(async (tx) => {
    tx.audit({ action: 'policy.read', codes: { asked: action, found: found.length } });
    return ok(found);
  });
}

/** Somebody may hold roles at several agencies, of which a session uses one: each pair is asked for itself. */
function actorOf(who: PersonAtAgency, grants: readonly GrantOnObject[], exclusions: readonly Exclusion[]): PersonActor {
  return {
    kind: 'person',
    person: who.person,
    name: who.name,
    nameKey: '',
    exclusions,
    agency: who.agency,
    functions: who.functions,
    assignments: who.assignments,
    grants: grants.map(({ objectKind, objectId, fieldClasses, purpose, until }) => ({
      objectKind,
      objectId,
      fieldClasses,
      purpose,
      until,
    })),
    session: '',
    purpose: '',
  } satisfies Actor;
}

/** The objects that the conditions of one kind ask about on the row. */
function objectsOf<C extends string>(
  op: 'granted' | 'excluded',
  condition: Condition<C>,
  row: Readonly<Partial<Record<C, unknown>>>,
): Exclusion[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => objectsOf(op, part, row));
    case 'not':
      return objectsOf(op, condition.of, row);
    case 'granted':
    case 'excluded': {
      const id = row[condition.column];
      return condition.op === op && typeof id === 'string' ? [{ objectKind: condition.objectKind, objectId: id }] : [];
    }
    default:
      return [];
  }
}

function reasonsOf<C extends string>(
  leaves: readonly Condition<C>[],
  who: PersonAtAgency,
  grants: readonly GrantOnObject[],
  row: Readonly<Partial<Record<C, unknown>>>,
): AccessReason[] {
  const reasons = leaves.flatMap((leaf): AccessReason[] => {
    switch (leaf.op) {
      case 'holds':
      case 'holds-nationwide':
        return rolesHeld(who, leaf.roles).map((role) => ({ code: 'role', role }));
      case 'holds-at': {
        const value = String(row[leaf.column]);
        const held = who.assignments.filter((one) => leaf.roles.includes(one.role) && one[leaf.dimension] === value);
        return [...new Set(held.map((one) => one.role))].map((role) => ({
          code: 'role',
          role,
          at: { dimension: leaf.dimension, value },
        }));
      }
      case 'actor-is':
        return [{ code: leaf.attribute === 'agency' ? 'own-agency' : 'own' }];
      case 'granted':
        return grants
          .filter(
            (grant) =>
              grant.objectKind === leaf.objectKind &&
              (grant.fieldClasses as readonly string[]).includes(leaf.fieldClass),
          )
          .map((grant) => ({ code: 'grant', origin: grant.origin, until: grant.until }));
      default:
        return [];
    }
  });
  // Several rules of one policy name the same role; a reader needs it once.
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

function rolesHeld(who: PersonAtAgency, roles: readonly string[]): string[] {
  return [...new Set(who.assignments.map((held) => held.role).filter((role) => roles.includes(role)))];
}
