import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import pg from 'pg';

export interface VaultCheck {
  readonly mark: Buffer;
  readonly sealed: Buffer;
}

/** What a database tells of the vault that it belongs to, on the owner's address and before any migration. */
export async function readVaultCheck(ownerUrl: string): Promise<{ check: VaultCheck | undefined; holdsKeys: boolean }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'la-chan vault' });
  await client.connect();
  try {
    const has = async (table: string) =>
      (await client.query('select to_regclass($1) is not null as there', [table])).rows[0].there === true;
    const check = (await has('kernel.vault_check'))
      ? (await client.query<VaultCheck>('select mark, sealed from kernel.vault_check')).rows[0]
      : undefined;
    const holdsKeys =
      (await has('kernel.desk_key')) && (await client.query('select from kernel.desk_key limit 1')).rowCount === 1;
    return { check, holdsKeys };
  } finally {
    await client.end();
  }
}

/** Writes the check where the database has none. */
export async function insertVaultCheck(owner: pg.Pool, check: { mark: Uint8Array; sealed: Uint8Array }): Promise<void> {
  await owner.query('insert into kernel.vault_check (mark, sealed) values ($1, $2) on conflict do nothing', [
    Buffer.from(check.mark),
    Buffer.from(check.sealed),
  ]);
}

/** The check as the app role reads it, for readiness. */
export async function vaultCheckRow(query: Kysely<unknown>): Promise<VaultCheck | undefined> {
  const { rows } = await sql<VaultCheck>`select mark, sealed from kernel.vault_check`.execute(query);
  return rows[0];
}
