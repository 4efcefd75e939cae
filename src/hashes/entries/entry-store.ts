import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { entryPolicy } from '../policies.ts';
import type { ClassScheme, EntryStatus, Verdict } from './entry.ts';
import type { ClassRow, EntryClass, EntrySignal, ProvenanceRow, QueueItem, VerdictRow } from './entry-view.ts';
import { type Signal, type SignalType, signalText } from './signal.ts';

export type EntryAction = (typeof entryPolicy.actions)[number];

export interface EntryRow {
  readonly id: string;
  readonly bankId: string;
  readonly ownerAgency: string;
  readonly mediaKind: 'image' | 'video';
  readonly status: EntryStatus;
  readonly proposedBy: string;
}

export interface NewEntry {
  readonly id: string;
  readonly bankId: string;
  readonly ownerAgency: string;
  readonly mediaKind: 'image' | 'video';
  readonly status: EntryStatus;
  readonly legalBasis: string;
  readonly reference: string | null;
  readonly proposedBy: string;
}

export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, reference, proposed_by, proposed_at, updated_at)
    select id, bank, owner, media, status, basis, reference, proposer, ${tx.now}, ${tx.now}
    from unnest(${entries.map((entry) => entry.id)}::uuid[], ${entries.map((entry) => entry.bankId)}::uuid[], ${entries.map((entry) => entry.ownerAgency)}::text[],
      ${entries.map((entry) => entry.mediaKind)}::text[], ${entries.map((entry) => entry.status)}::text[], ${entries.map((entry) => entry.legalBasis)}::text[],
      ${entries.map((entry) => entry.reference)}::text[], ${entries.map((entry) => entry.proposedBy)}::text[]) as given(id, bank, owner, media, status, basis, reference, proposer)`.execute(
    tx.query<object>(),
  );
}

/** Stores the signals that are new and hangs all of them on their entries. */
export async function putSignals(
  tx: Tx,
  given: readonly { readonly entry: string; readonly signal: Signal; readonly id: string }[],
): Promise<void> {
  if (given.length === 0) return;
  const [answer] = await rows(
    tx,
    sql<{
      ids: string[];
    }>`select hashes.put_signals(${given.map(({ signal }) => signal.type)}::text[], ${given.map(({ signal }) => signal.value)}::bytea[],
      ${given.map(({ signal }) => signal.opaque)}::text[], ${given.map(({ signal }) => signal.variant)}::text[],
      ${given.map(({ signal }) => signal.quality)}::smallint[], ${given.map(({ id }) => id)}::uuid[]) as ids`,
  );
  await sql`
    insert into hashes.entry_signal (entry_id, signal_id, frame_ms)
    select entry, signal, min(frame) from unnest(${given.map(({ entry }) => entry)}::uuid[], ${answer?.ids ?? []}::uuid[], ${given.map(({ signal }) => signal.frameMs)}::integer[]) as given(entry, signal, frame)
    group by entry, signal on conflict do nothing`.execute(tx.query<object>());
}

/** Takes away the signals of entries, before others are put. */
export async function dropSignals(tx: Tx, entries: readonly string[]): Promise<void> {
  await sql`delete from hashes.entry_signal where entry_id = any(${[...entries]}::uuid[])`.execute(tx.query<object>());
}

/** The entry, locked, if the actor may do this to it. */
export async function lockEntry(tx: Tx, id: string, action: EntryAction): Promise<EntryRow | undefined> {
  const [row] = await rows(
    tx,
    sql<EntryRow>`
      select id, bank_id as "bankId", owner_agency as "ownerAgency", media_kind as "mediaKind", status, proposed_by as "proposedBy"
      from hashes.entry as entry where id = ${id}::uuid and ${entryPolicy.filter(tx.actor, action, tx.now, 'entry')} for update`,
  );
  return row;
}

export async function setStatus(tx: Tx, entries: readonly string[], status: EntryStatus): Promise<void> {
  await sql`update hashes.entry set status = ${status}, updated_at = ${tx.now} where id = any(${[...entries]}::uuid[])`.execute(
    tx.query<object>(),
  );
}

/**
 * Writes the changes of entries to the log that every reader follows. The last call of a transaction: it holds the
 * register's lock to the commit. Answers the number of the last change.
 */
export async function recordChanges(tx: Tx, entries: readonly string[]): Promise<number> {
  const [row] = await rows(tx, sql<{ seq: number }>`select hashes.record_changes(${[...entries]}::uuid[]) as seq`);
  return row?.seq ?? 0;
}

/** Every verdict on an entry; empty for an analyst who has not given theirs. */
export function verdictsOf(tx: Tx, entry: string): Promise<VerdictRow[]> {
  return rows(
    tx,
    sql<VerdictRow>`select analyst, verdict, national_class as "nationalClass", stage, given_at as "givenAt" from hashes.verdicts_of(${entry}::uuid) order by given_at, id`,
  );
}

/** @returns false where this analyst has given a verdict on the entry already */
export async function insertVerdict(
  tx: Tx,
  given: {
    id: string;
    entry: string;
    analyst: string;
    agency: string;
    verdict: Verdict;
    nationalClass: string;
    stage: 'blind' | 'arbitration';
  },
): Promise<boolean> {
  const result = await sql`
    insert into hashes.verification (id, entry_id, analyst, agency, verdict, national_class, stage, given_at)
    values (${given.id}, ${given.entry}, ${given.analyst}, ${given.agency}, ${given.verdict}, ${given.nationalClass}, ${given.stage}, ${tx.now})
    on conflict (entry_id, analyst) do nothing`.execute(tx.query<object>());
  return result.numAffectedRows === 1n;
}

/** Lets everyone who keeps the register see the verdicts on an entry that is decided. */
export async function unsealVerdicts(tx: Tx, entry: string): Promise<void> {
  await sql`select hashes.unseal_verdicts(${entry}::uuid)`.execute(tx.query<object>());
}

/** Gives classes that the entry does not have yet. */
export async function insertClasses(
  tx: Tx,
  given: readonly (EntryClass & { readonly id: string; readonly entry: string; readonly by: string })[],
): Promise<void> {
  if (given.length === 0) return;
  await sql`
    insert into hashes.classification (id, entry_id, scheme, scheme_version, label, given_by, given_at)
    select id, entry, scheme, version, label, who, ${tx.now}
    from unnest(${given.map((one) => one.id)}::uuid[], ${given.map((one) => one.entry)}::uuid[], ${given.map((one) => one.scheme)}::text[],
      ${given.map((one) => one.version)}::text[], ${given.map((one) => one.label)}::text[], ${given.map((one) => one.by)}::text[]) as given(id, entry, scheme, version, label, who)
    on conflict (entry_id, scheme, scheme_version, label) where ended_at is null do nothing`.execute(
    tx.query<object>(),
  );
}

/** Ends the classes of a scheme and version that are not among the labels kept. */
export async function endClasses(
  tx: Tx,
  entry: string,
  scheme: ClassScheme,
  version: string,
  keep: readonly string[],
): Promise<void> {
  await sql`
    update hashes.classification set ended_at = ${tx.now}
    where entry_id = ${entry}::uuid and scheme = ${scheme} and scheme_version = ${version} and ended_at is null and label <> all(${[...keep]}::text[])`.execute(
    tx.query<object>(),
  );
}

export type QueueRow = Omit<QueueItem, 'turn'> & { readonly proposedBy: string };

/** What waits for somebody: verdicts, disputes, suspensions; oldest first. */
export function queueRows(tx: Tx, statuses: readonly EntryStatus[], limit: number): Promise<QueueRow[]> {
  return rows(
    tx,
    sql<QueueRow>`
      with waiting as (
        select entry.* from hashes.entry as entry
        where entry.status = any(${[...statuses]}::text[]) and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}
        order by entry.updated_at, entry.id limit ${limit})
      select entry.id, bank.code as bank, entry.owner_agency as "ownerAgency", entry.media_kind as "mediaKind", entry.status,
        entry.proposed_by as "proposedBy", entry.proposed_at as "proposedAt", entry.legal_basis as "legalBasis",
        coalesce(counted.given, 0)::integer as verdicts, coalesce(counted.mine, false) as mine,
        coalesce(suspension.due_at, dispute.due_at) as "dueAt", coalesce(suspension.suspended_at, dispute.raised_at) as "askedAt", coalesce(suspension.cause, case when dispute.id is not null then 'dispute' end) as cause
      from waiting as entry join hashes.bank as bank on bank.id = entry.bank_id
      left join hashes.count_verdicts(array(select id from waiting)) as counted on counted.entry_id = entry.id
      left join hashes.suspension as suspension on suspension.entry_id = entry.id and suspension.answered_at is null
      left join hashes.dispute as dispute on dispute.entry_id = entry.id and dispute.resolved_at is null
      order by entry.updated_at, entry.id`,
  );
}

export interface EntryDetailRow extends EntryRow {
  readonly bank: string;
  readonly legalBasis: string;
  readonly reference: string | null;
  readonly proposedAt: Date;
  readonly updatedAt: Date;
}

export async function entryDetailRow(tx: Tx, id: string): Promise<EntryDetailRow | undefined> {
  const [row] = await rows(
    tx,
    sql<EntryDetailRow>`
      select entry.id, entry.bank_id as "bankId", bank.code as bank, entry.owner_agency as "ownerAgency", entry.media_kind as "mediaKind", entry.status,
        entry.proposed_by as "proposedBy", entry.proposed_at as "proposedAt", entry.updated_at as "updatedAt", entry.legal_basis as "legalBasis", entry.reference
      from hashes.entry as entry join hashes.bank as bank on bank.id = entry.bank_id
      where entry.id = ${id}::uuid and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}`,
  );
  return row;
}

export async function signalsOf(tx: Tx, entry: string): Promise<EntrySignal[]> {
  const found = await rows(
    tx,
    sql<{
      type: SignalType;
      value: Buffer;
      opaque: string | null;
      variant: string;
      quality: number | null;
      frameMs: number | null;
    }>`
      select type, value, opaque, variant, quality, frame_ms as "frameMs" from hashes.signals_of(${entry}::uuid)`,
  );
  return found.map((row) => ({
    type: row.type,
    value: signalText(row),
    variant: row.variant,
    quality: row.quality,
    frameMs: row.frameMs,
  }));
}

export function classesOf(tx: Tx, entry: string): Promise<ClassRow[]> {
  return rows(
    tx,
    sql<ClassRow>`
      select scheme, scheme_version as version, label, given_by as by, given_at as at from hashes.classification
      where entry_id = ${entry}::uuid and ended_at is null order by scheme, scheme_version, label`,
  );
}

export function provenanceOf(tx: Tx, entry: string): Promise<ProvenanceRow[]> {
  return rows(
    tx,
    sql<ProvenanceRow>`
      select source.code as source, source.kind, source.licence, source.may_redistribute as "mayRedistribute", provenance.external_id as "externalId", provenance.received_at as "receivedAt"
      from hashes.provenance as provenance join hashes.source as source on source.id = provenance.source_id
      where provenance.entry_id = ${entry}::uuid order by provenance.received_at`,
  );
}

/** Verdicts that the actor may see: their own, or all once the entry is decided. */
export function visibleVerdicts(tx: Tx, entry: string): Promise<VerdictRow[]> {
  return rows(
    tx,
    sql<VerdictRow>`
      select analyst, verdict, national_class as "nationalClass", stage, given_at as "givenAt"
      from hashes.verification where entry_id = ${entry}::uuid order by given_at, id`,
  );
}

/** How many proposals of an agency wait for review. */
export async function openProposals(tx: Tx, agency: string): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{
      n: number;
    }>`select count(*) as n from hashes.entry where owner_agency = ${agency} and status in ('PROPOSED', 'SECOND_REVIEW')`,
  );
  return row?.n ?? 0;
}

export interface NumberedEntry {
  readonly id: string;
  readonly number: number;
  readonly status: EntryStatus;
  readonly signals: readonly EntrySignal[];
}

/** An entry by its short number in a bank, or by its id, if the actor may see it. */
export async function entryByNumber(
  tx: Tx,
  wanted: { readonly number: number; readonly bank: string } | { readonly id: string },
): Promise<NumberedEntry | undefined> {
  const named =
    'id' in wanted
      ? sql`entry.id = ${wanted.id}::uuid`
      : sql`entry.number = ${wanted.number} and bank.code = ${wanted.bank}`;
  const [row] = await rows(
    tx,
    sql<{ id: string; number: number; status: EntryStatus }>`
      select entry.id, entry.number, entry.status from hashes.entry as entry join hashes.bank as bank on bank.id = entry.bank_id
      where ${named} and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}`,
  );
  return row && { ...row, signals: await signalsOf(tx, row.id) };
}

/** How people name entries that the actor may know of: the end of the id, as on the register's pages. */
export async function entryNumbers(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from hashes.entry as entry where id = any(${[...ids]}::uuid[]) and ${entryPolicy.filter(tx.actor, 'hash-entry.read', tx.now, 'entry')}`,
  );
  return new Map(found.map(({ id }) => [id, `…${id.slice(-8)}`]));
}
