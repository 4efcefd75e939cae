import type { Actor, PersonActor } from '../actor.ts';
import type { Condition, ScopeDimension } from './condition.ts';

export type PolicyRow<C extends string> = Readonly<Partial<Record<C, unknown>>>;

/** The condition on one row, in memory. A null or absent column satisfies only `column-null`. */
export function check<C extends string>(condition: Condition<C>, actor: Actor, row: PolicyRow<C>, now: Date): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((part) => check(part, actor, row, now));
    case 'any':
      return condition.of.some((part) => check(part, actor, row, now));
    case 'not':
      return !check(condition.of, actor, row, now);
    case 'column-in':
      return (condition.values as readonly unknown[]).includes(row[condition.column]);
    case 'column-null':
      return (row[condition.column] ?? null) === null;
    case 'holds-at':
      return scopesOf(actor, condition.roles, condition.dimension).includes(row[condition.column] as string);
    case 'actor-is':
      return (
        (row[condition.column] ?? null) !== null && row[condition.column] === attributeOf(actor, condition.attribute)
      );
    case 'granted':
      return grantedObjects(actor, condition.objectKind, condition.fieldClass, now).includes(
        row[condition.column] as string,
      );
    case 'excluded':
      return excludedObjects(actor, condition.objectKind).includes(row[condition.column] as string);
    default:
      return actorSatisfies(condition, actor, now);
  }
}

/** Whether the actor could satisfy the condition on some row: what a route or a menu asks before any row is known. */
export function couldEver(condition: Condition, actor: Actor, now: Date): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((part) => couldEver(part, actor, now));
    case 'any':
      return condition.of.some((part) => couldEver(part, actor, now));
    case 'not':
      return !always(condition.of, actor, now);
    case 'column-in':
      return condition.values.length > 0;
    case 'column-null':
      return true;
    case 'holds-at':
      return scopesOf(actor, condition.roles, condition.dimension).length > 0;
    case 'actor-is':
      return attributeOf(actor, condition.attribute) !== undefined;
    case 'granted':
      return grantedObjects(actor, condition.objectKind, condition.fieldClass, now).length > 0;
    case 'excluded':
      // One may have been declared since the actor was identified.
      return actor.kind === 'person';
    default:
      return actorSatisfies(condition, actor, now);
  }
}

/** Whether the condition holds for the actor on every row; used under `not`, where only certainty may refuse. */
function always(condition: Condition, actor: Actor, now: Date): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((part) => always(part, actor, now));
    case 'any':
      return condition.of.some((part) => always(part, actor, now));
    case 'not':
      return !couldEver(condition.of, actor, now);
    case 'column-in':
    case 'column-null':
    case 'holds-at':
    case 'actor-is':
    case 'granted':
    case 'excluded':
      return false;
    default:
      return actorSatisfies(condition, actor, now);
  }
}

type ActorCondition = Extract<
  Condition,
  { op: 'actor-kind' | 'holds' | 'holds-nationwide' | 'agency-has' | 'scope' | 'stepped-up' }
>;

/** Conditions that look at the actor alone. */
export function actorSatisfies(condition: ActorCondition, actor: Actor, now: Date): boolean {
  switch (condition.op) {
    case 'actor-kind':
      return actor.kind === condition.kind;
    case 'holds':
      return actor.kind === 'person' && actor.assignments.some((held) => condition.roles.includes(held.role));
    case 'holds-nationwide':
      return (
        actor.kind === 'person' &&
        actor.assignments.some(
          (held) => condition.roles.includes(held.role) && !held.province && !held.commune && !held.desk,
        )
      );
    case 'agency-has':
      return actor.kind === 'person' && (actor.functions ?? []).includes(condition.function);
    case 'scope':
      return actor.kind === 'machine' && actor.scopes.includes(condition.scope);
    case 'stepped-up':
      return actor.kind === 'person' && actor.steppedUpUntil !== undefined && actor.steppedUpUntil > now;
  }
}

/** The desks, agencies, provinces or communes where the actor holds one of the roles. */
export function scopesOf(actor: Actor, roles: readonly string[], dimension: ScopeDimension): string[] {
  if (actor.kind !== 'person') return [];
  return actor.assignments.flatMap((held) => {
    const scope = held[dimension];
    return roles.includes(held.role) && scope ? [scope] : [];
  });
}

export function attributeOf(actor: Actor, attribute: 'person' | 'agency' | 'report' | 'client'): string | undefined {
  return (actor as Partial<Record<typeof attribute, string>>)[attribute];
}

export function grantedObjects(actor: Actor, objectKind: string, fieldClass: string, now: Date): string[] {
  if (actor.kind !== 'person') return [];
  return liveGrants(actor, now)
    .filter(
      (grant) => grant.objectKind === objectKind && (grant.fieldClasses as readonly string[]).includes(fieldClass),
    )
    .map((grant) => grant.objectId);
}

export function excludedObjects(actor: Actor, objectKind: string): string[] {
  if (actor.kind !== 'person') return [];
  return actor.exclusions.filter((one) => one.objectKind === objectKind).map((one) => one.objectId);
}

function liveGrants(actor: PersonActor, now: Date) {
  return actor.grants.filter((grant) => grant.until > now);
}
