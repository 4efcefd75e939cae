import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { HOUR, MINUTE, newId, ok, systemActor } from '../../kernel/index.ts';
import { forgetAccount, useAccount } from '../accounts/open-account.ts';
import type { ChannelAdapter, OutboundMessage, PostParts, SendOutcome } from '../adapter.ts';
import type { DeliveryReport } from '../inbound-event.ts';
import { registerTestTemplate } from '../templates/template.testing.ts';
import { claimMessages } from './claim-messages.ts';
import { listOutbound } from './list-outbound.ts';
import { deliveryReceiver } from './note-delivery.ts';
import { NO_WISHES } from './outbound.ts';
import { outboundProgress } from './outbound-progress.ts';
import {
  openTestAccount,
  openTestConversation,
  outboundRows,
  type PlayedProvider,
  plantProvider,
  playProvider,
  testSending,
} from './outbox.testing.ts';
import { outboxJobs } from './outbox-jobs.ts';
import { sendingOf } from './outbox-sender.ts';
import { type QueueMessage, queueMessage } from './queue-message.ts';
import { cancelOutbound, retryOutbound, retryQueued } from './retry-outbound.ts';
import { accountsToServe, type Sending, sendByAccount } from './send-messages.ts';
import { settleMessage } from './settle-message.ts';
import { setContactWishes } from './wishes.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const platform = () => home.context(systemActor('test'));
const keeper = () => home.context(testPerson('agency_admin', 'C111'));
const forward = (ms: number) => home.clock.set(new Date(home.clock.now().getTime() + ms));

let provider: PlayedProvider;
let planted: { close(): void };
let account: string;
let conversation: string;

beforeEach(async () => {
  home.clock.set(new Date('2026-11-28T03:00:00Z'));
  await home.owner.query('truncate channels.outbound_message, channels.outbox_gate, channels.contact_wish');
  provider = playProvider();
  planted = plantProvider(provider);
  account = await openTestAccount(home);
  conversation = await openTestConversation(home, account, 'peer-1');
});
afterEach(() => planted.close());

/** From ten in the morning to eleven at night, in Viet Nam. */
const HOURS_TO_NIGHT = 13 * HOUR;
const words = { purpose: 'answer', text: 'Chị nghe em đây.' } as const;
const queue = (more: Partial<QueueMessage> = {}) =>
  platform().transaction((tx) =>
    queueMessage(platform(), tx, { key: newId<'test'>(), to: { conversation }, ...words, ...more }),
  );
