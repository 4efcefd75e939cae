import { type Generated, sql } from 'kysely';
import { actAs, newId, systemActor, type Tx, tablesOf, vietnamDate } from '../../kernel/index.ts';
import { fold } from '../../vocabulary/index.ts';
import type { HolderFacts } from '../people/effective-roles.ts';
import type { Agency, AgencySeed, DayText, Desk, HeldFunction } from './agency.ts';

interface Tables {
  'members.agency': {
    code: string;
    name_vi: string;
    name_en: string;
    kind: string;
    level: string;
    parent: string | null;
    admin_unit: string | null;
    valid_from: string | null;
    valid_to: string | null;
    source: string;
    verified: boolean;
    changed_by_operator: Date | null;
  };
  'members.agency_predecessor': { agency: string; predecessor: string };
  'members.agency_function': {
    id: string;
    agency: string;
    function_code: string;
    area: string | null;
    legal_basis: string;
    valid_from: string;
    valid_to: string | null;
    source: string;
    verified: boolean;
    changed_by_operator: Date | null;
  };
  'members.desk': {
    code: string;
    agency: string;
    name_vi: string;
    name_en: string;
    changed_by_operator: Generated<Date | null>;
  };
  'members.seed_state': { name: string; digest: string; brought_at: Date };
}

const table = tablesOf<Tables>();

const agencyColumns = [
  'agency.code',
  'agency.name_vi as nameVi',
  'agency.name_en as nameEn',
  'agency.kind',
  'agency.level',
  'agency.parent',
  'agency.admin_unit as adminUnit',
  'agency.valid_from as validFrom',
  'agency.valid_to as validTo',
] as const;

export async function seedDigest(tx: Tx, name: string): Promise<string | undefined> {
  const row = await tx
    .query<Tables>()
    .selectFrom('members.seed_state')
    .select('digest')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.digest;
}

export async function rememberSeed(tx: Tx, name: string, digest: string): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('members.seed_state')
    .values({ name, digest, brought_at: tx.now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ digest, brought_at: tx.now }))
    .execute();
}

/** Writes the seed in three statements; rows that an operator changed stay as they are. @returns rows written */
export async function upsertAgencies(tx: Tx, seed: readonly AgencySeed[]): Promise<number> {
  const agencies = seed.map((one) => ({
    code: one.code,
    name_vi: one.nameVi,
    name_en: one.nameEn,
    kind: one.kind,
    level: one.level,
    parent: one.parent ?? null,
    admin_unit: one.adminUnit ?? null,
    valid_from: one.validFrom ?? null,
    valid_to: one.validTo ?? null,
    source: one.source,
    verified: one.verified,
  }));
  const functions = seed.flatMap((one) =>
    one.functions.map((held) => ({
      id: newId<'agency-function'>(tx.now.getTime()),
      agency: one.code,
      function_code: held.function,
      area: held.area ?? null,
      legal_basis: held.legalBasis,
      valid_from: held.validFrom,
      valid_to: held.validTo ?? null,
      source: held.source,
      verified: held.verified,
    })),
  );
  const predecessors = seed.flatMap((one) =>
    one.predecessors.map((predecessor) => ({ agency: one.code, predecessor })),
  );
  const db = tx.query<Tables>();
  const written = await sql`
    insert into members.agency as present (code, name_vi, name_en, kind, level, parent, admin_unit, valid_from, valid_to, source, verified)
    select code, name_vi, name_en, kind, level, parent, admin_unit, valid_from, valid_to, source, verified
    from jsonb_to_recordset(${JSON.stringify(agencies)}::jsonb) as given(code text, name_vi text, name_en text, kind text, level text,
      parent text, admin_unit text, valid_from date, valid_to date, source text, verified boolean)
    on conflict (code) do update set name_vi = excluded.name_vi, name_en = excluded.name_en, kind = excluded.kind, level = excluded.level,
      parent = excluded.parent, admin_unit = excluded.admin_unit, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      source = excluded.source, verified = excluded.verified
    where present.changed_by_operator is null`.execute(db);
  const held = await sql`
    insert into members.agency_function as present (id, agency, function_code, area, legal_basis, valid_from, valid_to, source, verified)
    select id, agency, function_code, area, legal_basis, valid_from, valid_to, source, verified
    from jsonb_to_recordset(${JSON.stringify(functions)}::jsonb) as given(id uuid, agency text, function_code text, area text,
      legal_basis text, valid_from date, valid_to date, source text, verified boolean)
    on conflict (agency, function_code, area, valid_from) do update set legal_basis = excluded.legal_basis, valid_to = excluded.valid_to,
      source = excluded.source, verified = excluded.verified
    where present.changed_by_operator is null`.execute(db);
  await sql`
    insert into members.agency_predecessor (agency, predecessor)
    select agency, predecessor from jsonb_to_recordset(${JSON.stringify(predecessors)}::jsonb) as given(agency text, predecessor text)
    where exists (select 1 from members.agency as present where present.code = given.predecessor)
    on conflict do nothing`.execute(db);
  return Number(written.numAffectedRows ?? 0n) + Number(held.numAffectedRows ?? 0n);
}

