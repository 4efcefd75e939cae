import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../actor.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { blindIndex } from './blind-index.ts';
import { recoverDeskKey, splitDeskKey } from './custody.ts';
import { openText, sealText } from './envelope.ts';
import { createDeskKey, moveWraps, rotateDeskKey } from './rotate.ts';
import { addDeskKey, deskKeyRows, markLost } from './rotate-store.ts';
import type { KeyScope } from './sealing.ts';
import { openFileVault } from './vault-file.ts';

const home = fileFixture(() => openTestKernel());
const DESK = '111-intake';
const scope = (): KeyScope => ({ objectKind: 'report', objectId: newId<'report'>(), fieldClass: 'narrative' });

beforeAll(async () => {
  await createDeskKey(home.owner, home.kernel.vault, DESK, home.clock.now());
});

async function inTransaction<T>(
  work: Parameters<ReturnType<TestKernel['context']>['transaction']>[0] extends (tx: infer X) => unknown
    ? (tx: X) => Promise<T>
    : never,
): Promise<T> {
  const result = await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value as T;
}

describe('sealed text', () => {
  const key = Buffer.alloc(32, 7);
  const place = { objectKind: 'report', objectId: 'a', fieldClass: 'narrative', part: 'narrative' };

  test('comes back whole, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 3000 }),
        (text) => openText(key, place, sealText(key, place, text)) === Buffer.from(text).toString(),
      ),
    );
  });

  test('says little by its length', () => {
    expect(sealText(key, place, 'a').length).toBe(sealText(key, place, 'a'.repeat(200)).length);
  });

  test('does not open in another place, under another key, or with one bit changed', () => {
    const sealed = sealText(key, place, 'lá chắn');
    for (const other of ['objectKind', 'objectId', 'fieldClass', 'part'])
      expect(() => openText(key, { ...place, [other]: 'b' }, sealed)).toThrow();
    expect(() => openText(Buffer.alloc(32, 8), place, sealed)).toThrow();
    for (let place_ = 0; place_ < sealed.length; place_ += 11) {
      const changed = Buffer.from(sealed);
      changed[place_] = (changed[place_] as number) ^ 1;
      expect(() => openText(key, place, changed)).toThrow();
    }
  });
});

describe('data keys', () => {
  test('open for the desk they are wrapped to and for no other', async () => {
    await createDeskKey(home.owner, home.kernel.vault, 'other-desk', home.clock.now());
    const target = scope();
    const made = await inTransaction((tx) =>
      home.kernel.sealing.createKey(tx, target, [DESK], 'server', 'counselling'),
    );
    const opened = await inTransaction((tx) => home.kernel.sealing.openKey(tx, target, DESK));
    expect(Buffer.from(opened?.bytes ?? [])).toEqual(Buffer.from(made.bytes));
    expect(await inTransaction((tx) => home.kernel.sealing.openKey(tx, target, 'other-desk'))).toBeUndefined();
  });

  test('open with the secret that wrapped them until it expires, and throw on another secret', async () => {
    const target = scope();
    const holder = {
      kind: 'session' as const,
      holder: newId(),
      secret: Buffer.alloc(32, 1),
      expiresAt: new Date(home.clock.now().getTime() + 1000),
    };
    await inTransaction(async (tx) =>
      home.kernel.sealing.wrapWithSecret(
        tx,
        await home.kernel.sealing.createKey(tx, target, [DESK], 'server', 'p'),
        holder,
      ),
    );
    expect(await inTransaction((tx) => home.kernel.sealing.openWithSecret(tx, target, holder))).toBeDefined();
    await expect(
      inTransaction((tx) => home.kernel.sealing.openWithSecret(tx, target, { ...holder, secret: Buffer.alloc(32, 2) })),
    ).rejects.toThrow();
    home.clock.advance(2000);
    expect(await inTransaction((tx) => home.kernel.sealing.openWithSecret(tx, target, holder))).toBeUndefined();
  });
});

