import { sql } from 'kysely';
import { type Assignment, type Exclusion, type FieldClass, type Tx, vietnamDate } from '../../kernel/index.ts';
import type { Day } from '../../vocabulary/index.ts';
import { holderFacts } from '../agencies/agency-store.ts';
import { effectiveAssignments, type HolderFacts } from './effective-roles.ts';

interface PersonAtAgencyRow {
  person: string;
  name: string;
  agency: string;
  holder: HolderFacts;
  assignments: Assignment[];
}

export interface PersonAtAgency {
  readonly person: string;
  readonly name: string;
  readonly agency: string;
  /** Functions that the agency holds today. */
  readonly functions: readonly string[];
  /** Those that give something today. */
  readonly assignments: readonly Assignment[];
}

/** Every active person with live roles, once per agency where they have some. */
export async function peopleAtAgencies(tx: Tx): Promise<PersonAtAgency[]> {
  const { rows } = await sql<PersonAtAgencyRow>`
    select person.id as person, person.name, held.agency, ${holderFacts(tx)} as holder,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', held.role, 'agency', held.agency, 'desk', held.desk, 'province', held.province,
        'commune', held.commune))) as assignments
    from members.role_assignment as held
    join members.person on person.id = held.person
    join members.agency on agency.code = held.agency and (agency.valid_to is null or agency.valid_to >= ${vietnamDate(tx.now)}::date)
    where person.disabled_at is null and held.valid_from <= ${tx.now} and (held.valid_to is null or held.valid_to > ${tx.now})
    group by person.id, person.name, held.agency, agency.code
    order by held.agency, person.name, person.id`.execute(tx.query());
  const day = vietnamDate(tx.now) as Day;
  return rows.map(({ holder, assignments, ...who }) => ({
    ...who,
    functions: holder.functions,
    assignments: effectiveAssignments(assignments, holder, day),
  }));
}

export interface GrantOnObject {
  readonly subjectKind: 'person' | 'desk' | 'agency';
  readonly subject: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly fieldClasses: readonly FieldClass[];
  readonly purpose: string;
  readonly origin: string;
  readonly until: Date;
}

/** Live need-to-know grants on one of the objects. */
export async function grantsOn(tx: Tx, objects: readonly Exclusion[]): Promise<GrantOnObject[]> {
  if (objects.length === 0) return [];
  const { rows } = await sql<GrantOnObject>`
    select subject_kind as "subjectKind", subject, object_kind as "objectKind", object_id as "objectId", field_classes as "fieldClasses",
      purpose, origin, expires_at as until
    from kernel.need_to_know
    where revoked_at is null and expires_at > ${tx.now}
      and (object_kind, object_id) in (select "objectKind", "objectId" from jsonb_to_recordset(${JSON.stringify(objects)}::jsonb) as wanted ("objectKind" text, "objectId" uuid))`.execute(
    tx.query(),
  );
  return rows;
}
