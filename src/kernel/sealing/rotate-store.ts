import type pg from 'pg';
import type { StoredDeskKey } from './sealing-store.ts';

/** Desk keys, all or one desk's; the owner's connection, since the app role may not write them. */
export async function deskKeyRows(owner: pg.Pool, desk?: string): Promise<StoredDeskKey[]> {
  const { rows } = await owner.query<StoredDeskKey>(
    'select * from kernel.desk_key where $1::text is null or desk = $1 order by desk, version',
    [desk ?? null],
  );
  return rows;
}

/** Desks that have a key of any version and state. */
export async function desksWithKeys(owner: pg.Pool): Promise<Set<string>> {
  const { rows } = await owner.query<{ desk: string }>('select distinct desk from kernel.desk_key');
  return new Set(rows.map((row) => row.desk));
}

/** Puts first keys in, in one statement; a desk that got one meanwhile keeps it. @returns how many went in */
export async function addFirstDeskKeys(
  owner: pg.Pool,
  keys: readonly { desk: string; publicKey: Uint8Array; sealedPrivateKey: Uint8Array }[],
  now: Date,
): Promise<number> {
  const { rowCount } = await owner.query(
    `insert into kernel.desk_key (desk, version, public_key, sealed_private_key, state, created_at)
     select desk, 1, public_key, sealed_private_key, 'active', $4 from unnest($1::text[], $2::bytea[], $3::bytea[]) as made (desk, public_key, sealed_private_key)
     on conflict do nothing`,
    [
      keys.map((key) => key.desk),
      keys.map((key) => Buffer.from(key.publicKey)),
      keys.map((key) => Buffer.from(key.sealedPrivateKey)),
      now,
    ],
  );
  return rowCount ?? 0;
}

/** Adds a version and makes it the active one; the versions before it only open from now on. */
export async function addDeskKey(
  owner: pg.Pool,
  key: { desk: string; version: number; publicKey: Uint8Array; sealedPrivateKey: Uint8Array; now: Date },
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query("update kernel.desk_key set state = 'retired' where desk = $1 and state = 'active'", [key.desk]);
    await client.query(
      "insert into kernel.desk_key (desk, version, public_key, sealed_private_key, state, created_at) values ($1, $2, $3, $4, 'active', $5)",
      [key.desk, key.version, Buffer.from(key.publicKey), Buffer.from(key.sealedPrivateKey), key.now],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Puts a private key (re-wrapped, or recovered from the custodians) in place of the stored one. */
export async function replacePrivateKey(
  owner: pg.Pool,
  key: { desk: string; version: number },
  sealed: Uint8Array,
): Promise<void> {
  await owner.query(
    `update kernel.desk_key set sealed_private_key = $3,
       state = case when state <> 'lost' then state
                    when version = (select max(version) from kernel.desk_key as other where other.desk = $1) then 'active' else 'retired' end
     where desk = $1 and version = $2`,
    [key.desk, key.version, Buffer.from(sealed)],
  );
}

export async function markLost(owner: pg.Pool, desk: string): Promise<number> {
  const { rowCount } = await owner.query("update kernel.desk_key set state = 'lost' where desk = $1", [desk]);
  return rowCount ?? 0;
}

export async function wrapsOfVersion(
  owner: pg.Pool,
  desk: string,
  version: number,
  limit: number,
): Promise<{ data_key_id: string; wrapped: Buffer }[]> {
  const { rows } = await owner.query<{ data_key_id: string; wrapped: Buffer }>(
    "select data_key_id, wrapped from kernel.wrapped_key where holder_kind = 'desk' and holder = $1 and key_version = $2 limit $3",
    [desk, version, limit],
  );
  return rows;
}

export async function moveWrap(
  owner: pg.Pool,
  dataKeyId: string,
  desk: string,
  version: number,
  wrapped: Uint8Array,
): Promise<void> {
  await owner.query(
    "update kernel.wrapped_key set key_version = $3, wrapped = $4 where data_key_id = $1 and holder_kind = 'desk' and holder = $2",
    [dataKeyId, desk, version, Buffer.from(wrapped)],
  );
}
