import { afterEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { must } from '../../tools/test/test-result.ts';
import { systemActor } from '../kernel/index.ts';
import { thisMachine } from '../kernel/outgoing/local-server.testing.ts';
import { plantAccount, plantAdapter } from './accounts/account.testing.ts';
import { listenToAccounts } from './accounts/listen-to-accounts.ts';
import { testReach } from './adapter.contract.ts';
import type { ChannelAdapter } from './adapter.ts';
import { openMailFake } from './email/email.fake.ts';
import { emptyDns, letter } from './email/email.testing.ts';
import { createEmailAdapter } from './email/email-adapter.ts';
import { until } from './listening.testing.ts';
import { testSending } from './outbox/outbox.testing.ts';
import { queueMessage } from './outbox/queue-message.ts';
import { accountsToServe, sendByAccount } from './outbox/send-messages.ts';
import { openCentreFake } from './sms/message-centre.fake.ts';
import { createSmppAdapter } from './sms/smpp-adapter.ts';
import { SMPP_TIMES } from './sms/smpp-session.ts';

const home = fileFixture(() => openTestKernel());
const platform = () => home.context(systemActor('test'));
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The adapter of a provider on this machine, planted in the place of the real one. */
function plantHere(adapter: ChannelAdapter): void {
  const here: ChannelAdapter = {
    ...adapter,
    listen: async (account, listening, reach) =>
      adapter.listen?.(account, listening, { ...reach, network: thisMachine }),
  };
  const planted = plantAdapter(here);
  closing.push(() => planted.close());
}

const conversations = async (account: string): Promise<{ id: string }[]> =>
  (await home.owner.query('select id from channels.conversation where account_id = $1', [account])).rows;
const count = async (what: string, account: string): Promise<number> =>
  (await home.owner.query(`select count(*)::integer as n from channels.${what} where account_id = $1`, [account]))
    .rows[0].n;

async function untilStored(events: number, account: string): Promise<void> {
  let found = 0;
  const look = setInterval(async () => {
    found = await count('inbound_event', account).catch(() => found);
  }, 50);
  closing.push(() => clearInterval(look));
  await until(() => found >= events, `${events} events`);
  clearInterval(look);
}

async function answer(conversation: string, text: string): Promise<void> {
  const ctx = platform();
  must(
    await ctx.transaction((tx) =>
      queueMessage(ctx, tx, { key: `line:${conversation}`, purpose: 'answer', to: { conversation }, text }),
    ),
  );
  for (const account of await accountsToServe(ctx))
    await sendByAccount(ctx, account, testSending(home, { reach: () => testReach() }));
}

describe('through the whole house and back', () => {
  test('a letter is heard by the connection that the house keeps, and its answer goes where it came from', async () => {
    const fake = await openMailFake();
    closing.push(() => fake.close());
    plantHere(createEmailAdapter(emptyDns, { idle: 60_000, poll: 500, answer: 5_000 }) as ChannelAdapter);
    const { settings, secrets } = fake.entered as { settings: Record<string, unknown>; secrets: object };
    const account = await plantAccount(home, { adapter: 'email', secrets, settings });
    let stop = listenToAccounts(home.kernel);
    closing.push(() => stop());
    await until(() => fake.box.commands.includes('IDLE'), 'a mailbox that is listened to');
    fake.box.deliver(letter({}, 'Em cần giúp ạ'));
    await untilStored(1, account);
    // The house is stopped and begun again: the position was kept, sealed, and nothing is read twice.
    await stop();
    fake.box.deliver(letter({ 'Message-ID': '<2@example.com>' }, 'Em viết thêm'));
    stop = listenToAccounts(home.kernel);
    await untilStored(2, account);
    const [conversation, ...more] = await conversations(account);
    expect(more).toEqual([]);
    await answer(conversation?.id ?? '', 'Chào em, cô đây.');
    expect(fake.taken).toEqual([{ to: 'em@example.com', text: 'Chào em, cô đây.' }]);
  }, 60_000);

  test('a text by SMS is answered only once it is stored, and its answer goes to the number that it came from', async () => {
    const fake = await openCentreFake();
    closing.push(() => fake.close());
    plantHere(createSmppAdapter({ ...SMPP_TIMES, enquire: 200 }) as ChannelAdapter);
    const { settings, secrets } = fake.entered as { settings: Record<string, unknown>; secrets: object };
    const account = await plantAccount(home, { adapter: 'sms-smpp', secrets, settings });
    const stop = listenToAccounts(home.kernel);
    closing.push(() => stop());
    await until(() => fake.binds.includes('bind_receiver'), 'a centre that is listened to');
    const text = { source_addr: '84912345678', destination_addr: '111', data_coding: 8, short_message: 'Em cần giúp' };
    expect(await fake.deliver(text)).toBe(0);
    expect(await count('inbound_event', account)).toBe(1);
    const [conversation] = await conversations(account);
    await answer(conversation?.id ?? '', 'Goi 111 nhe.');
    expect(fake.taken).toEqual([{ to: '+84912345678', text: 'Goi 111 nhe.' }]);
  }, 60_000);
});
