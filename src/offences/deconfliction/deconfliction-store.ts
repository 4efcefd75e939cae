import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import { pointerPolicy, watchPolicy } from './deconfliction-policies.ts';

export interface PointerRow {
  id: string;
  hit_id: string;
  file_id: string;
  agency: string;
  other_agency: string;
  identifier: string;
  mask: string;
  told_at: Date;
  state: 'OPEN' | 'CLOSED';
  outcome: string | null;
  lead_agency: string | null;
  closed_by: string | null;
  closed_at: Date | null;
}

export interface WatchRow {
  id: string;
  file_id: string;
  agency: string;
  kind: string;
  blind: Buffer;
  mask: string;
  until_at: Date;
  made_by: string;
  made_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}

export interface LockRow {
  id: string;
  person: string;
  agency: string;
  at: Date;
  questions: number;
  lifted_at: Date | null;
  lifted_by: string | null;
}

interface Tables {
  'offences.deconfliction_hit': {
    id: string;
    identifier: string;
    one_file: string;
    one_agency: string;
    other_file: string;
    other_agency: string;
    source: string;
    at: Date;
  };
  'offences.deconfliction_pointer': PointerRow;
  'offences.deconfliction_lock': LockRow;
  'offences.watch_term': WatchRow;
}

const table = tablesOf<Tables>();

/** Written once for two files and an identifier. As the platform. @returns whether it is new */
export async function insertHit(tx: Tx, row: Tables['offences.deconfliction_hit']): Promise<boolean> {
  const made = await run(
    tx,
    sql`
      insert into offences.deconfliction_hit (id, identifier, one_file, one_agency, other_file, other_agency, source, at)
      values (${row.id}, ${row.identifier}, ${row.one_file}, ${row.one_agency}, ${row.other_file}, ${row.other_agency}, ${row.source}, ${row.at})
      on conflict (identifier, one_file, other_file) do nothing`,
  );
  return made === 1;
}

export const insertPointer = (tx: Tx, row: PointerRow): Promise<void> =>
  table.insertRow(tx, 'offences.deconfliction_pointer', row);
export const findPointer = (tx: Tx, id: string): Promise<PointerRow | undefined> =>
  table.findRow(tx, 'offences.deconfliction_pointer', { id });
export const pointersOfHit = (tx: Tx, hit: string): Promise<PointerRow[]> =>
  table.listRows(tx, 'offences.deconfliction_pointer', { hit_id: hit }, ['file_id']);

/** Ends both sides' pointers. As the platform. @returns how many were open */
export const closePointers = (
  tx: Tx,
  hit: string,
  set: Pick<PointerRow, 'outcome' | 'lead_agency' | 'closed_by'>,
): Promise<number> =>
  table.updateRows(
    tx,
    'offences.deconfliction_pointer',
    { hit_id: hit, state: 'OPEN' },
    { ...set, state: 'CLOSED', closed_at: tx.now },
  );

/** Of each two files one side, the reader's own unit first, as far as the reader sees it; those that are open first. */
export function pointerRows(
  tx: Tx,
  filters: { readonly agency: string; readonly state?: string | undefined; readonly file?: string | undefined },
  limit: number,
): Promise<PointerRow[]> {
  const conditions = [pointerPolicy.filter(tx.actor, 'deconfliction.list', tx.now, 'pointer')];
  if (filters.state !== undefined) conditions.push(sql<boolean>`pointer.state = ${filters.state}`);
  if (filters.file !== undefined) conditions.push(sql<boolean>`pointer.file_id = ${filters.file}::uuid`);
  return rows(
    tx,
    sql<PointerRow>`
      select * from (
        select distinct on (pointer.hit_id) pointer.* from offences.deconfliction_pointer as pointer
        where ${sql.join(conditions, sql` and `)}
        order by pointer.hit_id, pointer.agency = ${filters.agency} desc, pointer.id
      ) as side order by state desc, told_at desc, id limit ${limit}`,
  );
}

/** The file of the other side of each de-confliction, by its hit, where the reader sees that side too: who coordinates, or has a part in both. */
export async function otherSides(tx: Tx, shown: readonly PointerRow[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ hit_id: string; file_id: string }>`
      select pointer.hit_id, pointer.file_id from offences.deconfliction_pointer as pointer
      where pointer.hit_id = any(${shown.map((row) => row.hit_id)}::uuid[]) and pointer.id <> all(${shown.map((row) => row.id)}::uuid[])
        and ${pointerPolicy.filter(tx.actor, 'deconfliction.list', tx.now, 'pointer')}`,
  );
  return new Map(found.map((row) => [row.hit_id, row.file_id]));
}

