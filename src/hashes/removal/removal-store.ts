import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { OnlinePlace } from '../../vocabulary/index.ts';
import type { EntryStatus } from '../entries/entry.ts';

export interface RemovalRow {
  readonly id: string;
  readonly places: readonly OnlinePlace[];
  readonly filedAt: Date;
  readonly withdrawnAt: Date | null;
}

/** What the receipt of a request is checked with; absent where another receipt opens it. */
export interface ReceiptOfRemoval {
  readonly locator: string;
  readonly salt: Buffer;
  readonly verifier: Buffer;
  readonly memoryKib: number;
  readonly passes: number;
}

const own = sql`locator, salt, verifier, memory_kib as "memoryKib", passes`;

/** One request at a time: the hashes that are there already and the counts must not change meanwhile. */
export async function lockRemovals(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('hashes.removal'))`.execute(tx.query<object>());
}

export async function removalOfSubmission(
  tx: Tx,
  submission: Buffer,
): Promise<
  ({ readonly id: string } & { readonly [part in keyof ReceiptOfRemoval]: ReceiptOfRemoval[part] | null }) | undefined
> {
  type Row = { id: string } & { [part in keyof ReceiptOfRemoval]: ReceiptOfRemoval[part] | null };
  return (await rows(tx, sql<Row>`select id, ${own} from hashes.removal where submission = ${submission}`))[0];
}

export async function removalById(tx: Tx, id: string): Promise<RemovalRow | undefined> {
  return (
    await rows(
      tx,
      sql<RemovalRow>`select id, places, filed_at as "filedAt", withdrawn_at as "withdrawnAt" from hashes.removal where id = ${id}::uuid`,
    )
  )[0];
}

export async function removalByLocator(
  tx: Tx,
  locator: string,
): Promise<(ReceiptOfRemoval & { readonly id: string }) | undefined> {
  type Row = ReceiptOfRemoval & { id: string };
  return (await rows(tx, sql<Row>`select id, ${own} from hashes.removal where locator = ${locator}`))[0];
}

export async function clearRemovalReceipt(tx: Tx, id: string): Promise<void> {
  await sql`
    update hashes.removal set locator = null, salt = null, verifier = null, memory_kib = null, passes = null
    where id = ${id}::uuid and locator is not null`.execute(tx.query<object>());
}

export async function insertRemoval(
  tx: Tx,
  removal: {
    readonly id: string;
    readonly receipt: ReceiptOfRemoval | undefined;
    readonly submission: Buffer;
    readonly ageBand: string;
    readonly subject: string;
    readonly places: readonly string[];
  },
): Promise<void> {
  const { receipt } = removal;
  await sql`
    insert into hashes.removal (id, locator, salt, verifier, memory_kib, passes, submission, age_band, subject, places, filed_at)
    values (${removal.id}, ${receipt?.locator ?? null}, ${receipt?.salt ?? null}, ${receipt?.verifier ?? null},
      ${receipt?.memoryKib ?? null}, ${receipt?.passes ?? null}, ${removal.submission}, ${removal.ageBand}, ${removal.subject},
      ${[...removal.places]}::text[], ${tx.now})`.execute(tx.query<object>());
}

export async function insertRemovalEntries(tx: Tx, removal: string, entries: readonly string[]): Promise<void> {
  await sql`
    insert into hashes.removal_entry (removal_id, entry_id)
    select ${removal}::uuid, entry from unnest(${[...entries]}::uuid[]) as given(entry) on conflict do nothing`.execute(
    tx.query<object>(),
  );
}

/** Requests since a moment, and entries of the bank that are in force. */
export async function removalCounts(tx: Tx, since: Date, bank: string): Promise<{ requests: number; entries: number }> {
  const [row] = await rows(
    tx,
    sql<{ requests: number; entries: number }>`
      select (select count(*)::integer from hashes.removal where filed_at > ${since}) as requests,
        (select count(*)::integer from hashes.entry where bank_id = ${bank}::uuid and status in ('ACTIVE', 'DISPUTED', 'SUSPENDED')) as entries`,
  );
  return row ?? { requests: 0, entries: 0 };
}

export interface HeldEntry {
  readonly entry: string;
  readonly status: EntryStatus;
  /** Requests for it that were not taken back. */
  readonly wanted: number;
}

/** The entry of a bank that holds this very hash and is of this kind. */
export async function entryOfHash(
  tx: Tx,
  bank: string,
  media: 'image' | 'video',
  type: 'pdq' | 'vpdq',
  value: Buffer,
): Promise<HeldEntry | undefined> {
  const [row] = await rows(
    tx,
    sql<HeldEntry>`
      select entry.id as entry, entry.status, (
        select count(*)::integer from hashes.removal_entry as held join hashes.removal on removal.id = held.removal_id
        where held.entry_id = entry.id and removal.withdrawn_at is null) as wanted
      from hashes.signal join hashes.entry_signal as part on part.signal_id = signal.id join hashes.entry on entry.id = part.entry_id
      where signal.type = ${type} and signal.value = ${value} and entry.bank_id = ${bank}::uuid and entry.media_kind = ${media}
      order by entry.id limit 1`,
  );
  return row;
}

/** The entries of a request; `wanted` counts the other requests for them. */
export function entriesOfRemoval(
  tx: Tx,
  removal: string,
): Promise<(HeldEntry & { readonly media: 'image' | 'video' })[]> {
  return rows(
    tx,
    sql<HeldEntry & { readonly media: 'image' | 'video' }>`
      select entry.id as entry, entry.status, entry.media_kind as media, (
        select count(*)::integer from hashes.removal_entry as other join hashes.removal on removal.id = other.removal_id
        where other.entry_id = entry.id and other.removal_id <> ${removal}::uuid and removal.withdrawn_at is null) as wanted
      from hashes.removal_entry as held join hashes.entry on entry.id = held.entry_id where held.removal_id = ${removal}::uuid order by entry.id`,
  );
}

export async function markWithdrawn(tx: Tx, removal: string): Promise<void> {
  await sql`update hashes.removal set withdrawn_at = ${tx.now} where id = ${removal}::uuid`.execute(tx.query<object>());
}
