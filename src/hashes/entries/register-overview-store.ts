import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { entryPolicy } from '../policies.ts';
import type { EntryStatus } from './entry.ts';
import type { Source } from './register-store.ts';
import type { SignalType } from './signal.ts';

export interface BankCount {
  readonly bank: string;
  readonly status: EntryStatus;
  readonly entries: number;
}

export function bankCounts(tx: Tx): Promise<BankCount[]> {
  return rows(
    tx,
    sql<BankCount>`
      select bank.code as bank, counted.status, counted.entries
      from (select bank_id, status, count(*)::integer as entries from hashes.entry group by bank_id, status) as counted
      join hashes.bank as bank on bank.id = counted.bank_id order by bank.code, counted.status`,
  );
}

export interface SourceCount {
  readonly source: string | null;
  readonly entries: number;
}

/** Entries by where they came from; null: proposed here. */
export function sourceCounts(tx: Tx): Promise<SourceCount[]> {
  return rows(
    tx,
    sql<SourceCount>`
      select source.code as source, counted.entries from (
        select provenance.source_id, count(*)::integer as entries
        from hashes.entry as entry left join hashes.provenance as provenance on provenance.entry_id = entry.id group by provenance.source_id) as counted
      left join hashes.source as source on source.id = counted.source_id order by counted.entries desc, source.code`,
  );
}

export interface MonthCount {
  /** First day of the month in Viet Nam, `YYYY-MM-DD`. */
  readonly month: string;
  readonly proposed: number;
  readonly decided: number;
  readonly matches: number;
}

/** By month of Viet Nam: proposals, decisions of two, and matches of members; months without any are there too. */
export function monthCounts(tx: Tx, months: number): Promise<MonthCount[]> {
  return rows(
    tx,
    sql<MonthCount>`
      with month as (
        select generate_series(date_trunc('month', ${tx.now}::timestamptz at time zone 'Asia/Ho_Chi_Minh') - make_interval(months => ${months - 1}),
          date_trunc('month', ${tx.now}::timestamptz at time zone 'Asia/Ho_Chi_Minh'), interval '1 month') as starts),
      bounds as (select starts, starts at time zone 'Asia/Ho_Chi_Minh' as since, (starts + interval '1 month') at time zone 'Asia/Ho_Chi_Minh' as until from month)
      select to_char(starts, 'YYYY-MM-DD') as month,
        (select count(*)::integer from hashes.entry where proposed_at >= since and proposed_at < until) as proposed,
        (select count(*)::integer from hashes.entry where status not in ('PROPOSED', 'SECOND_REVIEW') and updated_at >= since and updated_at < until) as decided,
        (select coalesce(sum(hits), 0)::integer from hashes.match_event where at >= since and at < until) as matches
      from bounds order by starts`,
  );
}

export interface EntryFilters {
  readonly bank?: string | undefined;
  readonly statuses?: readonly EntryStatus[] | undefined;
  readonly source?: string | undefined;
  readonly media?: 'image' | 'video' | undefined;
  readonly type?: SignalType | undefined;
  readonly nationalClass?: string | undefined;
  readonly owner?: string | undefined;
}

export interface ListedEntry {
  readonly id: string;
  readonly number: number;
  readonly bank: string;
  readonly status: EntryStatus;
  readonly mediaKind: 'image' | 'video';
  readonly ownerAgency: string;
  readonly proposedAt: Date;
  readonly updatedAt: Date;
  readonly types: readonly string[];
  readonly nationalClasses: readonly string[];
  readonly sources: readonly string[];
}

