import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { personRow } from '../people/person-store.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { Appointment } from './appointment.ts';
import { waitingAppointments } from './appointment-store.ts';
import { secondPersons } from './second-person.ts';

export interface AppointmentInList extends Appointment {
  readonly name: string;
  readonly login: string;
  readonly proposer: string;
  /** Whether the reader is the second person. */
  readonly mayDecide: boolean;
  /** Whether the reader proposed it, and may take it back. */
  readonly own: boolean;
}

/** Appointments that wait for a second person, with the names that the second person decides by. */
export async function listAppointments(ctx: Ctx): Promise<Result<AppointmentInList[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !personPolicy.can(actor, 'person.manage', { agency: actor.agency }, ctx.now))
    return refuse('members.not-your-agency');
  const waiting = await ctx.transaction(async (tx) => ok(await waitingAppointments(tx)));
  if (!waiting.ok) return waiting;
  const platform = ctx.as(systemActor('members.list-appointments'));
  const found: AppointmentInList[] = [];
  for (const one of waiting.value) {
    const second = await secondPersons(ctx, one);
    if (!second.ok) return second;
    // The person may be another agency's: who decides must know about whom.
    const people = await platform.transaction(async (tx) =>
      ok([await personRow(tx, one.person), await personRow(tx, one.proposedBy)]),
    );
    if (!people.ok) return people;
    const [person, proposer] = people.value;
    found.push({
      ...one,
      name: person?.name ?? '',
      login: person?.login ?? '',
      proposer: proposer?.name ?? '',
      mayDecide: second.value.approvers.includes(actor.person),
      own: one.proposedBy === actor.person,
    });
  }
  return ok(found);
}
