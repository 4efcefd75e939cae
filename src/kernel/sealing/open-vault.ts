import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { deskKeyRows } from './rotate-store.ts';
import { deskContext } from './sealing.ts';
import { type Vault, VaultError } from './vault.ts';
import { insertVaultCheck, readVaultCheck, type VaultCheck } from './vault-check-store.ts';
import { createFileVault, openFileVault } from './vault-file.ts';
import { createTransitVault, openTransitVault } from './vault-transit.ts';

/** What the check is derived and wrapped for. */
export const VAULT_CHECK = 'vault-check';

/**
 * The vault of this installation, known to be the one that its database belongs to. Keys are made for a database alone that
 * has none yet: a new key over an old database would lock everything in it away and say nothing.
 * @throws VaultError when it is missing, unreachable, or another installation's
 */
export async function openVault(config: Config, ownerUrl: string): Promise<Vault> {
  const { check, holdsKeys } = await readVaultCheck(ownerUrl);
  const fresh = check === undefined && !holdsKeys;
  const vault = await (config.vaultService
    ? (fresh ? createTransitVault : openTransitVault)(config.vaultService)
    : fresh && !existsSync(config.rootKeyFile)
      ? createFileVault(config.rootKeyFile)
      : openFileVault(config.rootKeyFile));
  if (check && !(await belongs(vault, check)))
    throw new VaultError(
      'The root key is another installation’s: nothing of this database opens with it. Put its own back.',
    );
  return vault;
}

/** Writes down in the database which vault it belongs to, after proving it on a desk's key where there is one. */
export async function rememberVault(owner: pg.Pool, vault: Vault): Promise<void> {
  const [known] = (await deskKeyRows(owner)).filter((row) => row.state !== 'lost');
  if (known) await vault.unwrap(known.sealed_private_key, deskContext(known.desk, known.version));
  await insertVaultCheck(owner, {
    mark: await vault.derive(VAULT_CHECK),
    sealed: await vault.wrap(Buffer.from(VAULT_CHECK, 'utf8'), VAULT_CHECK),
  });
}

/** Whether the vault opens what it wrapped for this database. @throws VaultError where it does not answer */
export async function belongs(vault: Vault, check: VaultCheck): Promise<boolean> {
  const mark = await vault.derive(VAULT_CHECK);
  if (mark.length !== check.mark.length || !timingSafeEqual(mark, check.mark)) return false;
  return Buffer.from(await vault.unwrap(check.sealed, VAULT_CHECK)).toString('utf8') === VAULT_CHECK;
}
