import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { Bank, MemberRight } from '../banks/bank-view.ts';

const bankColumns = sql`id, code, name_vi as "nameVi", name_en as "nameEn", mode, owner_agency as "ownerAgency", pdq_threshold as "pdqThreshold",
  vpdq_threshold as "vpdqThreshold", suspend_downvotes as "suspendDownvotes", suspend_matches_hour as "suspendMatchesHour", enabled`;

export function bankRows(tx: Tx): Promise<Bank[]> {
  return rows(tx, sql<Bank>`select ${bankColumns} from hashes.bank order by code`);
}

export async function bankByCode(tx: Tx, code: string): Promise<Bank | undefined> {
  return (await rows(tx, sql<Bank>`select ${bankColumns} from hashes.bank where code = ${code}`))[0];
}

/** @returns false where the code is taken */
export async function insertBank(tx: Tx, bank: Bank & { readonly by: string }): Promise<boolean> {
  const result = await sql`
    insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, pdq_threshold, vpdq_threshold, suspend_downvotes, suspend_matches_hour, enabled, created_by, created_at)
    values (${bank.id}, ${bank.code}, ${bank.nameVi}, ${bank.nameEn}, ${bank.mode}, ${bank.ownerAgency}, ${bank.pdqThreshold}, ${bank.vpdqThreshold},
      ${bank.suspendDownvotes}, ${bank.suspendMatchesHour}, ${bank.enabled}, ${bank.by}, ${tx.now}) on conflict (code) do nothing`.execute(
    tx.query<object>(),
  );
  return result.numAffectedRows === 1n;
}

export async function updateBank(
  tx: Tx,
  id: string,
  change: {
    enabled?: boolean | undefined;
    pdqThreshold?: number | undefined;
    vpdqThreshold?: number | undefined;
    suspendDownvotes?: number | undefined;
    suspendMatchesHour?: number | undefined;
  },
): Promise<void> {
  await sql`
    update hashes.bank set enabled = coalesce(${change.enabled ?? null}::boolean, enabled), pdq_threshold = coalesce(${change.pdqThreshold ?? null}::smallint, pdq_threshold),
      vpdq_threshold = coalesce(${change.vpdqThreshold ?? null}::smallint, vpdq_threshold),
      suspend_downvotes = coalesce(${change.suspendDownvotes ?? null}::smallint, suspend_downvotes),
      suspend_matches_hour = coalesce(${change.suspendMatchesHour ?? null}::integer, suspend_matches_hour) where id = ${id}::uuid`.execute(
    tx.query<object>(),
  );
}

export interface Source {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly agency: string;
  readonly licence: string;
  readonly mayRedistribute: boolean;
  readonly arrivesVerified: boolean;
  readonly expiresAt: Date | null;
}

const sourceColumns = sql`id, code, kind, agency, licence, may_redistribute as "mayRedistribute", arrives_verified as "arrivesVerified", expires_at as "expiresAt"`;

export async function sourceByCode(tx: Tx, code: string): Promise<Source | undefined> {
  return (await rows(tx, sql<Source>`select ${sourceColumns} from hashes.source where code = ${code}`))[0];
}

/** The source for what a member sends by itself. */
export async function sourceOfAgency(tx: Tx, agency: string): Promise<Source | undefined> {
  return (
    await rows(
      tx,
      sql<Source>`select ${sourceColumns} from hashes.source where agency = ${agency} order by created_at, id limit 1`,
    )
  )[0];
}

export async function insertSource(tx: Tx, source: Source & { readonly by: string }): Promise<boolean> {
  const result = await sql`
    insert into hashes.source (id, code, kind, agency, licence, may_redistribute, arrives_verified, expires_at, created_by, created_at)
    values (${source.id}, ${source.code}, ${source.kind}, ${source.agency}, ${source.licence}, ${source.mayRedistribute}, ${source.arrivesVerified}, ${source.expiresAt}, ${source.by}, ${tx.now})
    on conflict (code) do nothing`.execute(tx.query<object>());
  return result.numAffectedRows === 1n;
}

export async function updateSourceRights(
  tx: Tx,
  id: string,
  rights: { licence: string; mayRedistribute: boolean; expiresAt: Date | null },
): Promise<void> {
  await sql`update hashes.source set licence = ${rights.licence}, may_redistribute = ${rights.mayRedistribute}, expires_at = ${rights.expiresAt} where id = ${id}::uuid`.execute(
    tx.query<object>(),
  );
}

export interface DistributionList {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly enabled: boolean;
}

