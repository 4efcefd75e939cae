import { newId, ok, vietnamDate } from '../../kernel/index.ts';
import { type Day, mayHoldRole } from '../../vocabulary/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { agencyRow, holderOf } from '../agencies/agency-store.ts';
import { postNotice } from '../notices/post-notice.ts';
import { brokenSeparation } from '../people/person.ts';
import { insertAssignment, lockStandingRoles } from '../people/person-store.ts';
import { roleAssignmentPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { appointmentRow } from './appointment-store.ts';
import { secondPersons } from './second-person.ts';
import { tellDataProtection } from './tell-data-protection.ts';

export const APPOINTMENT_APPROVAL = 'appointment';

/** A role begins with the approval of its second person; what could stand against it is asked again in that moment. */
export const appointmentApproval: ApprovalKind = {
  code: APPOINTMENT_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const appointment = await appointmentRow(tx, id);
    return (
      appointment && [
        `appointment ${appointment.id}`,
        `person ${appointment.person}`,
        `role ${appointment.role}`,
        `agency ${appointment.agency}`,
        `desk ${appointment.desk ?? '-'}`,
        `province ${appointment.province ?? '-'}`,
        `commune ${appointment.commune ?? '-'}`,
        `from ${appointment.validFrom.toISOString()}`,
        `to ${appointment.validTo?.toISOString() ?? '-'}`,
      ]
    );
  },
  async mayDecide(ctx, tx, { object, askedBy }) {
    const { actor } = tx;
    const appointment = await appointmentRow(tx, object.id);
    if (!appointment || actor.kind !== 'person') return false;
    if (!roleAssignmentPolicy.can(actor, 'role.manage', appointment, ctx.now)) return false;
    return (await secondPersons(tx, { ...appointment, proposedBy: askedBy })).approvers.includes(actor.person);
  },
  async decided(ctx, tx, { object, askedBy }, decision) {
    const appointment = await appointmentRow(tx, object.id);
    if (!appointment) return refuse('role.unknown');
    const { person, role, agency } = appointment;
    if (decision === 'APPROVED') {
      const day = vietnamDate(ctx.now) as Day;
      const at = await agencyRow(tx, agency);
      if (!at || (at.validTo !== null && at.validTo < day)) return refuse('agency.unknown');
      const holder = await holderOf(tx, agency);
      if (!holder || !mayHoldRole(role, holder, day)) return refuse('role.not-held-here');
      const broken = brokenSeparation(role, await lockStandingRoles(tx, person));
      if (broken) return refuse('role.separation-of-duties', { facts: { rule: broken } });
      if (appointment.validTo !== null && appointment.validTo <= tx.now) return refuse('role.dates-invalid');
      await insertAssignment(tx, {
        ...appointment,
        id: newId<'role-assignment'>(tx.now.getTime()),
        validFrom: new Date(Math.max(+appointment.validFrom, +tx.now)),
      });
      await tellDataProtection(tx, 'role.given', appointment);
    }
    if (decision !== 'WITHDRAWN')
      await postNotice(
        tx,
        { person: askedBy },
        {
          kind: decision === 'APPROVED' ? 'appointment.approved' : 'appointment.refused',
          object: { kind: 'appointment', id: object.id },
          facts: { role, agency },
        },
      );
    tx.audit({
      action: 'role.manage',
      organisation: agency,
      object: { kind: 'person', id: person },
      codes: { act: decision, role, appointment: object.id },
    });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const appointment = await appointmentRow(tx, object.id);
    return appointment && { role: appointment.role, agency: appointment.agency };
  },
};
