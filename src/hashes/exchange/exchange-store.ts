import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { BankMode } from '../banks/bank-mode.ts';
import type { EntryStatus } from '../entries/entry.ts';
import type { EntryClass, EntrySignal } from '../entries/entry-view.ts';
import type { ListStatus } from './exchange-view.ts';

export interface OwnList {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

/** The lists that the acting member may read. */
export function myLists(tx: Tx): Promise<OwnList[]> {
  return rows(
    tx,
    sql<OwnList>`select id, code, name_vi as "nameVi", name_en as "nameEn" from hashes.my_lists() order by code`,
  );
}

/** Lets every later change be stamped after a moment, and answers how far the log is complete up to it. */
export async function closeWindow(tx: Tx, until: Date): Promise<number> {
  const [row] = await rows(tx, sql<{ seq: number }>`select hashes.close_window(${until}) as seq`);
  return row?.seq ?? 0;
}

/** The numbers between which every change stamped from .. until lies. */
export async function windowBounds(tx: Tx, from: Date, until: Date): Promise<{ after: number; upto: number }> {
  const [row] = await rows(
    tx,
    sql<{ after: number; upto: number }>`select after, upto from hashes.window_bounds(${from}, ${until})`,
  );
  return row ?? { after: 0, upto: 0 };
}

export interface ChangeLine {
  readonly seq: number;
  readonly entry: string;
  readonly at: Date;
  readonly mediaKind: 'image' | 'video';
  readonly ownerAgency: string;
}

/** The latest change of each entry on any of the member's lists, of the numbers after .. upto. */
export function myChanges(tx: Tx, after: number, upto: number, most: number): Promise<ChangeLine[]> {
  return rows(
    tx,
    sql<ChangeLine>`select seq, entry_id as entry, at, media_kind as "mediaKind", owner_agency as "ownerAgency" from hashes.my_changes(${after}, ${upto}, ${most})`,
  );
}

export async function countMyChanges(tx: Tx, after: number, upto: number): Promise<number> {
  const [row] = await rows(tx, sql<{ n: number }>`select hashes.count_my_changes(${after}, ${upto}) as n`);
  return row?.n ?? 0;
}

export function myListChanges(tx: Tx, list: string, after: number, upto: number, most: number): Promise<ChangeLine[]> {
  return rows(
    tx,
    sql<ChangeLine>`select seq, entry_id as entry, at, media_kind as "mediaKind", owner_agency as "ownerAgency" from hashes.my_list_changes(${list}::uuid, ${after}, ${upto}, ${most})`,
  );
}

/** Ids of a list after one, for a read of the whole. */
export async function myListEntries(tx: Tx, list: string, after: string, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      entry: string;
    }>`select entry_id as entry from hashes.my_list_entries(${list}::uuid, ${after}::uuid, ${most})`,
  );
  return found.map((row) => row.entry);
}

export interface EntryView {
  readonly entry: string;
  readonly mediaKind: 'image' | 'video';
  readonly status: EntryStatus;
  readonly bank: string;
  readonly bankMode: BankMode;
  readonly ownerAgency: string;
  readonly signals: readonly EntrySignal[];
  readonly classes: readonly EntryClass[];
  readonly opinions: readonly {
    readonly type: string;
    readonly agency: string;
    readonly opinion: 'up' | 'down';
    readonly reason: string | null;
  }[];
}

/** Entries as the acting member may see them; what is not in the answer is, for them, gone. */
export async function myEntries(
  tx: Tx,
  entries: readonly string[],
  list: string | null,
): Promise<Map<string, EntryView>> {
  const found = await rows(
    tx,
    sql<EntryView>`
      select entry_id as entry, media_kind as "mediaKind", status, bank_code as bank, bank_mode as "bankMode", owner_agency as "ownerAgency", signals, classes, opinions
      from hashes.my_entries(${[...entries]}::uuid[], ${list}::uuid)`,
  );
  return new Map(found.map((row) => [row.entry, row]));
}

/** The fingerprints of entries that were taken from the acting member's lists. */
export function goneSignals(
  tx: Tx,
  entries: readonly string[],
): Promise<{ entry: string; type: string; value: string }[]> {
  return rows(
    tx,
    sql<{
      entry: string;
      type: string;
      value: string;
    }>`select entry_id as entry, type, value from hashes.my_gone_signals(${[...entries]}::uuid[])`,
  );
}

export interface MemberName {
  readonly agency: string;
  readonly number: number;
  readonly name: string;
}

export function memberNames(tx: Tx): Promise<MemberName[]> {
  return rows(tx, sql<MemberName>`select agency, member_number as number, display_name as name from hashes.members()`);
}

export function listStatusRows(tx: Tx): Promise<ListStatus[]> {
  return rows(
    tx,
    sql<ListStatus>`
      select list.code, (select count(*) from hashes.list_entry as held where held.list_id = list.id) as entries,
        (select count(*) from hashes.list_member as member where member.list_id = list.id) as members
      from hashes.distribution_list as list order by list.code`,
  );
}
