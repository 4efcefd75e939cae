/**
 * The vocabulary in the database. Files are the origin; what an operator recorded at run time (`law-store.ts`) is never overwritten by a file.
 * All statements are idempotent: a second run of `syncVocabulary` changes no row.
 */
import { loadAdminUnits } from './administrative-units/admin-unit-store.ts';
import { checkDeadlineRules, deadlineRules } from './law/deadline-rules.ts';
import { loadHolidays } from './law/holiday-store.ts';
import { rowOf } from './law/law-store.ts';
import { codeLists } from './lists.ts';

/** The little of a database that this store needs; a pg client or pool satisfies it. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a row is the statement's
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

export interface SyncResult {
  /** Rows written (inserted or changed) per table. */
  readonly term: number;
  readonly adminUnit: number;
  readonly adminUnitMapping: number;
  readonly deadlineRule: number;
  readonly holiday: number;
}

const base = new Set(['code', 'vi', 'en', 'source', 'verified', 'validFrom', 'validTo']);

/**
 * Writes the files to rows. Call inside a transaction where all-or-nothing matters; every statement on its own is safe to repeat.
 * Rows of origin 'file' that the files no longer hold are closed (terms) or removed (units, mappings, holidays); rules are superseded.
 */
export async function syncVocabulary(sql: Sql): Promise<SyncResult> {
  const problems = checkDeadlineRules(deadlineRules);
  if (problems.length > 0) throw new Error(problems.map((p) => p.message).join('\n'));

  const terms = codeLists.flatMap((list) =>
    list.terms.map((t, position) => ({
      list: list.name,
      code: t.code,
      position,
      vi: t.vi,
      en: t.en,
      source: t.source,
      verified: t.verified,
      valid_from: t.validFrom ?? null,
      valid_to: t.validTo ?? null,
      extra: Object.fromEntries(Object.entries(t).filter(([key]) => !base.has(key))),
    })),
  );
  const term = await written(
    sql,
    `insert into vocabulary.term as t (list, code, position, vi, en, source, verified, valid_from, valid_to, extra)
     select list, code, position, vi, en, source, verified, valid_from, valid_to, extra
     from jsonb_to_recordset($1::jsonb) as r(list text, code text, position integer, vi text, en text, source text, verified boolean,
       valid_from date, valid_to date, extra jsonb)
     on conflict (list, code) do update set
       position = excluded.position, vi = excluded.vi, en = excluded.en, source = excluded.source, verified = excluded.verified,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to, extra = excluded.extra, recorded_at = now()
     where t.origin = 'file'
       and (t.position, t.vi, t.en, t.source, t.verified, t.extra) is distinct from
           (excluded.position, excluded.vi, excluded.en, excluded.source, excluded.verified, excluded.extra)
        or t.origin = 'file' and (t.valid_from, t.valid_to) is distinct from (excluded.valid_from, excluded.valid_to)
     returning 1`,
    terms,
  );
  // A code that left the files may stand in old rows of other modules: it is closed, never deleted.
  await sql.query(
    `update vocabulary.term t set valid_to = current_date, recorded_at = now()
     where t.origin = 'file' and t.valid_to is null
       and not exists (select from jsonb_to_recordset($1::jsonb) as r(list text, code text) where r.list = t.list and r.code = t.code)`,
    [JSON.stringify(terms.map(({ list, code }) => ({ list, code })))],
  );

  const { versions, mergers } = loadAdminUnits();
  const units = versions.map((u) => ({
    code: u.code,
    valid_from: u.validFrom,
    valid_to: u.validTo ?? null,
    level: u.level,
    type: u.type,
    name_vi: u.nameVi,
    name_en: u.nameEn,
    parent: u.parent ?? null,
    decree: u.decree,
    source: u.source,
    verified: u.verified,
  }));
  const adminUnit = await written(
    sql,
    `insert into vocabulary.admin_unit as t (code, valid_from, valid_to, level, type, name_vi, name_en, parent, decree, source, verified)
     select code, valid_from, valid_to, level, type, name_vi, name_en, parent, decree, source, verified
     from jsonb_to_recordset($1::jsonb) as r(code text, valid_from date, valid_to date, level smallint, type text, name_vi text,
       name_en text, parent text, decree text, source text, verified boolean)
     except select code, valid_from, valid_to, level, type, name_vi, name_en, parent, decree, source, verified from vocabulary.admin_unit
     on conflict (code, valid_from) do update set
       valid_to = excluded.valid_to, level = excluded.level, type = excluded.type, name_vi = excluded.name_vi, name_en = excluded.name_en,
       parent = excluded.parent, decree = excluded.decree, source = excluded.source, verified = excluded.verified, recorded_at = now()
     where t.origin = 'file'
       and (t.valid_to, t.level, t.type, t.name_vi, t.name_en, t.parent, t.decree, t.source, t.verified) is distinct from
           (excluded.valid_to, excluded.level, excluded.type, excluded.name_vi, excluded.name_en, excluded.parent, excluded.decree,
            excluded.source, excluded.verified)
     returning 1`,
    units,
  );
  await sql.query(
    `delete from vocabulary.admin_unit t where t.origin = 'file'
       and not exists (select from jsonb_to_recordset($1::jsonb) as r(code text, valid_from date) where r.code = t.code and r.valid_from = t.valid_from)`,
    [JSON.stringify(units.map(({ code, valid_from }) => ({ code, valid_from })))],
  );

  const mapping = mergers.map((m) => ({
    old_code: m.oldCode ?? '',
    old_name: m.oldName,
    old_district: m.oldDistrict,
    old_province: m.oldProvince,
    new_code: m.newCode,
  }));
  // Each row is looked at once, and only what differs is touched: ten thousand rows, and the same at nearly every start.
  const adminUnitMapping = await written(
    sql,
    `with file as materialized (
       select distinct old_code, old_name, old_district, old_province, new_code
       from jsonb_to_recordset($1::jsonb) as r(old_code text, old_name text, old_district text, old_province text, new_code text)
     ), gone as (
       delete from vocabulary.admin_unit_mapping t where t.origin = 'file'
         and (t.old_code, t.old_name, t.old_district, t.old_province, t.new_code) not in (select * from file)
     )
     insert into vocabulary.admin_unit_mapping (old_code, old_name, old_district, old_province, new_code)
     select * from file
     except select old_code, old_name, old_district, old_province, new_code from vocabulary.admin_unit_mapping
     on conflict do nothing returning 1`,
    mapping,
  );

  const deadlineRule = await syncDeadlineRules(sql);

  const holiday = await written(
    sql,
    `insert into vocabulary.holiday as t (day, kind, vi, en, source, verified)
     select day, kind, vi, en, source, verified
     from jsonb_to_recordset($1::jsonb) as r(day date, kind text, vi text, en text, source text, verified boolean)
     on conflict (day) do update set kind = excluded.kind, vi = excluded.vi, en = excluded.en, source = excluded.source,
       verified = excluded.verified, recorded_at = now()
     where t.origin = 'file'
       and (t.kind, t.vi, t.en, t.source, t.verified) is distinct from (excluded.kind, excluded.vi, excluded.en, excluded.source, excluded.verified)
     returning 1`,
    loadHolidays(),
  );
  await sql.query(`delete from vocabulary.holiday t where t.origin = 'file' and not (t.day = any ($1::date[]))`, [
    loadHolidays().map((h) => h.day),
  ]);

  return { term, adminUnit, adminUnitMapping, deadlineRule, holiday };
}

