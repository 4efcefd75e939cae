/** A role that a person holds, and where. Without desk, province and commune it holds for the whole agency. */
export interface Assignment {
  /** Code of the vocabulary's role list. */
  readonly role: string;
  /** Code of the agency that gave the role. */
  readonly agency: string;
  readonly desk?: string;
  /** Official unit codes: two digits for a province, five for a commune. */
  readonly province?: string;
  readonly commune?: string;
}

/** A need-to-know grant that reaches the actor, directly or through a desk or agency. */
export interface Grant {
  readonly objectKind: string;
  readonly objectId: string;
  readonly fieldClasses: readonly FieldClass[];
  readonly purpose: string;
  /** How it came to be: `assignment`, `referral`, `break-glass`; absent where nothing hangs on it. */
  readonly origin?: string;
  readonly until: Date;
}

/** An object that somebody is kept from, whatever they hold. */
export interface Exclusion {
  readonly objectKind: string;
  readonly objectId: string;
}

/** Classes of fields, each with its own permission; `identity` also needs its own key. */
export type FieldClass = 'triage' | 'narrative' | 'identity' | 'evidence' | 'internal' | 'statistics';

/** Who acts: nobody known, the holder of a receipt, a person in their roles at one agency, a machine, or the platform's own job. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'receipt'; readonly report: string }
  | {
      readonly kind: 'person';
      readonly person: string;
      readonly name: string;
      /** Keyed hash of the name, in hexadecimal digits: by it somebody who is named in a record is kept from it. */
      readonly nameKey: string;
      readonly agency: string;
      /** Codes of the functions that the agency holds today; absent: none. */
      readonly functions?: readonly string[];
      readonly assignments: readonly Assignment[];
      /** Whether a grant to the agency reaches the person; absent: no. The row locks ask it, `grants` holds what it gives. */
      readonly agencyGrants?: boolean;
      readonly grants: readonly Grant[];
      /** What the person is kept from, as it stood at identification; the row locks ask again. */
      readonly exclusions: readonly Exclusion[];
      readonly session: string;
      /** What the access is for; written to the audit and matched with a grant's purpose. */
      readonly purpose: string;
      /** Until when the person has proved again who they are; identity fields need it. */
      readonly steppedUpUntil?: Date;
    }
  | { readonly kind: 'machine'; readonly client: string; readonly agency: string; readonly scopes: readonly string[] }
  | { readonly kind: 'system'; readonly job: string };

export type PersonActor = Extract<Actor, { kind: 'person' }>;

export const anonymous: Actor = { kind: 'anonymous' };

export function systemActor(job: string): Actor {
  return { kind: 'system', job };
}

/** The shape of an actor that the database's row locks read (`kernel.actor_*` functions). */
export function actorForDatabase(actor: Actor, now: Date): string {
  const base = { kind: actor.kind, now: now.toISOString() };
  switch (actor.kind) {
    case 'receipt':
      return JSON.stringify({ ...base, report: actor.report });
    case 'person':
      return JSON.stringify({
        ...base,
        person: actor.person,
        nameKey: actor.nameKey,
        agency: actor.agency,
        functions: actor.functions,
        assignments: actor.assignments,
        agencyGrants: actor.agencyGrants,
        steppedUpUntil: actor.steppedUpUntil?.toISOString(),
      });
    case 'machine':
      return JSON.stringify({ ...base, client: actor.client, agency: actor.agency, scopes: actor.scopes });
    default:
      return JSON.stringify(base);
  }
}

/** The agency in whose name the actor acts; the platform's own acts have none. */
export function agencyOf(actor: Actor): string {
  return actor.kind === 'person' || actor.kind === 'machine' ? actor.agency : 'PLATFORM';
}

/** The actor as rows and the audit name it: a person's or a machine's id, or the name of the platform's job. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'person') return actor.person;
  if (actor.kind === 'machine') return actor.client;
  return actor.kind === 'system' ? actor.job : 'unknown';
}
