import type { Actor } from '../../kernel/index.ts';
import type { RoleAssignment } from '../people/person.ts';

/** A role that a system administrator proposed and that begins when a second person approves. */
export interface Appointment {
  readonly id: string;
  readonly person: string;
  readonly role: string;
  readonly agency: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

/** Roles whose holders give roles to others, and so could open what they themselves do not see. */
const APPOINTERS = ['agency_admin', 'sysadmin'] as const;

export function appoints(role: string): boolean {
  return (APPOINTERS as readonly string[]).includes(role);
}

/**
 * How long a role waits that nobody else could approve: whoever is told has three days, a weekend among them, to say that
 * this is wrong, and any administrator may end the role before it begins.
 */
export const APPOINTMENT_DELAY_MS = 72 * 3_600_000;

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
