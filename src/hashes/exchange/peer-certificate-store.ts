import { sql } from 'kysely';
import { type OfferedCertificate, rows, type Tx } from '../../kernel/index.ts';

/** As it is kept: JSON. */
export type KeptCertificate = Omit<OfferedCertificate, 'validTo'> & { readonly validTo: string };

/** What is confirmed of a partner, and what waits for it. */
export interface PeerCertificate {
  readonly id: string;
  readonly source: string;
  readonly baseUrl: string;
  readonly createdBy: string | null;
  readonly offered: KeptCertificate | null;
  /** SHA-256, hex. */
  readonly certificate: string | null;
}

export async function peerCertificate(tx: Tx, peer: string): Promise<PeerCertificate | undefined> {
  const [row] = await rows(
    tx,
    sql<PeerCertificate>`
      select peer.id, source.code as source, peer.base_url as "baseUrl", peer.created_by as "createdBy",
        peer.offered_certificate as offered, peer.certificate
      from hashes.peer as peer join hashes.source as source on source.id = peer.source_id where peer.id = ${peer}::uuid`,
  );
  return row;
}

export async function offerCertificate(tx: Tx, peer: string, offered: OfferedCertificate): Promise<void> {
  await sql`update hashes.peer set offered_certificate = ${JSON.stringify(offered)}::jsonb where id = ${peer}::uuid`.execute(
    tx.query<object>(),
  );
}

/** Takes what was offered as what must be shown from now on. */
export async function confirmCertificate(tx: Tx, peer: string): Promise<void> {
  await sql`
    update hashes.peer set certificate = offered_certificate ->> 'fingerprint', confirmed_at = ${tx.now}, last_refusal = null
    where id = ${peer}::uuid`.execute(tx.query<object>());
}
