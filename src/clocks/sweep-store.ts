import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../kernel/index.ts';
import type { ClockOfObject } from './clock-kind.ts';
import type { Tables } from './clock-store.ts';

/** Provinces that have a clock that ran out or that goes up further, by the kind of its object; null where none is concerned. */
export async function areasToSweep(tx: Tx): Promise<{ kind: string; province: string | null }[]> {
  const { rows } = await sql<{ kind: string; province: string | null }>`
    select distinct object_kind as kind, province_code as province from (
      (select object_kind, province_code from clocks.clock where status = 'running' and due_at <= ${tx.now})
      union all
      (select object_kind, province_code from clocks.clock where status = 'breached' and escalate_next_at <= ${tx.now})) as due`.execute(
    tx.query<Tables>(),
  );
  return rows;
}

export type ClockEvent = 'due-soon' | 'breached' | 'raised';

/** What a batch told one agency: of how many clocks of a kind, and of which object where it is one alone. */
export interface AgencyMessage {
  readonly agency: string;
  readonly telling: ClockEvent;
  readonly level: 'OWNER' | 'PROVINCE' | 'CENTRAL';
  readonly kind: string;
  readonly count: number;
  readonly object: string;
  /** The record of that object, whose exclusions hold for it. */
  readonly record: string;
}

export interface SweepCount {
  readonly warned: number;
  readonly breached: number;
  readonly raised: number;
  readonly told: readonly AgencyMessage[];
  /** The clocks that ran out, of the kinds that asked to hear of each. */
  readonly ranOut: readonly (ClockOfObject & { readonly kind: string })[];
}

/** Agency that supervises, by kind of object and then by province code; the empty key is the central one. */
export type Supervisors = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Row {
  owner_agency: string;
  to_agency: string | null;
  level: AgencyMessage['level'];
  object_kind: string;
  n: number;
  object_id: string;
  record_id: string;
  each: { object: string; rule: string; due: string }[] | null;
}

/**
 * One batch of the sweep: warns of clocks that are due soon, marks those that are over as breached and tells the next
 * administrative level, and raises what stayed unanswered to the level above it. Rows that another worker holds are left to it; the
 * keys of `clocks.escalation` make each telling happen once, whatever is cut off and run again.
 * @param eachOf kinds of which every clock that ran out is named
 */
export async function sweepBatch(
  tx: Tx,
  supervisors: Supervisors,
  eachOf: readonly string[],
  size: number,
): Promise<SweepCount> {
  const db = tx.query<Tables>();
  const map = JSON.stringify(supervisors);
  const told: AgencyMessage[] = [];
  const ranOut: SweepCount['ranOut'][number][] = [];
  const count = async (telling: ClockEvent, statement: RawBuilder<Row>) => {
    const { rows } = await statement.execute(db);
    const to = new Map<string, AgencyMessage>();
    const tell = (agency: string, level: AgencyMessage['level'], row: Row) => {
      const key = `${level} ${row.object_kind} ${agency}`;
      const count = (to.get(key)?.count ?? 0) + row.n;
      to.set(key, {
        agency,
        telling,
        level,
        kind: row.object_kind,
        count,
        object: row.object_id,
        record: row.record_id,
      });
    };
    for (const row of rows) {
      if (telling !== 'raised') tell(row.owner_agency, 'OWNER', row);
      if (telling !== 'due-soon' && row.to_agency !== null) tell(row.to_agency, row.level, row);
      for (const { object, rule, due } of row.each ?? [])
        ranOut.push({ kind: row.object_kind, object, rule, dueAt: new Date(due) });
    }
    told.push(...to.values());
    return rows.reduce((sum, row) => sum + row.n, 0);
  };
  const summed = (each: RawBuilder<unknown>) => sql`
    select owner_agency, to_agency, level, object_kind, count(*) as n, any_value(object_id) as object_id, any_value(record_id) as record_id, ${each} as each
    from changed group by owner_agency, to_agency, level, object_kind`;
  const none = sql`null::json`;
  const warned = await count(
    'due-soon',
    sql<Row>`
    with due as (select id from clocks.clock where status = 'running' and warned_at is null and warn_at <= ${tx.now} and due_at > ${tx.now}
        order by warn_at limit ${size} for update skip locked),
      changed as (update clocks.clock as c set warned_at = ${tx.now} from due where c.id = due.id
        returning c.id, c.owner_agency, c.owner_agency as to_agency, 'OWNER' as level, c.object_kind, c.object_id, c.record_id),
      kept as (insert into clocks.escalation (clock_id, kind, level, to_agency, at) select id, 'warning', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed(none)}`,
  );
  const central = sql`${map}::jsonb -> c.object_kind ->> ''`;
  // Where no province is concerned, the central level stands above at once.
  const level = sql`case when c.escalates_to = 'PROVINCE' and c.province_code is null then 'CENTRAL' else c.escalates_to end`;
  const above = sql`${map}::jsonb -> c.object_kind ->> (case when c.escalates_to = 'PROVINCE' then coalesce(c.province_code, '') else '' end)`;
  const breached = await count(
    'breached',
    sql<Row>`
    with due as (select id from clocks.clock where status = 'running' and due_at <= ${tx.now} order by due_at limit ${size} for update skip locked),
      changed as (update clocks.clock as c set status = 'breached', breached_at = c.due_at, escalated_to = ${level}, escalated_agency = ${above},
          escalate_next_at = case when c.escalates_to = 'PROVINCE' and c.province_code is not null then c.due_at + (c.due_at - c.started_at) end
        from due where c.id = due.id returning c.id, c.owner_agency, c.escalated_to as level, c.object_kind, c.object_id, c.record_id, c.rule_code, c.due_at,
          c.escalated_agency as to_agency),
      kept as (insert into clocks.escalation (clock_id, kind, level, to_agency, at) select id, 'breach', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed(sql`json_agg(json_build_object('object', object_id, 'rule', rule_code, 'due', due_at)) filter (where object_kind = any (${[...eachOf]}::text[]))`)}`,
  );
  const raised = await count(
    'raised',
    sql<Row>`
    with due as (select id from clocks.clock where status = 'breached' and escalate_next_at <= ${tx.now} order by escalate_next_at limit ${size} for update skip locked),
      changed as (update clocks.clock as c set escalated_to = 'CENTRAL', escalated_agency = ${central}, escalate_next_at = null from due where c.id = due.id
        returning c.id, c.owner_agency, 'CENTRAL' as level, c.object_kind, c.object_id, c.record_id, c.escalated_agency as to_agency),
      kept as (insert into clocks.escalation (clock_id, kind, level, to_agency, at) select id, 'breach', level, to_agency, ${tx.now} from changed on conflict do nothing)
    ${summed(none)}`,
  );
  return { warned, breached, raised, told, ranOut };
}
