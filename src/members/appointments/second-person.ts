import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { Appointment } from './appointment.ts';
import { officersFor } from './appointment-store.ts';

export interface SecondPersons {
  /** Who may approve. Empty where there is nobody: then the role begins after a delay. */
  readonly approvers: readonly string[];
  /** Who is told where nobody approves: the agency's officers and the system administrators. */
  readonly witnesses: readonly string[];
}

/**
 * Who is the second person of an appointment: the agency's own administrators; where it has none, or for a system
 * administrator, another system administrator, but none whom the proposer made alone.
 */
export async function secondPersons(
  ctx: Ctx,
  { person, role, agency, proposedBy }: Pick<Appointment, 'person' | 'role' | 'agency' | 'proposedBy'>,
): Promise<Result<SecondPersons>> {
  return ctx.as(systemActor('members.second-person')).transaction(async (tx) => {
    const others = (await officersFor(tx, agency)).filter((one) => one.person !== person && one.person !== proposedBy);
    const own = role === 'sysadmin' ? [] : others.filter((one) => one.role === 'agency_admin');
    const system = others.filter((one) => one.role === 'sysadmin' && one.givenBy !== proposedBy);
    return ok({
      approvers: idsOf(own.length > 0 ? own : system),
      witnesses: idsOf(others),
    });
  });
}

const idsOf = (people: readonly { person: string }[]) => [...new Set(people.map((one) => one.person))];
