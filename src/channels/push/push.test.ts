import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type Actor, anonymous, HOUR, MINUTE, newId, ok, systemActor } from '../../kernel/index.ts';
import { openSecrets } from '../accounts/account-sealing.ts';
import { changeAccount, connectAccount } from '../accounts/connect-account.ts';
import { accountKinds, listAccounts } from '../accounts/list-accounts.ts';
import { steerAccount } from '../accounts/steer-account.ts';
import { NO_WISHES } from '../outbox/outbound.ts';
import type { OutboundRow } from '../outbox/outbox-tables.ts';
import { queueMessage } from '../outbox/queue-message.ts';
import { sendTestMessage } from '../outbox/send-test.ts';
import { addPushDevice, ownPushDevices, removePushDevice } from './keep-push-devices.ts';
import { wakeAll, wakesAsked } from './push.testing.ts';
import { openPushService, type PushServiceFake } from './push-service.fake.ts';
import { tryOwnDevices } from './try-own-devices.ts';
import { wakePeople } from './wake-people.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36';
const helper = () => testPerson('111_agent', 'C111');
let service: PushServiceFake;

beforeEach(async () => {
  home.clock.set(new Date('2026-11-28T03:00:00Z'));
  await home.owner.query('delete from graphile_worker._private_jobs');
  await home.owner.query(
    'truncate channels.push_device, channels.channel_account, channels.outbound_message, channels.outbox_gate cascade',
  );
  service = await openPushService(() => home.clock.now());
});
afterEach(() => service.close());

const add = (actor: Actor, path = '/push/one') =>
  addPushDevice(home.context(actor), { address: `${service.url}${path}`, userAgent: CHROME });
const own = async (actor: Actor) => must(await ownPushDevices(home.context(actor)));
const messages = async () =>
  (await home.owner.query<OutboundRow>('select * from channels.outbound_message order by id')).rows;
const keyOfHouse = async (actor: Actor) => (await own(actor)).key;
/** The browsers listen to the key that the house made. */
const letHouseBeKnown = async (actor: Actor) => Object.assign(service.keys, { publicKey: await keyOfHouse(actor) });

