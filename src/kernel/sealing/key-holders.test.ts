import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../actor.ts';
import type { Tx } from '../database.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { parseShare, recoverDeskKey, splitDeskKey } from './custody.ts';
import { unsealBytes } from './envelope.ts';
import { importPrivateKey, openWith } from './hpke.ts';
import { createDeskKey, createDeskKeys, moveWraps, rotateDeskKey } from './rotate.ts';
import { addDeskKey, addFirstDeskKeys, deskKeyRows, markLost } from './rotate-store.ts';
import { DeskWithoutKey, type KeyScope, Sealing, type SecretHolder } from './sealing.ts';
import { sealingJobs } from './sealing-jobs.ts';
import { deleteWraps, hasDeskKey } from './sealing-store.ts';
import type { Vault } from './vault.ts';

/** Who holds a key, how each holder's copy is bound to it, and what becomes of it when keys are given, moved, lost and found. */
const home = fileFixture(() => openTestKernel());
const scope = (fieldClass = 'narrative'): KeyScope => ({ objectKind: 'letter', objectId: newId(), fieldClass });
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');

beforeAll(async () => {
  await createDeskKeys(home.owner, home.kernel.vault, ['one', 'two', 'three'], home.clock.now());
});

async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value as T;
}
const create = (target: KeyScope, ...desks: string[]) =>
  write((tx) => home.kernel.sealing.createKey(tx, target, desks, 'server', 'counselling'));
const open = (target: KeyScope, desk: string, sealing = home.kernel.sealing) =>
  write((tx) => sealing.openKey(tx, target, desk));

interface WrapRow {
  readonly data_key_id: string;
  readonly holder_kind: string;
  readonly holder: string;
  readonly key_version: number;
  readonly wrapped: Buffer;
}
const wrapsOf = async ({ objectKind, objectId, fieldClass }: KeyScope): Promise<WrapRow[]> =>
  (
    await home.owner.query(
      `select wrap.* from kernel.wrapped_key as wrap join kernel.data_key as key on key.id = data_key_id
       where object_kind = $1 and object_id = $2 and field_class = $3 order by holder_kind, holder`,
      [objectKind, objectId, fieldClass],
    )
  ).rows;
const privateKeyOf = async (desk: string, version: number) => {
  const row = (await deskKeyRows(home.owner, desk)).find((one) => one.version === version);
  return importPrivateKey(
    await home.kernel.vault.unwrap(row?.sealed_private_key as Buffer, `desk-key|${desk}|${version}`),
  );
};

