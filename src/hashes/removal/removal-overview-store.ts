import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

export interface Counted {
  readonly code: string;
  readonly requests: number;
}

export function removalTotals(tx: Tx): Promise<{ open: number; withdrawn: number }[]> {
  return rows(
    tx,
    sql<{ open: number; withdrawn: number }>`
      select (count(*) filter (where withdrawn_at is null))::integer as open, (count(*) filter (where withdrawn_at is not null))::integer as withdrawn from hashes.removal`,
  );
}

export function removalBy(tx: Tx, what: 'age_band' | 'subject' | 'place' | 'month'): Promise<Counted[]> {
  const code = {
    age_band: sql`age_band`,
    subject: sql`subject`,
    place: sql`unnest(places)`,
    month: sql`to_char(filed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`,
  }[what];
  return rows(
    tx,
    sql<Counted>`select ${code} as code, count(*)::integer as requests from hashes.removal group by 1 order by 1`,
  );
}

export function removalEntries(tx: Tx, bank: string): Promise<{ status: string; entries: number }[]> {
  return rows(
    tx,
    sql<{ status: string; entries: number }>`
      select entry.status, count(*)::integer as entries from hashes.entry as entry join hashes.bank as bank on bank.id = entry.bank_id
      where bank.code = ${bank} group by entry.status order by entry.status`,
  );
}

/** Members that read a list which gives the bank. */
export function removalReaders(tx: Tx, bank: string): Promise<{ agency: string; name: string; list: string }[]> {
  return rows(
    tx,
    sql<{ agency: string; name: string; list: string }>`
      select distinct member.agency, member.display_name as name, list.code as list
      from hashes.list_rule as rule join hashes.bank as bank on bank.id = rule.bank_id and bank.code = ${bank}
      join hashes.distribution_list as list on list.id = rule.list_id and list.enabled
      join hashes.list_member as held on held.list_id = list.id join hashes.member_right as member on member.agency = held.agency and member.enabled
      order by member.display_name`,
  );
}
