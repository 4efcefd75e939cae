import { sql } from 'kysely';
import { newId, type Tx } from '../../kernel/index.ts';
import type { DeadlineTrigger, Law, OpenClock, Urgency } from '../../vocabulary/index.ts';
import { deadlinePolicy } from '../access/case-policy.ts';
import type { DeadlineRow, Tables } from '../tables.ts';
import { ruleThatBinds, timesOf } from './deadline.ts';

export interface ClockStart {
  readonly law: Law;
  readonly objectKind: string;
  readonly objectId: string;
  readonly trigger: DeadlineTrigger;
  readonly codes: readonly string[];
  readonly startedAt: Date;
  /** Names this start: the same one again starts nothing. */
  readonly occurrence: string;
  readonly urgency: Urgency;
  readonly ownerAgency: string;
  readonly provinceCode: string;
  readonly communeCode: string;
}

/**
 * Starts the clocks of a trigger by the rules in force on the day it happened.
 * @returns what was started: who hands a case over cannot read its clocks afterwards
 */
export async function startClocks(tx: Tx, start: ClockStart): Promise<{ code: string; due: Date }[]> {
  const started: { code: string; due: Date }[] = [];
  for (const code of start.codes) {
    const rule = ruleThatBinds(start.law.rules, code, start.startedAt, start.urgency);
    if (!rule || rule.trigger !== start.trigger) continue;
    const { due, warn } = timesOf(rule, start.startedAt, start.law.days);
    await tx
      .query<Tables>()
      .insertInto('cases.deadline')
      .values({
        id: newId<'deadline'>(tx.now.getTime()),
        rule_id: rule.id,
        rule_code: code,
        object_kind: start.objectKind,
        object_id: start.objectId,
        occurrence: start.occurrence,
        started_at: start.startedAt,
        warn_at: warn,
        due_at: due,
        owner_agency: start.ownerAgency,
        owner_role: rule.ownerRole ?? null,
        province_code: start.provinceCode,
        commune_code: start.communeCode,
        escalates_to: rule.escalatesTo,
        status: 'running',
        warned_at: null,
        breached_at: null,
        ended_at: null,
        escalated_to: null,
        escalate_next_at: null,
      })
      // No target: naming one would ask the reader's lock, and who starts a clock need not own it.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    started.push({ code, due });
  }
  return started;
}

/** Ends running clocks: met in time or late by the time of the act, or cancelled. Without codes, all of the object. */
export async function endClocks(
  tx: Tx,
  object: { kind: string; id: string },
  end: { codes?: readonly string[]; at: Date; how: 'met' | 'cancelled' },
): Promise<void> {
  if (end.codes?.length === 0) return;
  let query = tx
    .query<Tables>()
    .updateTable('cases.deadline')
    .set((eb) => ({
      status:
        end.how === 'cancelled'
          ? ('cancelled' as const)
          : eb
              .case()
              .when('due_at', '>=', end.at)
              .then('met' as const)
              .else('met-late' as const)
              .end(),
      ended_at: end.at,
      escalate_next_at: null,
    }))
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .where('status', 'in', ['running', 'breached']);
  if (end.codes) query = query.where('rule_code', 'in', [...end.codes]);
  await query.execute();
}

/** Gives the open clocks of an object to another agency, as when its function has moved. */
export async function moveClocks(
  tx: Tx,
  object: { kind: string; id: string },
  to: { ownerAgency: string },
): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('cases.deadline')
    .set({ owner_agency: to.ownerAgency })
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .where('status', 'in', ['running', 'breached'])
    .execute();
}

/** The open clock of an object that ends first; the case's row carries it. */
export async function nextDue(
  tx: Tx,
  object: { kind: string; id: string },
): Promise<{ next_due_from: Date | null; next_due_at: Date | null; next_due_rule: string | null }> {
  const row = await tx
    .query<Tables>()
    .selectFrom('cases.deadline')
    .select(['started_at', 'due_at', 'rule_code'])
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .where('status', 'in', ['running', 'breached'])
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return {
    next_due_from: row?.started_at ?? null,
    next_due_at: row?.due_at ?? null,
    next_due_rule: row?.rule_code ?? null,
  };
}

export async function clocksOf(tx: Tx, object: { kind: string; id: string }): Promise<DeadlineRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.deadline')
    .selectAll()
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .orderBy('started_at')
    .orderBy('due_at')
    .execute();
}

