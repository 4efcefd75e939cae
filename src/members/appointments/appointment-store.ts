import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import { appointmentPolicy } from '../policies.ts';
import type { Appointment, Maker } from './appointment.ts';

interface AppointmentRow {
  id: string;
  person: string;
  role: string;
  agency: string;
  desk: string | null;
  province: string | null;
  commune: string | null;
  valid_from: Date;
  valid_to: Date | null;
  proposed_by: string;
  proposed_at: Date;
  decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN' | null;
  decided_by: string | null;
  decided_at: Date | null;
}
interface Tables {
  'members.appointment': AppointmentRow;
}

const columns = [
  'appointment.id',
  'appointment.person',
  'appointment.role',
  'appointment.agency',
  'appointment.desk',
  'appointment.province',
  'appointment.commune',
  'appointment.valid_from as validFrom',
  'appointment.valid_to as validTo',
  'appointment.proposed_by as proposedBy',
  'appointment.proposed_at as proposedAt',
] as const;

/** @returns false where the same role of the same person waits already */
export async function insertAppointment(tx: Tx, row: Appointment): Promise<boolean> {
  const result = await tx
    .query<Tables>()
    .insertInto('members.appointment')
    .values({
      id: row.id,
      person: row.person,
      role: row.role,
      agency: row.agency,
      desk: row.desk,
      province: row.province,
      commune: row.commune,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      proposed_by: row.proposedBy,
      proposed_at: row.proposedAt,
      decision: null,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** Appointments that the actor may read and that nobody has decided, oldest first. */
export async function waitingAppointments(tx: Tx): Promise<Appointment[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.appointment as appointment')
    .select(columns)
    .where('appointment.decided_at', 'is', null)
    .where(appointmentPolicy.filter(tx.actor, 'appointment.read', tx.now, 'appointment'))
    .orderBy('appointment.id')
    .execute();
}

/** A waiting appointment, kept from others until the transaction ends. */
export async function lockAppointment(tx: Tx, id: string): Promise<Appointment | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.appointment as appointment')
    .select(columns)
    .where('appointment.id', '=', id)
    .where('appointment.decided_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function decideAppointmentRow(
  tx: Tx,
  id: string,
  decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN',
  by: string,
): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('members.appointment')
    .set({ decision, decided_by: by, decided_at: tx.now })
    .where('id', '=', id)
    .execute();
}

export interface AdministratorRow extends Maker {
  readonly person: string;
  readonly role: 'agency_admin' | 'sysadmin' | 'dpo' | 'auditor';
  readonly givenBy: string;
}

const maker = sql`person.created_by as "createdBy",
  array(select distinct created_by from members.invitation where invitation.person = person.id and created_by is not null) as "invitedBy"`;

/** Who made the account and who held a way into it. Asked by the platform. */
export async function makerOf(tx: Tx, person: string): Promise<Maker | undefined> {
  const { rows } = await sql<Maker>`select ${maker} from members.person as person where person.id = ${person}`.execute(
    tx.query<Tables>(),
  );
  return rows[0];
}

/** Who holds an office at the agency now, and the system administrators wherever they are. Asked by the platform, which sees all. */
export async function officersFor(tx: Tx, agency: string): Promise<AdministratorRow[]> {
  const { rows } = await sql<AdministratorRow>`
    select held.person, held.role, held.given_by as "givenBy", ${maker}
    from members.role_assignment as held join members.person as person on person.id = held.person
    where person.disabled_at is null and held.valid_from <= ${tx.now} and (held.valid_to is null or held.valid_to > ${tx.now})
      and (held.role = 'sysadmin' or (held.role in ('agency_admin', 'dpo', 'auditor') and held.agency = ${agency}))`.execute(
    tx.query<Tables>(),
  );
  return rows;
}
