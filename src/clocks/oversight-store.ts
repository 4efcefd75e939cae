import { sql } from 'kysely';
import type { Tx } from '../kernel/index.ts';
import { clockPolicy } from './clock-policy.ts';
import type { Tables } from './clock-store.ts';

const overseen = (tx: Tx) => clockPolicy.filter(tx.actor, 'clock.oversee', tx.now, 'c');

/** Clocks by area, rule and state, within what the actor oversees: numbers only. An area is empty where none is concerned. */
export async function clockCounts(
  tx: Tx,
): Promise<{ province: string; commune: string; rule: string; status: string; n: number }[]> {
  const { rows } = await sql<{ province: string; commune: string; rule: string; status: string; n: number }>`
    select coalesce(c.province_code, '') as province, coalesce(c.commune_code, '') as commune, c.rule_code as rule,
      case when c.status = 'running' and c.warn_at <= ${tx.now} then 'due-soon' else c.status end as status, count(*) as n
    from clocks.clock as c
    where c.status in ('running', 'breached') and ${overseen(tx)}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx.query<Tables>());
  return rows;
}

export interface ClockTally {
  key: string;
  met: number;
  met_late: number;
  resting: number;
  due_soon: number;
  breached: number;
  /** Half of the clocks that ended took at most so many hours; null where none ended. */
  median_hours: number | null;
}

/**
 * Clocks that started within a time, by area or by rule, within what the actor oversees: numbers only. Those that were cancelled do not
 * count. A clock that is over and not swept yet counts as breached.
 */
export async function clockTallies(
  tx: Tx,
  by: 'province_code' | 'commune_code' | 'rule_code',
  filter: { from: Date; to: Date; province?: string; rule?: string },
): Promise<ClockTally[]> {
  const { rows } = await sql<ClockTally>`
    select coalesce(${sql.ref(`c.${by}`)}, '') as key,
      count(*) filter (where c.status = 'met')::int as met,
      count(*) filter (where c.status = 'met-late')::int as met_late,
      count(*) filter (where c.status = 'running' and c.due_at > ${tx.now} and c.warn_at > ${tx.now})::int as resting,
      count(*) filter (where c.status = 'running' and c.due_at > ${tx.now} and c.warn_at <= ${tx.now})::int as due_soon,
      count(*) filter (where c.status in ('breached', 'missed') or (c.status = 'running' and c.due_at <= ${tx.now}))::int as breached,
      percentile_cont(0.5) within group (order by extract(epoch from c.ended_at - c.started_at) / 3600) filter (where c.status in ('met', 'met-late')) as median_hours
    from clocks.clock as c
    where c.status <> 'cancelled' and c.started_at >= ${filter.from} and c.started_at < ${filter.to}
      and (${filter.province ?? null}::text is null or c.province_code = ${filter.province ?? null})
      and (${filter.rule ?? null}::text is null or c.rule_code = ${filter.rule ?? null})
      and ${overseen(tx)}
    group by 1 order by 1`.execute(tx.query<Tables>());
  return rows;
}

export interface OverseenRow {
  id: string;
  rule_code: string;
  object_kind: string;
  object_id: string;
  started_at: Date;
  due_at: Date;
  status: 'running' | 'breached';
  owner_agency: string;
  province_code: string | null;
  commune_code: string | null;
  escalated_to: string | null;
}

/** Open clocks that the actor oversees, the most pressing first. */
export async function overseenClockRows(
  tx: Tx,
  filter: {
    from: Date;
    to: Date;
    /** An empty code asks for those of no area. */
    province?: string;
    commune?: string;
    rule?: string;
    kind?: string;
    breached?: boolean;
    limit: number;
  },
): Promise<OverseenRow[]> {
  const one = (value: string | undefined, column: string) =>
    value === undefined ? sql`true` : sql`coalesce(${sql.ref(`c.${column}`)}, '') = ${value}`;
  const { rows } = await sql<OverseenRow>`
    select c.id, c.rule_code, c.object_kind, c.object_id, c.started_at, c.due_at, c.status, c.owner_agency, c.province_code, c.commune_code, c.escalated_to
    from clocks.clock as c
    where c.status in ('running', 'breached') and c.started_at >= ${filter.from} and c.started_at < ${filter.to}
      and ${one(filter.province, 'province_code')} and ${one(filter.commune, 'commune_code')} and ${one(filter.rule, 'rule_code')}
      and ${one(filter.kind, 'object_kind')}
      and ${filter.breached ? sql`(c.status = 'breached' or c.due_at <= ${tx.now})` : sql`true`}
      and ${overseen(tx)}
    order by c.due_at, c.id limit ${filter.limit}`.execute(tx.query<Tables>());
  return rows;
}

export interface RaisedRow {
  clock_id: string;
  level: string;
  at: Date;
  rule_code: string;
  object_kind: string;
  object_id: string;
  due_at: Date;
  owner_agency: string;
  commune_code: string | null;
}

/** Breaches that were raised to an agency and that nobody there has looked at. */
export async function escalationsTo(tx: Tx, agency: string, limit: number): Promise<RaisedRow[]> {
  const { rows } = await sql<RaisedRow>`
    select e.clock_id, e.level, e.at, c.rule_code, c.object_kind, c.object_id, c.due_at, c.owner_agency, c.commune_code
    from clocks.escalation as e join clocks.clock as c on c.id = e.clock_id
    where e.to_agency = ${agency} and e.kind = 'breach' and e.seen_at is null and c.status = 'breached'
      and ${overseen(tx)}
    order by e.at limit ${limit}`.execute(tx.query<Tables>());
  return rows;
}

export async function markSeen(tx: Tx, clock: string, level: string): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .updateTable('clocks.escalation')
    .set({ seen_at: tx.now })
    .where('clock_id', '=', clock)
    .where('level', '=', level)
    .where('kind', '=', 'breach')
    .where('seen_at', 'is', null)
    // Under the clock's own lock: who is shut out of the record is shut out of its escalation.
    .where('clock_id', 'in', tx.query<Tables>().selectFrom('clocks.clock').select('id').where('id', '=', clock))
    .returning('clock_id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface OwnClockRow {
  rule_code: string;
  object_kind: string;
  object_id: string;
  started_at: Date;
  due_at: Date;
}

/** The agency's open clocks that end between two instants. */
export async function clocksBetween(tx: Tx, from: Date, to: Date): Promise<OwnClockRow[]> {
  const { rows } = await sql<OwnClockRow>`
    select c.rule_code, c.object_kind, c.object_id, c.started_at, c.due_at
    from clocks.clock as c
    where c.status in ('running', 'breached') and c.due_at >= ${from} and c.due_at < ${to}
      and ${clockPolicy.filter(tx.actor, 'clock.own', tx.now, 'c')}
    order by c.due_at limit 1000`.execute(tx.query<Tables>());
  return rows;
}