describe('a new key', () => {
  test('is wrapped to each desk under its own name, its number and the desk’s version, and says who gave it for what', async () => {
    const target = scope();
    const key = await create(target, 'one', 'two');
    expect(key).toMatchObject({ scope: target });
    expect(key.bytes).toHaveLength(32);
    expect((await create(scope(), 'one')).bytes).not.toEqual(key.bytes);
    const wraps = await wrapsOf(target);
    expect(wraps).toMatchObject(
      ['one', 'two'].map((holder) => ({
        data_key_id: key.id,
        holder_kind: 'desk',
        holder,
        key_version: 1,
        purpose: 'counselling',
        granted_by: 'system',
        granted_at: home.clock.now(),
        expires_at: null,
        by_grant: false,
      })),
    );
    for (const { holder, wrapped } of wraps)
      expect(
        hex(await openWith(await privateKeyOf(holder, 1), `la-chan/1|data-key|${key.id}|desk|${holder}|1`, wrapped)),
      ).toBe(hex(key.bytes));
    const { rows } = await home.owner.query('select sealed_by, created_at from kernel.data_key where id = $1', [
      key.id,
    ]);
    expect(rows).toEqual([{ sealed_by: 'server', created_at: home.clock.now() }]);
  });

  test('made with others is written with them, for the desks and under each person’s secret, in its place alone', async () => {
    const [story, thread] = [scope('narrative'), scope('thread')];
    const secrets: SecretHolder[] = [
      { kind: 'receipt', holder: newId(), secret: Buffer.alloc(32, 1) },
      {
        kind: 'session',
        holder: newId(),
        secret: Buffer.alloc(32, 2),
        expiresAt: new Date(home.clock.now().getTime() + 1_000),
      },
    ];
    const made = await write(async (tx) => {
      const keys = await home.kernel.sealing.makeKeys(tx, [{ scope: story }, { scope: thread, secrets }], ['one'], 'p');
      expect(await wrapsOf(story)).toEqual([]);
      await home.kernel.sealing.writeKeys(tx, keys, 'operator');
      return keys;
    });
    expect((await wrapsOf(story)).map(({ holder_kind, holder }) => [holder_kind, holder])).toEqual([['desk', 'one']]);
    const wraps = await wrapsOf(thread);
    expect(wraps.map(({ holder_kind }) => holder_kind)).toEqual(['desk', 'receipt', 'session']);
    const id = made[1]?.key.id as string;
    for (const { kind, holder, secret, expiresAt } of secrets) {
      const wrap = wraps.find((one) => one.holder === holder) as WrapRow;
      expect(wrap).toMatchObject({
        holder_kind: kind,
        purpose: 'own-report',
        expires_at: expiresAt ?? null,
        key_version: 1,
      });
      // Bound to the key, the kind of holder and the holder.
      expect(hex(unsealBytes(secret, `la-chan/1|data-key|${id}|${kind}|${holder}`, wrap.wrapped))).toBe(
        hex(made[1]?.key.bytes),
      );
    }
    expect(hex((await open(story, 'one'))?.bytes)).toBe(hex(made[0]?.key.bytes));
    const { rows } = await home.owner.query('select sealed_by from kernel.data_key where object_id = any ($1)', [
      [story.objectId, thread.objectId],
    ]);
    expect(rows).toEqual([{ sealed_by: 'operator' }, { sealed_by: 'operator' }]);
  });

  test('for a desk without a key is a fault that says what to do, and nothing is written', async () => {
    const target = scope();
    const failed = create(target, 'one', 'no-such-desk');
    await expect(failed).rejects.toThrow(DeskWithoutKey);
    await expect(failed).rejects.toThrow(
      'desk no-such-desk has no active key: run `lachan keys recover --desk no-such-desk` or `lachan keys create`',
    );
    expect(await wrapsOf(target)).toEqual([]);
    // As soon as there is one it is found.
    await createDeskKey(home.owner, home.kernel.vault, 'no-such-desk', home.clock.now());
    await create(target, 'no-such-desk');
  });

  test('by a secret opens until its instant, for that holder alone', async () => {
    const target = scope('thread');
    const key = await create(target, 'one');
    const holder: SecretHolder = {
      kind: 'session',
      holder: newId(),
      secret: Buffer.alloc(32, 7),
      expiresAt: new Date(home.clock.now().getTime() + 1_000),
    };
    await write((tx) => home.kernel.sealing.wrapWithSecret(tx, key, holder));
    const opened = (more: Partial<SecretHolder> = {}) =>
      write((tx) => home.kernel.sealing.openWithSecret(tx, target, { ...holder, ...more }));
    expect(await opened()).toEqual({ id: key.id, scope: target, bytes: expect.anything() });
    expect(hex((await opened())?.bytes)).toBe(hex(key.bytes));
    expect(await opened({ holder: newId() })).toBeUndefined();
    expect(await opened({ kind: 'receipt' })).toBeUndefined();
    home.clock.advance(999);
    expect(await opened()).toBeDefined();
    home.clock.advance(1);
    expect(await opened()).toBeUndefined();
  });
});

