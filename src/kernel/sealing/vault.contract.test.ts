import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { readConfig } from '../config.ts';
import { checkReady } from '../kernel.ts';
import { kernelModule } from '../kernel-module.ts';
import type { ModuleSchema } from '../migrate.ts';
import { openVault, rememberVault } from './open-vault.ts';
import { rewrapAll } from './rewrap.ts';
import { createDeskKey } from './rotate.ts';
import { startTransitServer, type TransitServer } from './transit-server.testing.ts';
import type { Vault } from './vault.ts';
import { createFileVault, openFileVault } from './vault-file.ts';
import { createTransitVault, openTransitVault } from './vault-transit.ts';

const folder = temporaryFolder('lachan-vault-');
let service: TransitServer;
let home: TestKernel;
beforeAll(async () => {
  service = await startTransitServer();
  home = await openTestKernel();
  writeFileSync(join(folder, 'token'), `${service.token}\n`);
});
afterAll(async () => {
  await service.close();
  await home.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  service.broken = undefined;
  vi.useRealTimers();
});

const transit = (key: string) => ({ url: service.url, tokenFile: join(folder, 'token'), mount: 'transit', key });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
/** A minute later, when every process has seen a new key. */
const aMinuteLater = () => vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });

interface Part {
  readonly name: string;
  make(place: string): Promise<Vault>;
  open(place: string): Promise<Vault>;
}
const parts: readonly Part[] = [
  {
    name: 'the root key file',
    make: (place) => createFileVault(join(folder, place, 'root.json')),
    open: (place) => openFileVault(join(folder, place, 'root.json')),
  },
  {
    name: 'a key-management service with the transit API',
    make: (place) => createTransitVault(transit(place)),
    open: (place) => openTransitVault(transit(place)),
  },
];

describe.each(parts)('the contract of a vault: $name', ({ make, open }) => {
  test('binds what it wraps to its context; another process opens it; derived secrets depend on the purpose alone', async () => {
    const vault = await make('one');
    const wrapped = await vault.wrap(Buffer.from('bí mật'), 'here');
    await expect(vault.unwrap(wrapped, 'there')).rejects.toThrow();
    const other = await open('one');
    expect(text(await other.unwrap(wrapped, 'here'))).toBe('bí mật');
    expect(await other.derive('a')).toEqual(await vault.derive('a'));
    expect(await vault.derive('a')).toHaveLength(32);
    expect(await vault.derive('b')).not.toEqual(await vault.derive('a'));
    const strange = await make('two');
    await expect(strange.unwrap(wrapped, 'here')).rejects.toThrow();
    expect(await strange.derive('a')).not.toEqual(await vault.derive('a'));
  });

  test('a rotation by one process is taken up by another that runs; retiring leaves only the key in use', async () => {
    const running = await make('three');
    const before = await running.wrap(Buffer.from('cũ'), 'x');
    const secret = await running.derive('pepper');
    const operator = await open('three');
    await operator.rotate();
    expect(operator.keyId).not.toBe((await make('four')).keyId);
    const anew = await operator.wrap(Buffer.from('mới'), 'x');
    expect(text(await running.unwrap(anew, 'x'))).toBe('mới');
    expect(text(await operator.unwrap(before, 'x'))).toBe('cũ');
    expect([operator.isCurrent(before), operator.isCurrent(anew)]).toEqual([false, true]);
    expect(operator.isCurrent(await running.wrap(Buffer.from('y'), 'x'))).toBe(true);
    expect(await operator.derive('pepper')).toEqual(secret);

    aMinuteLater();
    expect(await operator.retire()).toBe(1);
    await expect((await open('three')).unwrap(before, 'x')).rejects.toThrow();
    expect(text(await (await open('three')).unwrap(anew, 'x'))).toBe('mới');
    expect(await (await open('three')).derive('pepper')).toEqual(secret);
  });
});

