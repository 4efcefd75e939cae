import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { DomainRuleRow, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

/** Rules that hold now, of the domains with these marks. */
export function rulesOfDomains(tx: Tx, marks: readonly Buffer[]): Promise<DomainRuleRow[]> {
  return rows(
    tx,
    sql<DomainRuleRow>`
      select * from takedown.domain_rule where domain_mark = any(${[...marks]}::bytea[]) and ended_at is null and ends_at > ${tx.now}`,
  );
}

/** Rules that hold, and those that ended lately; at most 200. */
export function domainRules(tx: Tx): Promise<DomainRuleRow[]> {
  return rows(
    tx,
    sql<DomainRuleRow>`select * from takedown.domain_rule order by (ended_at is null) desc, domain, made_at desc limit 200`,
  );
}

export const domainRuleById = (tx: Tx, id: string): Promise<DomainRuleRow | undefined> =>
  table.findRow(tx, 'takedown.domain_rule', { id });

export const insertDomainRule = (tx: Tx, row: DomainRuleRow): Promise<void> =>
  table.insertRow(tx, 'takedown.domain_rule', row);

/** Ends a rule that holds. @returns whether there was one */
export async function endDomainRule(tx: Tx, where: { id: string } | { domain: string; rule: string }, by: string) {
  const which = 'id' in where ? sql`id = ${where.id}::uuid` : sql`domain = ${where.domain} and rule = ${where.rule}`;
  return (
    (await run(
      tx,
      sql`update takedown.domain_rule set ended_at = ${tx.now}, ended_by = ${by}::uuid where ${which} and ended_at is null`,
    )) > 0
  );
}