test('of several desks the first that can opens each class', async () => {
  const story = scope('narrative');
  const name = { ...story, fieldClass: 'identity' };
  const [told, named] = [await create(story, 'one', 'three'), await create(name, 'one', 'two')];
  const opened = async (...desks: string[]) => {
    const keys = await write((tx) =>
      home.kernel.sealing.openKeys(tx, story, ['narrative', 'identity', 'thread'], desks),
    );
    return [...keys].map(([fieldClass, { id, bytes, scope: of }]) => [fieldClass, id, hex(bytes), of]);
  };
  const both = [
    ['narrative', told.id, hex(told.bytes), story],
    ['identity', named.id, hex(named.bytes), name],
  ];
  expect(await opened('two', 'one')).toEqual(both);
  expect(await opened('three', 'two')).toEqual(both);
  expect(await opened('two')).toEqual(both.slice(1));
  expect(await opened('no-desk')).toEqual([]);
});

test('a desk’s private keys are unwrapped once a minute, however many of its wraps are opened', async () => {
  const { vault } = home.kernel;
  let asked = 0;
  const counting: Vault = {
    keyId: vault.keyId,
    wrap: (plain, context) => vault.wrap(plain, context),
    unwrap: (wrapped, context) => {
      asked += 1;
      return vault.unwrap(wrapped, context);
    },
    isCurrent: (wrapped) => vault.isCurrent(wrapped),
    derive: (purpose) => vault.derive(purpose),
    rotate: () => vault.rotate(),
    retire: () => vault.retire(),
  };
  await createDeskKey(home.owner, vault, 'busy', home.clock.now());
  const [old, anew] = [scope(), scope()];
  await create(old, 'busy');
  await rotateDeskKey(home.owner, vault, 'busy', home.clock.now());
  home.kernel.sealing.forget();
  await create(anew, 'busy');
  const sealing = new Sealing(counting, home.clock);
  for (let n = 0; n < 3; n += 1) for (const one of [old, anew]) expect(await open(one, 'busy', sealing)).toBeDefined();
  // Two versions, each once.
  expect(asked).toBe(2);
  home.clock.advance(60_000);
  expect(await open(old, 'busy', sealing)).toBeDefined();
  expect(asked).toBe(4);
});

describe('a desk’s first key', () => {
  test('is made by the platform for a desk that never had one, and for no other', async () => {
    const first = (desk: string) => write((tx) => home.kernel.sealing.createFirstDeskKey(tx, desk));
    await first('fresh');
    const made = await deskKeyRows(home.owner, 'fresh');
    expect(made).toMatchObject([{ version: 1, state: 'active' }]);
    await first('fresh');
    expect(await deskKeyRows(home.owner, 'fresh')).toEqual(made);
    const target = scope();
    await create(target, 'fresh');
    expect(await open(target, 'fresh')).toBeDefined();
    await markLost(home.owner, 'fresh');
    await first('fresh');
    expect(await deskKeyRows(home.owner, 'fresh')).toMatchObject([{ version: 1, state: 'lost' }]);
    expect(await write((tx) => hasDeskKey(tx, 'fresh'))).toBe(false);
    expect(await write((tx) => hasDeskKey(tx, 'one'))).toBe(true);
  });

  test('of many desks are made at once, each once, and how many were made is told', async () => {
    const { vault } = home.kernel;
    expect(await createDeskKeys(home.owner, vault, ['m1', 'm2', 'm1', 'one'], home.clock.now())).toBe(2);
    expect(await createDeskKeys(home.owner, vault, ['m1', 'm2'], home.clock.now())).toBe(0);
    expect(await createDeskKey(home.owner, vault, 'm2', home.clock.now())).toBe(false);
    expect(await createDeskKey(home.owner, vault, 'm3', home.clock.now())).toBe(true);
    expect(await deskKeyRows(home.owner, 'm3')).toMatchObject([
      { version: 1, state: 'active', created_at: home.clock.now() },
    ]);
  });
});

