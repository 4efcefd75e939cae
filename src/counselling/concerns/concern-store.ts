import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import type { AlertOutcome, AlertRow, ConcernRow } from './concern.ts';

const table = tablesOf<Tables>();

export const insertConcern = (tx: Tx, row: ConcernRow): Promise<void> =>
  table.insertRow(tx, 'counselling.concern', row);

export const findConcern = (tx: Tx, id: string, lock?: 'for update'): Promise<ConcernRow | undefined> =>
  table.findRow(tx, 'counselling.concern', { id }, lock);

/** Those that the actor may see, the newest first. */
export async function concernsSeen(tx: Tx, limit: number): Promise<ConcernRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.concern')
    .selectAll()
    .orderBy('raised_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function answerRow(
  tx: Tx,
  id: string,
  change: { readonly by: string; readonly answer: Buffer },
): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('counselling.concern')
    .set((of) => ({
      answered_by: change.by,
      answered_at: tx.now,
      answer: change.answer,
      version: of('version', '+', 1),
    }))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export const findAlert = (tx: Tx, id: string, lock?: 'for update'): Promise<AlertRow | undefined> =>
  table.findRow(tx, 'counselling.safeguard_alert', { id }, lock);

/** Notes it once as long as nobody has looked into it; afterwards it counts on. @returns whether it is new */
export async function putAlert(tx: Tx, row: AlertRow): Promise<boolean> {
  const [put] = await rows<{ fresh: boolean }>(
    tx,
    sql<{ fresh: boolean }>`
      insert into counselling.safeguard_alert (id, desk_code, organisation, kind, helper, contact_id, count, first_at, last_at)
      values (${row.id}, ${row.desk_code}, ${row.organisation}, ${row.kind}, ${row.helper}, ${row.contact_id}, ${row.count},
        ${row.first_at}, ${row.last_at})
      on conflict (kind, helper, contact_id) where looked_at is null
      do update set count = greatest(safeguard_alert.count + 1, excluded.count), last_at = excluded.last_at
      returning id = ${row.id} as fresh`,
  );
  return put?.fresh ?? false;
}

/** An alert, with the code of its contact where the reader sees that. */
export interface SeenAlert extends AlertRow {
  readonly reference: string | null;
}

/** Alerts that the actor may see: those that nobody has looked into first. */
export function alertsSeen(tx: Tx, limit: number): Promise<SeenAlert[]> {
  return rows(
    tx,
    sql<SeenAlert>`select alert.*, contact.reference from counselling.safeguard_alert alert
      left join counselling.contact contact on contact.id = alert.contact_id
      order by alert.looked_at is not null, alert.last_at desc, alert.id limit ${limit}`,
  );
}

/** Open alerts that the actor may see. */
export async function openAlerts(tx: Tx): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    sql<{ count: number }>`select count(*)::integer as count from counselling.safeguard_alert where looked_at is null`,
  );
  return counted?.count ?? 0;
}

export async function settleRow(
  tx: Tx,
  id: string,
  change: { readonly by: string; readonly outcome: AlertOutcome },
): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('counselling.safeguard_alert')
    .set((of) => ({
      looked_by: change.by,
      looked_at: tx.now,
      outcome: change.outcome,
      version: of('version', '+', 1),
    }))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** How often one helper took one contact since a moment. */
export async function takenBy(tx: Tx, contact: string, person: string, since: Date): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    sql<{ count: number }>`select count(*)::integer as count from counselling.contact_event
      where contact_id = ${contact} and actor = ${person} and code in ('accepted', 'transfer-taken') and at >= ${since}`,
  );
  return counted?.count ?? 0;
}

/** How many lines of one helper were held back since a moment, over all contacts. */
export async function heldBackOf(tx: Tx, person: string, since: Date): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    sql<{ count: number }>`select count(*)::integer as count from counselling.contact_event
      where actor = ${person} and code = 'held-back' and at >= ${since}`,
  );
  return counted?.count ?? 0;
}