/** Open clocks of one rule code, for trying a change of the rule. */
export async function openClocksOf(tx: Tx, code: string): Promise<(DeadlineRow & { urgency: Urgency })[]> {
  const { rows } = await sql<DeadlineRow & { urgency: Urgency }>`
    select d.*, coalesce(c.urgency, 'U3') as urgency
    from cases.deadline as d left join cases.protection_case as c on d.object_kind = 'case' and c.id = d.object_id
    where d.rule_code = ${code} and d.status in ('running', 'breached') and ${deadlinePolicy.filter(tx.actor, 'clock.oversee', tx.now, 'd')}`.execute(
    tx.query<Tables>(),
  );
  return rows;
}

/** An open clock as the rules look at it. */
export function openClockOf(row: DeadlineRow & { urgency: Urgency }): OpenClock {
  return {
    id: row.id,
    ruleCode: row.rule_code,
    startedAt: row.started_at,
    dueAt: row.due_at,
    ownerAgency: row.owner_agency,
    provinceCode: row.province_code,
    urgency: row.urgency,
  };
}

/** Sets the times of one open clock anew after its rule was corrected. A clock that is no longer late runs again. */
export async function retimeClock(tx: Tx, id: string, ruleId: string, times: { due: Date; warn: Date }): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('cases.deadline')
    .set((eb) => ({
      rule_id: ruleId,
      due_at: times.due,
      warn_at: times.warn,
      status: eb
        .case()
        .when(eb.val(times.due), '>', tx.now)
        .then('running' as const)
        .else(eb.ref('status'))
        .end(),
      warned_at: eb.case().when(eb.val(times.warn), '>', tx.now).then(null).else(eb.ref('warned_at')).end(),
    }))
    .where('id', '=', id)
    .execute();
}

/** Provinces that have a clock to warn of, breached, or to raise further. */
export async function provincesToSweep(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ province_code: string }>`
    select distinct province_code from (
      (select province_code from cases.deadline where status = 'running' and due_at <= ${tx.now})
      union all
      (select province_code from cases.deadline where status = 'breached' and escalate_next_at <= ${tx.now})) as due`.execute(
    tx.query<Tables>(),
  );
  return rows.map((row) => row.province_code);
}

/** What a batch told one agency: of how many clocks, and of which object where it is one alone. */
export interface Told {
  readonly agency: string;
  readonly kind: 'due-soon' | 'breached' | 'raised';
  readonly level: 'COMMUNE' | 'PROVINCE' | 'CENTRAL';
  readonly count: number;
  readonly object: { readonly kind: string; readonly id: string };
}

export interface SweepCount {
  readonly warned: number;
  readonly breached: number;
  readonly raised: number;
  readonly told: readonly Told[];
}

/**
 * One batch of the sweep: warns of clocks that are due soon, marks those that are over as breached and tells the next
 * administrative level, and raises what stayed unanswered to the level above it. Rows that another worker holds are left to it; the
 * keys of `cases.escalation` make each telling happen once, whatever is cut off and run again.
 * @param supervisors agency that supervises cases, by province code; the empty key is the central one
 */
