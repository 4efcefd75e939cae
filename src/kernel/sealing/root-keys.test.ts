import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { startTransitServer, type TransitServer } from './transit-server.testing.ts';
import { type Vault, VaultError } from './vault.ts';
import { createFileVault, openFileVault } from './vault-file.ts';
import { createTransitVault, openTransitVault } from './vault-transit.ts';

/** To the letter and the second: the file of the root keys, and what is asked of a key-management service. */
const folder = temporaryFolder('lachan-root-keys-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.useRealTimers();
});

const NOW = Date.parse('2026-11-24T02:00:00Z');
const at = (ms: number) => vi.useFakeTimers({ now: NOW + ms, toFake: ['Date'] });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const plain = Buffer.from('bí mật');
let place = 0;

describe('the root key file', () => {
  let path: string;
  beforeEach(() => {
    place += 1;
    path = join(folder, String(place), 'inner', 'root.json');
    at(0);
  });
  const stored = () =>
    JSON.parse(readFileSync(path, 'utf8')) as {
      format: string;
      base: string;
      keys: { id: string; secret: string; since?: string }[];
    };
  const write = (root: unknown) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof root === 'string' ? root : JSON.stringify(root), { mode: 0o600 });
  };
  const secret = (bytes = 32) => Buffer.alloc(bytes, 1).toString('base64');

  test('is made with one key, for its owner alone, and one that is there is opened', async () => {
    const vault = await createFileVault(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['root.json']);
    const { format, base, keys } = stored();
    expect([format, Buffer.from(base, 'base64').length, keys.length]).toEqual(['la-chan-root/1', 32, 1]);
    expect(keys[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      secret: expect.any(String),
      since: '2026-11-24T02:00:00.000Z',
    });
    expect(Buffer.from(keys[0]?.secret as string, 'base64')).toHaveLength(32);
    const again = await createFileVault(path);
    expect([again.keyId, await again.derive('x')]).toEqual([vault.keyId, await vault.derive('x')]);
    expect(stored()).toEqual({ format, base, keys });
  });

  test('that cannot be put there says so', async () => {
    mkdirSync(path, { recursive: true });
    await expect(createFileVault(path)).rejects.toThrow();
    mkdirSync(join(folder, 'no-folder'), { recursive: true });
    writeFileSync(join(folder, 'no-folder', 'file'), '');
    await expect(createFileVault(join(folder, 'no-folder', 'file', 'root.json'))).rejects.toThrow();
  });

  test('names in what it wraps the key that wrapped it', async () => {
    const vault = await createFileVault(path);
    const wrapped = await vault.wrap(plain, 'here');
    expect(Buffer.from(wrapped).subarray(0, 8).toString('hex')).toBe(vault.keyId);
    expect(wrapped).toHaveLength(8 + 12 + plain.length + 16);
    const strange = Buffer.concat([Buffer.alloc(8, 0xab), Buffer.from(wrapped).subarray(8)]);
    await expect(vault.unwrap(strange, 'here')).rejects.toThrow(
      new VaultError(`root key abababababababab is not in the root key file ${path}`),
    );
    expect([vault.isCurrent(wrapped), vault.isCurrent(strange)]).toEqual([true, false]);
  });

  test('that another process rotated is looked at after five seconds by who wraps, and at once at a key that is not in hand', async () => {
    const running = await createFileVault(path);
    const first = running.keyId;
    const operator = await openFileVault(path);
    at(1_000);
    await operator.rotate();
    expect(stored().keys.map(({ since }) => since)).toEqual(['2026-11-24T02:00:00.000Z', '2026-11-24T02:00:01.000Z']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    at(4_999);
    expect(operator.isCurrent(await running.wrap(plain, 'x'))).toBe(false);
    expect(running.keyId).toBe(first);
    at(5_000);
    expect(operator.isCurrent(await running.wrap(plain, 'x'))).toBe(true);
    expect(running.keyId).toBe(operator.keyId);
    // Not looked at again before another five seconds.
    at(6_000);
    await operator.rotate();
    at(9_999);
    expect(operator.isCurrent(await running.wrap(plain, 'x'))).toBe(false);
    expect(text(await running.unwrap(await operator.wrap(plain, 'x'), 'x'))).toBe('bí mật');
    expect(running.keyId).toBe(operator.keyId);
  });

  test('that has gone meanwhile changes nothing in hand; another installation’s in its place is refused', async () => {
    const vault = await createFileVault(path);
    const wrapped = await vault.wrap(plain, 'x');
    const kept = readFileSync(path, 'utf8');
    rmSync(path);
    at(60_000);
    expect(text(await vault.unwrap(await vault.wrap(plain, 'x'), 'x'))).toBe('bí mật');
    await createFileVault(path);
    at(120_000);
    await expect(vault.wrap(plain, 'x')).rejects.toThrow(
      new VaultError(`${path} is the root key file of another installation`),
    );
    write(kept);
    at(180_000);
    expect(text(await vault.unwrap(await vault.wrap(plain, 'x'), 'x'))).toBe('bí mật');
    expect(text(await vault.unwrap(wrapped, 'x'))).toBe('bí mật');
  });

  test('loses its old keys a minute after the last was made, and not before', async () => {
    const vault = await createFileVault(path);
    at(1_000);
    await vault.rotate();
    await vault.rotate();
    const newest = vault.keyId;
    at(60_999);
    await expect(vault.retire()).rejects.toThrow(
      new VaultError('the root key in use is younger than a minute: wait until every server has seen it, then retire'),
    );
    expect(stored().keys).toHaveLength(3);
    at(61_000);
    expect(await vault.retire()).toBe(2);
    expect(stored().keys.map(({ id }) => id)).toEqual([newest]);
    expect(vault.keyId).toBe(newest);
    expect(await vault.retire()).toBe(0);
    // One of before the moment was written down is old.
    write({ format: 'la-chan-root/1', base: secret(), keys: [{ id: '0'.repeat(16), secret: secret() }] });
    expect(await (await openFileVault(path)).retire()).toBe(0);
  });

  test('that is missing, or that others can reach, is refused with what to do', async () => {
    await expect(openFileVault(path)).rejects.toThrow(
      new VaultError(
        `ROOT_KEY_FILE: ${path} is missing. Without it nothing of this database opens: put it back from its backup.`,
      ),
    );
    await createFileVault(path);
    for (const mode of [0o601, 0o610, 0o604, 0o660]) {
      chmodSync(path, mode);
      await expect(openFileVault(path)).rejects.toThrow(
        new VaultError(
          `ROOT_KEY_FILE: others can reach ${path} (mode ${mode.toString(8)}): chmod 600, and think about who has read it.`,
        ),
      );
    }
    for (const mode of [0o600, 0o400]) {
      chmodSync(path, mode);
      await openFileVault(path);
    }
  });

  test('that belongs to another user is refused; the server’s own and the system’s are not', async () => {
    await createFileVault(path);
    // A test that runs as the system’s user has to give the file away; another one only has to be somebody else.
    const root = process.geteuid?.() === 0;
    if (root) chownSync(path, 4_321, 4_321);
    const owner = statSync(path).uid;
    const as = (user: number) => vi.spyOn(process, 'geteuid').mockReturnValue(user);
    try {
      as(owner + 1);
      await expect(openFileVault(path)).rejects.toThrow(
        new VaultError(`ROOT_KEY_FILE: ${path} belongs to another user (${owner}): chown it to the server's own.`),
      );
      as(owner);
      await openFileVault(path);
      if (root) {
        chownSync(path, 0, 0);
        as(4_321);
        await openFileVault(path);
      }
    } finally {
      vi.restoreAllMocks();
    }
  });

  const good = {
    format: 'la-chan-root/1',
    base: secret(),
    keys: [{ id: '0123456789abcdef', secret: secret(), since: '2026-11-24T02:00:00Z' }],
  };
  const key = good.keys[0];
  test.each([
    ['no text', ''],
    ['no JSON', '{'],
    ['another format', { ...good, format: 'la-chan-root/2' }],
    ['a short base', { ...good, base: secret(31) }],
    ['a long base', { ...good, base: secret(33) }],
    ['no base', { ...good, base: undefined }],
    ['no key', { ...good, keys: [] }],
    ['a key with a short secret', { ...good, keys: [{ ...key, secret: secret(31) }] }],
    ['a key with a short name', { ...good, keys: [{ ...key, id: '0123456789abcde' }] }],
    ['a key with a long name', { ...good, keys: [{ ...key, id: '0123456789abcdef0' }] }],
    ['a key with another name', { ...good, keys: [{ ...key, id: '0123456789ABCDEF' }] }],
    ['a key of no moment', { ...good, keys: [{ ...key, since: 'yesterday' }] }],
  ])('with %s is not whole', async (_what, root) => {
    write(root);
    await expect(openFileVault(path)).rejects.toThrow(
      new VaultError(`ROOT_KEY_FILE: ${path} is not a whole root key file of Lá Chắn: put it back from its backup.`),
    );
    write({ ...good, keys: [{ ...key, since: '2026-11-24T09:00:00+07:00' }] });
    expect((await openFileVault(path)).keyId).toBe('0123456789abcdef');
  });
});

