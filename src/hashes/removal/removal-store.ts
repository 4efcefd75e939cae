import { type RawBuilder, sql } from 'kysely';
import type { TriesStore, Tx } from '../../kernel/index.ts';
import type { EntryStatus } from '../entries/entry.ts';

async function rows<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(tx.query<object>())).rows;
}

export interface RemovalRow {
  readonly id: string;
  readonly locator: string;
  readonly salt: Buffer;
  readonly verifier: Buffer;
  readonly memoryKib: number;
  readonly passes: number;
  readonly filedAt: Date;
  readonly withdrawnAt: Date | null;
}

const columns = sql`id, locator, salt, verifier, memory_kib as "memoryKib", passes, filed_at as "filedAt", withdrawn_at as "withdrawnAt"`;

/** One request at a time: the hashes that are there already and the counts must not change meanwhile. */
export async function lockRemovals(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('hashes.removal'))`.execute(tx.query<object>());
}

export async function removalOfSubmission(tx: Tx, submission: Buffer): Promise<RemovalRow | undefined> {
  return (await rows(tx, sql<RemovalRow>`select ${columns} from hashes.removal where submission = ${submission}`))[0];
}

export async function removalByLocator(tx: Tx, locator: string): Promise<RemovalRow | undefined> {
  return (
    await rows(tx, sql<RemovalRow>`select ${columns} from hashes.removal where locator = ${locator} for update`)
  )[0];
}

export async function insertRemoval(
  tx: Tx,
  removal: Omit<RemovalRow, 'filedAt' | 'withdrawnAt'> & {
    readonly submission: Buffer;
    readonly ageBand: string;
    readonly subject: string;
    readonly places: readonly string[];
  },
): Promise<void> {
  await sql`
    insert into hashes.removal (id, locator, salt, verifier, memory_kib, passes, submission, age_band, subject, places, filed_at)
    values (${removal.id}, ${removal.locator}, ${removal.salt}, ${removal.verifier}, ${removal.memoryKib}, ${removal.passes},
      ${removal.submission}, ${removal.ageBand}, ${removal.subject}, ${[...removal.places]}::text[], ${tx.now})`.execute(
    tx.query<object>(),
  );
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

/** Wrong tries on receipts, counted by a keyed digest of the locator. */
export const removalTries: TriesStore = {
  read: async (tx, locatorHash) =>
    (
      await rows(
        tx,
        sql<{
          windowFrom: Date;
          wrong: number;
        }>`select window_from as "windowFrom", wrong from hashes.removal_attempt where locator_hash = ${locatorHash}`,
      )
    )[0],
  save: async (tx, locatorHash, windowFrom, wrong) => {
    await sql`
      insert into hashes.removal_attempt (locator_hash, window_from, wrong) values (${locatorHash}, ${windowFrom}, ${wrong})
      on conflict (locator_hash) do update set window_from = excluded.window_from, wrong = excluded.wrong`.execute(
      tx.query<object>(),
    );
  },
  forget: async (tx, locatorHash) => {
    await sql`delete from hashes.removal_attempt where locator_hash = ${locatorHash}`.execute(tx.query<object>());
  },
};

/** Tries whose hour is over count no more. */
export async function deleteOldTries(tx: Tx, before: Date): Promise<void> {
  await sql`delete from hashes.removal_attempt where window_from < ${before}`.execute(tx.query<object>());
}