const WAITING_FOR_LANE = `select from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** What all processes do until nothing is due now. */
async function serve(more: Partial<Sending> = {}): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    let taken = 0;
    for (const one of await accountsToServe(platform()))
      taken += await sendByAccount(platform(), one, testSending(home, more));
    if (taken === 0) return;
    // The gate of the account opens.
    forward(100);
  }
}

const states = async () => (await outboundRows(home)).map(({ state }) => state);
const sentTexts = () => provider.taken.map(({ text }) => text);

describe('queueing', () => {
  test('leaves with the caller’s transaction, and not without it', async () => {
    await platform().transaction(async (tx) => {
      must(await queueMessage(platform(), tx, { key: 'a', purpose: 'answer', to: { conversation }, text: 'mất' }));
      return { ok: false, refusal: { code: 'request.invalid' } } as never;
    });
    await serve();
    expect(provider.asked).toEqual([]);
    must(await queue({ key: 'a' }));
    await serve();
    expect(sentTexts()).toEqual(['Chị nghe em đây.']);
    expect(await states()).toEqual(['sent']);
  });

  test('holds no word and no receiver in clear', async () => {
    const text = 'không ai đọc được câu này';
    must(await queue({ text }));
    const { rows } = await home.owner.query('select message::text as all from channels.outbound_message as message');
    const hex = Buffer.from(text).toString('hex');
    expect(rows[0].all).not.toContain(text);
    expect(rows[0].all).not.toContain(hex);
    expect(rows[0].all).not.toContain('peer-1');
  });

  test('takes the same key once, also from two at a time', async () => {
    let commit: (() => void) | undefined;
    const first = platform().transaction(async (tx) => {
      const queued = await queueMessage(platform(), tx, { ...words, key: 'one', to: { conversation } });
      await new Promise<void>((resolve) => (commit = resolve));
      return queued;
    });
    await expect.poll(() => commit, { timeout: 20_000 }).toBeDefined();
    const second = queue({ key: 'one' });
    // The second has found no such key, and waits behind the first.
    const waiting = async () => (await home.owner.query(WAITING_FOR_LANE)).rowCount;
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    commit?.();
    const one = must(await first);
    expect(must(await second)).toEqual(one);
    expect(must(await queue({ key: 'one', text: 'khác' }))).toEqual(one);
    await serve();
    expect(sentTexts()).toEqual(['Chị nghe em đây.']);
  });

  test('cuts a long text, and refuses what nobody reads on a telephone', async () => {
    const sentence = `${'chữ '.repeat(30).trim()}. `;
    const queued = must(await queue({ text: sentence.repeat(3) }));
    expect(queued.parts).toBe(3);
    await serve();
    expect(sentTexts()).toEqual(Array.from({ length: 3 }, () => sentence.trim()));
    expect(code(await queue({ text: sentence.repeat(11) }))).toBe('outbox.text-too-long');
    expect(code(await queue({ text: ' ' }))).toBe('outbox.text-empty');
  });

  test('goes only to whom there is, by an account that can', async () => {
    expect(code(await queue({ to: { conversation: newId() } }))).toBe('outbox.receiver-unknown');
    const to = { account: newId(), address: '84900000000', wishes: NO_WISHES };
    expect(code(await queue({ to }))).toBe('outbox.account-unusable');
  });

  test('begins nothing at a network that lets us answer alone', async () => {
    planted.close();
    planted = plantProvider(playProvider({}, { begins: false }));
    const other = await openTestAccount(home);
    const to = { account: other, address: '84900000000', wishes: NO_WISHES };
    expect(code(await queue({ to }))).toBe('outbox.cannot-begin');
  });
});

describe('order', () => {
  test('of a conversation is kept while other conversations go on', async () => {
    const other = await openTestConversation(home, account, 'peer-2');
    for (const text of ['1', '2', '3']) must(await queue({ text }));
    must(await queue({ to: { conversation: other }, text: 'khác' }));
    let failures = 2;
    provider.answer = ({ text }, take) =>
      text === '1' && failures-- > 0 ? { state: 'again', reason: 'busy' } : take();
    await serve();
    expect(sentTexts()).toEqual(['khác']);
    forward(10 * MINUTE);
    await serve();
    forward(10 * MINUTE);
    await serve();
    expect(sentTexts()).toEqual(['khác', '1', '2', '3']);
  });

  test('is one for whoever is written to by an address and by a conversation', async () => {
    must(await queue({ to: { account, address: 'peer-1', wishes: NO_WISHES }, text: 'trước' }));
    must(await queue({ text: 'sau' }));
    const [first, second] = await outboundRows(home);
    expect([first?.position, second?.position]).toEqual([1, 2]);
    await serve();
    expect(sentTexts()).toEqual(['trước', 'sau']);
  });

  test('is one for each matter that is told apart to an office, and never for whoever wrote', async () => {
    const office = { account, address: 'co-quan', wishes: NO_WISHES };
    const person = { account, address: 'peer-1', wishes: NO_WISHES };
    must(await queue({ purpose: 'order', to: office, text: 'lệnh' }));
    must(await queue({ purpose: 'alert', to: { ...office, apart: 'thu-hoi' }, text: 'thu hồi' }));
    must(await queue({ text: 'trước' }));
    must(await queue({ to: { ...person, apart: 'rieng' }, text: 'sau' }));
    provider.answer = ({ text }, take) =>
      text === 'lệnh' || text === 'trước' ? { state: 'again', reason: 'busy' } : take();
    await serve();
    expect(sentTexts()).toEqual(['thu hồi']);
  });

  test('lets what goes ahead leave before all that waits at the account', async () => {
    planted.close();
    provider = playProvider({ perSecond: 1 });
    planted = plantProvider(provider);
    account = await openTestAccount(home);
    const to = (address: string) => ({ account, address, wishes: NO_WISHES });
    for (const text of ['1', '2', '3']) must(await queue({ purpose: 'order', to: to(`noi-${text}`), text }));
    must(await queue({ purpose: 'alert', to: to('noi-4'), ahead: true, text: 'thu hồi' }));
    for (let second = 0; second < 4; second += 1) {
      await serve();
      forward(1_000);
    }
    expect(sentTexts()[0]).toBe('thu hồi');
    expect(sentTexts().toSorted()).toEqual(['1', '2', '3', 'thu hồi']);
  });

  test('lets an answer pass a reminder that waits for the morning', async () => {
    home.clock.set(new Date('2026-11-28T16:00:00Z'));
    must(await queue({ purpose: 'reminder', text: 'nhắc' }));
    await serve();
    must(await queue({ text: 'trả lời' }));
    await serve();
    expect(sentTexts()).toEqual(['trả lời']);
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'waiting', held: 'quiet-hours' });
    home.clock.set(new Date('2026-11-29T00:00:00Z'));
    await serve();
    expect(sentTexts()).toEqual(['trả lời', 'nhắc']);
  });
});

describe('a provider that', () => {
  test('asks us to wait is left alone by everybody until then', async () => {
    const other = await openTestConversation(home, account, 'peer-2');
    must(await queue({ text: '1' }));
    provider.answer = () => ({ state: 'again', reason: '429', afterMs: 10 * MINUTE });
    await serve();
    provider.answer = (_message, take) => take();
    must(await queue({ to: { conversation: other }, text: '2' }));
    await serve();
    expect(provider.asked).toHaveLength(1);
    forward(10 * MINUTE);
    await serve();
    expect(sentTexts().sort()).toEqual(['1', '2']);
  });

  test('fails again and again is given up, with its reason, and later parts with it', async () => {
    must(await queue({ text: `${'a'.repeat(159)}. ${'b'.repeat(20)}` }));
    provider.answer = () => ({ state: 'again', reason: 'HTTP 503: sorry, em ơi' });
    for (let day = 0; day < 40; day += 1) {
      await serve();
      forward(HOUR);
    }
    expect(provider.asked).toHaveLength(10);
    const [first, second] = await outboundRows(home);
    expect(first).toMatchObject({ state: 'dead', tries: 10, reason: 'HTTP-503:-sorry-em-i' });
    expect(second).toMatchObject({ state: 'dead', reason: 'part-before' });
  });

  test('refuses is not asked again', async () => {
    must(await queue());
    provider.answer = () => ({ state: 'refused', reason: '-244' });
    await serve();
    forward(HOUR);
    await serve();
    expect(provider.asked).toHaveLength(1);
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'dead', reason: '-244' });
  });

  test('took it and lost the answer is asked what became of it, and never sent it twice', async () => {
    must(await queue());
    provider.answer = (_message, take) => {
      take();
      throw new Error('connection lost');
    };
    await serve();
    expect(await states()).toEqual(['unsure']);
    forward(HOUR);
    await serve();
    expect(await states()).toEqual(['sent']);
    expect(provider.asked).toHaveLength(1);
  });

  test('did not take it and says so is sent it once more', async () => {
    must(await queue());
    let lost = true;
    provider.answer = (_message, take) => {
      if (!lost) return take();
      lost = false;
      return { state: 'unsure', reason: '502' };
    };
    await serve();
    forward(HOUR);
    await serve();
    forward(HOUR);
    await serve();
    expect(provider.asked).toHaveLength(2);
    expect(sentTexts()).toHaveLength(1);
  });

  test('cannot be asked leaves it to a person', async () => {
    planted.close();
    provider = playProvider({}, { looks: false });
    planted = plantProvider(provider);
    const own = await openTestAccount(home);
    const there = await openTestConversation(home, own, 'peer-9');
    must(await queue({ to: { conversation: there } }));
    provider.answer = () => ({ state: 'unsure', reason: '504' });
    await serve();
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'dead', reason: 'never-known' });
  });

  test('hangs keeps nothing but its own message, and only for so long', async () => {
    must(await queue());
    let late = () => {};
    provider.answer = (_message, take) => new Promise((resolve) => (late = () => resolve(take())));
    await serve({ answerWithin: 10 });
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'unsure', reason: 'no-answer' });
    late();
    forward(HOUR);
    await serve();
    expect(await states()).toEqual(['sent']);
    expect(sentTexts()).toHaveLength(1);
  });

  test('does not know our token is sent to with a new one, renewed once; without one the account waits', async () => {
    must(await queue());
    provider.answer = () => ({ state: 'expired', reason: '401' });
    let renewals = 0;
    const renew: Sending['renew'] = async (_ctx, inUse) => {
      renewals += 1;
      provider.answer = (_message, take) => take();
      return inUse;
    };
    await serve({ renew: async () => undefined });
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'waiting', reason: 'token-expired', tries: 0 });
    forward(5 * MINUTE);
    await serve({ renew });
    expect(renewals).toBe(1);
    expect(await states()).toEqual(['sent']);
  });
});

test('a token found over by several messages at once is renewed once, and all of them go', async () => {
  const other = await openTestConversation(home, account, 'peer-2');
  must(await queue({ text: '1' }));
  must(await queue({ text: '2', to: { conversation: other } }));
  const tokens: unknown[] = [];
  Object.assign(provider.adapter, {
    send: async ({ secrets }: { secrets: { token: string } }, message: OutboundMessage): Promise<SendOutcome> => {
      tokens.push(secrets.token);
      return secrets.token === 'mới'
        ? { state: 'sent', provider: `p-${message.key}` }
        : { state: 'expired', reason: '401' };
    },
    renew: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return ok({ secrets: { token: 'mới' }, endsAt: new Date('2026-12-28T03:00:00Z') });
    },
  } satisfies Partial<ChannelAdapter<object, { token: string }>>);
  await serve(sendingOf(home.kernel));
  expect(tokens).toEqual(['mẫu', 'mẫu', 'mới', 'mới']);
  expect(await states()).toEqual(['sent', 'sent']);
});

test('a token that cannot be asked for leaves the message to be sent later, not to be looked for', async () => {
  must(await queue());
  provider.answer = () => ({ state: 'expired', reason: '401' });
  await serve({ renew: () => Promise.reject(new Error('no database')) });
  expect((await outboundRows(home))[0]).toMatchObject({ state: 'waiting', reason: 'token-expired', tries: 0 });
});

test('an account that nobody holds is opened by as many at once as there are connections', async () => {
  forgetAccount(home.kernel, account);
  const connections = home.kernel.config.databasePool;
  let begun = 0;
  let allBegun = () => {};
  const all = new Promise<void>((resolve) => (allBegun = resolve));
  const queued = await Promise.all(
    Array.from({ length: connections }, (_, each) =>
      platform().transaction(async (tx) => {
        begun += 1;
        if (begun === connections) allBegun();
        await all;
        const to = { account, address: `8490000${each}`, wishes: NO_WISHES };
        return queueMessage(platform(), tx, { key: newId<'test'>(), purpose: 'answer', to, text: 'x' });
      }),
    ),
  );
  expect(queued.map(code)).toEqual(Array.from({ length: connections }, () => 'accepted'));
});

describe('a process that dies', () => {
  test('with a message in hand leaves it to be looked up, and it arrives once', async () => {
    must(await queue());
    const inUse = await useAccount(platform(), account);
    if (!inUse) throw new Error('no account');
    const [claim] = must(await claimMessages(platform(), inUse)).claims;
    if (!claim) throw new Error('nothing claimed');
    // The provider answers, and the process ends before it writes that down.
    await provider.adapter.send(inUse.open, claim.message, testSending(home).reach());
    forward(MINUTE);
    await serve();
    expect(await states()).toEqual(['sending']);
    forward(2 * MINUTE);
    await serve();
    expect(await states()).toEqual(['sent']);
    expect(provider.asked).toHaveLength(1);
  });

  test('before the request leaves it to be sent', async () => {
    must(await queue());
    const inUse = await useAccount(platform(), account);
    if (!inUse) throw new Error('no account');
    must(await claimMessages(platform(), inUse));
    forward(3 * MINUTE);
    await serve();
    forward(MINUTE);
    await serve();
    expect(sentTexts()).toHaveLength(1);
  });
});

test('several at once send each message once and keep to the pace of the account', async () => {
  planted.close();
  provider = playProvider({ perSecond: 10 });
  planted = plantProvider(provider);
  const own = await openTestAccount(home);
  for (let peer = 0; peer < 20; peer += 1) {
    const there = await openTestConversation(home, own, `many-${peer}`);
    must(await queue({ to: { conversation: there }, text: `${peer}` }));
  }
  const everybody = () => Promise.all([1, 2, 3, 4].map(() => sendByAccount(platform(), own, testSending(home))));
  await everybody();
  expect(provider.asked).toHaveLength(10);
  forward(999);
  await everybody();
  expect(provider.asked).toHaveLength(10);
  forward(1);
  await everybody();
  expect(new Set(sentTexts()).size).toBe(20);
  expect(provider.asked).toHaveLength(20);
});

test('one person gets no more than the network allows to one', async () => {
  planted.close();
  provider = playProvider({ perSecondToOne: 0.5 });
  planted = plantProvider(provider);
  const own = await openTestAccount(home);
  const there = await openTestConversation(home, own, 'slow');
  for (const text of ['1', '2']) must(await queue({ to: { conversation: there }, text }));
  await sendByAccount(platform(), own, testSending(home));
  forward(1_900);
  await sendByAccount(platform(), own, testSending(home));
  expect(sentTexts()).toEqual(['1']);
  forward(100);
  await sendByAccount(platform(), own, testSending(home));
  expect(sentTexts()).toEqual(['1', '2']);
});

describe('a window', () => {
  const people = { writer: testPerson('agency_admin', 'C111'), second: testPerson('111_supervisor', 'C111') };
  test('that is shut ends the message with what to do, and a template passes where free words do not', async () => {
    provider.window = 'template-only';
    must(await queue({ key: 'words' }));
    await registerTestTemplate(home, { ...people, text: 'Hẹn lúc {gio:TIME}.' });
    must(await queue({ key: 'template', text: '', template: { code: 'nhac-hen', data: { gio: '15:00' } } }));
    await serve();
    expect(provider.taken).toMatchObject([{ template: { id: 'T1', data: { gio: '15:00' } } }]);
    const rows = await outboundRows(home);
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'window-template-only'],
      ['sent', null],
    ]);
  });

  test('of use until then: later it is not sent', async () => {
    must(await queue({ notAfter: new Date(home.clock.now().getTime() + MINUTE) }));
    forward(MINUTE);
    await serve();
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'dead', reason: 'too-late' });
    expect(provider.asked).toEqual([]);
  });
});

describe('what a person wished', () => {
  const wish = (
    wishes: Parameters<typeof setContactWishes>[1]['wishes'],
    hours: { from: number; to: number } | null = null,
  ) => platform().transaction((tx) => setContactWishes(tx, { conversation, wishes, hours }));

  test('rules what is written from then on', async () => {
    must(await wish(['NO_CONTACT']));
    expect(code(await queue())).toBe('outbox.no-contact-wished');
    must(await wish(['REPLY_HERE']));
    expect(code(await queue())).toBe('outbox.not-here-wished');
    must(await wish(['SAY_OTHER']));
    expect(code(await queue({ text: 'Tổng đài 111 đây' }))).toBe('outbox.words-tell');
    must(await queue({ text: 'Chiều mai nhé' }));
  });

  test('rules what was waiting already', async () => {
    must(await queue());
    expect(must(await wish(['NO_CONTACT'])).cancelled).toBe(1);
    must(await wish([]));
    must(await queue({ text: 'Tổng đài nhắn em' }));
    must(await wish(['SAY_OTHER']));
    await serve();
    expect(provider.asked).toEqual([]);
    expect((await outboundRows(home)).map(({ state, reason, sealed }) => [state, reason, sealed])).toEqual([
      ['cancelled', 'wished', null],
      ['cancelled', 'wished', null],
    ]);
  });

  test('lets no template leave under neutral words alone: its words are the network’s', async () => {
    const people = { writer: testPerson('agency_admin', 'C111'), second: testPerson('111_supervisor', 'C111') };
    await registerTestTemplate(home, { ...people, text: 'Chiều nay mình hẹn nhé.', code: 'hen' });
    const template = { code: 'hen', data: {} };
    must(await queue({ template }));
    must(await wish(['SAY_OTHER']));
    expect(code(await queue({ template }))).toBe('outbox.words-tell');
    await serve();
    expect(provider.asked).toEqual([]);
    expect(await states()).toEqual(['cancelled']);
  });

  test('holds by whatever way they are written to, but not for what goes to an office at the same address', async () => {
    const address = { account, address: 'peer-1', wishes: NO_WISHES };
    must(await queue({ to: address, purpose: 'reminder', notBefore: new Date('2026-11-28T09:00:00Z') }));
    expect(must(await wish(['NO_CONTACT'])).cancelled).toBe(1);
    for (const purpose of ['answer', 'reminder', 'automatic'] as const)
      expect(code(await queue({ to: address, purpose }))).toBe('outbox.no-contact-wished');
    must(await queue({ to: address, purpose: 'officer-call', text: '111 gọi cán bộ trực' }));
    await serve();
    expect(sentTexts()).toEqual(['111 gọi cán bộ trực']);
  });

  test('takes the words of every part of a text of which one tells', async () => {
    must(await queue({ text: `Tổng đài nhắn em ${'a'.repeat(140)}. ${'b'.repeat(20)}` }));
    must(await wish(['SAY_OTHER']));
    await serve();
    expect((await outboundRows(home)).map(({ state, reason, sealed }) => [state, reason, sealed])).toEqual([
      ['cancelled', 'wished', null],
      ['cancelled', 'wished', null],
    ]);
  });

  test('keeps every message for its hours', async () => {
    must(await queue());
    must(await wish(['PHONE_HOURS'], { from: 18 * 60, to: 20 * 60 }));
    await serve();
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'waiting', held: 'safe-hours' });
    home.clock.set(new Date('2026-11-28T11:00:00Z'));
    await serve();
    expect(sentTexts()).toHaveLength(1);
  });
});

describe('what an adapter is told', () => {
  const played = (other: Partial<ChannelAdapter>) => Object.assign(provider.adapter, other);

  test('the rule under which a message goes, and when it was tried where it is only asked for', async () => {
    provider.window = 'tagged';
    const looked: unknown[] = [];
    played({
      send: async (_account, message) => {
        looked.push(message.window);
        return { state: 'unsure', reason: 'http-502' };
      },
      lookUp: async (_account, message) => {
        looked.push(message.triedAt);
        return { state: 'sent', provider: 'p-1' };
      },
    });
    const at = home.clock.now();
    must(await queue());
    await serve();
    forward(10 * MINUTE);
    await serve();
    expect(looked).toEqual(['tagged', at]);
    expect(await states()).toEqual(['sent']);
  });

  test('a comment is answered in private whatever the window says, and by who begins nothing', async () => {
    provider.window = 'closed';
    played({ begins: false });
    const to = { account, address: '', wishes: NO_WISHES };
    expect(code(await queue({ to }))).toBe('outbox.cannot-begin');
    must(await queue({ to, comment: '1_2' }));
    await serve();
    expect(provider.taken).toMatchObject([{ comment: '1_2', to: '' }]);
  });

  test('a post is published and not sent to anybody, and read back where the answer was lost', async () => {
    const published: string[] = [];
    played({
      begins: false,
      publish: async (_account, { text }) => {
        published.push(text);
        return { state: 'unsure', reason: 'http-502' };
      },
      readBack: async (_account, { text, triedAt }) =>
        published.includes(text) && triedAt !== undefined
          ? { state: 'sent', provider: 'post-1' }
          : { state: 'again', reason: 'not-there' },
    });
    must(await queue({ purpose: 'post', to: { account, address: '', wishes: NO_WISHES } }));
    await serve();
    forward(10 * MINUTE);
    await serve();
    expect(published).toEqual(['Chị nghe em đây.']);
    expect(provider.asked).toEqual([]);
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'sent', provider_id: 'post-1' });
  });

  describe('that stands for everybody to read', () => {
    const asked: unknown[] = [];
    const everybody = () => ({ account, address: '', wishes: NO_WISHES });
    const posts = (other: Partial<ChannelAdapter> = {}) => {
      asked.length = 0;
      played({
        begins: false,
        postLimits: () => ({
          textMost: 30,
          textMostWithPicture: 20,
          titleMost: 9,
          summaryMost: null,
          needsPicture: false,
        }),
        publish: async (_account, post) => {
          asked.push(['publish', post.text, post.title]);
          return { state: 'sent', provider: 'post-1' };
        },
        correct: async (_account, post) => {
          asked.push(['correct', post.provider, post.text]);
          return { state: 'sent', provider: post.provider };
        },
        withdraw: async (_account, provider) => {
          asked.push(['withdraw', provider]);
          return { state: 'sent', provider };
        },
        hide: async (_account, subject) => {
          asked.push(['hide', subject]);
          return { state: 'unsure', reason: 'http-502' };
        },
        ...other,
      });
    };
    const say = (key: string, text: string, post: PostParts) =>
      queue({ key, purpose: 'post', to: { ...everybody(), apart: 'p' }, text, post });

    test('goes whole or not at all, and its words are its own', async () => {
      posts();
      expect(code(await say('a', 'a'.repeat(31), { act: 'publish' }))).toBe('outbox.text-too-long');
      expect(code(await say('a', '', { act: 'publish' }))).toBe('outbox.text-empty');
      must(await say('a', 'a. '.repeat(9), { act: 'publish', title: 'Tựa' }));
      await serve();
      expect(asked).toEqual([['publish', 'a. '.repeat(9), 'Tựa']]);
    });

    test('is corrected, taken away and hidden at night too, in the order in which that was asked for', async () => {
      posts();
      forward(HOURS_TO_NIGHT);
      must(await say('a', 'Chào.', { act: 'publish' }));
      await serve();
      expect(asked).toEqual([]);
      must(await say('b', 'Chào em.', { act: 'correct', subject: 'post-1' }));
      must(await say('c', '', { act: 'withdraw', subject: 'post-1' }));
      must(await say('d', '', { act: 'hide', subject: 'comment-1' }));
      for (let step = 0; step < 4; step += 1) {
        await serve();
        forward(1_000);
      }
      expect(asked).toEqual([
        ['correct', 'post-1', 'Chào em.'],
        ['withdraw', 'post-1'],
        ['hide', 'comment-1'],
      ]);
      // Of what nobody is sure the same is done once more: it does nothing that is done.
      forward(10 * MINUTE);
      await serve();
      expect(asked.at(-1)).toEqual(['hide', 'comment-1']);
      expect(asked).toHaveLength(4);
    });

    test('what an account cannot do, and what has no identifier, is for a person', async () => {
      posts({ withdraw: undefined as never });
      must(await say('c', '', { act: 'withdraw', subject: 'post-1' }));
      must(await say('b', 'Chào em.', { act: 'correct' }));
      await serve();
      forward(1_000);
      await serve();
      expect(await outboundRows(home)).toMatchObject([
        { state: 'dead', reason: 'cannot-be-done' },
        { state: 'dead', reason: 'cannot-be-done' },
      ]);
    });
  });
});

describe('proof', () => {
  const report = async (
    state: DeliveryReport['state'],
    message: string,
    more: Partial<DeliveryReport> = {},
    receivedAt = home.clock.now(),
  ) => {
    const event: DeliveryReport = {
      kind: 'delivery-report',
      channel: 'sms-gateway',
      id: newId(),
      at: home.clock.now(),
      message,
      state,
      ...(state === 'failed' && { reason: 'UNDELIV' }),
      ...more,
    };
    const row = await useAccount(platform(), account);
    if (!row) throw new Error('no account');
    return platform().transaction((tx) =>
      deliveryReceiver.take(platform(), tx, {
        id: newId(),
        account: row.row,
        event,
        conversation: null,
        receivedAt,
      }),
    );
  };

  test('is written as the provider tells it, and nothing late takes it back; then the words go', async () => {
    const { id } = must(await queue());
    await serve();
    must(await report('read', `p-${id}`));
    must(await report('delivered', `p-${id}`));
    must(await report('failed', `p-${id}`));
    const [row] = await outboundRows(home);
    expect(row).toMatchObject({ state: 'read', sealed: null, provider_id: `p-${id}` });
    expect(row?.delivered_at).toEqual(row?.read_at);
  });

  test.each(['delivered', 'read', 'failed'] as const)(
    'that came first (%s) stands: a late “sent” of whoever had the message in hand overwrites nothing',
    async (state) => {
      const { id } = must(await queue());
      const inUse = await useAccount(platform(), account);
      if (!inUse) throw new Error('no account');
      const { claims } = must(await claimMessages(platform(), inUse));
      const [claim] = claims;
      if (!claim) throw new Error('nothing was due');
      // The process gives no sign for so long that it counts as dead; the provider tells by our own key.
      forward(3 * MINUTE);
      await accountsToServe(platform());
      must(await report(state, 'p-1', { key: id }));
      const [before] = await outboundRows(home);
      expect(before?.state).toBe(state === 'failed' ? 'dead' : state);
      must(await settleMessage(platform(), claim, { state: 'sent', provider: 'p-late' }, true));
      for (const late of ['delivered', 'failed'] as const) must(await report(late, 'p-1'));
      must(await settleMessage(platform(), claim, { state: 'refused', reason: 'late' }, true));
      expect(await outboundRows(home)).toEqual([before]);
    },
  );

  test('of a failure ends the message with the provider’s code', async () => {
    const { id } = must(await queue());
    await serve();
    must(await report('failed', `p-${id}`));
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'dead', reason: 'UNDELIV' });
  });

  test('of a failure of one part ends the parts behind it, as whatever else ends one', async () => {
    const { id } = must(await queue({ text: `${'a'.repeat(159)}. ${'b'.repeat(20)}` }));
    provider.answer = ({ key }, take) => (key === id ? take() : { state: 'again', reason: '503' });
    await serve();
    forward(1_000);
    await serve();
    expect((await outboundRows(home)).map(({ state }) => state)).toEqual(['sent', 'waiting']);
    must(await report('failed', `p-${id}`));
    expect(await outboundRows(home)).toMatchObject([
      { state: 'dead', reason: 'UNDELIV' },
      { state: 'dead', reason: 'part-before', ended_at: home.clock.now() },
    ]);
  });

  test('that comes before we wrote down the sending is brought again; of what nobody here sent it is let go', async () => {
    must(await report('delivered', 'p-unknown'));
    const { id } = must(await queue());
    const inUse = await useAccount(platform(), account);
    if (!inUse) throw new Error('no account');
    must(await claimMessages(platform(), inUse));
    expect(code(await report('delivered', `p-${id}`))).toBe('outbox.report-early');
    // What was told well before we asked for anything is not of what is in hand now.
    must(await report('delivered', 'p-foreign', {}, new Date(home.clock.now().getTime() - MINUTE)));
  });

  test('of reading up to a moment counts for what this one person was sent until then', async () => {
    const other = await openTestConversation(home, account, 'peer-2');
    must(await queue({ text: 'một' }));
    must(await queue({ text: 'khác', to: { conversation: other } }));
    await serve();
    const upTo = home.clock.now();
    forward(MINUTE);
    must(await queue({ text: 'hai' }));
    await serve();
    must(await report('read', '', { to: 'peer-1', upTo }));
    const read = (await outboundRows(home)).filter(({ state }) => state === 'read');
    expect(read).toHaveLength(1);
    const first = provider.taken.find(({ text }) => text === 'một');
    expect(read[0]).toMatchObject({ sealed: null, provider_id: `p-${first?.key}` });
    // Nobody is in hand, and nothing is told of a message: it is no report that came too early.
    must(await report('read', '', { to: 'nobody', upTo }));
  });

  test('with our own key says of a message of which nobody was sure that it went', async () => {
    provider.answer = () => ({ state: 'unsure', reason: 'http-502' });
    const { id } = must(await queue());
    await serve();
    expect(await states()).toEqual(['unsure']);
    must(await report('delivered', 'p-late', { key: id }));
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'delivered', provider_id: 'p-late' });
    // A key of nobody's is let go.
    must(await report('delivered', 'p-other', { key: 'no-key' }));
  });

  test('that never comes keeps the words for three days', async () => {
    must(await queue());
    await serve();
    const drop = () => outboxJobs[0]?.run(platform(), {});
    await drop();
    expect((await outboundRows(home))[0]?.sealed).not.toBeNull();
    forward(73 * HOUR);
    await drop();
    expect((await outboundRows(home))[0]?.sealed).toBeNull();
  });
});

describe('a dead letter', () => {
  const die = async () => {
    const { id } = must(await queue());
    provider.answer = () => ({ state: 'refused', reason: 'no' });
    await serve();
    return id;
  };

  test('is tried once for one press, also where two press at once', async () => {
    const id = await die();
    const presses = await Promise.all([retryOutbound(keeper(), { id }), retryOutbound(keeper(), { id })]);
    expect(presses.map(code).sort()).toEqual(['accepted', 'outbox.not-retried']);
    await serve();
    forward(24 * HOUR);
    await serve();
    expect(provider.asked).toHaveLength(2);
    provider.answer = () => ({ state: 'again', reason: 'busy' });
    must(await retryOutbound(keeper(), { id }));
    await serve();
    forward(24 * HOUR);
    await serve();
    expect(provider.asked).toHaveLength(3);
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'dead', reason: 'busy' });
  });

  test('takes the parts behind it along', async () => {
    must(await queue({ text: `${'a'.repeat(159)}. ${'b'.repeat(20)}` }));
    provider.answer = () => ({ state: 'refused', reason: 'no' });
    await serve();
    provider.answer = (_message, take) => take();
    const [first] = await outboundRows(home);
    must(await retryOutbound(keeper(), { id: first?.id ?? '' }));
    await serve();
    expect(await states()).toEqual(['sent', 'sent']);
  });

  test('is tried once more by its key for whoever wrote it, with the parts behind it, and once for two presses', async () => {
    must(await queue({ key: 'line', text: `${'a'.repeat(159)}. ${'b'.repeat(20)}` }));
    const retry = () => platform().transaction((tx) => retryQueued(tx, { key: 'line' }));
    expect(code(await retry())).toBe('outbox.not-retried');
    provider.answer = () => ({ state: 'refused', reason: 'no' });
    await serve();
    const progress = () =>
      platform().transaction(async (tx) => ok(await outboundProgress(tx, ['line', 'never-queued'])));
    expect(must(await progress())).toEqual([
      {
        key: 'line',
        state: 'dead',
        reason: 'no',
        retries: true,
        tries: 1,
        triedAt: expect.any(Date),
        sentAt: null,
        nextAt: null,
        answerMs: expect.any(Number),
      },
    ]);
    provider.answer = (_message, take) => take();
    expect((await Promise.all([retry(), retry()])).map(code).sort()).toEqual(['accepted', 'outbox.not-retried']);
    await serve();
    expect(await states()).toEqual(['sent', 'sent']);
    expect(must(await progress())).toMatchObject([
      { key: 'line', state: 'sent', reason: null, retries: false, tries: 2, sentAt: expect.any(Date) },
    ]);
    await home.owner.query("update channels.outbound_message set state = 'dead', sealed = null");
    expect(must(await progress())).toMatchObject([{ state: 'dead', retries: false }]);
    expect(code(await retry())).toBe('outbox.words-gone');
  });

  test('is cancelled with its words; what was sent is not', async () => {
    const id = await die();
    must(await cancelOutbound(keeper(), { id }));
    expect((await outboundRows(home))[0]).toMatchObject({ state: 'cancelled', sealed: null });
    expect(code(await retryOutbound(keeper(), { id }))).toBe('outbox.not-retried');
    provider.answer = (_message, take) => take();
    const { id: sent } = must(await queue());
    await serve();
    expect(code(await cancelOutbound(keeper(), { id: sent }))).toBe('outbox.not-cancelled');
  });

  test('is nobody’s of another agency', async () => {
    const id = await die();
    const other = home.context(testPerson('agency_admin', 'MOH-MCD'));
    expect(code(await retryOutbound(other, { id }))).toBe('record.not-found');
    expect(must(await listOutbound(other)).messages).toEqual([]);
  });
});

test('the list shows the way of a message and neither its words nor its receiver; figures count', async () => {
  const about = { kind: 'contact', id: newId() };
  must(await queue({ text: 'lời riêng', about }));
  forward(1);
  must(await queue({ key: 'later', notBefore: new Date(home.clock.now().getTime() + HOUR) }));
  await serve();
  const listed = must(await listOutbound(keeper()));
  expect(JSON.stringify(listed)).not.toMatch(/lời riêng|peer-1/);
  expect(listed.messages).toMatchObject([
    { state: 'waiting', held: 'not-before' },
    { state: 'sent', about, provider: expect.stringMatching(/^p-/) },
  ]);
  expect(listed.figures).toEqual({ waiting: 1, unsure: 0, dead: 0, sentToday: 1, oldestSeconds: null });
  expect(must(await listOutbound(keeper(), { state: 'sent' })).messages).toHaveLength(1);
});

test('a page of the desk hears of a failure at once, by the record that the words stand in', async () => {
  const heard: string[] = [];
  const stop = home.kernel.live.listen(({ topic, id }) => heard.push(`${topic} ${id}`));
  const about = { kind: 'contact', id: newId() };
  const { id } = must(await queue());
  must(await queue({ about }));
  provider.answer = () => ({ state: 'again', reason: 'down' });
  await serve();
  await expect.poll(() => heard, { timeout: 20_000 }).toContain(`channels.outbox-changed ${id}`);
  provider.answer = (_message, take) => take();
  forward(MINUTE);
  await serve();
  await expect.poll(() => heard, { timeout: 20_000 }).toContain(`channels.outbox-changed ${about.id}`);
  stop();
});

test('an account that is paused sends nothing', async () => {
  must(await queue());
  await home.owner.query(`update channels.channel_account set state = 'paused' where id = $1`, [account]);
  await serve();
  expect(provider.asked).toEqual([]);
  await home.owner.query(`update channels.channel_account set state = 'open' where id = $1`, [account]);
  forgetAccount(home.kernel, account);
  await serve();
  expect(provider.asked).toHaveLength(1);
});
