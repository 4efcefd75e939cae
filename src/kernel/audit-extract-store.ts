import { type Kysely, sql } from 'kysely';

export interface ExtractedRow {
  readonly sequence: number;
  readonly body: string;
  readonly mac: Buffer | null;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** Entries of one chain on objects of the given ids, in order, up to a head. */
export async function entriesOnObjects(
  db: Kysely<unknown>,
  organisation: string,
  objects: readonly string[],
  upTo: number,
): Promise<readonly ExtractedRow[]> {
  const { rows } = await sql<ExtractedRow>`
    select sequence, body, mac, previous_hash, hash from kernel.audit_entry
    where organisation = ${organisation} and object_id = any(${[...objects]}::text[]) and sequence <= ${upTo} order by sequence`.execute(
    db,
  );
  return rows;
}

/** Hashes of one chain after an entry, in order. */
export async function chainHashes(
  db: Kysely<unknown>,
  organisation: string,
  after: number,
  upTo: number,
  limit: number,
): Promise<readonly { readonly sequence: number; readonly hash: Buffer }[]> {
  const { rows } = await sql<{ sequence: number; hash: Buffer }>`
    select sequence, hash from kernel.audit_entry
    where organisation = ${organisation} and sequence > ${after} and sequence <= ${upTo} order by sequence limit ${limit}`.execute(
    db,
  );
  return rows;
}