export async function sweepBatch(
  tx: Tx,
  supervisors: Readonly<Record<string, string>>,
  size: number,
): Promise<SweepCount> {
  const db = tx.query<Tables>();
  const map = JSON.stringify(supervisors);
  const told: Told[] = [];
  interface Row {
    owner_agency: string;
    to_agency: string | null;
    level: Told['level'];
    n: number;
    object_kind: string;
    object_id: string;
  }
  const count = async (kind: Told['kind'], statement: ReturnType<typeof sql<Row>>) => {
    const rows = (await statement.execute(db)).rows;
    const to = new Map<string, Told>();
    const tell = (agency: string, level: Told['level'], row: Row) => {
      const known = to.get(`${level} ${agency}`);
      const object = { kind: row.object_kind, id: row.object_id };
      to.set(`${level} ${agency}`, { agency, kind, level, count: (known?.count ?? 0) + row.n, object });
    };
    for (const row of rows) {
      if (kind !== 'raised') tell(row.owner_agency, 'COMMUNE', row);
      if (kind !== 'due-soon' && row.to_agency !== null) tell(row.to_agency, row.level, row);
    }
    told.push(...to.values());
    return rows.reduce((sum, row) => sum + row.n, 0);
  };
  const summed = sql`select owner_agency, to_agency, level, count(*) as n, any_value(object_kind) as object_kind, any_value(object_id) as object_id
    from changed group by owner_agency, to_agency, level`;
  const warned = await count(
    'due-soon',
    sql`
    with due as (select id from cases.deadline where status = 'running' and warned_at is null and warn_at <= ${tx.now} and due_at > ${tx.now}
        order by warn_at limit ${size} for update skip locked),
      changed as (update cases.deadline as d set warned_at = ${tx.now} from due where d.id = due.id
        returning d.id, d.owner_agency, d.owner_agency as to_agency, 'COMMUNE' as level, d.object_kind, d.object_id),
      kept as (insert into cases.escalation (deadline_id, kind, level, to_agency, at) select id, 'warning', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed}`,
  );
  const breached = await count(
    'breached',
    sql`
    with due as (select id from cases.deadline where status = 'running' and due_at <= ${tx.now} order by due_at limit ${size} for update skip locked),
      changed as (update cases.deadline as d set status = 'breached', breached_at = d.due_at, escalated_to = d.escalates_to,
          escalate_next_at = case when d.escalates_to = 'PROVINCE' then d.due_at + (d.due_at - d.started_at) end
        from due where d.id = due.id returning d.id, d.owner_agency, d.escalates_to as level, d.object_kind, d.object_id,
          ${map}::jsonb ->> (case when d.escalates_to = 'PROVINCE' then d.province_code else '' end) as to_agency),
      kept as (insert into cases.escalation (deadline_id, kind, level, to_agency, at) select id, 'breach', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed}`,
  );
  const raised = await count(
    'raised',
    sql`
    with due as (select id from cases.deadline where status = 'breached' and escalate_next_at <= ${tx.now} order by escalate_next_at limit ${size} for update skip locked),
      changed as (update cases.deadline as d set escalated_to = 'CENTRAL', escalate_next_at = null from due where d.id = due.id
        returning d.id, d.owner_agency, 'CENTRAL' as level, d.object_kind, d.object_id, ${map}::jsonb ->> '' as to_agency),
      kept as (insert into cases.escalation (deadline_id, kind, level, to_agency, at) select id, 'breach', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed}`,
  );
  return { warned, breached, raised, told };
}

