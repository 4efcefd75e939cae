import { sql } from 'kysely';
import { columnsOf, rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ItemEnd } from './machine-report.ts';
import { machineReportPolicy } from './report-policies.ts';
import type { MachineReportRow, ReportPartRow, ReportTables } from './report-tables.ts';

const table = tablesOf<ReportTables>();
/** Of a wave of reports the latest are enough to say what led to an item. */
const REPORTS_MOST = 200;

export const findReport = (tx: Tx, id: string, lock?: 'for update'): Promise<MachineReportRow | undefined> =>
  table.findRow(tx, 'takedown.machine_report', { id }, lock);
/** What was sent before under the same key; the row lock leaves that of another member out. */
export const findReportByKey = (tx: Tx, mark: Buffer): Promise<MachineReportRow | undefined> =>
  table.findRow(tx, 'takedown.machine_report', { key_mark: mark });

/** @returns whether it is new: false where something was sent under its key before */
export async function insertReport(tx: Tx, row: MachineReportRow): Promise<boolean> {
  const result = await tx
    .query<ReportTables>()
    .insertInto('takedown.machine_report')
    .values(row)
    .onConflict((conflict) => conflict.column('key_mark').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

export const updateReport = (tx: Tx, id: string, set: Partial<MachineReportRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.machine_report', { id }, set);

export const insertParts = (tx: Tx, parts: readonly ReportPartRow[]): Promise<void> =>
  parts.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.machine_report_part', parts);
export const updatePart = (tx: Tx, id: string, set: Partial<ReportPartRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.machine_report_part', { id }, set);
export const showParts = (tx: Tx, report: string): Promise<number> =>
  table.updateRows(tx, 'takedown.machine_report_part', { report_id: report }, { shown: true });
/** Takes out of the parts of a report what was written in them. */
export const emptyParts = (tx: Tx, report: string): Promise<number> =>
  table.updateRows(tx, 'takedown.machine_report_part', { report_id: report }, { sealed: null, file_mark: null });
export const partsOf = (tx: Tx, report: string): Promise<ReportPartRow[]> =>
  table.listRows(tx, 'takedown.machine_report_part', { report_id: report }, ['place', 'id']);
/** Reports with a part that led to an item, also those that were taken back. */
export async function reportsOfItem(tx: Tx, item: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select distinct report_id as id from (
        select report_id from takedown.machine_report_part where item_id = ${item}::uuid order by added_at desc limit ${REPORTS_MOST}) as latest`,
  );
  return found.map(({ id }) => id);
}

/** Files of finished reports of an item, the newest first. */
export function filesOfItem(
  tx: Tx,
  item: string,
  limit: number,
): Promise<
  (Pick<ReportPartRow, 'viewed' | 'exif_viewed' | 'publicly_available' | 'classification' | 'added_at'> & {
    report: string;
    reference: string;
    agency: string;
  })[]
> {
  return rows(
    tx,
    sql<never>`
      select part.viewed, part.exif_viewed, part.publicly_available, part.classification, part.added_at, report.id as report, report.reference, report.agency
      from takedown.machine_report_part as part join takedown.machine_report as report on report.id = part.report_id
      where part.item_id = ${item}::uuid and part.kind = 'FILE' and report.state = 'FINISHED' order by part.added_at desc, part.id limit ${limit}`,
  );
}

/** Says of each part to which item its arrival was folded. */
export async function placeParts(
  tx: Tx,
  placed: readonly { readonly part: string; readonly item: string }[],
): Promise<void> {
  if (placed.length === 0) return;
  const [parts, items] = columnsOf(placed, 'part', 'item');
  await run(
    tx,
    sql`
      update takedown.machine_report_part set item_id = placed.item
      from unnest(${parts}::uuid[], ${items}::uuid[]) as placed(part, item) where machine_report_part.id = placed.part`,
  );
}

/** The codes of reports, and whose they are. */
export function reportNames(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; reference: string; agency: string; state: string; opened_at: Date }[]> {
  return rows(
    tx,
    sql<{ id: string; reference: string; agency: string; state: string; opened_at: Date }>`
      select id, reference, agency, state, opened_at from takedown.machine_report where id = any(${[...ids]}::uuid[])`,
  );
}

export async function reportReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await reportNames(tx, ids)).map(({ id, reference }) => [id, reference]));
}

export interface ReportFilters {
  readonly states?: readonly string[] | undefined;
  readonly agency?: string | undefined;
  readonly type?: string | undefined;
  readonly reference?: string | undefined;
  readonly test?: boolean | undefined;
  readonly urgent?: boolean | undefined;
  /** With a file that the provider has not viewed and nobody can. */
  readonly unviewed?: boolean | undefined;
  /** Of a quality below so many percent. */
  readonly qualityBelow?: number | undefined;
}

export interface ReportPlace {
  readonly at: string;
  readonly id: string;
}

export type ListedReportRow = MachineReportRow & {
  readonly unviewed: number;
  readonly items: number;
  readonly outcome: string | null;
};

/** A page of reports, the newest first. */
export function reportRows(
  tx: Tx,
  filters: ReportFilters,
  limit: number,
  after: ReportPlace | undefined,
): Promise<ListedReportRow[]> {
  const report = 'report';
  const equal = (column: string, value: string | boolean | undefined) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(`${report}.${column}`)} = ${value}`];
  const unviewed = sql`select count(*) from takedown.machine_report_part as part where part.report_id = report.id and part.kind = 'FILE'
    and part.viewed is not true and part.publicly_available is not true`;
  const conditions = [
    machineReportPolicy.filter(tx.actor, 'machine-report.list', tx.now, report),
    ...(filters.states && filters.states.length > 0
      ? [sql<boolean>`report.state = any(${[...filters.states]}::text[])`]
      : []),
    ...equal('agency', filters.agency),
    ...equal('incident_type', filters.type),
    ...equal('reference', filters.reference),
    ...equal('test', filters.test),
    ...equal('urgent', filters.urgent),
    ...(filters.qualityBelow === undefined ? [] : [sql<boolean>`report.quality < ${filters.qualityBelow}`]),
    ...(filters.unviewed ? [sql<boolean>`(${unviewed}) > 0`] : []),
    ...(after ? [sql<boolean>`(report.opened_at, report.id) < (${after.at}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  return rows(
    tx,
    sql<ListedReportRow>`
      select report.*, (${unviewed}) as unviewed,
        (select count(distinct part.item_id) from takedown.machine_report_part as part where part.report_id = report.id) as items,
        (select outcome.code from takedown.machine_report_outcome as outcome where outcome.report_id = report.id order by outcome.given_at desc limit 1) as outcome
      from takedown.machine_report as report where ${sql.join(conditions, sql` and `)}
      order by report.opened_at desc, report.id desc limit ${limit}`,
  );
}

export function expiredReports(tx: Tx, limit: number): Promise<MachineReportRow[]> {
  return rows(
    tx,
    sql<MachineReportRow>`
      select * from takedown.machine_report where state = 'OPEN' and expires_at <= ${tx.now} order by expires_at limit ${limit} for update skip locked`,
  );
}

/** Finished reports that are owed the outcome of a round. */
export function reportsOwed(tx: Tx, round: string, finishedBefore: Date, limit: number): Promise<MachineReportRow[]> {
  return rows(
    tx,
    sql<MachineReportRow>`
      select report.* from takedown.machine_report as report where report.state = 'FINISHED' and not report.test and report.finished_at <= ${finishedBefore}
        and not exists (select 1 from takedown.machine_report_outcome as given where given.report_id = report.id and given.round = ${round})
      order by report.finished_at limit ${limit} for update skip locked`,
  );
}

/** What became of the items of reports. */
export async function itemEnds(tx: Tx, reports: readonly string[]): Promise<ReadonlyMap<string, readonly ItemEnd[]>> {
  const found = await rows(
    tx,
    sql<ItemEnd & { report: string }>`
      select distinct part.report_id as report, item.id, item.state, item.set_aside_reason as reason,
        exists (select 1 from takedown.takedown_order as sent where sent.item_id = item.id and sent.sent_at is not null) as ordered
      from takedown.machine_report_part as part join takedown.item on item.id = part.item_id
      where part.report_id = any(${[...reports]}::uuid[])`,
  );
  return Map.groupBy(found, ({ report }) => report);
}

export const insertOutcomes = (
  tx: Tx,
  outcomes: readonly ReportTables['takedown.machine_report_outcome'][],
): Promise<void> =>
  outcomes.length === 0 ? Promise.resolve() : table.insertRow(tx, 'takedown.machine_report_outcome', outcomes);
export const outcomesOf = (tx: Tx, report: string) =>
  table.listRows(tx, 'takedown.machine_report_outcome', { report_id: report }, ['given_at', 'id']);

/** Outcomes of a member's reports in the order in which they were given. */
export function outcomeRows(
  tx: Tx,
  agency: string,
  limit: number,
  after: ReportPlace | undefined,
): Promise<{ id: string; report: string; reference: string; round: string; code: string; given_at: Date }[]> {
  const later = after ? sql`and (given.given_at, given.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  return rows(
    tx,
    sql<{ id: string; report: string; reference: string; round: string; code: string; given_at: Date }>`
      select given.id, given.report_id as report, report.reference, given.round, given.code, given.given_at
      from takedown.machine_report_outcome as given join takedown.machine_report as report on report.id = given.report_id
      where given.agency = ${agency} ${later} order by given.given_at, given.id limit ${limit}`,
  );
}

/** Members of whose reports an outcome was given since a moment that has not left. */
export async function agenciesUnsent(tx: Tx, since: Date): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ agency: string }>`
      select distinct agency from takedown.machine_report_outcome where push_batch is null and given_at > ${since} order by agency`,
  );
  return found.map(({ agency }) => agency);
}

/** Marks outcomes of a member that have not left as leaving in one call. @returns how many */
export function batchOutcomes(tx: Tx, agency: string, since: Date, batch: string, most: number): Promise<number> {
  return run(
    tx,
    sql`update takedown.machine_report_outcome set push_batch = ${batch}::uuid where id in (
      select id from takedown.machine_report_outcome where agency = ${agency} and push_batch is null and given_at > ${since}
      order by given_at, id limit ${most} for update skip locked)`,
  );
}

/** The outcomes of one call, with how their reports are known. */
export function outcomesOfBatch(
  tx: Tx,
  batch: string,
): Promise<{ report: string; reference: string; round: string; code: string; given_at: Date; test: boolean }[]> {
  return rows(
    tx,
    sql<{ report: string; reference: string; round: string; code: string; given_at: Date; test: boolean }>`
      select given.report_id as report, report.reference, given.round, given.code, given.given_at, report.is_demonstration as test
      from takedown.machine_report_outcome as given join takedown.machine_report as report on report.id = given.report_id
      where given.push_batch = ${batch}::uuid order by given.given_at, given.id`,
  );
}

/** The reports of a member that were finished in a time, without tests. */
export function qualityRows(
  tx: Tx,
  agency: string,
  from: Date,
  to: Date,
): Promise<{ quality: number; missing: string[]; reports: number }[]> {
  return rows(
    tx,
    sql<{ quality: number; missing: string[]; reports: number }>`
      select quality, missing, count(*) as reports from takedown.machine_report
      where agency = ${agency} and not test and finished_at >= ${from} and finished_at < ${to} group by quality, missing`,
  );
}

/** How many reports of a member there were in a time, by state, without tests. */
export function stateCounts(
  tx: Tx,
  agency: string,
  from: Date,
  to: Date,
): Promise<{ state: string; reports: number }[]> {
  return rows(
    tx,
    sql<{ state: string; reports: number }>`
      select state, count(*) as reports from takedown.machine_report
      where agency = ${agency} and not test and opened_at >= ${from} and opened_at < ${to} group by state`,
  );
}

/** The arrivals of the parts of a report that still count, under a lock. */
export function arrivalsOfParts(
  tx: Tx,
  parts: readonly string[],
): Promise<{ id: string; item: string | null; incident: string | null; arrived_at: Date }[]> {
  return rows(
    tx,
    sql<{ id: string; item: string | null; incident: string | null; arrived_at: Date }>`
      select id, item_id as item, incident_id as incident, arrived_at from takedown.arrival
      where object_kind = 'machine-report-part' and object_id = any(${[...parts]}::uuid[]) and withdrawn_at is null for update`,
  );
}

export async function withdrawArrivals(tx: Tx, ids: readonly string[]): Promise<void> {
  await run(tx, sql`update takedown.arrival set withdrawn_at = ${tx.now} where id = any(${[...ids]}::uuid[])`);
}

export async function discountIncident(tx: Tx, id: string, reports: number): Promise<void> {
  await run(tx, sql`update takedown.incident set reports = greatest(0, reports - ${reports}) where id = ${id}::uuid`);
}

/** Who has done something with an item: people of its history, and of its open orders. */
export async function peopleOn(tx: Tx, item: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ person: string }>`
      select actor as person from takedown.item_event where item_id = ${item}::uuid and actor_kind = 'person' and actor is not null
      union select unnest(array[proposed_by, ordered_by])::text from takedown.takedown_order
        where item_id = ${item}::uuid and state in ('PROPOSED', 'SENT', 'ACKNOWLEDGED', 'SUSPENDED', 'CLAIMED')`,
  );
  return found.flatMap(({ person }) => person ?? []);
}

/** Whether an item rests on files that no provider viewed and nobody can see, and on nothing else. */
export async function hasUnviewedAlone(tx: Tx, item: string): Promise<boolean> {
  const [found] = await rows(
    tx,
    sql<{ alone: boolean }>`
      select exists (select 1 from takedown.machine_report_part as part where part.item_id = ${item}::uuid and part.kind = 'FILE')
        and not exists (
          select 1 from takedown.arrival left join takedown.machine_report_part as part on part.id = arrival.object_id and arrival.object_kind = 'machine-report-part'
          where arrival.item_id = ${item}::uuid and arrival.withdrawn_at is null
            and (part.id is null or part.kind = 'PLACE' or part.viewed or part.publicly_available)) as alone`,
  );
  return found?.alone === true;
}
