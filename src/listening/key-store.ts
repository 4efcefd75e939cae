import { sql } from 'kysely';
import { rows, run, type Tx } from '../kernel/index.ts';

export interface StoredKey {
  readonly id: string;
  readonly sealed: Buffer;
}

/** The key of a day, or that of somebody who was quicker. */
export async function putTextKey(tx: Tx, key: StoredKey, day: string): Promise<void> {
  await run(
    tx,
    sql`insert into listening.text_key (id, day, sealed, created_at) values (${key.id}, ${day}, ${key.sealed}, ${tx.now}) on conflict (day) do nothing`,
  );
}

export async function textKeyOfDay(tx: Tx, day: string): Promise<StoredKey | undefined> {
  return (await rows(tx, sql<StoredKey>`select id, sealed from listening.text_key where day = ${day}::date`))[0];
}

export function textKeys(tx: Tx, ids: readonly string[]): Promise<StoredKey[]> {
  return rows(tx, sql<StoredKey>`select id, sealed from listening.text_key where id = any(${[...ids]}::uuid[])`);
}

export async function putPseudonymKey(tx: Tx, key: StoredKey, source: string, quarter: string): Promise<void> {
  await run(
    tx,
    sql`insert into listening.pseudonym_key (id, source_id, quarter, sealed, created_at) values (${key.id}, ${source}, ${quarter}, ${key.sealed}, ${tx.now})
      on conflict (source_id, quarter) do nothing`,
  );
}

export async function pseudonymKeyOf(tx: Tx, source: string, quarter: string): Promise<StoredKey | undefined> {
  return (
    await rows(
      tx,
      sql<StoredKey>`select id, sealed from listening.pseudonym_key where source_id = ${source}::uuid and quarter = ${quarter}`,
    )
  )[0];
}

/** All quarters' keys of a source that still exist. */
export function pseudonymKeysOf(tx: Tx, source: string): Promise<(StoredKey & { readonly quarter: string })[]> {
  return rows(
    tx,
    sql<
      StoredKey & { quarter: string }
    >`select id, sealed, quarter from listening.pseudonym_key where source_id = ${source}::uuid order by quarter`,
  );
}
