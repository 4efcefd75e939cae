import { sql } from 'kysely';
import { type Actor, actorName, agencyOf, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { filePolicy, registerPolicy } from '../policies.ts';
import type { FileRow, RegisterRow, StageRow, Tables, UnitRow } from '../tables.ts';
import { endedStages, type Stage } from './offence-file.ts';

const table = tablesOf<Tables>();

export const findFile = (tx: Tx, id: string, lock?: 'for update'): Promise<FileRow | undefined> =>
  table.findRow(tx, 'offences.offence_file', { id }, lock);

export const insertFile = (tx: Tx, row: FileRow): Promise<void> => table.insertRow(tx, 'offences.offence_file', row);

/** Changes a file that is as the caller read it. @returns whether it was */
export async function changeFile(
  tx: Tx,
  row: Pick<FileRow, 'id' | 'version'>,
  set: Partial<FileRow>,
): Promise<boolean> {
  const changed = await table.updateRows(
    tx,
    'offences.offence_file',
    { id: row.id, version: row.version },
    { ...set, version: row.version + 1, changed_at: tx.now },
  );
  return changed === 1;
}

/** The units that lead files, each with the provinces that these are counted in. */
export const leadsOfFiles = (tx: Tx): Promise<{ lead_agency: string; province: string | null }[]> =>
  rows(
    tx,
    sql<{
      lead_agency: string;
      province: string | null;
    }>`select distinct lead_agency, province from offences.offence_file`,
  );

/** Files of a unit, locked. */
export const filesOfLead = (tx: Tx, lead: string, province: string | null, limit: number): Promise<FileRow[]> =>
  rows(
    tx,
    sql<FileRow>`
      select * from offences.offence_file where lead_agency = ${lead} and province is not distinct from ${province}
      order by id limit ${limit} for update`,
  );

/** What the engine of clocks found of files. */
export async function markOverdue(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'offences.offence_file', { id }, { overdue: true });
}

/** New ends of clocks after a change of the law. */
export async function retimeFiles(
  tx: Tx,
  clocks: readonly { readonly object: string; readonly rule: string; readonly dueAt: Date }[],
): Promise<void> {
  for (const { object, rule, dueAt } of clocks)
    await table.updateRows(
      tx,
      'offences.offence_file',
      { id: object, next_due_rule: rule },
      { next_due_at: dueAt, overdue: false },
    );
}

export async function insertEvent(
  tx: Tx,
  file: string,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
  by: Actor = tx.actor,
): Promise<void> {
  await table.insertRow(tx, 'offences.offence_event', {
    id: newId<'offence-event'>(tx.now.getTime()),
    file_id: file,
    code,
    at: tx.now,
    actor_kind: by.kind,
    actor: actorName(by),
    agency: agencyOf(by),
    codes: JSON.stringify(codes),
  });
}

