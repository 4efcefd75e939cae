import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { FrequentTables, PlanRow, SlowRow } from './frequent-tables.ts';

const table = tablesOf<FrequentTables>();

/** The slowing of a contact that was not ended: asked for, in force, or run out. */
export const openSlowOf = (tx: Tx, contact: string): Promise<SlowRow | undefined> =>
  table.findRow(tx, 'counselling.contact_slow', { contact_id: contact, ended_at: null });

export const findSlow = (tx: Tx, id: string): Promise<SlowRow | undefined> =>
  table.findRow(tx, 'counselling.contact_slow', { id });

export const insertSlow = (tx: Tx, row: SlowRow): Promise<void> => table.insertRow(tx, 'counselling.contact_slow', row);

export async function updateSlow(
  tx: Tx,
  id: string,
  change: Partial<Pick<SlowRow, 'decided_by' | 'until' | 'ended_by' | 'ended_at'>>,
): Promise<void> {
  await table.updateRows(tx, 'counselling.contact_slow', { id }, change);
}

/** What is asked for or in force at a desk, the newest first. */
export async function openSlows(tx: Tx, desk: string, limit: number) {
  return tx
    .query<FrequentTables & { 'counselling.contact': { id: string; reference: string } }>()
    .selectFrom('counselling.contact_slow as s')
    .innerJoin('counselling.contact as c', 'c.id', 's.contact_id')
    .selectAll('s')
    .select('c.reference')
    .where('s.desk_code', '=', desk)
    .where('s.ended_at', 'is', null)
    .where((of) => of.or([of('s.until', 'is', null), of('s.until', '>', tx.now)]))
    .orderBy('s.asked_at', 'desc')
    .limit(limit)
    .execute();
}

export const planOf = (tx: Tx, contact: string): Promise<PlanRow | undefined> =>
  table.findRow(tx, 'counselling.contact_plan', { contact_id: contact });

export const insertPlan = (tx: Tx, row: PlanRow): Promise<void> => table.insertRow(tx, 'counselling.contact_plan', row);

export async function updatePlan(tx: Tx, contact: string, change: Partial<Omit<PlanRow, 'contact_id'>>): Promise<void> {
  await table.updateRows(tx, 'counselling.contact_plan', { contact_id: contact }, change);
}

/** Which of these contacts are slowed now, and which have a plan that names somebody. */
export async function careOf(
  tx: Tx,
  contacts: readonly string[],
): Promise<{ readonly slowed: ReadonlySet<string>; readonly plans: ReadonlyMap<string, PlanRow> }> {
  const slowed = await tx
    .query<FrequentTables>()
    .selectFrom('counselling.contact_slow')
    .select('contact_id')
    .where('contact_id', 'in', contacts)
    .where('ended_at', 'is', null)
    .where('until', '>', tx.now)
    .execute();
  const plans = await tx
    .query<FrequentTables>()
    .selectFrom('counselling.contact_plan')
    .selectAll()
    .where('contact_id', 'in', contacts)
    .where('named_helper', 'is not', null)
    .execute();
  return {
    slowed: new Set(slowed.map(({ contact_id }) => contact_id)),
    plans: new Map(plans.map((plan) => [plan.contact_id, plan])),
  };
}
