import { sql } from 'kysely';
import { actAs, columnsOf, prepared, systemActor, type Tx } from '../kernel/index.ts';
import type { Urgency } from '../vocabulary/index.ts';
import type { Clock, ClockObject, ClockStatus, LineOfWork, NextDue, OpenClock, PlannedClock } from './clock.ts';
import { clockPolicy, clocksCapabilities } from './clock-policy.ts';

export interface ClockRow {
  id: string;
  rule_id: string;
  rule_code: string;
  object_kind: string;
  object_id: string;
  record_id: string;
  occurrence: string;
  urgency: Urgency | null;
  started_at: Date;
  warn_at: Date;
  due_at: Date;
  owner_agency: string;
  owner_role: string | null;
  province_code: string | null;
  commune_code: string | null;
  escalates_to: string;
  status: ClockStatus;
  warned_at: Date | null;
  breached_at: Date | null;
  ended_at: Date | null;
  escalated_to: string | null;
  escalated_agency: string | null;
  escalate_next_at: Date | null;
  confined_to: string | null;
  line: LineOfWork | null;
}

/** The tables of the schema `clocks`, for its stores. */
export interface Tables {
  'clocks.clock': ClockRow;
  'clocks.escalation': {
    clock_id: string;
    kind: 'warning' | 'breach';
    level: string;
    to_agency: string | null;
    at: Date;
    seen_at: Date | null;
  };
}

const INSERT_CLOCKS = prepared(
  'clocks.insert-clocks',
  // No target of the conflict: naming one would ask the reader's lock, and who starts a clock need not own it.
  `insert into clocks.clock (id, rule_id, rule_code, object_kind, object_id, record_id, occurrence, urgency, started_at, warn_at, due_at, owner_agency,
      owner_role, province_code, commune_code, escalates_to, confined_to, line)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[],
      $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[])
    on conflict do nothing`,
);

/** Writes clocks that were planned, in one statement that each connection keeps ready: one is written with every report. */
export async function insertClocks(tx: Tx, clocks: readonly PlannedClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await tx.run(INSERT_CLOCKS, [
    clocks.map((one) => one.id),
    clocks.map((one) => one.rule.id),
    clocks.map((one) => one.rule.code),
    clocks.map((one) => one.object.kind),
    clocks.map((one) => one.object.id),
    clocks.map((one) => one.record ?? one.object.id),
    clocks.map((one) => one.occurrence),
    clocks.map((one) => one.urgency ?? null),
    ...columnsOf(clocks, 'startedAt', 'warn', 'due', 'ownerAgency'),
    clocks.map((one) => one.rule.ownerRole ?? null),
    clocks.map((one) => one.provinceCode ?? null),
    clocks.map((one) => one.communeCode ?? null),
    clocks.map((one) => one.rule.escalatesTo),
    clocks.map((one) => one.confinedTo ?? null),
    clocks.map((one) => one.line ?? null),
  ]);
}

/** Ends open clocks of an object, whoever owns them, as the platform. */
export async function endClockRows(
  tx: Tx,
  object: ClockObject,
  codes: readonly string[] | undefined,
  at: Date,
  how: 'met' | 'missed' | 'cancelled',
): Promise<void> {
  await actAs(tx, systemActor('clocks.end'), (as) =>
    sql`select clocks.end_clocks(${object.kind}, ${object.id}::uuid, ${codes === undefined ? null : [...codes]}::text[], ${at}::timestamptz, ${how})`.execute(
      as.query<Tables>(),
    ),
  );
}

/** Lets the clocks of an object run on that ended at this moment, as the platform. */
export async function resumeClockRows(tx: Tx, object: ClockObject, endedAt: Date): Promise<void> {
  await actAs(tx, systemActor('clocks.resume'), (as) =>
    sql`select clocks.resume_clocks(${object.kind}, ${object.id}::uuid, ${endedAt}::timestamptz)`.execute(
      as.query<Tables>(),
    ),
  );
}

/** Gives the open clocks of an object to another agency, as the platform. */
export async function giveClocks(tx: Tx, object: ClockObject, ownerAgency: string): Promise<void> {
  await actAs(tx, systemActor('clocks.give'), (as) =>
    as
      .query<Tables>()
      .updateTable('clocks.clock')
      .set({ owner_agency: ownerAgency })
      .where('object_kind', '=', object.kind)
      .where('object_id', '=', object.id)
      .where('status', 'in', ['running', 'breached'])
      .execute(),
  );
}

/** The open clock of an object that ends first, for the columns of the object's own row. */
export async function nextDue(tx: Tx, object: ClockObject): Promise<NextDue> {
  const { rows } = await sql<{ rule_code: string; started_at: Date; due_at: Date }>`
    select rule_code, started_at, due_at from clocks.next_clock(${object.kind}, ${object.id}::uuid)`.execute(
    tx.query<Tables>(),
  );
  const [row] = rows;
  return {
    next_due_from: row?.started_at ?? null,
    next_due_at: row?.due_at ?? null,
    next_due_rule: row?.rule_code ?? null,
  };
}