/** The newest first, at most `limit`. */
export async function eventsOf(tx: Tx, file: string, limit: number) {
  return tx
    .query<Tables>()
    .selectFrom('offences.offence_event')
    .selectAll()
    .where('file_id', '=', file)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export const insertUnit = (tx: Tx, row: UnitRow): Promise<void> => table.insertRow(tx, 'offences.file_unit', row);
/** The first first; of those that began at one moment, the one that ended before the one that goes on. */
export const unitsOf = (tx: Tx, file: string): Promise<UnitRow[]> =>
  table.listRows(tx, 'offences.file_unit', { file_id: file }, ['from_at', 'ended_at', 'part', 'id']);
export const unitNow = (tx: Tx, file: string, agency: string): Promise<UnitRow | undefined> =>
  table.findRow(tx, 'offences.file_unit', { file_id: file, agency, ended_at: null });
export async function endUnit(tx: Tx, id: string): Promise<void> {
  await table.updateRows(
    tx,
    'offences.file_unit',
    { id, ended_at: null },
    { ended_at: tx.now, ended_by: actorName(tx.actor) },
  );
}

/** Ends the stage that a file stands in and begins the next. */
export async function beginStage(tx: Tx, row: Omit<StageRow, 'id' | 'from_at' | 'until_at'>): Promise<void> {
  await table.updateRows(tx, 'offences.file_stage', { file_id: row.file_id, until_at: null }, { until_at: tx.now });
  await table.insertRow(tx, 'offences.file_stage', {
    ...row,
    id: newId<'file-stage'>(tx.now.getTime()),
    from_at: tx.now,
    until_at: null,
  });
}

export const stagesOf = (tx: Tx, file: string): Promise<StageRow[]> =>
  rows(
    tx,
    sql<StageRow>`
      select id, file_id, stage, from_at, until_at, agency, decided_on::text as decided_on, rule_id, rule_verified
      from offences.file_stage where file_id = ${file}::uuid order by from_at, until_at, id`,
  );

export interface FileFilters {
  readonly id?: string | undefined;
  readonly stages?: readonly string[] | undefined;
  readonly agency?: string | undefined;
  readonly province?: string | undefined;
  readonly reference?: string | undefined;
  readonly urgent?: boolean | undefined;
  readonly overdue?: boolean | undefined;
}

/** Where a page of the list ended. */
export interface FilePlace {
  /** A child is in danger, and the file has not ended. */
  readonly danger: boolean;
  /** Milliseconds since 1970; null where no clock runs. */
  readonly due: number | null;
  readonly id: string;
}

/** What a list says of a file: `opens` where the reader sees what is in it, and not only that it is there. */
export type FileInRegister = RegisterRow & { readonly opens: boolean };

/** Of the alias `entry`: a child is in danger, and the file has not ended. */
const inDanger = sql<boolean>`(entry.urgent and entry.stage <> all(${[...endedStages]}::text[]))`;

/** A page of what the reader knows to be there: where a child is in danger before the rest, the clock that ends first before the others, then what has none. */
export function registerRows(
  tx: Tx,
  filters: FileFilters,
  limit: number,
  after: FilePlace | undefined,
): Promise<FileInRegister[]> {
  const conditions = [registerPolicy.filter(tx.actor, 'offence-register.list', tx.now, 'entry'), ...narrowed(filters)];
  if (after) {
    const later =
      after.due === null
        ? sql<boolean>`(entry.next_due_at is null and entry.id > ${after.id}::uuid)`
        : sql<boolean>`(entry.next_due_at > ${new Date(after.due)} or (entry.next_due_at = ${new Date(after.due)} and entry.id > ${after.id}::uuid) or entry.next_due_at is null)`;
    conditions.push(
      after.danger ? sql<boolean>`(not ${inDanger} or ${later})` : sql<boolean>`(not ${inDanger} and ${later})`,
    );
  }
  return rows(
    tx,
    sql<FileInRegister>`
      select entry.*, exists (select 1 from offences.offence_file as file where file.id = entry.id) as opens
      from offences.file_register as entry where ${sql.join(conditions, sql` and `)}
      order by ${inDanger} desc, entry.next_due_at, entry.id limit ${limit}`,
  );
}

function narrowed(filters: FileFilters) {
  const equal = (column: string, value: string | boolean | undefined) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(`entry.${column}`)} = ${value}`];
  return [
    ...(filters.stages && filters.stages.length > 0
      ? [sql<boolean>`entry.stage = any(${[...filters.stages]}::text[])`]
      : []),
    ...equal('id', filters.id),
    ...equal('lead_agency', filters.agency),
    ...equal('province', filters.province),
    ...equal('reference', filters.reference),
    ...equal('urgent', filters.urgent),
    ...equal('overdue', filters.overdue),
  ];
}

/**
 * Files that wait for the reader's unit to decide, with the day from which each counts as stuck.
 * @param limits days by stage
 */
export function filesToMove(
  tx: Tx,
  limits: Readonly<Record<string, number>>,
  limit: number,
): Promise<(FileRow & { readonly stuck_at: Date })[]> {
  return rows(
    tx,
    sql<FileRow & { stuck_at: Date }>`
      select file.*, file.stage_since + make_interval(days => (limits.days)::int) as stuck_at
      from offences.offence_file as file join jsonb_each_text(${JSON.stringify(limits)}::jsonb) as limits (stage, days) on limits.stage = file.stage
      where ${filePolicy.filter(tx.actor, 'offence-file.transfer', tx.now, 'file')}
      order by file.next_due_at nulls last, stuck_at, file.id limit ${limit}`,
  );
}

/** Files of all units that stand in a stage for too long, for the bodies that coordinate. @param limits days by stage */
export function stuckFiles(
  tx: Tx,
  limits: Readonly<Record<string, number>>,
  limit: number,
): Promise<(RegisterRow & { readonly stuck_at: Date })[]> {
  return rows(
    tx,
    sql<RegisterRow & { stuck_at: Date }>`
      select entry.*, entry.stage_since + make_interval(days => (limits.days)::int) as stuck_at
      from offences.file_register as entry join jsonb_each_text(${JSON.stringify(limits)}::jsonb) as limits (stage, days) on limits.stage = entry.stage
      where (entry.overdue or entry.stage_since + make_interval(days => (limits.days)::int) < ${tx.now})
        and ${registerPolicy.filter(tx.actor, 'offence-register.oversee', tx.now, 'entry')}
      order by stuck_at, entry.id limit ${limit}`,
  );
}

/** Clocks of files of the reader's unit that end between two moments. */
export function filesDueBetween(tx: Tx, from: Date, to: Date): Promise<FileRow[]> {
  return rows(
    tx,
    sql<FileRow>`
      select file.* from offences.file_register as entry join offences.offence_file as file on file.id = entry.id
      where entry.next_due_at >= ${from} and entry.next_due_at < ${to} and ${filePolicy.filter(tx.actor, 'offence-file.transfer', tx.now, 'file')}
      order by file.next_due_at, file.id`,
  );
}

/** How many of those that the reader knows of stand in each stage. */
export function countStages(tx: Tx): Promise<{ stage: Stage; files: number }[]> {
  const may = registerPolicy.filter(tx.actor, 'offence-register.list', tx.now, 'entry');
  return rows(
    tx,
    sql<{ stage: Stage; files: number }>`
      select entry.stage, count(*)::integer as files from offences.file_register as entry where ${may} group by entry.stage`,
  );
}

/** What people call files, for notices and clocks, as far as the reader knows of them. */
export async function fileReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select entry.id, entry.reference from offences.file_register as entry
      where entry.id = any(${[...ids]}::uuid[]) and ${registerPolicy.filter(tx.actor, 'offence-register.list', tx.now, 'entry')}`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
