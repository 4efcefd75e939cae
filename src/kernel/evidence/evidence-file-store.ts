import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { EvidenceFile } from './evidence-file.ts';

export interface EvidenceRow extends EvidenceFile {
  readonly dataKeyId: string;
  readonly sealedDigest: Buffer;
}

const columns = sql`id, object_kind as "objectKind", object_id as "objectId", part, media_type as "mediaType", size, stored_by as "storedBy", stored_at as "storedAt",
  data_key_id as "dataKeyId", sealed_digest as "sealedDigest"`;

async function read<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(tx.query<object>())).rows;
}

export async function insertEvidence(tx: Tx, row: EvidenceRow): Promise<void> {
  await sql`
    insert into kernel.evidence_file (id, object_kind, object_id, part, media_type, data_key_id, size, sealed_digest, stored_by, stored_at)
    values (${row.id}, ${row.objectKind}, ${row.objectId}, ${row.part}, ${row.mediaType}, ${row.dataKeyId}, ${row.size}, ${row.sealedDigest}, ${row.storedBy}, ${row.storedAt})`.execute(
    tx.query<object>(),
  );
}

export async function evidenceRow(tx: Tx, id: string): Promise<EvidenceRow | undefined> {
  return (
    await read(
      tx,
      sql<EvidenceRow>`select ${columns} from kernel.evidence_file where id = ${id}::uuid and removed_at is null`,
    )
  )[0];
}

export function evidenceRowsOf(tx: Tx, objectKind: string, objectId: string): Promise<EvidenceRow[]> {
  return read(
    tx,
    sql<EvidenceRow>`
      select ${columns} from kernel.evidence_file
      where object_kind = ${objectKind} and object_id = ${objectId}::uuid and removed_at is null order by stored_at desc, id desc`,
  );
}

export async function markEvidenceRemoved(tx: Tx, id: string): Promise<boolean> {
  const done =
    await sql`update kernel.evidence_file set removed_at = ${tx.now} where id = ${id}::uuid and removed_at is null`.execute(
      tx.query<object>(),
    );
  return done.numAffectedRows === 1n;
}

/** Of these names, those of files that are kept. */
export async function keptEvidence(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await read(
    tx,
    sql<{
      id: string;
    }>`select id from kernel.evidence_file where id = any(${[...names]}::uuid[]) and removed_at is null`,
  );
  return new Set(found.map(({ id }) => id));
}

/** Kept files in the order of their ids, after one of them. */
export function evidencePage(tx: Tx, after: string, most: number): Promise<EvidenceRow[]> {
  return read(
    tx,
    sql<EvidenceRow>`
      select ${columns} from kernel.evidence_file where removed_at is null and id > ${after}::uuid order by id limit ${most}`,
  );
}
