import type { Tx } from '../../kernel/index.ts';
import { madeBy, type WaitingAppointment } from './appointment.ts';
import { officersFor } from './appointment-store.ts';

export interface SecondPersons {
  /** Who may approve. Empty where there is nobody: then the role begins after a delay. */
  readonly approvers: readonly string[];
  /** Who is told where nobody approves: the agency's officers and the system administrators. */
  readonly witnesses: readonly string[];
}

/**
 * Who is the second person of an appointment: the agency's own administrators; where it has none, or for a system
 * administrator, another system administrator. Nobody to whom the proposer gave the office alone, or whose account they made.
 */
export async function secondPersons(
  tx: Tx,
  { person, role, agency, proposedBy }: Pick<WaitingAppointment, 'person' | 'role' | 'agency' | 'proposedBy'>,
): Promise<SecondPersons> {
  const others = (await officersFor(tx, agency)).filter((one) => one.person !== person && one.person !== proposedBy);
  const free = others.filter((one) => one.givenBy !== proposedBy && !madeBy(one, proposedBy));
  const own = role === 'sysadmin' ? [] : free.filter((one) => one.role === 'agency_admin');
  const system = free.filter((one) => one.role === 'sysadmin');
  return { approvers: idsOf(own.length > 0 ? own : system), witnesses: idsOf(others) };
}

const idsOf = (people: readonly { person: string }[]) => [...new Set(people.map((one) => one.person))];
