import { sql } from 'kysely';
import { type Tx, tablesOf } from '../../kernel/index.ts';
import { personPolicy, roleAssignmentPolicy } from '../policies.ts';
import { type DatedRoleRow, datedRoleColumns, datedRoleRow } from './dated-role-store.ts';
import type { DatedRole, Person, RoleAssignment } from './person.ts';

interface PersonRow {
  id: string;
  login: string;
  name: string;
  agency: string;
  is_demonstration: boolean;
  created_at: Date;
  created_by: string;
  disabled_at: Date | null;
  disabled_by: string | null;
}
interface AssignmentRow extends DatedRoleRow {
  given_by: string;
  given_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
}
interface Tables {
  'members.person': PersonRow;
  'members.role_assignment': AssignmentRow;
}

const table = tablesOf<Tables>();

const personColumns = [
  'person.id',
  'person.login',
  'person.name',
  'person.agency',
  'person.is_demonstration as isDemonstration',
  'person.created_at as createdAt',
  'person.created_by as createdBy',
  'person.disabled_at as disabledAt',
] as const;
const assignmentColumns = [
  ...datedRoleColumns('held'),
  'held.given_by as givenBy',
  'held.ended_by as endedBy',
] as const;

/** Who acts, for the columns that say who did it. */
export function actorId(tx: Tx): string {
  return tx.actor.kind === 'person' ? tx.actor.person : tx.actor.kind === 'system' ? tx.actor.job : tx.actor.kind;
}

/** @returns false where the login is taken */
export async function insertPerson(
  tx: Tx,
  person: Pick<Person, 'id' | 'login' | 'name' | 'agency' | 'isDemonstration'>,
): Promise<boolean> {
  // Not `on conflict`: PostgreSQL then also asks for the select lock, and the row in the way may be another agency's.
  const taken = await sql<{ taken: boolean }>`select members.login_taken(${person.login}) as taken`.execute(
    tx.query<Tables>(),
  );
  if (taken.rows[0]?.taken) return false;
  await table.insertRow(tx, 'members.person', {
    id: person.id,
    login: person.login,
    name: person.name,
    agency: person.agency,
    is_demonstration: person.isDemonstration,
    created_at: tx.now,
    created_by: actorId(tx),
    disabled_at: null,
    disabled_by: null,
  });
  return true;
}

export async function personRow(tx: Tx, id: string): Promise<Person | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .select(personColumns)
    .where('person.id', '=', id)
    .executeTakeFirst();
}

export async function personByLogin(tx: Tx, login: string): Promise<Person | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .select(personColumns)
    .where('person.login', '=', login)
    .executeTakeFirst();
}

/** Keeps two changes of one person's roles apart until the transaction ends. @returns roles held now or later, at every agency */
export async function lockStandingRoles(tx: Tx, person: string): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 1))`.execute(tx.query<Tables>());
  const { rows } = await sql<{ roles: string[] }>`select members.standing_roles(${person}) as roles`.execute(
    tx.query<Tables>(),
  );
  return rows[0]?.roles ?? [];
}

export interface PersonFilters {
  readonly agency?: string;
  readonly role?: string;
  /** A part of the name or of the login. */
  readonly text?: string;
  readonly status?: 'active' | 'disabled';
  /** Where the page before ended. */
  readonly after?: string;
}

/** People whom the actor may read, by id (= by the time they were entered). */
export async function personRows(tx: Tx, filters: PersonFilters, limit: number): Promise<Person[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .select(personColumns)
    .where(personPolicy.filter(tx.actor, 'person.read', tx.now, 'person'));
  if (filters.agency !== undefined) query = query.where('person.agency', '=', filters.agency);
  if (filters.status !== undefined)
    query = query.where('person.disabled_at', filters.status === 'active' ? 'is' : 'is not', null);
  if (filters.after !== undefined) query = query.where('person.id', '>', filters.after);
  if (filters.text !== undefined) {
    const pattern = `%${filters.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) => eb.or([eb('person.name', 'ilike', pattern), eb('person.login', 'ilike', pattern)]));
  }
  const { role } = filters;
  if (role !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('members.role_assignment as held')
          .select('held.id')
          .whereRef('held.person', '=', 'person.id')
          .where('held.role', '=', role)
          .where(liveAt(tx.now)),
      ),
    );
  }
  return query.orderBy('person.id').limit(limit).execute();
}

