import { type Ctx, newId, ok, parseId, type Result, systemActor, type Tx, vietnamDate } from '../../kernel/index.ts';
import { type Day, mayHoldRole, role as roleList } from '../../vocabulary/index.ts';
import { askApproval, waitingApproval } from '../../work/index.ts';
import { namedAgency } from '../agencies/agency.ts';
import { agencyRow, deskRows, holderOf } from '../agencies/agency-store.ts';
import { postNotice } from '../notices/post-notice.ts';
import { areaOf } from '../people/effective-roles.ts';
import { brokenSeparation, mayGiveRole, normaliseLogin, type RoleAssignment } from '../people/person.ts';
import { actorId, insertAssignment, lockStandingRoles, personByLogin, personRow } from '../people/person-store.ts';
import { roleAssignmentPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { APPOINTMENT_DELAY_MS, type Appointment, needsSecondPerson, type WaitingAppointment } from './appointment.ts';
import { APPOINTMENT_APPROVAL } from './appointment-approval.ts';
import { appointmentsTo, insertAppointment, makerOf } from './appointment-store.ts';
import { secondPersons } from './second-person.ts';
import { tellDataProtection } from './tell-data-protection.ts';

export interface AssignRoleInput {
  /** Id, or the login of somebody of another agency, whose id the administrator does not see. */
  readonly person: string;
  readonly role: string;
  readonly agency: string;
  readonly desk?: string;
  /** Now where absent. */
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Why; for the second person, who is told: required where one decides. */
  readonly reason?: string;
}

/**
 * Gives a person a role at an agency that may hold it, for the agency's own area. An agency's administrator gives the roles of
 * the own agency; a system administrator appoints administrators, auditors and others who see no case, register or post.
 * Nobody gives a role to themselves, and separation of duties holds over all agencies. An administrator whom a system administrator
 * appoints, and a role that opens something for somebody whose account the giver made, begin when a second person approves;
 * where there is none, after three days of which others are told. The agency's data protection officers hear of each that opens something.
 * @returns the role, or the appointment that waits (it has `proposedBy`)
 */
export async function assignRole(
  ctx: Ctx,
  input: AssignRoleInput,
): Promise<Result<RoleAssignment | WaitingAppointment>> {
  if (!roleAssignmentPolicy.can(ctx.actor, 'role.manage', { agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({
      action: 'role.manage',
      object: namedAgency(input.agency),
      codes: roleList.has(input.role) ? { role: input.role } : {},
    });
    return refuse('members.not-your-agency');
  }
  if (!roleList.has(input.role) || !roleList.get(input.role).desk) return refuse('role.unknown', { field: 'role' });
  if (!mayGiveRole(ctx.actor, input)) {
    await ctx.auditRefused({
      action: 'role.manage',
      object: namedAgency(input.agency),
      codes: { role: input.role },
    });
    return refuse('role.not-yours-to-give', { field: 'role' });
  }
  const day = vietnamDate(ctx.now) as Day;
  const validFrom = input.validFrom ?? ctx.now;
  // Asked this way round, since a date that is none is neither before nor after another.
  if (!(validFrom >= ctx.now) || (input.validTo !== undefined && !(input.validTo > validFrom)))
    return refuse('role.dates-invalid', { field: 'validTo' });

  // A person of another agency may be given a role here; their row is read by the platform, not by the administrator.
  const id = parseId<'person'>(input.person);
  const found = await ctx.as(systemActor('members.assign-role')).transaction(async (tx) => {
    const person = await (id ? personRow(tx, id) : personByLogin(tx, normaliseLogin(input.person)));
    return ok({ person, maker: person && (await makerOf(tx, person.id)), holder: await holderOf(tx, input.agency) });
  });
  if (!found.ok) return found;
  const { person, maker, holder } = found.value;
  if (!person || !maker || person.disabledAt) return refuse('person.unknown', { field: 'person' });
  if (!holder) return refuse('agency.unknown', { field: 'agency' });
  if (!roleAssignmentPolicy.can(ctx.actor, 'role.manage', { person: person.id, agency: input.agency }, ctx.now)) {
    await ctx.auditRefused({
      action: 'role.manage',
      object: { kind: 'person', id: person.id },
      codes: { role: input.role },
    });
    return refuse('role.own');
  }

  if (!mayHoldRole(input.role, holder, day)) {
    await ctx.auditRefused({
      action: 'role.manage',
      object: { kind: 'person', id: person.id },
      codes: { role: input.role },
    });
    return refuse('role.not-held-here', { field: 'role' });
  }

  const { actor } = ctx;
  const { province = null, commune = null } = areaOf(holder, {}, day);
  const where = { desk: input.desk ?? null, province, commune };
  const proposal =
    actor.kind === 'person' && needsSecondPerson(actor, input, maker)
      ? { person: person.id, role: input.role, agency: input.agency, proposedBy: actor.person }
      : undefined;
  const second = proposal && (await ctx.transaction(async (tx) => ok(await secondPersons(tx, proposal))));
  if (second && !second.ok) return second;
  const delayed = second?.value.approvers.length === 0;
  const earliest = delayed ? new Date(ctx.now.getTime() + APPOINTMENT_DELAY_MS) : ctx.now;
  const begins = new Date(Math.max(validFrom.getTime(), earliest.getTime()));
  if (input.validTo !== undefined && !(input.validTo > begins))
    return refuse('role.dates-invalid', { field: 'validTo' });

  return ctx.transaction<RoleAssignment | WaitingAppointment>(async (tx) => {
    const agency = await agencyRow(tx, input.agency);
    if (!agency || (agency.validTo !== null && agency.validTo < day))
      return refuse('agency.unknown', { field: 'agency' });
    if (input.desk !== undefined && (await deskRows(tx, { code: input.desk, agency: input.agency })).length === 0)
      return refuse('desk.unknown', { field: 'desk' });
    const broken = brokenSeparation(input.role, await lockStandingRoles(tx, person.id));
    if (broken) return refuse('role.separation-of-duties', { field: 'role', facts: { rule: broken } });
    if (proposal && second && !delayed) {
      const waiting: Appointment = {
        person: person.id,
        role: input.role,
        agency: input.agency,
        ...where,
        id: newId<'appointment'>(tx.now.getTime()),
        validFrom,
        validTo: input.validTo ?? null,
      };
      for (const other of await appointmentsTo(tx, proposal))
        if (await waitingApproval(tx, APPOINTMENT_APPROVAL, other))
          return refuse('appointment.waits-already', { field: 'role' });
      await insertAppointment(tx, waiting);
      const asked = await askApproval(ctx, tx, {
        kind: APPOINTMENT_APPROVAL,
        object: { kind: 'appointment', id: waiting.id },
        agency: waiting.agency,
        // Nobody decides on their own appointment.
        madeBy: [waiting.person],
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      });
      if (!asked.ok) return asked;
      await tell(tx, second.value.approvers, 'appointment.proposed', waiting);
      await tellDataProtection(tx, 'role.proposed', waiting);
      audit(tx, waiting, { act: 'proposed', appointment: waiting.id });
      return ok({ ...waiting, approval: asked.value.id, proposedBy: proposal.proposedBy, proposedAt: tx.now });
    }
    const row = {
      id: newId<'role-assignment'>(tx.now.getTime()),
      person: person.id,
      role: input.role,
      agency: input.agency,
      ...where,
      validFrom: begins,
      validTo: input.validTo ?? null,
    };
    await insertAssignment(tx, row);
    if (second) await tell(tx, second.value.witnesses, 'appointment.delayed', row);
    await tellDataProtection(tx, 'role.given', row);
    audit(tx, row, { act: delayed ? 'given-after-delay' : 'given', assignment: row.id });
    return ok({ ...row, givenBy: actorId(tx), endedBy: null });
  });
}

type Named = Pick<RoleAssignment, 'person' | 'role' | 'agency'>;

async function tell(tx: Tx, people: readonly string[], kind: string, about: Named & { id: string }): Promise<void> {
  for (const person of people)
    await postNotice(
      tx,
      { person },
      { kind, object: { kind: 'appointment', id: about.id }, facts: { role: about.role, agency: about.agency } },
    );
}

function audit(tx: Tx, { person, role, agency }: Named, codes: Readonly<Record<string, string>>): void {
  tx.audit({
    action: 'role.manage',
    organisation: agency,
    object: { kind: 'person', id: person },
    codes: { ...codes, role },
  });
}