/** Entries that the actor may see, the last changed first; `after` is the last row of the page before. */
export function listedEntries(
  tx: Tx,
  filters: EntryFilters,
  after: { readonly at: Date; readonly id: string } | undefined,
  limit: number,
): Promise<ListedEntry[]> {
  return rows(
    tx,
    sql<ListedEntry>`
      select entry.id, entry.number::integer as number, bank.code as bank, entry.status, entry.media_kind as "mediaKind", entry.owner_agency as "ownerAgency",
        entry.proposed_at as "proposedAt", entry.updated_at as "updatedAt",
        array(select distinct signal.type from hashes.entry_signal as part join hashes.signal as signal on signal.id = part.signal_id where part.entry_id = entry.id order by 1) as types,
        array(select class.label from hashes.classification as class where class.entry_id = entry.id and class.scheme = 'national' and class.ended_at is null order by 1) as "nationalClasses",
        array(select source.code from hashes.provenance as provenance join hashes.source as source on source.id = provenance.source_id where provenance.entry_id = entry.id order by 1) as sources
      from hashes.entry as entry join hashes.bank as bank on bank.id = entry.bank_id
      where ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}
        and (${filters.bank ?? null}::text is null or bank.code = ${filters.bank ?? null})
        and (${filters.statuses ? [...filters.statuses] : null}::text[] is null or entry.status = any(${filters.statuses ? [...filters.statuses] : null}::text[]))
        and (${filters.media ?? null}::text is null or entry.media_kind = ${filters.media ?? null})
        and (${filters.owner ?? null}::text is null or entry.owner_agency = ${filters.owner ?? null})
        and (${filters.source ?? null}::text is null
          or (${filters.source ?? null} = '-' and not exists (select 1 from hashes.provenance as provenance where provenance.entry_id = entry.id))
          or exists (select 1 from hashes.provenance as provenance join hashes.source as source on source.id = provenance.source_id
            where provenance.entry_id = entry.id and source.code = ${filters.source ?? null}))
        and (${filters.type ?? null}::text is null or exists (select 1 from hashes.entry_signal as part join hashes.signal as signal on signal.id = part.signal_id
          where part.entry_id = entry.id and signal.type = ${filters.type ?? null}))
        and (${filters.nationalClass ?? null}::text is null or exists (select 1 from hashes.classification as class
          where class.entry_id = entry.id and class.scheme = 'national' and class.ended_at is null and class.label = ${filters.nationalClass ?? null}))
        and (${after?.at ?? null}::timestamptz is null or (entry.updated_at, entry.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by entry.updated_at desc, entry.id desc limit ${limit}`,
  );
}

/** Where a page that ended with this entry goes on. */
export async function entryPlace(tx: Tx, id: string): Promise<{ at: Date; id: string } | undefined> {
  const [row] = await rows(
    tx,
    sql<{ at: Date; id: string }>`select updated_at as at, id from hashes.entry where id = ${id}::uuid`,
  );
  return row;
}

export async function entryOfNumber(tx: Tx, number: number): Promise<string | undefined> {
  const [row] = await rows(
    tx,
    sql<{ id: string }>`
      select id from hashes.entry as entry where number = ${number} and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}`,
  );
  return row?.id;
}

export interface HeldSignal {
  readonly entry: string;
  readonly number: number;
  readonly bank: string;
  readonly status: EntryStatus;
  readonly type: SignalType;
  readonly variant: string;
}

/** Entries in any state that hold these very bytes. */
export function entriesOfValue(tx: Tx, types: readonly string[], value: Buffer): Promise<HeldSignal[]> {
  return rows(
    tx,
    sql<HeldSignal>`
      select entry.id as entry, entry.number::integer as number, bank.code as bank, entry.status, signal.type, signal.variant
      from hashes.signal as signal join hashes.entry_signal as part on part.signal_id = signal.id
      join hashes.entry as entry on entry.id = part.entry_id join hashes.bank as bank on bank.id = entry.bank_id
      where signal.type = any(${[...types]}::text[]) and signal.value = ${value}
        and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}
      order by entry.number limit 100`,
  );
}

/** Numbers of entries, for the short name that pages show. */
export function entryNumbers(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; number: number; status: EntryStatus }[]> {
  return rows(
    tx,
    sql<{ id: string; number: number; status: EntryStatus }>`
      select entry.id, entry.number::integer as number, entry.status from hashes.entry as entry where entry.id = any(${[...ids]}::uuid[])`,
  );
}

export interface ChangeOfEntry {
  readonly seq: number;
  readonly at: Date;
  readonly op: 'upsert' | 'remove';
  readonly list: string | null;
  readonly agency: string | null;
}

/** What readers were told of an entry, newest first; empty for a role that may not read the log. */
export function changesOf(tx: Tx, entry: string): Promise<ChangeOfEntry[]> {
  return rows(
    tx,
    sql<ChangeOfEntry>`
      select change.seq::float8 as seq, change.at, change.op, list.code as list, change.agency
      from hashes.change as change left join hashes.distribution_list as list on list.id = change.list_id
      where change.entry_id = ${entry}::uuid order by change.seq desc limit 100`,
  );
}

export interface SourceRow extends Source {
  readonly entries: number;
}

export function sourceRows(tx: Tx): Promise<SourceRow[]> {
  return rows(
    tx,
    sql<SourceRow>`
      select source.id, source.code, source.kind, source.agency, source.licence, source.may_redistribute as "mayRedistribute",
        source.arrives_verified as "arrivesVerified", source.expires_at as "expiresAt",
        (select count(*)::integer from hashes.provenance as provenance where provenance.source_id = source.id) as entries
      from hashes.source as source order by source.code`,
  );
}

export function usesOn(tx: Tx, day: string): Promise<{ agency: string; questions: number }[]> {
  return rows(
    tx,
    sql<{
      agency: string;
      questions: number;
    }>`select agency, questions from hashes.quota_use where day = ${day}::date order by agency`,
  );
}
