import type { Actor, TextRule } from '../../kernel/index.ts';
import { type Opened, type Role, role, separationOfDuty } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';

/** A role of a person at an agency: where in its area, and from when to when. */
export interface DatedRole {
  readonly id: string;
  readonly person: string;
  readonly role: string;
  readonly agency: string;
  readonly desk: string | null;
  readonly province: string | null;
  readonly commune: string | null;
  readonly validFrom: Date;
  /** From this instant on the role gives nothing. */
  readonly validTo: Date | null;
}

/** A role that a person holds or held. */
export interface RoleAssignment extends DatedRole {
  readonly givenBy: string;
  readonly endedBy: string | null;
}

export interface Person {
  readonly id: string;
  /** E-mail address in lower case. */
  readonly login: string;
  readonly name: string;
  /** The agency that answers for the person. */
  readonly agency: string;
  readonly isDemonstration: boolean;
  readonly createdAt: Date;
  /** Id of the person who entered them, or the name of a job. */
  readonly createdBy: string;
  readonly disabledAt: Date | null;
}

/** The form in which logins are stored and compared. */
export function normaliseLogin(login: string): string {
  return login.trim().normalize('NFC').toLowerCase();
}

/** An address that a mail server could take; whether it exists, the invitation shows. */
export function isLogin(login: string): boolean {
  return login.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+$/.test(login);
}

/** What a role lets its holder read; nothing for a code that is no role. */
export function opened(code: string): readonly Opened[] {
  return role.has(code) ? role.get(code).opens : [];
}

/** Roles that may never be held together with `sysadmin`, who keeps keys and people and sees no case, register or post. */
export function opensContent(code: string): boolean {
  return opened(code).some((what) => what !== 'audit');
}

/**
 * The rule that the person would break by holding the role beside the others, anywhere and at any agency.
 * Pairs of the vocabulary with scope `object` or `agency` are kept where the object is, since only there
 * is it known who did the first part.
 */
export function brokenSeparation(code: string, held: readonly string[]): string | undefined {
  const pair = separationOfDuty.find(
    ({ scope, one, other }) =>
      scope === 'person' &&
      ((one.includes(code as Role) && other.some((against) => held.includes(against))) ||
        (other.includes(code as Role) && one.some((against) => held.includes(against)))),
  );
  if (pair) return pair.code;
  const mixes = (code === 'sysadmin' && held.some(opensContent)) || (opensContent(code) && held.includes('sysadmin'));
  return mixes ? 'SOD-SYSADMIN-CASE-DATA' : undefined;
}

/**
 * Whether the role is the actor's to give: an agency's administrator gives the roles of the own agency, a system
 * administrator those that see no case, register or post. Whether the agency may hold it is asked besides (`mayHoldRole`).
 */
export function mayGiveRole(actor: Actor, given: Pick<RoleAssignment, 'role' | 'agency'>): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system';
  if (actor.assignments.some((held) => held.role === 'sysadmin') && !opensContent(given.role)) return true;
  return (
    given.role !== 'sysadmin' &&
    actor.assignments.some((held) => held.role === 'agency_admin' && held.agency === given.agency)
  );
}

const invalidName = refuse('person.name-invalid');
/** The name of a person, as it stands in documents. */
export const PERSON_NAME: TextRule = {
  most: 120,
  refusals: { empty: invalidName, 'too-long': invalidName, unreadable: invalidName },
};