async function written(sql: Sql, text: string, rows: readonly unknown[]): Promise<number> {
  return (await sql.query(text, [JSON.stringify(rows)])).rows.length;
}

const ruleColumns =
  'id, code, vi, en, trigger, urgency, amount, min_amount, unit, owner_function, owner_role, owner_external, legal_source, verified, valid_from, valid_to, warn_at, escalates_to';
const ruleTypes =
  'id text, code text, vi text, en text, trigger text, urgency text, amount integer, min_amount integer, unit text, owner_function text, owner_role text, owner_external text, legal_source text, verified boolean, valid_from date, valid_to date, warn_at numeric, escalates_to text';

/** A changed or vanished rule of a file is superseded; its present form is added as the next revision. */
async function syncDeadlineRules(sql: Sql): Promise<number> {
  const payload = JSON.stringify(deadlineRules.map(rowOf));
  await sql.query(
    `update vocabulary.deadline_rule t set superseded_at = now()
     where t.origin = 'file' and t.superseded_at is null and not exists (
       select from jsonb_to_recordset($1::jsonb) as r(${ruleTypes})
       where to_jsonb(r) = (select to_jsonb(c) from (select ${prefixed('t')}) as c))`,
    [payload],
  );
  const { rows } = await sql.query(
    `insert into vocabulary.deadline_rule (revision, ${ruleColumns})
     select coalesce((select max(o.revision) from vocabulary.deadline_rule o where o.id = r.id), 0) + 1, ${prefixed('r')}
     from jsonb_to_recordset($1::jsonb) as r(${ruleTypes})
     where not exists (select from vocabulary.deadline_rule o where o.id = r.id and o.superseded_at is null)
     returning 1`,
    [payload],
  );
  return rows.length;
}

function prefixed(alias: string): string {
  return ruleColumns
    .split(', ')
    .map((c) => `${alias}.${c}`)
    .join(', ');
}
