import { type Ctx, newId, ok, parseId, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Day, mayHoldRole } from '../../vocabulary/index.ts';
import { agencyRow, holderOf } from '../agencies/agency-store.ts';
import { postNotice } from '../notices/post-notice.ts';
import { brokenSeparation } from '../people/person.ts';
import { insertAssignment, lockStandingRoles } from '../people/person-store.ts';
import { appointmentPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { decideAppointmentRow, lockAppointment } from './appointment-store.ts';
import { tellDataProtection } from './assign-role.ts';
import { secondPersons } from './second-person.ts';

/**
 * Approves or turns down an appointment that waits; who proposed it may only take it back. The role begins with the
 * approval, and what could stand against it is asked again.
 */
export async function decideAppointment(
  ctx: Ctx,
  input: { appointment: string; approve: boolean },
): Promise<Result<void>> {
  const { actor } = ctx;
  const id = parseId<'appointment'>(input.appointment);
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  if (!id) return refuse('appointment.unknown');
  const seen = await ctx.transaction(async (tx) => ok(await lockAppointment(tx, id)));
  if (!seen.ok) return seen;
  if (!seen.value) return refuse('appointment.unknown');
  const second = await secondPersons(ctx, seen.value);
  if (!second.ok) return second;
  const result = await ctx.transaction<void>(async (tx) => {
    const waiting = await lockAppointment(tx, id);
    if (!waiting) return refuse('appointment.unknown');
    const withdrawn = waiting.proposedBy === actor.person && !input.approve;
    const mine =
      appointmentPolicy.can(actor, 'appointment.decide', { ...waiting, proposed_by: waiting.proposedBy }, ctx.now) &&
      second.value.approvers.includes(actor.person);
    if (!withdrawn && !mine) return refuse('appointment.not-yours-to-decide');
    if (input.approve) {
      const day = vietnamDate(ctx.now) as Day;
      const agency = await agencyRow(tx, waiting.agency);
      if (!agency || (agency.validTo !== null && agency.validTo < day)) return refuse('agency.unknown');
      const holder = await holderOf(tx, waiting.agency);
      if (!holder || !mayHoldRole(waiting.role, holder, day)) return refuse('role.not-held-here');
      const broken = brokenSeparation(waiting.role, await lockStandingRoles(tx, waiting.person));
      if (broken) return refuse('role.separation-of-duties', { facts: { rule: broken } });
      if (waiting.validTo !== null && waiting.validTo <= tx.now) return refuse('role.dates-invalid');
      await insertAssignment(tx, {
        id: newId<'role-assignment'>(tx.now.getTime()),
        person: waiting.person,
        role: waiting.role,
        agency: waiting.agency,
        desk: waiting.desk,
        province: waiting.province,
        commune: waiting.commune,
        validFrom: new Date(Math.max(waiting.validFrom.getTime(), tx.now.getTime())),
        validTo: waiting.validTo,
      });
      await tellDataProtection(tx, 'role.given', waiting);
    }
    const decision = input.approve ? 'APPROVED' : withdrawn ? 'WITHDRAWN' : 'REFUSED';
    await decideAppointmentRow(tx, waiting.id, decision, actor.person);
    const facts = { role: waiting.role, agency: waiting.agency };
    if (!withdrawn)
      await postNotice(
        tx,
        { person: waiting.proposedBy },
        {
          kind: input.approve ? 'appointment.approved' : 'appointment.refused',
          object: { kind: 'appointment', id: waiting.id },
          facts,
        },
      );
    tx.audit({
      action: 'appointment.decide',
      organisation: waiting.agency,
      object: { kind: 'person', id: waiting.person },
      codes: { act: decision, role: waiting.role, appointment: waiting.id },
    });
    return ok();
  });
  if (!result.ok && result.refusal.code === 'appointment.not-yours-to-decide')
    await ctx.auditRefused({ action: 'appointment.decide', object: { kind: 'appointment', id } });
  return result;
}
