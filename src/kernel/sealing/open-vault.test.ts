import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { createEmptyDatabase, type TestDatabase } from '../../../tools/test/test-database.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { type Config, readConfig } from '../config.ts';
import { belongs, openVault, rememberVault, VAULT_CHECK } from './open-vault.ts';
import { createDeskKey } from './rotate.ts';
import { markLost } from './rotate-store.ts';
import { startTransitServer, type TransitServer } from './transit-server.testing.ts';
import { type Vault, VaultError } from './vault.ts';
import { readVaultCheck } from './vault-check-store.ts';
import { createFileVault } from './vault-file.ts';

/** Which vault a database belongs to: made with it, known again, and never replaced. */
const home = fileFixture(() => openTestKernel());
const folder = temporaryFolder('lachan-open-vault-');
let bare: TestDatabase;
let service: TransitServer;
beforeAll(async () => {
  bare = await createEmptyDatabase();
  service = await startTransitServer();
  writeFileSync(join(folder, 'token'), service.token);
});
afterAll(async () => {
  await service.close();
  await bare.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => clear());
afterEach(() => {
  service.broken = undefined;
});

/** As if nothing had been sealed in the database yet. */
async function clear() {
  await home.owner.query('delete from kernel.vault_check; delete from kernel.desk_key');
}
let place = 0;
function ofFile(): Config {
  place += 1;
  return readConfig({ DATA_DIR: join(folder, String(place)) });
}
const ofService = (key: string) =>
  readConfig({ DATA_DIR: folder, VAULT_ADDR: service.url, VAULT_TOKEN_FILE: join(folder, 'token'), VAULT_KEY: key });
const asked = async (work: () => Promise<unknown>) => {
  const from = service.asked.length;
  await work();
  return service.asked.slice(from).map((line) => line.split(' ')[0]);
};

describe('a database that is new', () => {
  test('gets a root key file, and the same one is opened from then on', async () => {
    const config = ofFile();
    const made = await openVault(config, bare.ownerUrl);
    const file = readFileSync(config.rootKeyFile, 'utf8');
    expect((await openVault(config, bare.ownerUrl)).keyId).toBe(made.keyId);
    expect(readFileSync(config.rootKeyFile, 'utf8')).toBe(file);
    expect(await readVaultCheck(bare.ownerUrl)).toEqual({ check: undefined, holdsKeys: false });
  });

  test('takes no file that is not whole for none', async () => {
    const config = ofFile();
    mkdirSync(dirname(config.rootKeyFile), { recursive: true });
    writeFileSync(config.rootKeyFile, '', { mode: 0o600 });
    await expect(openVault(config, bare.ownerUrl)).rejects.toThrow(/not a whole root key file/);
    expect(readFileSync(config.rootKeyFile, 'utf8')).toBe('');
  });

  test('has its two keys made by the service, once', async () => {
    const config = ofService('fresh');
    expect(await asked(() => openVault(config, bare.ownerUrl))).toEqual(['POST', 'POST', 'GET']);
    expect(existsSync(config.rootKeyFile)).toBe(false);
  });
});

describe('a database that has keys', () => {
  test('has none made for it, in a file or by a service', async () => {
    const { vault } = home.kernel;
    await createDeskKey(home.owner, vault, 'one', home.clock.now());
    expect(await readVaultCheck(home.ownerUrl)).toEqual({ check: undefined, holdsKeys: true });
    const config = ofFile();
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(/is missing/);
    expect(existsSync(config.rootKeyFile)).toBe(false);
    expect(
      await asked(() =>
        expect(openVault(ofService('never-made'), home.ownerUrl)).rejects.toThrow('the vault refused keys with 404'),
      ),
    ).toEqual(['GET']);
  });

  test('nor one that only wrote down which vault is its own', async () => {
    const config = ofFile();
    const vault = await createFileVault(config.rootKeyFile);
    await rememberVault(home.owner, vault);
    const { check, holdsKeys } = await readVaultCheck(home.ownerUrl);
    expect([check?.mark.length, holdsKeys]).toEqual([32, false]);
    expect(check?.mark).toEqual(Buffer.from(await vault.derive(VAULT_CHECK)));
    expect((await openVault(config, home.ownerUrl)).keyId).toBe(vault.keyId);
    rmSync(config.rootKeyFile);
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(/is missing/);
    const strange = await createFileVault(config.rootKeyFile);
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(
      new VaultError(
        'The root key is another installation’s: nothing of this database opens with it. Put its own back.',
      ),
    );
    // The first that was remembered stays.
    await rememberVault(home.owner, strange);
    expect((await readVaultCheck(home.ownerUrl)).check).toEqual(check);
  });

  test('is proven on one that is not lost before it is written down', async () => {
    const { vault } = home.kernel;
    const strange = await createFileVault(ofFile().rootKeyFile);
    await createDeskKey(home.owner, strange, 'a-lost-one', home.clock.now());
    await markLost(home.owner, 'a-lost-one');
    await createDeskKey(home.owner, vault, 'one', home.clock.now());
    await expect(rememberVault(home.owner, strange)).rejects.toThrow(/is not in the root key file/);
    expect((await readVaultCheck(home.ownerUrl)).check).toBeUndefined();
    await rememberVault(home.owner, vault);
    expect((await readVaultCheck(home.ownerUrl)).check).toBeDefined();
  });
});

test('tables that are not there yet hold nothing, each by itself', async () => {
  const client = new pg.Client({ connectionString: bare.ownerUrl });
  await client.connect();
  try {
    await client.query('create schema kernel; create table kernel.desk_key (desk text)');
    expect(await readVaultCheck(bare.ownerUrl)).toEqual({ check: undefined, holdsKeys: false });
    await client.query("insert into kernel.desk_key values ('one'), ('two')");
    expect(await readVaultCheck(bare.ownerUrl)).toEqual({ check: undefined, holdsKeys: true });
    await client.query('drop table kernel.desk_key; create table kernel.vault_check (mark bytea, sealed bytea)');
    await client.query("insert into kernel.vault_check values ('m', 's')");
    expect(await readVaultCheck(bare.ownerUrl)).toEqual({
      check: { mark: Buffer.from('m'), sealed: Buffer.from('s') },
      holdsKeys: false,
    });
  } finally {
    await client.query('drop schema kernel cascade');
    await client.end();
  }
});

test('a vault belongs where its derived mark and what it wrapped are both its own', async () => {
  const vault = await createFileVault(ofFile().rootKeyFile);
  const mark = Buffer.from(await vault.derive(VAULT_CHECK));
  const wrapped = async (text: string, of: Vault = vault) => Buffer.from(await of.wrap(Buffer.from(text), VAULT_CHECK));
  expect(await belongs(vault, { mark, sealed: await wrapped('vault-check') })).toBe(true);
  for (const other of [mark.subarray(1), Buffer.concat([mark, Buffer.alloc(1)]), Buffer.alloc(32)])
    expect(await belongs(vault, { mark: other, sealed: await wrapped('vault-check') })).toBe(false);
  expect(await belongs(vault, { mark, sealed: await wrapped('another') })).toBe(false);
  const strange = await createFileVault(ofFile().rootKeyFile);
  await expect(belongs(vault, { mark, sealed: await wrapped('vault-check', strange) })).rejects.toThrow(VaultError);
});
