import { beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId, type Result, systemActor } from '../../kernel/index.ts';
import { plantAccount } from '../accounts/account.testing.ts';
import { useAccount } from '../accounts/open-account.ts';
import { workAllLanes } from '../inbound/inbound.testing.ts';
import { storeEvents } from '../inbound/store-events.ts';
import type { PrivateMessage } from '../inbound-event.ts';
import type { OutboundPurpose } from './outbound.ts';
import { outboundRows, plantProvider, playProvider, testSending } from './outbox.testing.ts';
import { type Queued, queueMessage } from './queue-message.ts';
import { accountsToServe, sendByAccount } from './send-messages.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const provider = playProvider();
fileFixture(async () => plantProvider(provider));
const platform = () => home.context(systemActor('test'));
const sentTexts = () => provider.taken.map(({ text }) => text);

let account: string;
beforeEach(async () => {
  provider.taken.length = 0;
  await home.owner.query('truncate channels.outbound_message, channels.outbox_gate');
  account = await plantAccount(home, { agency: 'MOH-MCD', adapter: 'sms-gateway', secrets: { token: 'mẫu' } });
});

/** They write, so many seconds from now, and what they wrote is taken. */
async function hear(more: Partial<PrivateMessage> = {}, inSeconds = 0): Promise<void> {
  const ctx = platform();
  const inUse = await useAccount(ctx, account);
  if (!inUse) throw new Error('no account');
  const at = new Date(home.clock.now().getTime() + inSeconds * 1_000);
  const message: PrivateMessage = {
    kind: 'private-message',
    channel: 'sms-gateway',
    id: newId<'test'>(),
    at,
    author: 'em',
    text: 'MẪU',
    attachments: [],
    ...more,
  };
  must(await storeEvents(ctx, inUse, [message]));
  await workAllLanes(home);
}

async function say(purpose: OutboundPurpose, text: string): Promise<Result<Queued>> {
  const ctx = platform();
  const { rows } = await home.owner.query('select id from channels.conversation where account_id = $1', [account]);
  const to = { conversation: rows[0].id as string };
  return ctx.transaction((tx) => queueMessage(ctx, tx, { key: newId<'test'>(), purpose, to, text }));
}

async function send(): Promise<void> {
  home.clock.advance(2_000);
  for (const one of await accountsToServe(platform())) await sendByAccount(platform(), one, testSending(home));
}

test('a machine’s letter gets no automatic answer; words of a person go', async () => {
  await hear();
  must(await say('automatic', 'Đã nhận.'));
  await send();
  await hear({ automatic: true });
  expect(code(await say('automatic', 'Đã nhận lần nữa.'))).toBe('outbox.machine-wrote');
  must(await say('answer', 'Cô đây.'));
  await send();
  expect(sentTexts()).toEqual(['Đã nhận.', 'Cô đây.']);
});

test('an automatic answer that waits is cancelled with its words when a machine’s letter comes before it leaves', async () => {
  await hear();
  must(await say('automatic', 'Đã nhận.'));
  await hear({ automatic: true });
  await send();
  expect(sentTexts()).toEqual([]);
  expect((await outboundRows(home)).map(({ state, reason, sealed }) => [state, reason, sealed])).toEqual([
    ['cancelled', 'machine-wrote', null],
  ]);
});

test('the newest by the provider’s clock says it: a person who writes after the machine is answered', async () => {
  await hear({ automatic: true });
  await hear({}, 1);
  // An older letter of the machine comes late.
  await hear({ automatic: true }, -1);
  must(await say('automatic', 'Đã nhận.'));
  await send();
  expect(sentTexts()).toEqual(['Đã nhận.']);
});
