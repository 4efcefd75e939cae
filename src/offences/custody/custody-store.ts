import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ArtefactRow, BundleRow, CustodyEventRow, CustodyTables } from './custody-tables.ts';

const table = tablesOf<CustodyTables>();

/** An artefact of the file; undefined where it is another's. Acts on one hold the lock of its file: its chain is the trigger's to write. */
export const findArtefact = (tx: Tx, file: string, id: string): Promise<ArtefactRow | undefined> =>
  table.findRow(tx, 'offences.custody_artefact', { id, file_id: file });

export const artefactsOf = (tx: Tx, file: string): Promise<ArtefactRow[]> =>
  table.listRows(tx, 'offences.custody_artefact', { file_id: file }, ['number']);

export async function lastNumber(tx: Tx, file: string): Promise<number> {
  const [last] = await rows(
    tx,
    sql<{
      n: number;
    }>`select coalesce(max(number), 0)::integer as n from offences.custody_artefact where file_id = ${file}::uuid`,
  );
  return last?.n ?? 0;
}

export const insertArtefact = (tx: Tx, row: Omit<ArtefactRow, 'state' | 'head_sequence'>): Promise<void> =>
  table.insertRow(tx, 'offences.custody_artefact', row as ArtefactRow);

export const insertCustodyEvents = (tx: Tx, events: readonly CustodyEventRow[]): Promise<void> =>
  table.insertRow(tx, 'offences.custody_event', events);

/** All entries of a file's artefacts, by artefact, in order. */
export async function eventsOfFile(tx: Tx, file: string): Promise<ReadonlyMap<string, CustodyEventRow[]>> {
  const found = await table.listRows(tx, 'offences.custody_event', { file_id: file }, ['artefact_id', 'sequence']);
  return Map.groupBy(found, (event) => event.artefact_id);
}

/** How many entries of each artefact the audit was told of. Asked by the platform, which sees every chain. */
export async function auditedEntries(tx: Tx, artefacts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    tx,
    sql<{ id: string; most: number }>`
      select object_id as id, max((body::jsonb -> 'codes' ->> 'sequence')::integer) as most from kernel.audit_entry
      where object_kind = 'custody-artefact' and object_id = any(${[...artefacts]}::text[]) and body::jsonb -> 'codes' ? 'sequence' group by object_id`,
  );
  return new Map(found.map(({ id, most }) => [id, most]));
}

export const findBundle = (tx: Tx, file: string, id: string, lock?: 'for update'): Promise<BundleRow | undefined> =>
  table.findRow(tx, 'offences.court_bundle', { id, file_id: file }, lock);
/** By its own id, for the platform's work. */
export const bundleById = (tx: Tx, id: string): Promise<BundleRow | undefined> =>
  table.findRow(tx, 'offences.court_bundle', { id });
export const insertBundle = (tx: Tx, row: BundleRow): Promise<void> =>
  table.insertRow(tx, 'offences.court_bundle', row);
export async function changeBundle(
  tx: Tx,
  id: string,
  set: Partial<Pick<BundleRow, 'made_at' | 'digest' | 'size' | 'stamped_at' | 'taken'>>,
): Promise<void> {
  await table.updateRows(tx, 'offences.court_bundle', { id }, set);
}

/** Bundles of a file, newest first. */
export async function bundlesOf(tx: Tx, file: string): Promise<BundleRow[]> {
  const found = await table.listRows(tx, 'offences.court_bundle', { file_id: file }, ['asked_at', 'id']);
  return found.reverse();
}
