import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { code } from '../../../tools/test/test-result.ts';
import { newId, systemActor } from '../../kernel/index.ts';
import type { ChannelAdapter, Listening } from '../adapter.ts';
import { BOT, calledBot } from '../inbound/inbound.testing.ts';
import type { PrivateMessage } from '../inbound-event.ts';
import { until } from '../listening.testing.ts';
import { plantAccount, plantAdapter } from './account.testing.ts';
import { takeLease } from './lease-store.ts';
import { listenToAccounts } from './listen-to-accounts.ts';
import { FIRST_PAUSE, LONGEST_PAUSE, pauseBefore } from './pause-before.pure.ts';

const NOW = '2026-11-28T02:00:00Z';
const home = fileFixture(() => openTestKernel(NOW));
const ctx = () => home.context(systemActor('test'));

/** Connections at the provider that a test plays: how many have begun, are open, were open at once. */
const begun: Listening[] = [];
let open = 0;
let most = 0;
/** How often a process has asked which accounts it listens to. */
let looks = 0;
let silentMs = 60_000;
let behave: (listening: Listening) => Promise<void>;

const ended = ({ signal }: Listening) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
const listened: ChannelAdapter<object, { secretToken: string }> = {
  ...calledBot,
  code: 'sms-gateway',
  get silentMs() {
    return silentMs;
  },
  get listen() {
    looks += 1;
    return async (_account: unknown, listening: Listening) => {
      begun.push(listening);
      open += 1;
      most = Math.max(most, open);
      await behave(listening).finally(() => {
        open -= 1;
      });
    };
  },
};
fileFixture(async () => plantAdapter(listened as ChannelAdapter));

let account: string;
const stops: (() => Promise<void>)[] = [];
/** A process begins to listen. @returns ends it */
function listenAsOne(): () => Promise<void> {
  const stop = listenToAccounts(home.kernel);
  stops.push(stop);
  return stop;
}
const seenTwice = async () => {
  const before = looks;
  await until(() => looks >= before + 4, 'two looks of two processes');
};

beforeEach(async () => {
  home.clock.set(NOW);
  begun.length = 0;
  most = 0;
  silentMs = 60_000;
  behave = ended;
  account = await plantAccount(home, { adapter: 'sms-gateway', secrets: BOT });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await home.owner.query("update channels.channel_account set state = 'paused'");
});

test('one process at a time holds the connection of an account, and another takes it over when that one ends', async () => {
  const stopFirst = listenAsOne();
  await until(() => open === 1, 'a connection');
  listenAsOne();
  await seenTwice();
  expect([begun.length, most]).toEqual([1, 1]);
  await stopFirst();
  expect(begun[0]?.signal.aborted).toBe(true);
  await until(() => begun.length === 2, 'a connection of the other process');
  expect(most).toBe(1);
});

test('what a process that died had is taken over when its lease is over, and not before', async () => {
  expect(await takeLease(ctx(), account, 'listen', 30_000)).toBeDefined();
  listenAsOne();
  await seenTwice();
  expect(begun).toEqual([]);
  home.clock.advance(30_001);
  await until(() => begun.length === 1, 'a connection');
});

test('a provider that gives no sign of life is given up, said in the log, and asked anew', async () => {
  silentMs = 40;
  listenAsOne();
  await until(() => begun.length >= 2, 'a second connection');
  expect(begun[0]?.signal.aborted).toBe(true);
  expect(most).toBe(1);
  expect(home.log.some((line) => line.includes('gave no sign of life'))).toBe(true);
});

test('whoever has lost the lease ends, and what still comes by its connection is not taken', async () => {
  silentMs = 4_000;
  behave = async (listening) => {
    const signs = setInterval(() => listening.alive(), 50);
    await ended(listening).finally(() => clearInterval(signs));
  };
  listenAsOne();
  await until(() => open === 1, 'a connection');
  await home.owner.query('update channels.account_lease set holder = $2 where account_id = $1', [account, newId()]);
  await until(() => open === 0, 'the end of the connection');
  const late: PrivateMessage = {
    kind: 'private-message',
    channel: 'sms-gateway',
    id: '1',
    at: home.clock.now(),
    author: 'em',
    text: 'MẪU',
    attachments: [],
  };
  expect(code((await begun[0]?.hear([late])) ?? { ok: true, value: undefined })).toBe('channel-account.not-open');
  const { rows } = await home.owner.query('select 1 from channels.inbound_event where account_id = $1', [account]);
  expect(rows).toEqual([]);
  await seenTwice();
  expect(begun).toHaveLength(1);
});

test('an account that is paused is heard no more', async () => {
  silentMs = 4_000;
  behave = async (listening) => {
    const signs = setInterval(() => listening.alive(), 50);
    await ended(listening).finally(() => clearInterval(signs));
  };
  listenAsOne();
  await until(() => open === 1, 'a connection');
  await home.owner.query("update channels.channel_account set state = 'paused' where id = $1", [account]);
  // Longer than a process trusts what it holds of an account.
  home.clock.advance(6_000);
  await until(() => open === 0, 'the end of the connection');
  await seenTwice();
  expect(begun).toHaveLength(1);
});

test('a connection that breaks is begun again, after pauses that double up to five minutes; one that held begins at once', async () => {
  behave = async () => {
    throw new Error('refused');
  };
  listenAsOne();
  await until(() => begun.length >= 2, 'a second try');
  const pauses = [pauseBefore({ pause: 0, heldMs: 5 })];
  for (let lost = 0; lost < 10; lost += 1) pauses.push(pauseBefore({ pause: pauses.at(-1) ?? 0, heldMs: 5 }));
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1_000));
  expect(pauseBefore({ pause: LONGEST_PAUSE, heldMs: LONGEST_PAUSE + 1 })).toBe(FIRST_PAUSE);
});