describe('rotation', () => {
  test('a new desk key takes over every wrap, also after it was cut off in the middle', async () => {
    const targets = [scope(), scope(), scope()];
    for (const target of targets)
      await inTransaction((tx) => home.kernel.sealing.createKey(tx, target, [DESK], 'server', 'p'));
    // Cut off: the new version is there, nothing has been moved yet.
    const before = (await deskKeyRows(home.owner, DESK)).length;
    await rotateDeskKey(home.owner, home.kernel.vault, DESK, home.clock.now());
    await addDeskKeyAgain();
    const moved = await moveWraps(home.owner, home.kernel.vault, DESK);
    expect(moved).toBeGreaterThanOrEqual(3);
    home.kernel.sealing.forget();
    for (const target of targets)
      expect(await inTransaction((tx) => home.kernel.sealing.openKey(tx, target, DESK))).toBeDefined();
    const rows = await deskKeyRows(home.owner, DESK);
    expect(rows.length).toBe(before + 2);
    expect(rows.filter((row) => row.state === 'active').length).toBe(1);
    const { rows: old } = await home.owner.query(
      "select 1 from kernel.wrapped_key where holder = $1 and key_version < $2 and holder_kind = 'desk'",
      [DESK, before + 2],
    );
    expect(old).toEqual([]);
  });

  async function addDeskKeyAgain() {
    const { generateKeyPair } = await import('./hpke.ts');
    const { deskContext } = await import('./sealing.ts');
    const pair = await generateKeyPair();
    const version = (await deskKeyRows(home.owner, DESK)).length + 1;
    await addDeskKey(home.owner, {
      desk: DESK,
      version,
      publicKey: pair.publicKey,
      sealedPrivateKey: await home.kernel.vault.wrap(pair.privateKey, deskContext(DESK, version)),
      now: home.clock.now(),
    });
  }
});

describe('custody', () => {
  test('M of N custodians bring a lost desk key back; fewer, damaged or foreign shares do not', async () => {
    const vault = await openFileVault(home.kernel.config.rootKeyFile);
    const target = scope();
    home.kernel.sealing.forget();
    const perCustodian = await splitDeskKey(home.owner, vault, DESK, 5, 3);
    expect(perCustodian.map((lines) => lines.length)).toEqual(
      Array(5).fill((await deskKeyRows(home.owner, DESK)).length),
    );
    await markLost(home.owner, DESK);
    await expect(recoverDeskKey(home.owner, vault, DESK, perCustodian.slice(0, 2).flat())).rejects.toThrow(
      /needs 3 different shares and got 2/,
    );
    await expect(
      recoverDeskKey(home.owner, vault, DESK, [...perCustodian.slice(0, 2), perCustodian[0] ?? []].flat()),
    ).rejects.toThrow(/got 2/);
    const lines = perCustodian.slice(1, 4).flat();
    await expect(
      recoverDeskKey(
        home.owner,
        vault,
        DESK,
        lines.map((line, place) => (place === 0 ? line.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')) : line)),
      ),
    ).rejects.toThrow(/wrong letter/);
    await expect(recoverDeskKey(home.owner, vault, 'other-desk', lines)).rejects.toThrow(/belongs to desk 111-intake/);
    const other = await splitDeskKey(home.owner, vault, 'other-desk', 3, 2);
    expect(other.length).toBe(3);
    expect(await recoverDeskKey(home.owner, vault, DESK, lines)).toEqual(
      (await deskKeyRows(home.owner, DESK)).map((row) => row.version),
    );
    expect((await deskKeyRows(home.owner, DESK)).filter((row) => row.state === 'active').length).toBe(1);
    const { Sealing } = await import('./sealing.ts');
    const sealing = new Sealing(vault, home.clock);
    await inTransaction((tx) => sealing.createKey(tx, target, [DESK], 'server', 'p'));
    expect(await inTransaction((tx) => sealing.openKey(tx, target, DESK))).toBeDefined();
  });
});

describe('the vault', () => {
  test('the same value gives the same blind index, and another kind another', async () => {
    const [a, b, c] = await Promise.all([
      blindIndex(home.kernel.vault, 'phone', '+84900000001'),
      blindIndex(home.kernel.vault, 'phone', '+84900000001'),
      blindIndex(home.kernel.vault, 'account', '+84900000001'),
    ]);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
});
