import { type Actor, HOUR } from '../../kernel/index.ts';
import { type DatedRole, opened, type RoleAssignment } from '../people/person.ts';

/** A role that an administrator proposed and that begins when a second person approves. */
export type Appointment = DatedRole;

/** An appointment that waits, with who asked for it. */
export interface WaitingAppointment extends Appointment {
  /** Id of the approval that it waits for. */
  readonly approval: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

/** Roles whose holders give roles to others, and so could open what they themselves do not see. */
const APPOINTERS = ['agency_admin', 'sysadmin'] as const;

function appoints(role: string): boolean {
  return (APPOINTERS as readonly string[]).includes(role);
}

/** Whether a role opens something or gives roles: what nobody should come by alone, and what the data protection officers hear of. */
export function weighs(role: string): boolean {
  return opened(role).length > 0 || appoints(role);
}

/**
 * How long a role waits that nobody else could approve: whoever is told has three days, a weekend among them, to say that
 * this is wrong, and any administrator may end the role before it begins.
 */
export const APPOINTMENT_DELAY_MS = 72 * HOUR;

/**
 * Whether the actor makes an administrator from outside the agency. A system administrator sees no case; with an
 * administrator's account of their own making they could give themselves one that does, so a second person is needed.
 */
export function appointsFromOutside(actor: Actor, given: Pick<RoleAssignment, 'role' | 'agency'>): boolean {
  return (
    actor.kind === 'person' &&
    appoints(given.role) &&
    !actor.assignments.some((held) => held.role === 'agency_admin' && held.agency === given.agency)
  );
}

/** What a second person looks at. */
export interface AccountMaker {
  readonly createdBy: string;
  /** Who ever held an invitation, and with it a way into the account. */
  readonly invitedBy: readonly string[];
}

export function madeBy(maker: AccountMaker, person: string): boolean {
  return maker.createdBy === person || maker.invitedBy.includes(person);
}

/**
 * Whether the role waits for a second person: an administrator from outside, and whatever opens something or gives roles where
 * the giver made the person, and so could be that person.
 */
export function needsSecondPerson(
  actor: Actor,
  given: Pick<RoleAssignment, 'role' | 'agency'>,
  maker: AccountMaker,
): boolean {
  if (actor.kind !== 'person') return false;
  return appointsFromOutside(actor, given) || (weighs(given.role) && madeBy(maker, actor.person));
}