describe('the root key file', () => {
  const path = () => join(folder, 'file', 'root.json');

  test('is never made over a database that has keys, and another installation’s is refused', async () => {
    const config = readConfig({ DATA_DIR: join(folder, 'installation') });
    const vault = await openVault(config, home.ownerUrl);
    await createDeskKey(home.owner, vault, 'bàn-thử', home.clock.now());
    rmSync(config.rootKeyFile);
    // Before the check was written down, the desk's key tells.
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(/ROOT_KEY_FILE: .*root\.json is missing/);
    expect(existsSync(config.rootKeyFile)).toBe(false);
    const strange = await createFileVault(config.rootKeyFile);
    await expect(rememberVault(home.owner, strange)).rejects.toThrow(/is not in the root key file/);

    await rememberVault(home.owner, home.kernel.vault).catch(() => undefined);
    await home.owner.query("delete from kernel.desk_key where desk = 'bàn-thử'");
    await rememberVault(home.owner, home.kernel.vault);
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(/another installation/);
    rmSync(config.rootKeyFile);
    await expect(openVault(config, home.ownerUrl)).rejects.toThrow(/is missing/);
    await expect(checkReady(home.kernel)).resolves.toBeUndefined();
    await expect(checkReady({ database: home.kernel.database, vault: strange })).rejects.toThrow(
      /another installation/,
    );
  });

  test('others may not reach it, and half a file is none', async () => {
    await createFileVault(path());
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    for (const mode of [0o666, 0o644, 0o640, 0o604]) {
      chmodSync(path(), mode);
      await expect(openFileVault(path())).rejects.toThrow(/others can reach .*chmod 600/);
    }
    chmodSync(path(), 0o600);
    const whole = readFileSync(path(), 'utf8');
    for (const broken of ['', whole.slice(0, -20), '{"format":"la-chan-root/1","base":"AA==","keys":[]}']) {
      writeFileSync(path(), broken);
      await expect(openFileVault(path())).rejects.toThrow(/not a whole root key file/);
    }
    writeFileSync(path(), whole);
    await openFileVault(path());
  });

  test('a rotation that cannot be written leaves the old file whole, and no draft', async () => {
    const vault = await openFileVault(path());
    const before = readFileSync(path(), 'utf8');
    const wrapped = await vault.wrap(Buffer.from('x'), 'here');
    const { promises } = await import('node:fs');
    const handle = await promises.open(path(), 'r');
    const full = vi.spyOn(Object.getPrototypeOf(handle), 'sync');
    await handle.close();
    full.mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    await expect(vault.rotate()).rejects.toThrow(/no space left/);
    full.mockRestore();
    expect(readFileSync(path(), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'file'))).toEqual(['root.json']);
    expect(text(await (await openFileVault(path())).unwrap(wrapped, 'here'))).toBe('x');
  });

  test('retires no key while a server may still wrap under the one before', async () => {
    const vault = await openFileVault(path());
    await vault.rotate();
    await expect(vault.retire()).rejects.toThrow(/younger than a minute/);
    aMinuteLater();
    expect(await vault.retire()).toBe(1);
    expect(JSON.parse(readFileSync(path(), 'utf8')).keys).toHaveLength(1);
  });
});

describe('the key-management service', () => {
  test('that does not answer, refuses or answers in another form is named, and no secret with it', async () => {
    const vault = await createTransitVault(transit('faults'));
    const wrapped = await vault.wrap(Buffer.from('bí mật'), 'x');
    for (const [broken, says] of [
      [{ status: 503, body: '{"errors":["Vault is sealed"]}' }, /refused decrypt with 503/],
      [{ status: 200, body: '<html>' }, /in a form that is not known/],
      [{ status: 200, body: '{"data":{}}' }, /in a form that is not known/],
    ] as const) {
      service.broken = broken;
      await expect(vault.unwrap(wrapped, 'x')).rejects.toThrow(says);
    }
    service.broken = undefined;
    expect(text(await vault.unwrap(wrapped, 'x'))).toBe('bí mật');
    await expect(openTransitVault({ ...transit('faults'), url: 'http://127.0.0.1:9' })).rejects.toThrow(
      /^VAULT_ADDR: no answer from/,
    );
    writeFileSync(join(folder, 'wrong'), 'sai');
    await expect(openTransitVault({ ...transit('faults'), tokenFile: join(folder, 'wrong') })).rejects.toThrow(
      /refused keys with 403/,
    );
    await expect(openTransitVault(transit('không-có'))).rejects.toThrow();
  });
});

test('everything that the vault wrapped moves to the root key in use, but what is lost', async () => {
  const { vault } = home.kernel;
  await createDeskKey(home.owner, vault, 'x-1', home.clock.now());
  await createDeskKey(home.owner, vault, 'x-2', home.clock.now());
  await home.owner.query("update kernel.desk_key set state = 'lost', sealed_private_key = 'x' where desk = 'x-2'");
  await rememberVault(home.owner, vault);
  await vault.rotate();
  const moved = await rewrapAll(home.owner, vault, [kernelModule.schema as ModuleSchema]);
  expect(moved).toEqual([
    { column: 'kernel.desk_key.sealed_private_key', moved: 1, failed: 0 },
    { column: 'kernel.vault_check.sealed', moved: 1, failed: 0 },
  ]);
  expect((await rewrapAll(home.owner, vault, [kernelModule.schema as ModuleSchema])).map((one) => one.moved)).toEqual([
    0, 0,
  ]);
});