export async function upsertDesks(tx: Tx, desks: readonly Desk[]): Promise<void> {
  for (const desk of desks) {
    await tx
      .query<Tables>()
      .insertInto('members.desk')
      .values({ code: desk.code, agency: desk.agency, name_vi: desk.nameVi, name_en: desk.nameEn })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .execute();
  }
}

export async function insertDesk(tx: Tx, desk: Desk): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .insertInto('members.desk')
    .values({
      code: desk.code,
      agency: desk.agency,
      name_vi: desk.nameVi,
      name_en: desk.nameEn,
      changed_by_operator: tx.now,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deskRows(tx: Tx, filter: { agency?: string; code?: string }): Promise<Desk[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('members.desk')
    .select(['code', 'agency', 'name_vi as nameVi', 'name_en as nameEn']);
  if (filter.agency !== undefined) query = query.where('agency', '=', filter.agency);
  if (filter.code !== undefined) query = query.where('code', '=', filter.code);
  return query.orderBy('code').execute();
}

/** Codes of all desks, and of all agencies of the country that still exist on a day. */
export async function keyHolderCodes(tx: Tx, on: DayText): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from members.desk
    union select code from members.agency where level <> 'INTERNATIONAL' and (valid_to is null or valid_to >= ${on}::date)
    order by code`.execute(tx.query<Tables>());
  return rows.map((row) => row.code);
}

export async function agencyRow(tx: Tx, code: string): Promise<Agency | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.agency as agency')
    .select(agencyColumns)
    .where('code', '=', code)
    .executeTakeFirst();
}

/** Names and code of an agency as `fold` of the vocabulary writes them; marks go before `lower`, which knows only ASCII in the C locale. */
const foldedNames = sql<string>`regexp_replace(lower(translate(regexp_replace(normalize(concat_ws(' ', agency.name_vi, agency.name_en, agency.code), nfd), '[\u0300-\u036f''’‘\`]', '', 'g'), 'đĐ', 'dd')), '[^a-z0-9]+', ' ', 'g')`;

export async function agencyRows(
  tx: Tx,
  filter: {
    codes?: readonly string[];
    adminUnit?: string;
    level?: string;
    kinds?: readonly string[];
    on?: DayText;
    text?: string;
    limit: number;
  },
): Promise<Agency[]> {
  let query = tx.query<Tables>().selectFrom('members.agency as agency').select(agencyColumns);
  if (filter.codes) query = query.where('agency.code', 'in', [...filter.codes]);
  if (filter.adminUnit !== undefined) query = query.where('agency.admin_unit', '=', filter.adminUnit);
  if (filter.level !== undefined) query = query.where('agency.level', '=', filter.level);
  if (filter.kinds !== undefined) query = query.where('agency.kind', 'in', [...filter.kinds]);
  if (filter.on !== undefined) query = query.where(validOn('agency', filter.on));
  // Word by word and folded, so that "cong an ha noi" finds what is written with all its marks.
  for (const word of filter.text === undefined ? [] : fold(filter.text).split(' '))
    query = query.where(foldedNames, 'like', `%${word}%`);
  return query.orderBy('agency.code').limit(filter.limit).execute();
}

/** Agencies that hold the function on the day, for one of the areas or for all Viet Nam, with the area that the function covers. */
export async function holders(
  tx: Tx,
  functionCode: string,
  on: DayText,
  areas: readonly string[],
): Promise<(Agency & { covers: string | null })[]> {
  return (
    tx
      .query<Tables>()
      .selectFrom('members.agency_function as held')
      .innerJoin('members.agency as agency', 'agency.code', 'held.agency')
      .select(agencyColumns)
      .select(sql<string | null>`coalesce(held.area, agency.admin_unit)`.as('covers'))
      .where(validOn('held', on))
      .where(validOn('agency', on))
      // By its own area, or by the agency's where it has none: two ways in, each by keys found first, so that neither
      // walks the whole country, whatever the planner takes the values for.
      .where(
        sql<boolean>`held.id = any(array(
        select id from members.agency_function where function_code = ${functionCode} and area = any(${[...areas]}::text[])
        union all
        select id from members.agency_function where function_code = ${functionCode} and area is null and agency = any(array(
          select code from members.agency where admin_unit is null or admin_unit = any(${[...areas]}::text[])))))`,
      )
      .orderBy('agency.code')
      .execute()
  );
}

/** The functions that agencies hold on a day, by agency and code. */
export async function functionsOn(
  tx: Tx,
  agencies: readonly string[],
  on: DayText,
): Promise<{ agency: string; functionCode: string; area: string | null }[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.agency_function as held')
    .select(['held.agency', 'held.function_code as functionCode', 'held.area'])
    .where('held.agency', 'in', [...agencies])
    .where(validOn('held', on))
    .orderBy('held.agency')
    .orderBy('held.function_code')
    .execute();
}

/** `HolderFacts` of the row `agency` of the query around, as JSON. */
export function holderFacts(tx: Tx) {
  const day = vietnamDate(tx.now);
  return sql`jsonb_build_object('kind', agency.kind, 'level', agency.level, 'adminUnit', agency.admin_unit, 'functions', (
    select coalesce(jsonb_agg(distinct doing.function_code), '[]') from members.agency_function as doing
    where doing.agency = agency.code and doing.valid_from <= ${day}::date and (doing.valid_to is null or doing.valid_to >= ${day}::date)))`;
}

/** What an agency is today, for the roles that its people may hold. */
export async function holderOf(tx: Tx, code: string): Promise<HolderFacts | undefined> {
  const { rows } = await sql<{ holder: HolderFacts }>`
    select ${holderFacts(tx)} as holder from members.agency where agency.code = ${code}`.execute(tx.query<Tables>());
  return rows[0]?.holder;
}

/** All functions of an agency, those of the past too, by code and day. */
export async function functionRows(tx: Tx, agency: string): Promise<HeldFunction[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.agency_function')
    .select(['function_code as functionCode', 'area', 'legal_basis as legalBasis'])
    .select(['valid_from as validFrom', 'valid_to as validTo', 'source', 'verified'])
    .where('agency', '=', agency)
    .orderBy('function_code')
    .orderBy('valid_from')
    .execute();
}

/** The agency's functions that still run after the day. */
export async function openFunctions(tx: Tx, agency: string, after: DayText, functionCode?: string) {
  let query = tx
    .query<Tables>()
    .selectFrom('members.agency_function')
    .selectAll()
    .where('agency', '=', agency)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', after)]));
  if (functionCode !== undefined) query = query.where('function_code', '=', functionCode);
  return query.forUpdate().execute();
}

export async function closeFunction(tx: Tx, id: string, lastDay: DayText): Promise<void> {
  await table.updateRows(tx, 'members.agency_function', { id }, { valid_to: lastDay, changed_by_operator: tx.now });
}

export async function openFunction(
  tx: Tx,
  row: {
    agency: string;
    functionCode: string;
    area: string | null;
    legalBasis: string;
    validFrom: DayText;
    validTo: DayText | null;
    source: string;
  },
): Promise<void> {
  await sql`
    insert into members.agency_function as present (id, agency, function_code, area, legal_basis, valid_from, valid_to, source, verified, changed_by_operator)
    values (${newId<'agency-function'>(tx.now.getTime())}, ${row.agency}, ${row.functionCode}, ${row.area}, ${row.legalBasis}, ${row.validFrom}, ${row.validTo}, ${row.source}, false, ${tx.now})
    on conflict (agency, function_code, area, valid_from) do update set valid_to = excluded.valid_to, legal_basis = excluded.legal_basis,
      source = excluded.source, changed_by_operator = excluded.changed_by_operator`.execute(tx.query<Tables>());
}

export async function closeAgency(tx: Tx, code: string, lastDay: DayText): Promise<void> {
  await table.updateRows(tx, 'members.agency', { code }, { valid_to: lastDay, changed_by_operator: tx.now });
}

export async function addPredecessor(tx: Tx, agency: string, predecessor: string): Promise<void> {
  await actAs(tx, systemActor('members.agency-predecessor'), (as) =>
    as
      .query<Tables>()
      .insertInto('members.agency_predecessor')
      .values({ agency, predecessor })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

export async function predecessorsOf(tx: Tx, agency: string): Promise<string[]> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('members.agency_predecessor')
    .select('predecessor')
    .where('agency', '=', agency)
    .orderBy('predecessor')
    .execute();
  return rows.map((row) => row.predecessor);
}

function validOn(table: 'agency' | 'held', day: DayText) {
  const from = sql.ref(`${table}.valid_from`);
  const to = sql.ref(`${table}.valid_to`);
  return sql<boolean>`((${from} is null or ${from} <= ${day}::date) and (${to} is null or ${to} >= ${day}::date))`;
}