/** The same for many objects of a kind, as far as the actor sees their clocks; objects without an open clock are left out. */
export async function nextDues(
  tx: Tx,
  kind: string,
  objects: readonly string[],
): Promise<ReadonlyMap<string, NextDue>> {
  const { rows } = await sql<{ object_id: string; rule_code: string; started_at: Date; due_at: Date }>`
    select distinct on (object_id) object_id, rule_code, started_at, due_at from clocks.clock
    where object_id = any (${[...objects]}::uuid[]) and object_kind = ${kind} and status in ('running', 'breached')
    order by object_id, due_at`.execute(tx.query<Tables>());
  return new Map(
    rows.map((row) => [
      row.object_id,
      { next_due_from: row.started_at, next_due_at: row.due_at, next_due_rule: row.rule_code },
    ]),
  );
}

/** The clocks of an object as far as the actor sees them, in the order in which they started. */
export async function clocksOf(tx: Tx, object: ClockObject): Promise<Clock[]> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('clocks.clock')
    .select([
      'id',
      'rule_code as rule',
      'started_at as startedAt',
      'warn_at as warnAt',
      'due_at as dueAt',
      'status',
      'breached_at as breachedAt',
      'ended_at as endedAt',
      'escalated_to as escalatedTo',
    ])
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .orderBy('started_at')
    .orderBy('due_at')
    .execute();
  return rows;
}

/**
 * Open clocks of a rule code that the actor oversees; for who changes the law also those of lines of work, which they count and move and
 * see in no list.
 */
export async function openClocksOf(tx: Tx, code: string): Promise<OpenClock[]> {
  const lawful = clocksCapabilities.can(tx.actor, 'deadline-rule.manage', tx.now);
  return lawful ? actAs(tx, systemActor('clocks.count'), (as) => openRows(as, code, tx)) : openRows(tx, code, tx);
}

/** @param asked the transaction of who asks */
async function openRows(tx: Tx, code: string, asked: Tx): Promise<OpenClock[]> {
  const overseen = clockPolicy.filter(asked.actor, 'clock.oversee', asked.now, 'c');
  const rows = await tx
    .query<Tables>()
    .selectFrom('clocks.clock as c')
    .select([
      'c.id',
      'c.started_at',
      'c.due_at',
      'c.urgency',
      'c.owner_agency',
      'c.province_code',
      'c.object_kind',
      'c.object_id',
    ])
    .where('c.rule_code', '=', code)
    .where('c.status', 'in', ['running', 'breached'])
    .where(
      asked.actor.kind === 'system'
        ? sql<boolean>`true`
        : tx.actor === asked.actor
          ? overseen
          : sql<boolean>`(${overseen} or (c.line is not null and c.confined_to is null))`,
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ruleCode: code,
    startedAt: row.started_at,
    dueAt: row.due_at,
    ownerAgency: row.owner_agency,
    object: { kind: row.object_kind, id: row.object_id },
    ...(row.urgency === null ? {} : { urgency: row.urgency }),
    ...(row.province_code === null ? {} : { provinceCode: row.province_code }),
  }));
}

/** Sets the times of open clocks anew after the law has changed. A clock that is no longer late runs again, and goes up anew if it is late once more. */
export async function retimeClocks(
  tx: Tx,
  times: readonly { readonly id: string; readonly rule: string; readonly warn: Date; readonly due: Date }[],
): Promise<void> {
  if (times.length === 0) return;
  await sql`
    update clocks.clock as c set rule_id = given.rule, due_at = given.due, warn_at = given.warn,
      status = case when given.due > ${tx.now}::timestamptz then 'running' else c.status end,
      warned_at = case when given.warn > ${tx.now}::timestamptz then null else c.warned_at end,
      breached_at = case when given.due > ${tx.now}::timestamptz then null else c.breached_at end,
      escalated_to = case when given.due > ${tx.now}::timestamptz then null else c.escalated_to end,
      escalated_agency = case when given.due > ${tx.now}::timestamptz then null else c.escalated_agency end,
      escalate_next_at = case when given.due > ${tx.now}::timestamptz then null else c.escalate_next_at end
    from unnest(${times.map((one) => one.id)}::uuid[], ${times.map((one) => one.rule)}::text[], ${times.map((one) => one.due)}::timestamptz[],
      ${times.map((one) => one.warn)}::timestamptz[]) as given(id, rule, due, warn)
    where c.id = given.id and c.status in ('running', 'breached')`.execute(tx.query<Tables>());
  // What was looked at once is looked at again if it runs out by the new law.
  await tx
    .query<Tables>()
    .updateTable('clocks.escalation')
    .set({ seen_at: null })
    .where('clock_id', '=', sql<string>`any(${times.filter((one) => one.due > tx.now).map((one) => one.id)}::uuid[])`)
    .where('seen_at', 'is not', null)
    .execute();
}
