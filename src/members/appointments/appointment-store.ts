import { sql } from 'kysely';
import { type Tx, tablesOf } from '../../kernel/index.ts';
import { type DatedRoleRow, datedRoleColumns, datedRoleRow } from '../people/dated-role-store.ts';
import { appointmentPolicy } from '../policies.ts';
import type { AccountMaker, Appointment } from './appointment.ts';

interface Tables {
  'members.appointment': DatedRoleRow;
}

const table = tablesOf<Tables>();

const columns = datedRoleColumns('appointment');

export async function insertAppointment(tx: Tx, row: Appointment): Promise<void> {
  await table.insertRow(tx, 'members.appointment', datedRoleRow(row));
}

/** Ids of what was ever proposed for the role of the person at the agency. */
export async function appointmentsTo(tx: Tx, role: Pick<Appointment, 'person' | 'role' | 'agency'>): Promise<string[]> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('members.appointment')
    .select('id')
    .where('person', '=', role.person)
    .where('role', '=', role.role)
    .where('agency', '=', role.agency)
    .execute();
  return rows.map(({ id }) => id);
}

/** An appointment that the actor may read. */
export async function appointmentRow(tx: Tx, id: string): Promise<Appointment | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.appointment as appointment')
    .select(columns)
    .where('appointment.id', '=', id)
    .where(appointmentPolicy.filter(tx.actor, 'appointment.read', tx.now, 'appointment'))
    .executeTakeFirst();
}

export interface AdministratorRow extends AccountMaker {
  readonly person: string;
  readonly role: 'agency_admin' | 'sysadmin' | 'dpo' | 'auditor';
  readonly givenBy: string;
}

const maker = sql`person.created_by as "createdBy",
  array(select distinct created_by from members.invitation where invitation.person = person.id and created_by is not null) as "invitedBy"`;

/** Who made the account and who held a way into it. Asked by the platform. */
export async function makerOf(tx: Tx, person: string): Promise<AccountMaker | undefined> {
  const { rows } =
    await sql<AccountMaker>`select ${maker} from members.person as person where person.id = ${person}`.execute(
      tx.query<Tables>(),
    );
  return rows[0];
}

/** Who holds an office at the agency now, and the system administrators wherever they are. */
export async function officersFor(tx: Tx, agency: string): Promise<AdministratorRow[]> {
  const { rows } = await sql<AdministratorRow>`
    select person, role, given_by as "givenBy", created_by as "createdBy", invited_by as "invitedBy"
    from members.officers_for(${agency})`.execute(tx.query<Tables>());
  return rows;
}
