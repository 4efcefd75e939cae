import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { ListRule } from '../entries/register-store.ts';
import type { BankMode } from './bank-mode.ts';

export interface ListRow {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly enabled: boolean;
  readonly members: readonly string[];
}

export function listRows(tx: Tx): Promise<ListRow[]> {
  return rows(
    tx,
    sql<ListRow>`
      select list.id, list.code, list.name_vi as "nameVi", list.name_en as "nameEn", list.enabled,
        array(select held.agency from hashes.list_member as held where held.list_id = list.id order by 1) as members
      from hashes.distribution_list as list order by list.code`,
  );
}

export function ruleRows(tx: Tx): Promise<(ListRule & { readonly list: string })[]> {
  return rows(
    tx,
    sql<ListRule & { readonly list: string }>`
      select list.code as list, bank.code as bank, rule.national_classes as "nationalClasses", rule.source_kinds as "sourceKinds"
      from hashes.list_rule as rule join hashes.distribution_list as list on list.id = rule.list_id
      left join hashes.bank as bank on bank.id = rule.bank_id order by list.code, bank.code nulls last, rule.id`,
  );
}

export interface BankReach {
  readonly bank: string;
  readonly mode: BankMode;
  readonly entries: number;
}

/** What every list gives now, by bank. */
export function reachRows(tx: Tx): Promise<(BankReach & { readonly list: string })[]> {
  return rows(
    tx,
    sql<BankReach & { readonly list: string }>`
      select list.code as list, bank.code as bank, bank.mode, counted.entries from (
        select held.list_id, entry.bank_id, count(*)::integer as entries
        from hashes.list_entry as held join hashes.entry as entry on entry.id = held.entry_id group by held.list_id, entry.bank_id) as counted
      join hashes.distribution_list as list on list.id = counted.list_id join hashes.bank as bank on bank.id = counted.bank_id order by list.code, bank.code`,
  );
}

/** What a list would give by the rules it has in this transaction, by bank, of the newest entries in force. */
export function wantedReach(tx: Tx, list: string, most: number): Promise<(BankReach & { readonly looked: number })[]> {
  return rows(
    tx,
    sql<BankReach & { readonly looked: number }>`
      with newest as (select array(select id from hashes.entry where status in ('ACTIVE', 'DISPUTED') order by id desc limit ${most}) as ids)
      select bank.code as bank, bank.mode, count(*)::integer as entries, (select cardinality(ids) from newest) as looked
      from newest, hashes.wanted_lists(newest.ids) as wanted
      join hashes.entry as entry on entry.id = wanted.entry_id join hashes.bank as bank on bank.id = entry.bank_id
      where wanted.list_id = ${list}::uuid group by bank.code, bank.mode order by bank.code`,
  );
}
