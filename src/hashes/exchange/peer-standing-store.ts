import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { KeptCertificate } from './peer-certificate-store.ts';

export interface PeerStanding {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly agency: string;
  readonly bank: string;
  readonly protocol: 'ncmec-v2' | 'delta';
  readonly baseUrl: string;
  readonly remoteList: string | null;
  readonly pushList: string | null;
  readonly enabled: boolean;
  /** What it showed when a confirmation was last asked for. */
  readonly offered: KeptCertificate | null;
  /** SHA-256 of the certificate that was confirmed, hex. */
  readonly certificate: string | null;
  readonly lastSuccessAt: Date | null;
  readonly lastAttemptAt: Date | null;
  readonly lastRefusal: string | null;
  readonly received: number;
  readonly sent: number;
  readonly checkpoint: Readonly<Record<string, unknown>>;
  readonly pushCheckpoint: Readonly<Record<string, unknown>>;
}

export function peerStandingRows(tx: Tx): Promise<PeerStanding[]> {
  return rows(
    tx,
    sql<PeerStanding>`
      select peer.id, source.code as source, source.kind, source.agency, bank.code as bank, peer.protocol, peer.base_url as "baseUrl", peer.remote_list as "remoteList",
        list.code as "pushList", peer.enabled, peer.offered_certificate as offered, peer.certificate, peer.last_success_at as "lastSuccessAt", peer.last_attempt_at as "lastAttemptAt", peer.last_refusal as "lastRefusal",
        peer.entries_received::float8 as received, peer.entries_sent::float8 as sent, peer.checkpoint, peer.push_checkpoint as "pushCheckpoint"
      from hashes.peer as peer join hashes.source as source on source.id = peer.source_id join hashes.bank as bank on bank.id = peer.bank_id
      left join hashes.distribution_list as list on list.id = peer.push_list order by source.code`,
  );
}

/** @returns false where there is no such partner */
export async function setPeerEnabled(tx: Tx, peer: string, enabled: boolean): Promise<boolean> {
  const done = await sql`update hashes.peer set enabled = ${enabled} where id = ${peer}::uuid`.execute(
    tx.query<object>(),
  );
  return done.numAffectedRows === 1n;
}

export async function peerState(tx: Tx, peer: string): Promise<{ enabled: boolean; pushes: boolean } | undefined> {
  const [row] = await rows(
    tx,
    sql<{ enabled: boolean; pushes: boolean }>`
      select enabled, push_list is not null or protocol = 'ncmec-v2' as pushes from hashes.peer where id = ${peer}::uuid`,
  );
  return row;
}
