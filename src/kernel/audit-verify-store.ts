import { type Kysely, sql } from 'kysely';

export interface StoredAuditEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly object_kind: string | null;
  readonly object_id: string | null;
  readonly body: string;
  /** Null in entries of before there were MACs. */
  readonly mac: Buffer | null;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** Entries of one chain after a sequence number, in order. */
export async function auditBatch(
  db: Kysely<unknown>,
  organisation: string,
  after: number,
  limit: number,
): Promise<readonly StoredAuditEntry[]> {
  const { rows } = await sql<StoredAuditEntry>`
    select sequence, at, actor_kind, actor, action, outcome, object_kind, object_id, body, mac, previous_hash, hash
    from kernel.audit_entry where organisation = ${organisation} and sequence > ${after} order by sequence limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function auditHead(
  db: Kysely<unknown>,
  organisation: string,
): Promise<{ sequence: number; hash: Buffer } | undefined> {
  const { rows } = await sql<{
    sequence: number;
    hash: Buffer;
  }>`select sequence, hash from kernel.audit_head where organisation = ${organisation}`.execute(db);
  return rows[0];
}

/** Names of all chains: of the heads and, should a head have been removed, of the entries. */
export async function auditChains(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ organisation: string }>`
    select organisation from kernel.audit_head union select distinct organisation from kernel.audit_entry order by organisation`.execute(
    db,
  );
  return rows.map((row) => row.organisation);
}