/** Names of colleagues whom the actor may see, by id. */
export async function nameRows(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .select(['person.id', 'person.name'])
    .where('person.id', 'in', [...ids])
    .where(personPolicy.filter(tx.actor, 'person.see-name', tx.now, 'person'))
    .execute();
}

export async function disablePersonRow(tx: Tx, id: string): Promise<boolean> {
  return (
    (await table.updateRows(
      tx,
      'members.person',
      { id, disabled_at: null },
      { disabled_at: tx.now, disabled_by: actorId(tx) },
    )) > 0
  );
}

export async function insertAssignment(tx: Tx, row: DatedRole): Promise<void> {
  await table.insertRow(tx, 'members.role_assignment', {
    ...datedRoleRow(row),
    given_by: actorId(tx),
    given_at: tx.now,
    ended_by: null,
    ended_at: null,
  });
}

export async function assignmentRow(tx: Tx, id: string): Promise<RoleAssignment | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.role_assignment as held')
    .select(assignmentColumns)
    .where('held.id', '=', id)
    .where(roleAssignmentPolicy.filter(tx.actor, 'role.read', tx.now, 'held'))
    .executeTakeFirst();
}

/** The whole history of the people's roles that the actor may read, newest first. */
export async function assignmentHistory(tx: Tx, people: readonly string[]): Promise<RoleAssignment[]> {
  if (people.length === 0) return [];
  return tx
    .query<Tables>()
    .selectFrom('members.role_assignment as held')
    .select(assignmentColumns)
    .where('held.person', 'in', [...people])
    .orderBy('held.valid_from', 'desc')
    .orderBy('held.id', 'desc')
    .execute();
}

/** Roles that give something now, of one person or of all active people. */
export async function liveAssignments(tx: Tx, person?: string): Promise<RoleAssignment[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('members.role_assignment as held')
    .innerJoin('members.person as person', 'person.id', 'held.person')
    .select(assignmentColumns)
    .where('person.disabled_at', 'is', null)
    .where(liveAt(tx.now));
  if (person !== undefined) query = query.where('held.person', '=', person);
  return query.orderBy('held.person').orderBy('held.agency').execute();
}

/** The people who were made for the demonstration. */
export async function demonstrationPeople(tx: Tx): Promise<Person[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.person as person')
    .select(personColumns)
    .where('person.is_demonstration', '=', true)
    .where('person.disabled_at', 'is', null)
    .orderBy('person.id')
    .execute();
}

/** Roles that give something now at one agency, whoever holds them. */
export async function liveAssignmentsAt(tx: Tx, agency: string): Promise<RoleAssignment[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.role_assignment as held')
    .select(assignmentColumns)
    .where('held.agency', '=', agency)
    .where(liveAt(tx.now))
    .where(roleAssignmentPolicy.filter(tx.actor, 'role.read', tx.now, 'held'))
    .orderBy('held.id')
    .execute();
}

/** Ends a role that would last longer. @returns false where it had ended by then, meanwhile too */
export async function endAssignment(tx: Tx, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .query<Tables>()
    .updateTable('members.role_assignment')
    .set({ valid_to: at, ended_by: actorId(tx), ended_at: tx.now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** Ends every role at the agency at an instant. @returns how many */
export async function endAssignmentsAt(tx: Tx, agency: string, at: Date): Promise<number> {
  const result = await tx
    .query<Tables>()
    .updateTable('members.role_assignment')
    .set({ valid_to: sql<Date>`greatest(valid_from, ${at})`, ended_by: actorId(tx), ended_at: tx.now })
    .where('agency', '=', agency)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Ends every role of the person now. @returns how many */
export async function endAssignmentsOf(tx: Tx, person: string): Promise<number> {
  const result = await tx
    .query<Tables>()
    .updateTable('members.role_assignment')
    .set({ valid_to: sql<Date>`greatest(valid_from, ${tx.now})`, ended_by: actorId(tx), ended_at: tx.now })
    .where('person', '=', person)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', tx.now)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function liveAt(now: Date) {
  return sql<boolean>`(held.valid_from <= ${now} and (held.valid_to is null or held.valid_to > ${now}))`;
}
