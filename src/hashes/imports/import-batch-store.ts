import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { BankMode } from '../banks/bank-mode.ts';
import type { IncomingEntry } from './import-entries.ts';
import type { ImportFormat } from './import-file.ts';

export interface ImportBatch {
  readonly id: string;
  readonly agency: string;
  readonly source: string;
  readonly bank: string;
  readonly bankId: string;
  readonly bankMode: BankMode;
  readonly format: ImportFormat;
  /** OPEN while it is looked at, RUNNING in the job, then DONE; or DROPPED. */
  readonly state: 'OPEN' | 'RUNNING' | 'DONE' | 'DROPPED';
  readonly lines: number;
  readonly fresh: number;
  readonly known: number;
  readonly refused: number;
  readonly taken: number;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const columns = sql`batch.id, batch.agency, source.code as source, bank.code as bank, batch.bank_id as "bankId", bank.mode as "bankMode", batch.format, batch.state, batch.lines, batch.fresh,
  batch.known, batch.refused, batch.taken, batch.started_by as "startedBy", batch.started_at as "startedAt", batch.finished_at as "finishedAt"`;
const from = sql`hashes.import_batch as batch join hashes.source as source on source.id = batch.source_id join hashes.bank as bank on bank.id = batch.bank_id`;

export async function insertBatch(
  tx: Tx,
  batch: { readonly id: string; agency: string; sourceId: string; bankId: string; format: ImportFormat; by: string },
): Promise<void> {
  await sql`
    insert into hashes.import_batch (id, agency, source_id, bank_id, format, state, started_by, started_at)
    values (${batch.id}, ${batch.agency}, ${batch.sourceId}, ${batch.bankId}, ${batch.format}, 'OPEN', ${batch.by}, ${tx.now})`.execute(
    tx.query<object>(),
  );
}

export async function lockBatch(tx: Tx, id: string): Promise<ImportBatch | undefined> {
  return (
    await rows(tx, sql<ImportBatch>`select ${columns} from ${from} where batch.id = ${id}::uuid for update of batch`)
  )[0];
}

export function batchRows(tx: Tx, limit: number): Promise<ImportBatch[]> {
  return rows(
    tx,
    sql<ImportBatch>`select ${columns} from ${from} where batch.state <> 'DROPPED' order by batch.started_at desc limit ${limit}`,
  );
}

export async function setBatchState(tx: Tx, id: string, state: ImportBatch['state']): Promise<void> {
  await sql`
    update hashes.import_batch set state = ${state}, finished_at = case when ${state}::text in ('DONE', 'DROPPED') then ${tx.now}::timestamptz end
    where id = ${id}::uuid`.execute(tx.query<object>());
}

export interface NewLine {
  readonly id: string;
  readonly line: number;
  readonly verdict: 'fresh' | 'known' | 'refused';
  readonly reason: string | null;
  readonly entry: IncomingEntry | null;
}

/** Adds lines and counts them; a line that came before counts once. */
export async function insertLines(tx: Tx, batch: string, lines: readonly NewLine[]): Promise<void> {
  const added = await rows(
    tx,
    sql<{ verdict: string }>`
      insert into hashes.import_line (id, batch_id, line, verdict, reason, entry)
      select id, ${batch}::uuid, line, verdict, reason, entry::jsonb
      from unnest(${lines.map((one) => one.id)}::uuid[], ${lines.map((one) => one.line)}::integer[], ${lines.map((one) => one.verdict)}::text[],
        ${lines.map((one) => one.reason)}::text[], ${lines.map((one) => (one.entry === null ? null : JSON.stringify(one.entry)))}::text[])
        as given(id, line, verdict, reason, entry)
      on conflict (batch_id, line) do nothing returning verdict`,
  );
  const count = (verdict: string) => added.filter((one) => one.verdict === verdict).length;
  await sql`
    update hashes.import_batch set lines = lines + ${added.length}, fresh = fresh + ${count('fresh')}, known = known + ${count('known')},
      refused = refused + ${count('refused')} where id = ${batch}::uuid`.execute(tx.query<object>());
}

export interface LineRow {
  readonly line: number;
  readonly verdict: 'fresh' | 'known' | 'refused';
  readonly reason: string | null;
  readonly types: readonly string[];
  /** The first hash of the line. */
  readonly value: string | null;
}

/** The first lines of each verdict, for the preview. */
export function lineRows(tx: Tx, batch: string, each: number): Promise<LineRow[]> {
  return rows(
    tx,
    sql<LineRow>`
      select line, verdict, reason, array(select distinct jsonb_array_elements(entry -> 'signals') ->> 'type') as types, entry -> 'signals' -> 0 ->> 'value' as value
      from (select *, row_number() over (partition by verdict order by line) as place from hashes.import_line where batch_id = ${batch}::uuid) as placed
      where place <= ${each} order by verdict desc, line`,
  );
}

/** Refused lines by reason. */
export function reasonCounts(tx: Tx, batch: string): Promise<{ reason: string; lines: number }[]> {
  return rows(
    tx,
    sql<{ reason: string; lines: number }>`
      select reason, count(*)::integer as lines from hashes.import_line where batch_id = ${batch}::uuid and verdict = 'refused' group by reason order by 2 desc, 1`,
  );
}

export function freshLines(tx: Tx, batch: string, limit: number): Promise<{ id: string; entry: IncomingEntry }[]> {
  return rows(
    tx,
    sql<{ id: string; entry: IncomingEntry }>`
      select id, entry from hashes.import_line where batch_id = ${batch}::uuid and verdict = 'fresh' order by line limit ${limit}`,
  );
}

/** Forgets lines that are taken in; what they held stands in the register now. */
export async function takeLines(tx: Tx, batch: string, lines: readonly string[]): Promise<void> {
  await sql`delete from hashes.import_line where id = any(${[...lines]}::uuid[])`.execute(tx.query<object>());
  await sql`update hashes.import_batch set taken = taken + ${lines.length} where id = ${batch}::uuid`.execute(
    tx.query<object>(),
  );
}

export async function forgetLines(tx: Tx, batch: string, verdicts: readonly string[]): Promise<void> {
  await sql`delete from hashes.import_line where batch_id = ${batch}::uuid and verdict = any(${[...verdicts]}::text[])`.execute(
    tx.query<object>(),
  );
}

/** Of these fingerprints those that hang on an entry that was not taken out or rejected, as `type hex`. */
export async function heldValues(
  tx: Tx,
  given: readonly { readonly type: string; readonly value: Buffer }[],
): Promise<ReadonlySet<string>> {
  const found = await rows(
    tx,
    sql<{ type: string; value: Buffer }>`
      select distinct signal.type, signal.value
      from unnest(${given.map((one) => one.type)}::text[], ${given.map((one) => one.value)}::bytea[]) as asked(type, value)
      join hashes.signal as signal on signal.type = asked.type and signal.value = asked.value
      join hashes.entry_signal as part on part.signal_id = signal.id
      join hashes.entry as entry on entry.id = part.entry_id and entry.status not in ('WITHDRAWN', 'REJECTED')`,
  );
  return new Set(found.map((row) => `${row.type} ${row.value.toString('hex')}`));
}
