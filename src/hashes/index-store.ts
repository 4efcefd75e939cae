import { sql } from 'kysely';
import { rows, type Tx } from '../kernel/index.ts';
import { type EntryStatus, isInForce } from './entries/entry.ts';
import type { SignalType } from './entries/signal.ts';
import type { IndexedEntry } from './matching/match-index.ts';

interface SignalRow {
  readonly id: Buffer;
  readonly bankId: string;
  readonly status: EntryStatus;
  readonly type: SignalType | null;
  readonly value: Buffer | null;
  readonly variant: string | null;
}

/** Entries in force after an id, with their signals. */
export async function activePage(tx: Tx, after: string, limit: number): Promise<IndexedEntry[]> {
  return grouped(
    await rows(
      tx,
      sql<SignalRow>`
        select id, bank_id as "bankId", status, type, value, variant from hashes.index_page(${after}::uuid, ${limit})`,
    ),
  );
}

/** Changes of the register itself after a number: the entries that changed, each once, how far that goes, and whether there are more. */
export async function changedAfter(
  tx: Tx,
  after: number,
  limit: number,
): Promise<{ readonly upto: number; readonly entries: readonly IndexedEntry[]; readonly more: boolean }> {
  const changes = await rows(
    tx,
    sql<{ seq: number; entry: string }>`
      select seq, entry_id as entry from hashes.change where list_id is null and agency is null and seq > ${after} order by seq limit ${limit}`,
  );
  const last = changes.at(-1);
  if (!last) return { upto: after, entries: [], more: false };
  const ids = [...new Set(changes.map((change) => change.entry))];
  const found = await rows(
    tx,
    sql<SignalRow>`
      select id, bank_id as "bankId", status, type, value, variant from hashes.index_entries(${ids}::uuid[])`,
  );
  return { upto: last.seq, entries: grouped(found), more: changes.length === limit };
}

function grouped(found: readonly SignalRow[]): IndexedEntry[] {
  const entries: (IndexedEntry & { signals: { type: SignalType; value: Buffer; variant: string }[] })[] = [];
  for (const row of found) {
    let entry = entries.at(-1);
    if (!entry || !row.id.equals(entry.id)) {
      const state = !isInForce(row.status) ? 'out' : row.status === 'DISPUTED' ? 'disputed' : 'in-force';
      entry = { id: row.id, bankId: row.bankId, state, signals: [] };
      entries.push(entry);
    }
    if (row.type !== null)
      entry.signals.push({ type: row.type, value: row.value as Buffer, variant: row.variant as string });
  }
  return entries;
}
