import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../actor.ts';
import { SettableClock } from '../clock.ts';
import type { Tx } from '../database.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { OpenedKeys, openedBy } from './opened-keys.ts';
import { createDeskKey } from './rotate.ts';
import { openPart, sealPart } from './sealed-record.ts';
import { deleteWraps } from './sealing-store.ts';

const home = fileFixture(() => openTestKernel());
const DESK = '111-intake';
const scopeOf = (objectId: string) => ({ objectKind: 'report', objectId, fieldClass: 'thread' });

beforeAll(async () => {
  await createDeskKey(home.owner, home.kernel.vault, DESK, home.clock.now());
});

const inTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  must(await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)))) as T;

test('a key is kept for a minute from when it was opened, however often it is used, and no longer than its wrap', () => {
  const clock = new SettableClock('2026-11-24T02:00:00Z');
  const keys = new OpenedKeys(clock);
  const bytes = randomBytes(32);
  keys.keep('a', 'key', bytes, null);
  keys.keep('b', 'key', bytes, new Date('2026-11-24T02:00:10Z'));
  for (let second = 0; second < 59; second += 1) {
    expect(keys.find('a')?.secret.export().equals(bytes)).toBe(true);
    expect(keys.find('b') !== undefined).toBe(second < 10);
    clock.advance(1_000);
  }
  clock.advance(1_000);
  expect(keys.find('a')).toBeUndefined();
  keys.keep('c', 'key', bytes, null);
  keys.forget();
  expect(keys.find('c')).toBeUndefined();
});

test('of more keys than are kept the oldest goes', () => {
  const keys = new OpenedKeys(new SettableClock('2026-11-24T02:00:00Z'));
  for (let n = 0; n <= 4_000; n += 1) keys.keep(`${n}`, 'key', Buffer.alloc(32), null);
  expect(keys.find('0')).toBeUndefined();
  expect(keys.find('1')).toBeDefined();
  expect(keys.find('4000')).toBeDefined();
});

test('what opens a key is this record, class and holder, and of a person this secret', () => {
  const scope = scopeOf('a');
  const holder = { kind: 'session', holder: 's', secret: Buffer.alloc(32, 1) };
  const all = [
    openedBy(scope, holder),
    openedBy({ ...scope, objectKind: 'case' }, holder),
    openedBy({ ...scope, objectId: 'b' }, holder),
    openedBy({ ...scope, fieldClass: 'internal' }, holder),
    openedBy(scope, { ...holder, kind: 'receipt' }),
    openedBy(scope, { ...holder, holder: 't' }),
    openedBy(scope, { ...holder, secret: Buffer.alloc(32, 2) }),
    openedBy(scope, { kind: 'desk', holder: 's' }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('a kept key opens and seals as the one it is, and a wrap that was taken away is missed within a minute', async () => {
  const { sealing } = home.kernel;
  const scope = scopeOf(newId());
  const made = await inTransaction((tx) => sealing.createKey(tx, scope, [DESK], 'server', 'counselling'));
  const open = (options = {}) => inTransaction((tx) => sealing.openKey(tx, scope, DESK, options));
  const sealed = sealPart(made, 'line:1', 'lá chắn');
  for (let time = 0; time < 2; time += 1) {
    const kept = await open({ kept: true });
    expect(kept?.id).toBe(made.id);
    expect(Buffer.from(kept?.bytes ?? [])).toEqual(Buffer.from(made.bytes));
    if (kept) expect(openPart(kept, 'line:1', sealed)).toBe('lá chắn');
    if (kept) expect(openPart(made, 'line:2', sealPart(kept, 'line:2', 'x'))).toBe('x');
    if (kept) expect(() => openPart(kept, 'line:2', sealed)).toThrow();
  }
  await inTransaction((tx) => deleteWraps(tx, scope, 'desk'));
  expect(await open()).toBeUndefined();
  home.clock.advance(60_000);
  expect(await open({ kept: true })).toBeUndefined();
});

test('by a secret it is kept too, and another secret is none, nor a wrap by a grant kept', async () => {
  const { sealing } = home.kernel;
  const scope = scopeOf(newId());
  const holder = { kind: 'session' as const, holder: newId(), secret: randomBytes(32) };
  const made = await inTransaction(async (tx) => {
    const key = await sealing.createKey(tx, scope, [DESK], 'server', 'counselling');
    await sealing.wrapWithSecret(tx, key, holder);
    return key;
  });
  const open = (secret: Uint8Array) =>
    inTransaction((tx) => sealing.openWithSecret(tx, scope, { ...holder, secret }, { kept: true }));
  expect((await open(holder.secret))?.id).toBe(made.id);
  await expect(open(randomBytes(32))).rejects.toThrow();
  await home.owner.query(
    "update kernel.wrapped_key set by_grant = true where data_key_id = $1 and holder_kind = 'desk'",
    [made.id],
  );
  // No grant names the desk: had it been kept, it would still open.
  expect(await inTransaction((tx) => sealing.openKey(tx, scope, DESK, { kept: true }))).toBeUndefined();
});