describe('giving a key to another desk', () => {
  const give = (target: KeyScope, from: string, to: string, byGrant?: boolean) =>
    write((tx) =>
      home.kernel.sealing.giveKey(tx, target, {
        from,
        to,
        purpose: 'referral',
        ...(byGrant === undefined ? {} : { byGrant }),
      }),
    );
  const held = async (target: KeyScope) =>
    (await wrapsOf(target)).map((wrap) => {
      const { holder, by_grant, purpose } = wrap as WrapRow & { by_grant: boolean; purpose: string };
      return [holder, by_grant, purpose];
    });

  test('gives it for good or by a grant; what is a desk’s own is never made less, and a grant’s becomes its own', async () => {
    const target = scope();
    const key = await create(target, 'one');
    await give(target, 'one', 'two', true);
    const own = ['one', false, 'counselling'];
    expect(await held(target)).toEqual([own, ['two', true, 'referral']]);
    const before = await wrapsOf(target);
    await give(target, 'one', 'two', true);
    expect(await wrapsOf(target)).toEqual(before);
    await give(target, 'one', 'two');
    expect(await held(target)).toEqual([own, ['two', false, 'referral']]);
    const kept = await wrapsOf(target);
    await give(target, 'one', 'two', true);
    await give(target, 'one', 'two', false);
    expect(await wrapsOf(target)).toEqual(kept);
    expect(hex((await open(target, 'two'))?.bytes)).toBe(hex(key.bytes));
  });

  test('that the first one does not hold gives nothing, and takes nothing', async () => {
    const target = scope();
    await create(target, 'one');
    await give(target, 'three', 'two');
    expect((await held(target)).map(([holder]) => holder)).toEqual(['one']);
    await give(target, 'one', 'two', true);
    await give(target, 'three', 'two');
    expect(await held(target)).toEqual([
      ['one', false, 'counselling'],
      ['two', true, 'referral'],
    ]);
  });

  test('by a grant lasts as long as a grant that names the desk; what is left is swept away, and only that', async () => {
    const [target, other] = [scope(), scope()];
    for (const one of [target, other]) {
      await create(one, 'one');
      await give(one, 'one', 'two', true);
    }
    const grant = newId<'grant'>();
    await home.owner.query(
      `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, key_desk, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
       values ($1, $2, $3, 'desk', 'two', 'two', '{narrative}', 'protection', 'test', 'test', 'test', $4, $5)`,
      [grant, target.objectKind, target.objectId, home.clock.now(), new Date(home.clock.now().getTime() + 60_000)],
    );
    expect(await open(target, 'two')).toBeDefined();
    expect(await open(other, 'two')).toBeUndefined();
    const sweep = async () => {
      const [job] = sealingJobs;
      expect(job).toMatchObject({ name: 'kernel.delete-ended-wraps', cron: '17 * * * *' });
      await job?.run(home.context(systemActor('test')), {});
      return [await held(target), await held(other)].map((rows) => rows.map(([holder]) => holder));
    };
    expect(await sweep()).toEqual([['one', 'two'], ['one']]);
    home.clock.advance(60_000);
    expect(await open(target, 'two')).toBeUndefined();
    expect(await sweep()).toEqual([['one'], ['one']]);
  });
});

test('taking a key away takes that holder’s alone, or all of the kind', async () => {
  const target = scope('thread');
  const key = await create(target, 'one', 'two');
  const secret = (kind: 'receipt' | 'session'): SecretHolder => ({
    kind,
    holder: newId(),
    secret: Buffer.alloc(32, 1),
  });
  const [receipt, first, second] = [secret('receipt'), secret('session'), secret('session')];
  const elsewhere = { ...target, fieldClass: 'narrative' };
  const other = await create(elsewhere, 'one');
  await write(async (tx) => {
    for (const holder of [receipt, first, second]) await home.kernel.sealing.wrapWithSecret(tx, key, holder);
    await home.kernel.sealing.wrapWithSecret(tx, other, first);
  });
  const left = async () => (await wrapsOf(target)).map(({ holder }) => holder).sort();
  await write((tx) => deleteWraps(tx, target, 'session', first.holder));
  expect(await left()).toEqual(['one', 'two', receipt.holder, second.holder].sort());
  await write((tx) => deleteWraps(tx, target, 'session'));
  expect(await left()).toEqual(['one', 'two', receipt.holder].sort());
  await write((tx) => deleteWraps(tx, target, 'desk', 'two'));
  expect(await left()).toEqual(['one', receipt.holder].sort());
  expect((await wrapsOf(elsewhere)).map(({ holder }) => holder).sort()).toEqual(['one', first.holder].sort());
});