/** Clocks by area, rule and state, within what the actor oversees: numbers only, of no case. */
export async function clockCounts(
  tx: Tx,
): Promise<{ province_code: string; commune_code: string; rule_code: string; status: string; n: number }[]> {
  const { rows } = await sql<{
    province_code: string;
    commune_code: string;
    rule_code: string;
    status: string;
    n: number;
  }>`
    select d.province_code, d.commune_code, d.rule_code,
      case when d.status = 'running' and d.warn_at <= ${tx.now} then 'due-soon' else d.status end as status, count(*) as n
    from cases.deadline as d
    where d.status in ('running', 'breached') and ${deadlinePolicy.filter(tx.actor, 'clock.oversee', tx.now, 'd')}
     
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
 * count, nor do those of cases that exclude the actor by name. A clock that is over and not swept yet counts as breached.
 */
export async function clockTallies(
  tx: Tx,
  by: 'province_code' | 'commune_code' | 'rule_code',
  filter: { from: Date; to: Date; province?: string; rule?: string },
): Promise<ClockTally[]> {
  const { rows } = await sql<ClockTally>`
    select ${sql.ref(`d.${by}`)} as key,
      count(*) filter (where d.status = 'met')::int as met,
      count(*) filter (where d.status = 'met-late')::int as met_late,
      count(*) filter (where d.status = 'running' and d.due_at > ${tx.now} and d.warn_at > ${tx.now})::int as resting,
      count(*) filter (where d.status = 'running' and d.due_at > ${tx.now} and d.warn_at <= ${tx.now})::int as due_soon,
      count(*) filter (where d.status = 'breached' or (d.status = 'running' and d.due_at <= ${tx.now}))::int as breached,
      percentile_cont(0.5) within group (order by extract(epoch from d.ended_at - d.started_at) / 3600) filter (where d.status in ('met', 'met-late')) as median_hours
    from cases.deadline as d
    where d.status <> 'cancelled' and d.started_at >= ${filter.from} and d.started_at < ${filter.to}
      and (${filter.province ?? null}::text is null or d.province_code = ${filter.province ?? null})
      and (${filter.rule ?? null}::text is null or d.rule_code = ${filter.rule ?? null})
      and ${deadlinePolicy.filter(tx.actor, 'clock.oversee', tx.now, 'd')}
    group by 1 order by 1`.execute(tx.query<Tables>());
  return rows;
}

export interface OverseenClock {
  id: string;
  rule_code: string;
  started_at: Date;
  warn_at: Date;
  due_at: Date;
  status: 'running' | 'breached';
  owner_agency: string;
  province_code: string;
  commune_code: string;
  escalated_to: string | null;
  /** The case, where the actor may know of it. */
  case_id: string | null;
  reference: string | null;
}

/** Open clocks that the actor oversees, the most pressing first, with the case only where the actor may know of it. */
export async function overseenClockRows(
  tx: Tx,
  filter: {
    from: Date;
    to: Date;
    province?: string;
    commune?: string;
    rule?: string;
    breached?: boolean;
    limit: number;
  },
): Promise<OverseenClock[]> {
  const one = (value: string | undefined, column: string) =>
    value === undefined ? sql`true` : sql`${sql.ref(`d.${column}`)} = ${value}`;
  const { rows } = await sql<OverseenClock>`
    select d.id, d.rule_code, d.started_at, d.warn_at, d.due_at, d.status, d.owner_agency, d.province_code, d.commune_code, d.escalated_to,
      c.id as case_id, c.reference
    from cases.deadline as d left join cases.protection_case as c on d.object_kind = 'case' and c.id = d.object_id
    where d.status in ('running', 'breached') and d.started_at >= ${filter.from} and d.started_at < ${filter.to}
      and ${one(filter.province, 'province_code')} and ${one(filter.commune, 'commune_code')} and ${one(filter.rule, 'rule_code')}
      and ${filter.breached ? sql`(d.status = 'breached' or d.due_at <= ${tx.now})` : sql`true`}
      and ${deadlinePolicy.filter(tx.actor, 'clock.oversee', tx.now, 'd')}
    order by d.due_at, d.id limit ${filter.limit}`.execute(tx.query<Tables>());
  return rows;
}

/** Breaches that were raised to an agency and that nobody there has looked at. */
export async function escalationsTo(tx: Tx, agency: string, limit: number) {
  const { rows } = await sql<{
    deadline_id: string;
    level: string;
    at: Date;
    rule_code: string;
    due_at: Date;
    owner_agency: string;
    commune_code: string;
    reference: string | null;
  }>`
    select e.deadline_id, e.level, e.at, d.rule_code, d.due_at, d.owner_agency, d.commune_code, c.reference
    from cases.escalation as e join cases.deadline as d on d.id = e.deadline_id
      left join cases.protection_case as c on d.object_kind = 'case' and c.id = d.object_id
    where e.to_agency = ${agency} and e.kind = 'breach' and e.seen_at is null and d.status = 'breached'
      and ${deadlinePolicy.filter(tx.actor, 'clock.oversee', tx.now, 'd')}
    order by e.at limit ${limit}`.execute(tx.query<Tables>());
  return rows;
}

export async function markSeen(tx: Tx, deadlineId: string, level: string): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .updateTable('cases.escalation')
    .set({ seen_at: tx.now })
    .where('deadline_id', '=', deadlineId)
    .where('level', '=', level)
    .where('kind', '=', 'breach')
    .where('seen_at', 'is', null)
    // Under the clock's own lock: who is shut out of the object is shut out of its escalation.
    .where(
      'deadline_id',
      'in',
      tx.query<Tables>().selectFrom('cases.deadline').select('id').where('id', '=', deadlineId),
    )
    .returning('deadline_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The agency's open clocks that end between two instants, with the reference of the case where the actor may know of it. */
export async function clocksBetween(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<(DeadlineRow & { reference: string | null })[]> {
  return (await tx
    .query<Tables>()
    .selectFrom('cases.deadline as d')
    .leftJoin('cases.protection_case as c', 'c.id', 'd.object_id')
    .selectAll('d')
    .select('c.reference')
    .where('d.status', 'in', ['running', 'breached'])
    .where('d.due_at', '>=', from)
    .where('d.due_at', '<', to)
    .where(deadlinePolicy.filter(tx.actor, 'clock.own', tx.now, 'd'))
    .orderBy('d.due_at')
    .limit(1000)
    .execute()) as (DeadlineRow & { reference: string | null })[];
}

/** Writes anew, on the rows of the cases with an open clock of the code, which of their clocks ends first. */
export async function refreshNextDue(tx: Tx, code: string): Promise<void> {
  await sql`
    update cases.protection_case as c set next_due_from = first.started_at, next_due_at = first.due_at, next_due_rule = first.rule_code
    from (select distinct on (d.object_id) d.object_id, d.started_at, d.due_at, d.rule_code from cases.deadline as d
      where d.object_kind = 'case' and d.status in ('running', 'breached')
        and d.object_id in (select object_id from cases.deadline where rule_code = ${code} and object_kind = 'case' and status in ('running', 'breached'))
      order by d.object_id, d.due_at) as first
    where c.id = first.object_id and (c.next_due_at, c.next_due_rule) is distinct from (first.due_at, first.rule_code)`.execute(
    tx.query<Tables>(),
  );
}
