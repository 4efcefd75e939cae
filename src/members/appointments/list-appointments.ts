import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { listApprovals } from '../../work/index.ts';
import { personRow } from '../people/person-store.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { WaitingAppointment } from './appointment.ts';
import { APPOINTMENT_APPROVAL } from './appointment-approval.ts';
import { appointmentRow } from './appointment-store.ts';

export interface AppointmentInList extends WaitingAppointment {
  readonly name: string;
  readonly login: string;
  readonly proposer: string;
  /** Whether the reader is the second person. */
  readonly mayDecide: boolean;
  /** Whether the reader proposed it, and may take it back. */
  readonly own: boolean;
  /** Why it was proposed, in the proposer's words. */
  readonly reason: string | null;
}

/** Appointments that wait for the reader as second person or were proposed by them, with the names that one decides by. */
export async function listAppointments(ctx: Ctx): Promise<Result<AppointmentInList[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !personPolicy.can(actor, 'person.manage', { agency: actor.agency }, ctx.now))
    return refuse('members.not-your-agency');
  const approvals = await listApprovals(ctx);
  if (!approvals.ok) return approvals;
  const waiting = approvals.value.filter(({ kind }) => kind === APPOINTMENT_APPROVAL);
  // The person may be another agency's: who decides must know about whom.
  return ctx.as(systemActor('members.list-appointments')).transaction(async (tx) => {
    const found: AppointmentInList[] = [];
    for (const approval of waiting) {
      const appointment = await appointmentRow(tx, approval.object.id);
      if (!appointment) continue;
      const person = await personRow(tx, appointment.person);
      const proposer = await personRow(tx, approval.askedBy);
      found.push({
        ...appointment,
        approval: approval.id,
        reason: approval.reason,
        proposedBy: approval.askedBy,
        proposedAt: approval.askedAt,
        name: person?.name ?? '',
        login: person?.login ?? '',
        proposer: proposer?.name ?? '',
        mayDecide: approval.mayDecide,
        own: approval.own,
      });
    }
    return ok(found);
  });
}
