import { sql } from 'kysely';
import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import { casePolicy } from '../access/case-policy.ts';
import type { PlanActionRow, PlanRow, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export async function planOf(tx: Tx, caseId: string, cycle: number, lock = false): Promise<PlanRow | undefined> {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.plan')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('cycle', '=', cycle);
  if (lock) query = query.forUpdate();
  return query.executeTakeFirst();
}

export async function planById(tx: Tx, id: string): Promise<PlanRow | undefined> {
  return table.findRow(tx, 'cases.plan', { id });
}

export async function insertPlan(tx: Tx, caseId: string, cycle: number): Promise<PlanRow> {
  return tx
    .query<Tables>()
    .insertInto('cases.plan')
    .values({
      id: newId<'plan'>(tx.now.getTime()),
      case_id: caseId,
      cycle,
      status: 'draft',
      author: actorName(tx.actor),
      version: 1,
      started_at: tx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updatePlan(
  tx: Tx,
  plan: Pick<PlanRow, 'id' | 'version'>,
  change: Partial<Omit<PlanRow, 'id' | 'case_id' | 'cycle' | 'author' | 'version' | 'started_at'>>,
): Promise<void> {
  await table.updateRows(tx, 'cases.plan', { id: plan.id }, { ...change, version: plan.version + 1 });
}

/** Replaces the actions and monitoring dates of a plan that is still a draft. */
export async function replaceActions(
  tx: Tx,
  plan: PlanRow,
  actions: readonly Omit<PlanActionRow, 'plan_id' | 'case_id' | 'place' | 'status' | 'done_at'>[],
  monitoring: readonly string[],
): Promise<void> {
  await table.deleteRows(tx, 'cases.plan_action', { plan_id: plan.id });
  await table.deleteRows(tx, 'cases.plan_monitoring', { plan_id: plan.id });
  if (actions.length > 0) {
    await table.insertRow(
      tx,
      'cases.plan_action',
      actions.map((action, place) => ({
        ...action,
        plan_id: plan.id,
        case_id: plan.case_id,
        place,
        status: 'planned' as const,
        done_at: null,
      })),
    );
  }
  if (monitoring.length > 0) {
    await table.insertRow(
      tx,
      'cases.plan_monitoring',
      monitoring.map((day) => ({
        id: newId<'plan-monitoring'>(tx.now.getTime()),
        plan_id: plan.id,
        case_id: plan.case_id,
        planned_on: day,
        done_at: null,
      })),
    );
  }
}

/** The actions of the plan of a cycle. */
export async function actionsOf(tx: Tx, caseId: string, cycle: number): Promise<PlanActionRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.plan_action as a')
    .innerJoin('cases.plan as p', 'p.id', 'a.plan_id')
    .selectAll('a')
    .where('p.case_id', '=', caseId)
    .where('p.cycle', '=', cycle)
    .orderBy('a.place')
    .execute();
}

/** The monitoring dates of the plan of a cycle. */
export async function monitoringOf(tx: Tx, caseId: string, cycle: number) {
  return tx
    .query<Tables>()
    .selectFrom('cases.plan_monitoring as m')
    .innerJoin('cases.plan as p', 'p.id', 'm.plan_id')
    .selectAll('m')
    .where('p.case_id', '=', caseId)
    .where('p.cycle', '=', cycle)
    .orderBy('m.planned_on')
    .execute();
}

export async function actionRow(tx: Tx, id: string): Promise<PlanActionRow | undefined> {
  return table.findRow(tx, 'cases.plan_action', { id }, 'for update');
}

export async function setAction(tx: Tx, id: string, status: PlanActionRow['status']): Promise<void> {
  await table.updateRows(tx, 'cases.plan_action', { id }, { status, done_at: status === 'done' ? tx.now : null });
}

/** @returns whether there was such a date and it was still open */
export async function setMonitored(tx: Tx, caseId: string, day: string): Promise<boolean> {
  return (
    (await table.updateRows(
      tx,
      'cases.plan_monitoring',
      { case_id: caseId, planned_on: day, done_at: null },
      { done_at: tx.now },
    )) > 0
  );
}

export async function insertEntry(tx: Tx, row: Omit<Tables['cases.implementation_entry'], 'at' | 'by'>): Promise<void> {
  await table.insertRow(tx, 'cases.implementation_entry', { ...row, at: tx.now, by: actorName(tx.actor) });
}

export async function entriesOf(tx: Tx, caseId: string) {
  return table.listRows(tx, 'cases.implementation_entry', { case_id: caseId }, ['at']);
}

/** Actions and monitoring dates of cases that the actor works on or was let into, between two days; who only supervises sees no plan. */
export async function planDates(tx: Tx, from: string, to: string) {
  const readable = sql<boolean>`${casePolicy.filter(tx.actor, 'case.read', tx.now, 'c')}`;
  const actions = await tx
    .query<Tables>()
    .selectFrom('cases.plan_action as a')
    .innerJoin('cases.plan as p', 'p.id', 'a.plan_id')
    .innerJoin('cases.protection_case as c', 'c.id', 'a.case_id')
    .select(['a.case_id', 'c.reference', 'c.assigned_to', 'a.ends_on as day', 'a.service'])
    .where('c.is_open', '=', true)
    .where(readable)
    .where('a.status', 'in', ['planned', 'doing'])
    .where('p.status', '=', 'approved')
    .where('a.ends_on', '>=', from)
    .where('a.ends_on', '<', to)
    .orderBy('a.ends_on')
    .limit(1000)
    .execute();
  const monitoring = await tx
    .query<Tables>()
    .selectFrom('cases.plan_monitoring as m')
    .innerJoin('cases.plan as p', 'p.id', 'm.plan_id')
    .innerJoin('cases.protection_case as c', 'c.id', 'm.case_id')
    .select(['m.case_id', 'c.reference', 'c.assigned_to', 'm.planned_on as day'])
    .where('c.is_open', '=', true)
    .where(readable)
    .where('m.done_at', 'is', null)
    .where('p.status', '=', 'approved')
    .where('m.planned_on', '>=', from)
    .where('m.planned_on', '<', to)
    .orderBy('m.planned_on')
    .limit(1000)
    .execute();
  return { actions, monitoring };
}
