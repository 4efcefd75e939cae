import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { BankMode } from '../banks/bank-mode.ts';
import type { EntryStatus } from '../entries/entry.ts';
import type { PeerStatus } from '../exchange/exchange-view.ts';

/** One writer at a time for each source, so that two readers of the same pages do not add an entry twice. */
export async function lockSource(tx: Tx, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`hashes.source ${source}`}, 0))`.execute(
    tx.query<object>(),
  );
}

export interface KnownImport {
  readonly provenance: string;
  readonly entry: string;
  readonly externalId: string;
  readonly payloadHash: Buffer;
  readonly status: EntryStatus;
}

export function knownImports(tx: Tx, source: string, externalIds: readonly string[]): Promise<KnownImport[]> {
  return rows(
    tx,
    sql<KnownImport>`
      select provenance.id as provenance, entry.id as entry, external_id as "externalId", payload_hash as "payloadHash", entry.status
      from hashes.provenance as provenance join hashes.entry as entry on entry.id = provenance.entry_id
      where provenance.source_id = ${source}::uuid and external_id = any(${[...externalIds]}::text[])`,
  );
}

export async function writeProvenance(
  tx: Tx,
  source: string,
  generation: number,
  given: readonly {
    readonly id: string;
    readonly entry: string;
    readonly externalId: string;
    readonly payloadHash: Buffer;
  }[],
): Promise<void> {
  if (given.length === 0) return;
  await sql`
    insert into hashes.provenance (id, entry_id, source_id, external_id, received_at, payload_hash, generation)
    select id, entry, ${source}::uuid, external, ${tx.now}, payload, ${generation}
    from unnest(${given.map((one) => one.id)}::uuid[], ${given.map((one) => one.entry)}::uuid[], ${given.map((one) => one.externalId)}::text[], ${given.map((one) => one.payloadHash)}::bytea[])
      as given(id, entry, external, payload)
    on conflict (source_id, external_id) do update set received_at = excluded.received_at, payload_hash = excluded.payload_hash, generation = excluded.generation`.execute(
    tx.query<object>(),
  );
}

/** Entries of a source that stand, though its last full read did not show them. */
export async function unseenImports(tx: Tx, source: string, generation: number, limit: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select entry.id from hashes.provenance as provenance join hashes.entry as entry on entry.id = provenance.entry_id
      where provenance.source_id = ${source}::uuid and provenance.generation < ${generation} and entry.status not in ('WITHDRAWN', 'REJECTED') limit ${limit}`,
  );
  return found.map((row) => row.id);
}

export interface Peer {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceCode: string;
  readonly bank: { readonly id: string; readonly mode: BankMode };
  readonly protocol: 'ncmec-v2' | 'delta';
  readonly baseUrl: string;
  readonly remoteList: string | null;
  readonly remoteBank: string | null;
  readonly pushList: string | null;
  readonly credentials: Buffer;
  /** SHA-256 of the certificate that was confirmed, hex. */
  readonly certificate: string | null;
  readonly lastRefusal: string | null;
  readonly checkpoint: Readonly<Record<string, unknown>>;
  readonly pushCheckpoint: Readonly<Record<string, unknown>>;
}

const peerColumns = sql`peer.id, peer.source_id as "sourceId", source.code as "sourceCode", (select json_build_object('id', bank.id, 'mode', bank.mode) from hashes.bank where bank.id = peer.bank_id) as bank, peer.protocol, peer.base_url as "baseUrl",
  peer.remote_list as "remoteList", peer.remote_bank as "remoteBank", (select list.code from hashes.distribution_list as list where list.id = peer.push_list) as "pushList", peer.credentials, peer.certificate, peer.last_refusal as "lastRefusal", peer.checkpoint, peer.push_checkpoint as "pushCheckpoint"`;

export async function peerById(tx: Tx, id: string): Promise<Peer | undefined> {
  return (
    await rows(
      tx,
      sql<Peer>`select ${peerColumns} from hashes.peer as peer join hashes.source as source on source.id = peer.source_id where peer.id = ${id}::uuid and peer.enabled`,
    )
  )[0];
}