/** Open pointers that wait: to who coordinates one for each two files, to a unit those of its own files. The oldest first. */
export function waitingPointers(tx: Tx, agency: string, coordinates: boolean, limit: number): Promise<PointerRow[]> {
  return rows(
    tx,
    sql<PointerRow>`
      select * from (
        select distinct on (pointer.hit_id) pointer.* from offences.deconfliction_pointer as pointer
        where pointer.state = 'OPEN' and (${coordinates} or pointer.agency = ${agency})
          and ${pointerPolicy.filter(tx.actor, 'deconfliction.list', tx.now, 'pointer')}
        order by pointer.hit_id, pointer.agency = ${agency} desc, pointer.id
      ) as open_pointer order by told_at, id limit ${limit}`,
  );
}

/** The files that pointers hang on, as far as the reader sees the pointers. */
export async function filesOfPointers(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; file_id: string }>`
      select pointer.id, pointer.file_id from offences.deconfliction_pointer as pointer
      where pointer.id = any(${[...ids]}::uuid[]) and ${pointerPolicy.filter(tx.actor, 'deconfliction.list', tx.now, 'pointer')}`,
  );
  return new Map(found.map((row) => [row.id, row.file_id]));
}

/** A question is counted once, however often it is asked. As the platform. @returns whether it is new */
export async function insertQuestion(
  tx: Tx,
  row: {
    readonly id: string;
    readonly person: string;
    readonly agency: string;
    readonly file: string;
    readonly purpose: string;
    readonly kind: string;
    readonly blind: Buffer;
    readonly found: boolean;
  },
): Promise<boolean> {
  const made = await run(
    tx,
    sql`
      insert into offences.deconfliction_question (id, person, agency, file_id, purpose, kind, blind, found, at)
      values (${row.id}, ${row.person}, ${row.agency}, ${row.file}, ${row.purpose}, ${row.kind}, ${row.blind}, ${row.found}, ${tx.now})
      on conflict (person, kind, blind) do nothing`,
  );
  return made === 1;
}

/** How often somebody asked since a moment. As the platform. */
export async function questionsSince(tx: Tx, person: string, since: Date): Promise<number> {
  const [counted] = await rows(
    tx,
    sql<{ questions: number }>`
      select count(*)::integer as questions from offences.deconfliction_question where person = ${person}::uuid and at > ${since}`,
  );
  return counted?.questions ?? 0;
}

/** Since when the questions of somebody count: after their last lock was lifted. As the platform. */
export async function lastLifted(tx: Tx, person: string): Promise<Date | undefined> {
  const [lifted] = await rows(
    tx,
    sql<{
      at: Date | null;
    }>`select max(lifted_at) as at from offences.deconfliction_lock where person = ${person}::uuid`,
  );
  return lifted?.at ?? undefined;
}

export const lockOf = (tx: Tx, person: string) =>
  table.findRow(tx, 'offences.deconfliction_lock', { person, lifted_at: null });
/** Locks that stand, as far as the reader sees them: their own, and for who coordinates all. */
export const openLocks = (tx: Tx): Promise<LockRow[]> =>
  table.listRows(tx, 'offences.deconfliction_lock', { lifted_at: null }, ['at', 'id']);
export const insertLock = (tx: Tx, row: LockRow): Promise<void> =>
  table.insertRow(tx, 'offences.deconfliction_lock', row);
export const liftLock = (tx: Tx, person: string, by: string): Promise<number> =>
  table.updateRows(
    tx,
    'offences.deconfliction_lock',
    { person, lifted_at: null },
    { lifted_at: tx.now, lifted_by: by },
  );

export const findWatch = (tx: Tx, id: string): Promise<WatchRow | undefined> =>
  table.findRow(tx, 'offences.watch_term', { id });
export const findWatchOfFile = (tx: Tx, file: string, kind: string, blind: Buffer): Promise<WatchRow | undefined> =>
  table.findRow(tx, 'offences.watch_term', { file_id: file, kind, blind, ended_at: null });
export const insertWatch = (tx: Tx, row: WatchRow): Promise<void> => table.insertRow(tx, 'offences.watch_term', row);
export const endWatchRow = (tx: Tx, id: string, by: string): Promise<number> =>
  table.updateRows(tx, 'offences.watch_term', { id, ended_at: null }, { ended_at: tx.now, ended_by: by });

/** Who watches for an identifier now. As the platform. */
export function watchers(tx: Tx, kind: string, blind: Buffer): Promise<WatchRow[]> {
  return rows(
    tx,
    sql<WatchRow>`
      select * from offences.watch_term where kind = ${kind} and blind = ${blind} and ended_at is null and until_at > ${tx.now} order by id`,
  );
}

/** What is watched: of one file, or of all that the reader has a part in. */
export function watchRows(tx: Tx, file?: string): Promise<WatchRow[]> {
  const conditions = [watchPolicy.filter(tx.actor, 'watch-term.list', tx.now, 'term')];
  if (file !== undefined) conditions.push(sql<boolean>`term.file_id = ${file}::uuid`);
  return rows(
    tx,
    sql<WatchRow>`
      select term.* from offences.watch_term as term where ${sql.join(conditions, sql` and `)}
      order by term.ended_at desc nulls first, term.until_at desc, term.id limit 200`,
  );
}
