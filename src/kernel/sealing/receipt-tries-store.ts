import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** Lets one transaction at a time try words on a locator; held until the commit. */
export async function lockLocator(tx: Tx, locatorHash: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locatorHash.readBigInt64BE(0).toString()}::bigint)`.execute(
    tx.query<object>(),
  );
}