export async function enabledPeers(tx: Tx): Promise<{ id: string; pushes: boolean }[]> {
  return rows(
    tx,
    sql<{
      id: string;
      pushes: boolean;
    }>`select id, push_list is not null or protocol = 'ncmec-v2' as pushes from hashes.peer where enabled order by id`,
  );
}

/** @returns false where the source has a partner already */
export async function insertPeer(
  tx: Tx,
  peer: {
    id: string;
    sourceId: string;
    bankId: string;
    protocol: 'ncmec-v2' | 'delta';
    baseUrl: string;
    remoteList: string | null;
    remoteBank: string | null;
    pushListId: string | null;
    credentials: Uint8Array;
    createdBy: string | null;
  },
): Promise<boolean> {
  const done = await sql`
    insert into hashes.peer (id, source_id, bank_id, protocol, base_url, remote_list, remote_bank, push_list, credentials, created_by, enabled)
    values (${peer.id}, ${peer.sourceId}, ${peer.bankId}, ${peer.protocol}, ${peer.baseUrl}, ${peer.remoteList}, ${peer.remoteBank}, ${peer.pushListId}, ${Buffer.from(peer.credentials)}, ${peer.createdBy}::uuid, true)
    on conflict (source_id) do nothing`.execute(tx.query<object>());
  return done.numAffectedRows === 1n;
}

export async function saveCheckpoint(tx: Tx, peer: string, checkpoint: object, received: number): Promise<void> {
  await sql`update hashes.peer set checkpoint = ${JSON.stringify(checkpoint)}::jsonb, entries_received = entries_received + ${received} where id = ${peer}::uuid`.execute(
    tx.query<object>(),
  );
}

export async function savePushCheckpoint(tx: Tx, peer: string, checkpoint: object, sent: number): Promise<void> {
  await sql`update hashes.peer set push_checkpoint = ${JSON.stringify(checkpoint)}::jsonb, entries_sent = entries_sent + ${sent} where id = ${peer}::uuid`.execute(
    tx.query<object>(),
  );
}

/** What came of the last attempt. */
export async function noteAttempt(tx: Tx, peer: string, refusal: string | null): Promise<void> {
  await sql`
    update hashes.peer set last_attempt_at = ${tx.now}, last_refusal = ${refusal}, last_success_at = case when ${refusal}::text is null then ${tx.now}::timestamptz else last_success_at end
    where id = ${peer}::uuid`.execute(tx.query<object>());
}

export function peerStatusRows(tx: Tx): Promise<PeerStatus[]> {
  return rows(
    tx,
    sql<PeerStatus>`
      select peer.id, source.code as source, peer.protocol, peer.enabled, last_success_at as "lastSuccessAt", last_attempt_at as "lastAttemptAt",
        last_refusal as "lastRefusal", entries_received as received, entries_sent as sent
      from hashes.peer as peer join hashes.source as source on source.id = peer.source_id order by source.code`,
  );
}

export interface OwnOpinion {
  readonly externalId: string;
  readonly signalType: string;
  readonly opinion: 'up' | 'down';
  readonly reason: string | null;
  readonly at: Date;
}

/** Opinions of our agencies on a source's entries since a moment, oldest first. */
export function opinionsForSource(
  tx: Tx,
  source: string,
  sourceAgency: string,
  since: Date,
  limit: number,
): Promise<OwnOpinion[]> {
  return rows(
    tx,
    sql<OwnOpinion>`
      select provenance.external_id as "externalId", said.signal_type as "signalType", said.opinion, said.reason, said.given_at as at
      from hashes.feedback as said join hashes.provenance as provenance on provenance.entry_id = said.entry_id and provenance.source_id = ${source}::uuid
      where said.superseded_at is null and said.agency <> ${sourceAgency} and said.given_at > ${since} order by said.given_at, said.id limit ${limit}`,
  );
}