describe('a browser of one’s own', () => {
  test('is turned on, listed, tried and turned off', async () => {
    const me = helper();
    expect((await own(me)).devices).toEqual([]);
    const { id } = must(await add(me));
    const listed = await own(me);
    expect(listed.devices).toEqual([
      { id, name: 'Chrome · Windows', addedAt: home.clock.now(), digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    await letHouseBeKnown(me);
    expect(must(await tryOwnDevices(home.context(me)))).toEqual({ woken: 1 });
    await wakeAll(home, service);
    expect(service.taken).toEqual([{ to: `${service.url}/push/one`, text: '' }]);
    expect(await messages()).toMatchObject([{ state: 'sent', purpose: 'wake', channel: 'web-push', agency: 'C111' }]);
    must(await removePushDevice(home.context(me), { id }));
    expect((await own(me)).devices).toEqual([]);
    expect(must(await tryOwnDevices(home.context(me)))).toEqual({ woken: 0 });
  });

  test('is seen and turned off by nobody else, and wakes whoever sits at it now', async () => {
    const [me, colleague] = [helper(), helper()];
    const { id } = must(await add(me));
    expect((await own(colleague)).devices).toEqual([]);
    expect(code(await removePushDevice(home.context(colleague), { id }))).toBe('push-device.not-found');
    expect(code(await removePushDevice(home.context(colleague), { id: 'no id' }))).toBe('push-device.not-found');
    must(await add(colleague));
    expect((await own(me)).devices).toEqual([]);
    expect((await own(colleague)).devices).toHaveLength(1);
  });

  test('is none of a child’s, of a machine’s, of nobody’s and of whoever is asked for nothing', async () => {
    const others: Actor[] = [
      anonymous,
      { kind: 'receipt', report: newId<'report'>() },
      { kind: 'machine', client: newId<'client'>(), agency: 'C111', scopes: ['hash.read', 'listening.push'] },
      systemActor('test'),
      testPerson('platform_contact', 'C111'),
      testPerson('agency_admin', 'C111'),
      testPerson([], 'C111'),
    ];
    for (const actor of others) {
      expect(code(await add(actor))).toBe('access.not-permitted');
      expect(code(await ownPushDevices(home.context(actor)))).toBe('access.not-permitted');
      expect(code(await tryOwnDevices(home.context(actor)))).toBe('access.not-permitted');
    }
    const { rows } = await home.owner.query('select from channels.push_device');
    expect(rows).toEqual([]);
  });

  test('has an address of https without a name in it; ten are enough', async () => {
    const me = helper();
    const at = (address: string) => addPushDevice(home.context(me), { address, userAgent: null });
    for (const address of ['', 'http://push.example/a', 'https://a:b@push.example/a', 'javascript:alert(1)'])
      expect(code(await at(address))).toBe('push-device.address-unusable');
    for (let one = 0; one < 10; one += 1) must(await add(me, `/push/${one}`));
    expect(code(await add(me, '/push/10'))).toBe('push-device.too-many');
    // One that is there already is no eleventh.
    must(await add(me, '/push/3'));
    // What is not added takes the browser from nobody.
    const colleague = helper();
    must(await add(colleague, '/push/theirs'));
    expect(code(await add(me, '/push/theirs'))).toBe('push-device.too-many');
    expect((await own(colleague)).devices).toHaveLength(1);
  });
});

describe('waking', () => {
  const wake = (people: readonly string[], key = 'offer.1', minutes = 1) =>
    home.context(systemActor('test')).transaction(async (tx) => {
      const until = new Date(tx.now.getTime() + minutes * MINUTE);
      return ok(await wakePeople(tx, people, { key, until }));
    });

  test('reaches each browser of each person once, however often it is asked for', async () => {
    const [one, two, silent] = [helper(), helper(), helper()];
    must(await add(one, '/push/a'));
    must(await add(one, '/push/b'));
    must(await add(two, '/push/c'));
    await letHouseBeKnown(one);
    const people = [one.person, two.person, silent.person];
    expect(must(await wake(people))).toBe(3);
    expect(must(await wake(people))).toBe(3);
    await wakeAll(home, service);
    expect(service.taken.map(({ to }) => new URL(to).pathname).sort()).toEqual(['/push/a', '/push/b', '/push/c']);
    expect(must(await wake([silent.person]))).toBe(0);
  });

  test('leaves with the caller’s transaction, and not without it', async () => {
    const me = helper();
    must(await add(me));
    const ctx = home.context(systemActor('test'));
    const undone = ctx.transaction(async (tx) => {
      await wakePeople(tx, [me.person], { key: 'offer.2', until: new Date(tx.now.getTime() + MINUTE) });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await wakesAsked(home)).toEqual([]);
  });

  test('forgets a browser that its service says is gone, and nobody has to look at it', async () => {
    const me = helper();
    must(await add(me));
    must(await wake([me.person]));
    service.answer(410);
    await wakeAll(home, service);
    expect((await own(me)).devices).toEqual([]);
    expect(await messages()).toMatchObject([{ state: 'cancelled', reason: 'receiver-gone', sealed: null }]);
  });

  test.each([429, 503, 500])('is tried again after %i, as long as something waits, and then let go', async (status) => {
    const me = helper();
    must(await add(me));
    await letHouseBeKnown(me);
    must(await wake([me.person]));
    service.answer(status);
    await wakeAll(home, service);
    expect(await messages()).toMatchObject([{ state: 'waiting', reason: `http-${status}`, tries: 1 }]);
    home.clock.set(new Date(home.clock.now().getTime() + 10_000));
    service.answer(undefined);
    await wakeAll(home, service);
    expect(await messages()).toMatchObject([{ state: 'sent', tries: 2 }]);
    must(await wake([me.person], 'offer.3'));
    service.answer(status);
    await wakeAll(home, service);
    home.clock.set(new Date(home.clock.now().getTime() + 5 * MINUTE));
    await wakeAll(home, service);
    expect((await messages()).slice(1)).toMatchObject([{ state: 'cancelled', reason: 'too-late', sealed: null }]);
  });
});

describe('a push service that asks to be left alone', () => {
  let other: PushServiceFake;
  beforeEach(async () => {
    other = await openPushService(() => home.clock.now());
  });
  afterEach(() => other.close());
  const addAt = (actor: Actor, { url }: PushServiceFake, path: string) =>
    addPushDevice(home.context(actor), { address: `${url}${path}`, userAgent: CHROME });
  const wake = (people: readonly string[], key: string, seconds: number) =>
    home.context(systemActor('test')).transaction(async (tx) => {
      const until = new Date(tx.now.getTime() + seconds * 1_000);
      return ok(await wakePeople(tx, people, { key, until }));
    });
  const later = (seconds: number) => new Date(Date.parse('2026-11-28T03:00:00Z') + seconds * 1_000);
  const two = async () => {
    const [one, colleague] = [helper(), helper()];
    must(await addAt(one, service, '/push/one'));
    must(await addAt(colleague, other, '/push/two'));
    await letHouseBeKnown(one);
    Object.assign(other.keys, { publicKey: service.keys.publicKey });
    return [one, colleague] as const;
  };

  test('is left alone, and holds back neither another service nor what is not a wake', async () => {
    const [one, colleague] = await two();
    service.answer(429, 40);
    must(await wake([one.person, colleague.person], 'offer.1', 120));
    await wakeAll(home, service, other);
    expect(service.asked).toHaveLength(1);
    expect(other.taken).toHaveLength(1);
    // The gate of the account stands open, the one service is not asked again meanwhile, and the other is.
    home.clock.set(later(10));
    must(await wake([one.person, colleague.person], 'offer.2', 120));
    await wakeAll(home, service, other);
    expect(service.asked).toHaveLength(1);
    expect(other.taken).toHaveLength(2);
    const { rows: gates } = await home.owner.query(
      'select open_at from channels.outbox_gate where open_at > $1::timestamptz',
      [later(10.5).toISOString()],
    );
    expect(gates).toEqual([]);
    const [account] = (await messages()).map(({ account_id }) => account_id);
    const ctx = home.context(systemActor('test'));
    const order = await ctx.transaction((tx) =>
      queueMessage(ctx, tx, {
        key: 'not-a-wake',
        purpose: 'alert',
        to: { account: account ?? '', address: `${service.url}/push/office`, wishes: NO_WISHES },
        text: '',
      }),
    );
    must(order);
    service.answer(undefined);
    home.clock.set(later(11));
    await wakeAll(home, service, other);
    expect(service.taken.map(({ to }) => new URL(to).pathname)).toEqual(['/push/office']);
    for (const second of [41, 43]) {
      home.clock.set(later(second));
      await wakeAll(home, service, other);
    }
    expect(service.taken).toHaveLength(3);
    expect((await messages()).map(({ state }) => state)).toEqual(Array(5).fill('sent'));
  });

  test('keeps no message beyond its use, however long it asks', async () => {
    const [one] = await two();
    service.answer(429, 3_600);
    must(await wake([one.person], 'offer.1', 30));
    await wakeAll(home, service, other);
    expect(await messages()).toMatchObject([{ state: 'waiting', next_at: later(30), not_after: later(30) }]);
    // One that is queued meanwhile is put off to its own end and no further.
    const third = helper();
    must(await addAt(third, service, '/push/three'));
    must(await wake([third.person], 'offer.2', 20));
    home.clock.set(later(1));
    await wakeAll(home, service, other);
    expect((await messages())[1]).toMatchObject({ state: 'waiting', tries: 0, next_at: later(20) });
    home.clock.set(later(30));
    await wakeAll(home, service, other);
    for (const message of await messages()) expect(message).toMatchObject({ state: 'cancelled', reason: 'too-late' });
    expect(service.asked).toHaveLength(1);
  });
});

describe('the keys of the house', () => {
  test('are entered, changed and tried by nobody; who keeps accounts sees how they are, and may pause them', async () => {
    must(await add(helper()));
    const actor = testPerson('agency_admin', 'C111', { steppedUpUntil: new Date(home.clock.now().getTime() + HOUR) });
    const keeper = home.context(actor);
    expect(accountKinds(keeper).map(({ code: kind }) => kind)).not.toContain('web-push');
    const [account] = must(await listAccounts(keeper));
    expect(account).toMatchObject({ channel: 'web-push', state: 'open', ofTheHouse: true, tests: false });
    const fields = { name: 'Khác', address: 'khác', settings: { subject: 'https://khac.example' } };
    const entered = { ...fields, adapter: 'web-push', secrets: service.keys };
    expect(code(await connectAccount(keeper, entered))).toBe('channel-account.invalid');
    const on = { account: account?.id ?? '' };
    expect(code(await changeAccount(keeper, { ...on, ...fields }))).toBe('channel-account.invalid');
    expect(code(await sendTestMessage(keeper, { ...on, to: 'https://push.example' }))).toBe('channel-account.no-test');
    must(await steerAccount(keeper, { ...on, act: 'pause' }));
  });

  test('are made once, whoever is first, one pair an agency, and lie in the vault’s wrapping', async () => {
    const [one, two] = [helper(), helper()];
    const keys = await Promise.all([keyOfHouse(one), keyOfHouse(two), keyOfHouse(one), keyOfHouse(two)]);
    expect(new Set(keys).size).toBe(1);
    const commune = testPerson('commune_child_officer', 'UBND-00001');
    expect(await keyOfHouse(commune)).not.toBe(keys[0]);
    const { rows } = await home.owner.query(
      'select id, agency, sealed_secrets from channels.channel_account order by agency',
    );
    expect(rows.map(({ agency }) => agency)).toEqual(['C111', 'UBND-00001']);
    for (const row of rows) {
      const { privateKey, publicKey } = await openSecrets(home.kernel, row);
      const stored = Buffer.concat([row.sealed_secrets]).toString('latin1');
      for (const key of [privateKey, publicKey]) expect(stored).not.toContain(String(key));
    }
  });
});