describe('a desk’s next key', () => {
  const versions = async (target: KeyScope) => (await wrapsOf(target)).map(({ key_version }) => key_version);

  test('takes every wrap over and tells how far it is; another process sees it after a minute, and opens at once', async () => {
    const { vault } = home.kernel;
    await createDeskKey(home.owner, vault, 'turning', home.clock.now());
    const running = new Sealing(vault, home.clock);
    const targets = [scope(), scope(), scope()];
    for (const target of targets) await write((tx) => running.createKey(tx, target, ['turning'], 'server', 'p'));
    const told: number[] = [];
    expect(await rotateDeskKey(home.owner, vault, 'turning', home.clock.now(), (moved) => told.push(moved))).toBe(3);
    expect(told).toEqual([3]);
    expect(await deskKeyRows(home.owner, 'turning')).toMatchObject([
      { version: 1, state: 'retired' },
      { version: 2, state: 'active', created_at: home.clock.now() },
    ]);
    for (const target of targets) expect(await versions(target)).toEqual([2]);
    // Nothing is left to be moved.
    expect(await moveWraps(home.owner, vault, 'turning')).toBe(0);

    // The process that ran before seals under what it knows, for a minute.
    const meanwhile = scope();
    await write((tx) => running.createKey(tx, meanwhile, ['turning'], 'server', 'p'));
    expect(await versions(meanwhile)).toEqual([1]);
    for (const target of [...targets, meanwhile]) expect(await open(target, 'turning', running)).toBeDefined();
    // By opening what is wrapped to the new one it has seen it.
    const next = scope();
    await write((tx) => running.createKey(tx, next, ['turning'], 'server', 'p'));
    expect(await versions(next)).toEqual([2]);
  });

  test('is seen after a minute by who only seals, and at once by who forgot', async () => {
    const { vault } = home.kernel;
    await createDeskKey(home.owner, vault, 'sealing-only', home.clock.now());
    const [waiting, forgetting] = [new Sealing(vault, home.clock), new Sealing(vault, home.clock)];
    const seal = async (sealing: Sealing) => {
      const target = scope();
      await write((tx) => sealing.createKey(tx, target, ['sealing-only'], 'server', 'p'));
      return versions(target);
    };
    expect([await seal(waiting), await seal(forgetting)]).toEqual([[1], [1]]);
    await rotateDeskKey(home.owner, vault, 'sealing-only', home.clock.now());
    forgetting.forget();
    home.clock.advance(59_999);
    expect([await seal(waiting), await seal(forgetting)]).toEqual([[1], [2]]);
    home.clock.advance(1);
    expect(await seal(waiting)).toEqual([2]);
  });

  test('that cannot be written leaves the one before in use, and no connection behind', async () => {
    await createDeskKey(home.owner, home.kernel.vault, 'twice', home.clock.now());
    const again = { desk: 'twice', version: 1, publicKey: Buffer.alloc(32), sealedPrivateKey: Buffer.alloc(1) };
    for (let n = 0; n < 5; n += 1)
      await expect(addDeskKey(home.owner, { ...again, now: home.clock.now() })).rejects.toThrow(/duplicate key/);
    expect(home.owner.idleCount).toBe(home.owner.totalCount);
    expect(await deskKeyRows(home.owner, 'twice')).toMatchObject([{ version: 1, state: 'active' }]);
    expect((await deskKeyRows(home.owner, 'twice'))[0]?.sealed_private_key).not.toEqual(Buffer.alloc(1));
    // Of the keys that a desk has, one that was there first stays.
    const made = [{ desk: 'twice', publicKey: Buffer.alloc(32), sealedPrivateKey: Buffer.alloc(1) }];
    expect(await addFirstDeskKeys(home.owner, made, home.clock.now())).toBe(0);
    expect(await addFirstDeskKeys(home.owner, [], home.clock.now())).toBe(0);
  });

  test('cannot take over where none is in use', async () => {
    await createDeskKey(home.owner, home.kernel.vault, 'gone', home.clock.now());
    await markLost(home.owner, 'gone');
    await expect(moveWraps(home.owner, home.kernel.vault, 'gone')).rejects.toThrow('desk gone has no active key');
  });
});

