import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { DrillKind } from './drill.ts';
import type { DrillCallRow, DrillRow, DrillTables } from './drill-tables.ts';

const table = tablesOf<DrillTables>();

export const insertDrill = (tx: Tx, row: DrillRow): Promise<void> => table.insertRow(tx, 'takedown.drill', row);
export const findDrill = (tx: Tx, id: string, lock?: 'for update') => table.findRow(tx, 'takedown.drill', { id }, lock);
export const updateDrill = (tx: Tx, id: string, set: Partial<DrillRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.drill', { id }, set);
export const insertCall = (tx: Tx, row: DrillCallRow): Promise<void> => table.insertRow(tx, 'takedown.drill_call', row);
export const findCall = (tx: Tx, id: string, lock?: 'for update') =>
  table.findRow(tx, 'takedown.drill_call', { id }, lock);
export const updateCall = (tx: Tx, id: string, set: Partial<DrillCallRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.drill_call', { id }, set);
export const callsOf = (tx: Tx, drill: string) =>
  table.listRows(tx, 'takedown.drill_call', { drill_id: drill }, ['agency', 'id']);

/** Closes what of a drill was not answered. */
export async function closeCalls(tx: Tx, drill: string): Promise<void> {
  await table.updateRows(tx, 'takedown.drill_call', { drill_id: drill, closed_at: null }, { closed_at: tx.now });
}

export function drillRows(tx: Tx, limit: number): Promise<(DrillRow & { called: number; acknowledged: number })[]> {
  return rows(
    tx,
    sql<DrillRow & { called: number; acknowledged: number }>`
      select drill.*, (select count(*)::int from takedown.drill_call as one where one.drill_id = drill.id) as called,
        (select count(*)::int from takedown.drill_call as one where one.drill_id = drill.id and one.acknowledged_at is not null) as acknowledged
      from takedown.drill as drill order by started_at desc, id desc limit ${limit}`,
  );
}

/** Parts in drills of an organisation, the newest first. */
export function callsOfAgency(tx: Tx, agency: string, limit: number): Promise<DrillCallRow[]> {
  return rows(
    tx,
    sql<DrillCallRow>`
      select * from takedown.drill_call where agency = ${agency} order by called_at desc, id desc limit ${limit}`,
  );
}

/** Whether one of the kind began since then and runs. */
export async function runningDrill(tx: Tx, kind: DrillKind, since: Date): Promise<boolean> {
  const found = await rows(
    tx,
    sql<{ one: number }>`
      select 1 as one from takedown.drill where kind = ${kind} and ended_at is null and started_at > ${since} limit 1`,
  );
  return found.length > 0;
}