describe('a key-management service', () => {
  let service: TransitServer;
  const token = join(folder, 'token');
  const settings = (name: string) => ({ url: service.url, tokenFile: token, mount: 'transit', key: name });
  beforeAll(async () => {
    service = await startTransitServer();
    writeFileSync(token, ` ${service.token}\n`);
  });
  afterAll(() => service.close());
  afterEach(() => {
    service.broken = undefined;
  });
  const asked = async (work: () => Promise<unknown>) => {
    const from = service.asked.length;
    await work();
    return service.asked.slice(from);
  };

  test('is asked for two keys once, and then for what is needed, by their names', async () => {
    let vault: Vault | undefined;
    expect(
      await asked(async () => {
        vault = await createTransitVault(settings('root'));
      }),
    ).toEqual(['POST /v1/transit/keys/root', 'POST /v1/transit/keys/root-base', 'GET /v1/transit/keys/root']);
    const own = vault as Vault;
    expect(own.keyId).toBe('root:v1');
    let wrapped: Uint8Array = Buffer.alloc(0);
    expect(
      await asked(async () => {
        wrapped = await own.wrap(plain, 'here');
        await own.unwrap(wrapped, 'here');
      }),
    ).toEqual(['POST /v1/transit/encrypt/root', 'POST /v1/transit/decrypt/root']);
    expect(text(wrapped)).toMatch(/^transit:vault:v1:[A-Za-z0-9+/=]+$/);
    // A derived secret is asked for once.
    expect(
      await asked(async () => {
        expect(await own.derive('a')).toHaveLength(32);
        expect(await own.derive('a')).toEqual(await own.derive('a'));
      }),
    ).toEqual(['POST /v1/transit/hmac/root-base/sha2-256']);
  });

  test('that rotated elsewhere is noticed by what it wraps; secrets stay; what went is counted', async () => {
    const running = await createTransitVault(settings('turned'));
    const secret = await running.derive('pepper');
    const old = await running.wrap(plain, 'x');
    const operator = await openTransitVault(settings('turned'));
    await operator.rotate();
    await operator.rotate();
    expect([operator.keyId, running.keyId]).toEqual(['turned:v3', 'turned:v1']);
    expect([operator.isCurrent(old), running.isCurrent(old)]).toEqual([false, true]);
    const anew = await running.wrap(plain, 'x');
    expect([running.keyId, running.isCurrent(anew), running.isCurrent(old)]).toEqual(['turned:v3', true, false]);
    expect(await (await openTransitVault(settings('turned'))).derive('pepper')).toEqual(secret);
    expect(await operator.retire()).toBe(2);
    await expect(running.unwrap(old, 'x')).rejects.toThrow(new VaultError('the vault refused decrypt with 400'));
    expect(text(await running.unwrap(anew, 'x'))).toBe('bí mật');
    expect(await operator.retire()).toBe(0);
  });

  test('must have made its key to be derived from', async () => {
    const body = (data: object) => JSON.stringify({ data: { latest_version: 1, min_decryption_version: 1, ...data } });
    service.broken = { status: 200, body: body({ derived: false }) };
    await expect(openTransitVault(settings('plain'))).rejects.toThrow(
      new VaultError('key plain of the vault must be made with derived=true'),
    );
    service.broken = { status: 200, body: body({ derived: true, latest_version: 7 }) };
    expect((await openTransitVault(settings('plain'))).keyId).toBe('plain:v7');
    for (const wrong of [
      { derived: 'yes' },
      { derived: true, latest_version: 0 },
      { derived: true, latest_version: 1.5 },
    ]) {
      service.broken = { status: 200, body: body(wrong) };
      await expect(openTransitVault(settings('plain'))).rejects.toThrow(
        new VaultError('the vault answered keys in a form that is not known'),
      );
    }
  });

  test('that answers otherwise than it says it does is not believed', async () => {
    const vault = await createTransitVault(settings('odd'));
    const wrapped = await vault.wrap(plain, 'x');
    const answers = async (data: object, act: () => Promise<unknown>) => {
      service.broken = { status: 200, body: JSON.stringify({ data }) };
      return act().then(
        () => 'believed',
        (error: Error) => [error.name, error.message],
      );
    };
    const unknown = (act: string) => ['VaultError', `the vault answered ${act} in a form that is not known`];
    for (const ciphertext of ['vault:v1', 'v1:AAAA', 'xvault:v1:AAAA', 'vault:v1:AA AA', 'vault:v:AAAA', 7])
      expect(await answers({ ciphertext }, () => vault.wrap(plain, 'x'))).toEqual(unknown('encrypt'));
    for (const hmac of ['vault:v2:AAAA', 'xvault:v1:AAAA', 'vault:v1:', 'vault:v1:AAAA!'])
      expect(await answers({ hmac }, () => vault.derive('new'))).toEqual(unknown('hmac'));
    for (const bytes of [31, 33])
      expect(
        await answers({ hmac: `vault:v1:${Buffer.alloc(bytes).toString('base64')}` }, () => vault.derive('new')),
      ).toEqual(['VaultError', 'the vault gave a derived secret of another length']);
    expect(await answers({}, () => vault.unwrap(wrapped, 'x'))).toEqual(unknown('decrypt'));
    service.broken = { status: 200, body: '' };
    await expect(vault.unwrap(wrapped, 'x')).rejects.toThrow('the vault answered decrypt in a form');
    service.broken = { status: 300, body: '{}' };
    await expect(vault.unwrap(wrapped, 'x')).rejects.toThrow(new VaultError('the vault refused decrypt with 300'));
    service.broken = { status: 200, body: '<html>' };
    await expect(vault.unwrap(wrapped, 'x')).rejects.toThrow(
      new VaultError('the vault answered decrypt in a form that is not known'),
    );
    service.broken = undefined;
    // What was not believed is not kept.
    expect(await vault.derive('new')).toHaveLength(32);
  });

  test('that is not there is named', async () => {
    await expect(openTransitVault({ ...settings('x'), url: 'http://127.0.0.1:9' })).rejects.toThrow(
      /^VAULT_ADDR: no answer from http:\/\/127\.0\.0\.1:9 \([a-z.-]+\)$/,
    );
  });

  test('gives each purpose a secret of its own, and counts its versions beyond nine', async () => {
    const vault = await createTransitVault(settings('many'));
    expect(await vault.derive('b')).not.toEqual(await vault.derive('a'));
    service.broken = { status: 200, body: JSON.stringify({ data: { ciphertext: 'vault:v12:AAAA' } }) };
    const wrapped = await vault.wrap(plain, 'x');
    expect([vault.keyId, vault.isCurrent(wrapped)]).toEqual(['many:v12', true]);
    for (const other of ['transit:xvault:v12:AAAA', 'transit:vault:v2:AAAA', 'transit:AAAA'])
      expect([other, vault.isCurrent(Buffer.from(other))]).toEqual([other, false]);
  });

  test('is not asked for what another kind of vault wrapped', async () => {
    const vault = await createTransitVault(settings('own'));
    const path = join(folder, 'other', 'root.json');
    const foreign = await (await createFileVault(path)).wrap(plain, 'x');
    for (const wrapped of [foreign, Buffer.from('vault:v1:AAAA'), Buffer.alloc(0)]) {
      expect(await asked(() => expect(vault.unwrap(wrapped, 'x')).rejects.toThrow('wrapped by another vault'))).toEqual(
        [],
      );
      expect(() => vault.isCurrent(wrapped)).toThrow(new VaultError('this was wrapped by another vault'));
    }
    expect(existsSync(path)).toBe(true);
  });

  test('reads its token at each call', async () => {
    const vault = await createTransitVault(settings('renewed'));
    writeFileSync(token, 'another');
    await expect(vault.wrap(plain, 'x')).rejects.toThrow(new VaultError('the vault refused encrypt with 403'));
    writeFileSync(token, service.token);
    await vault.wrap(plain, 'x');
  });
});