describe('custodians', () => {
  const split = (desk: string, shares: number, threshold: number) =>
    splitDeskKey(home.owner, home.kernel.vault, desk, shares, threshold);
  const recover = (desk: string, lines: readonly string[]) =>
    recoverDeskKey(home.owner, home.kernel.vault, desk, lines);

  test.each([
    [3, 1],
    [2, 3],
    [17, 2],
  ])('%d shares of which %d are enough are refused', async (shares, threshold) => {
    await expect(split('one', shares, threshold)).rejects.toThrow(
      'the threshold must be at least 2, and the shares at least the threshold and at most 16',
    );
  });

  test('may be two of two and up to sixteen; each share says what it is, and a desk without a key has none', async () => {
    for (const [shares, threshold] of [
      [2, 2],
      [16, 16],
    ] as const) {
      const lines = await split('one', shares, threshold);
      expect(lines.flat().map(parseShare)).toMatchObject(
        Array.from({ length: shares }, (_, at) => ({ desk: 'one', version: 1, index: at + 1, shares, threshold })),
      );
    }
    await expect(split('nobody', 3, 2)).rejects.toThrow('desk nobody has no key to split');
    await createDeskKey(home.owner, home.kernel.vault, 'lost-desk', home.clock.now());
    await markLost(home.owner, 'lost-desk');
    await expect(split('lost-desk', 3, 2)).rejects.toThrow('desk lost-desk has no key to split');
  });

  test('bring every version back: the newest is in use again, the others open only', async () => {
    const { vault } = home.kernel;
    await createDeskKey(home.owner, vault, 'found', home.clock.now());
    const target = scope();
    const key = await create(target, 'found');
    await rotateDeskKey(home.owner, vault, 'found', home.clock.now());
    const lines = (await split('found', 3, 2)).slice(1).flat();
    expect(await markLost(home.owner, 'found')).toBe(2);
    home.kernel.sealing.forget();
    expect(await open(target, 'found')).toBeUndefined();
    await expect(create(scope(), 'found')).rejects.toThrow(DeskWithoutKey);
    expect(await recover('found', lines)).toEqual([1, 2]);
    expect((await deskKeyRows(home.owner, 'found')).map(({ state }) => state)).toEqual(['retired', 'active']);
    home.kernel.sealing.forget();
    expect(hex((await open(target, 'found'))?.bytes)).toBe(hex(key.bytes));
  });

  test('whose shares are too few, of another desk, of another split or of no version are told so, and change nothing', async () => {
    const { vault } = home.kernel;
    await createDeskKey(home.owner, vault, 'kept', home.clock.now());
    const [lines, others] = [await split('kept', 3, 2), await split('kept', 3, 2)];
    const before = await deskKeyRows(home.owner, 'kept');
    const [first, second] = lines as [string[], string[]];
    await expect(recover('kept', [...first, ...first])).rejects.toThrow('version 1 needs 2 different shares and got 1');
    await expect(recover('kept', [...first, ...(others[1] as string[])])).rejects.toThrow(
      'these shares do not give version 1 of kept: one of them is damaged or from another split',
    );
    await expect(recover('two', [...first, ...second])).rejects.toThrow('a share belongs to desk kept, not to two');
    await expect(recover('kept', [])).rejects.toThrow('no share fits a key version of desk kept');
    expect(await deskKeyRows(home.owner, 'kept')).toEqual(before);
    await rotateDeskKey(home.owner, vault, 'kept', home.clock.now());
    // Of the versions those come back of which there are shares.
    expect(await recover('kept', [...first, ...second])).toEqual([1]);
    expect((await deskKeyRows(home.owner, 'kept')).map(({ state }) => state)).toEqual(['retired', 'active']);
  });
});