export async function listByCode(tx: Tx, code: string): Promise<DistributionList | undefined> {
  return (
    await rows(
      tx,
      sql<DistributionList>`select id, code, name_vi as "nameVi", name_en as "nameEn", enabled from hashes.distribution_list where code = ${code}`,
    )
  )[0];
}

export async function insertList(tx: Tx, list: DistributionList & { readonly by: string }): Promise<boolean> {
  const result = await sql`
    insert into hashes.distribution_list (id, code, name_vi, name_en, enabled, created_by, created_at)
    values (${list.id}, ${list.code}, ${list.nameVi}, ${list.nameEn}, ${list.enabled}, ${list.by}, ${tx.now}) on conflict (code) do nothing`.execute(
    tx.query<object>(),
  );
  return result.numAffectedRows === 1n;
}

export interface ListRule {
  readonly bank: string | null;
  readonly nationalClasses: readonly string[] | null;
  readonly sourceKinds: readonly string[] | null;
}

export async function replaceRules(
  tx: Tx,
  list: string,
  rules: readonly (ListRule & { readonly id: string; readonly bankId: string | null })[],
): Promise<void> {
  await sql`delete from hashes.list_rule where list_id = ${list}::uuid`.execute(tx.query<object>());
  for (const rule of rules) {
    await sql`
      insert into hashes.list_rule (id, list_id, bank_id, national_classes, source_kinds)
      values (${rule.id}, ${list}, ${rule.bankId}, ${rule.nationalClasses && [...rule.nationalClasses]}::text[], ${rule.sourceKinds && [...rule.sourceKinds]}::text[])`.execute(
      tx.query<object>(),
    );
  }
}

/** Entries after an id whose place on lists may change with a bank, a list's rules or a source's rights. */
export async function entriesToRefresh(tx: Tx, after: string, limit: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      id: string;
    }>`select id from hashes.entry where id > ${after}::uuid and status in ('ACTIVE', 'DISPUTED') order by id limit ${limit}`,
  );
  return found.map((row) => row.id);
}

/** Of these entries those whose lists differ from what the rules now say. */
export async function misplacedEntries(tx: Tx, entries: readonly string[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`select id from hashes.misplaced_entries(${[...entries]}::uuid[]) as id`,
  );
  return found.map((row) => row.id);
}

export async function rightRows(tx: Tx, agency?: string): Promise<MemberRight[]> {
  return rows(
    tx,
    sql<MemberRight>`
      select member.agency, member_number as "memberNumber", display_name as "displayName", scopes, daily_matches as "dailyMatches", enabled,
        array(select list.code from hashes.list_member as held join hashes.distribution_list as list on list.id = held.list_id where held.agency = member.agency order by list.code) as lists
      from hashes.member_right as member where ${agency ?? null}::text is null or agency = ${agency ?? null} order by agency`,
  );
}

export async function putRight(
  tx: Tx,
  right: {
    agency: string;
    displayName: string;
    scopes: readonly string[];
    dailyMatches: number;
    enabled: boolean;
    by: string;
  },
): Promise<void> {
  await sql`
    insert into hashes.member_right (agency, display_name, scopes, daily_matches, enabled, changed_by, changed_at)
    values (${right.agency}, ${right.displayName}, ${[...right.scopes]}::text[], ${right.dailyMatches}, ${right.enabled}, ${right.by}, ${tx.now})
    on conflict (agency) do update set display_name = excluded.display_name, scopes = excluded.scopes, daily_matches = excluded.daily_matches,
      enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(
    tx.query<object>(),
  );
}

export async function addToList(tx: Tx, list: string, agency: string, by: string): Promise<void> {
  await sql`insert into hashes.list_member (list_id, agency, added_by, added_at) values (${list}, ${agency}, ${by}, ${tx.now}) on conflict do nothing`.execute(
    tx.query<object>(),
  );
}

export async function removeFromList(tx: Tx, list: string, agency: string): Promise<void> {
  await sql`delete from hashes.list_member where list_id = ${list}::uuid and agency = ${agency}`.execute(
    tx.query<object>(),
  );
}

/** Tells one member of every entry that came or went for them with a list. */
export async function recordMemberChange(tx: Tx, agency: string, list: string, joined: boolean): Promise<void> {
  await sql`select hashes.record_member_change(${agency}, ${list}::uuid, ${joined})`.execute(tx.query<object>());
}

export function pruneChanges(tx: Tx, supersededBefore: Date, tombstonesBefore: Date): Promise<unknown> {
  return sql`select hashes.prune_changes(${supersededBefore}, ${tombstonesBefore})`.execute(tx.query<object>());
}
