import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publicInternet, SafeFetch } from '../../kernel/index.ts';
import { describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { ChannelAdapter, OutboundMessage } from '../adapter.ts';
import { keySignatureOf } from '../standard-webhook.ts';
import type { WebhookAccount, WebhookSecrets, WebhookSettings } from './webhook-account.ts';
import { webhookAdapter } from './webhook-adapter.ts';
import { openWebhookReceiver, RECEIVER_SECRET, type WebhookReceiver } from './webhook-receiver.fake.ts';

/** As an `OutboundSource` would say it. */
const told: ChannelAdapter<WebhookSettings, WebhookSecrets> = {
  ...webhookAdapter,
  send: (account, message, reach) =>
    webhookAdapter.send(account, { ...message, endpoint: { url: message.to, secret: RECEIVER_SECRET } }, reach),
};

describeAdapter({
  adapter: told,
  open: () => openWebhookReceiver(),
  to: (fake) => (fake as WebhookReceiver).url,
  throttledMs: 7_000,
  repeats: true,
  lacks: {
    nonsense: 'a status is the whole answer',
    'token-over': 'the keys are our own and have no end',
    check: 'there is no one service behind it',
  },
});

test('the signature under a key pair is the one that the reference gives', () => {
  // The reference implementation's own vector of `v1a`.
  const keys = {
    publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
    privateKey: '6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=',
  };
  expect(keySignatureOf(keys, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', Buffer.from('{"test": 2432232314}'))).toBe(
    'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
  );
});

describe('a call of a system', () => {
  let receiver: WebhookReceiver;
  let account: WebhookAccount;
  beforeEach(async () => {
    receiver = await openWebhookReceiver();
    account = openEntered(webhookAdapter, receiver.entered);
  });
  afterEach(() => receiver.close());
  const message = (more: Partial<OutboundMessage> = {}): OutboundMessage => ({
    key: 'k1',
    to: 'contact',
    text: '{"type":"order.issued"}',
    endpoint: { url: receiver.url, secret: RECEIVER_SECRET },
    ...more,
  });
  const send = (more: Partial<OutboundMessage> = {}, reach = receiver.reach(testReach())) =>
    webhookAdapter.send(account, message(more), reach);

  test('is proven by both signatures, and bears the same identifier however often it comes', async () => {
    await receiver.behave('fails-after');
    expect(await send()).toMatchObject({ state: 'again' });
    await receiver.behave('takes');
    expect(await send()).toEqual({ state: 'sent', provider: 'k1' });
    expect(receiver.calls).toEqual(
      [1, 2].map(() => ({ id: 'k1', body: '{"type":"order.issued"}', proven: ['v1', 'v1a'] })),
    );
    receiver.know(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
    await send({ key: 'k2' });
    expect(receiver.calls.at(-1)?.proven).toEqual(['v1a']);
    receiver.trust('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=');
    expect(await send({ key: 'k3' })).toEqual({ state: 'again', reason: 'http-401' });
  });

  test('whose receiver wants none any more is looked at by a person; any other answer is tried again', async () => {
    for (const [status, state] of [
      [200, 'sent'],
      [202, 'sent'],
      [400, 'again'],
      [404, 'again'],
      [410, 'refused'],
      [500, 'again'],
    ] as const) {
      receiver.answer(status);
      expect([status, (await send()).state]).toEqual([status, state]);
    }
    receiver.answer(302, { location: 'https://169.254.169.254/' });
    expect((await send()).state).toBe('again');
    expect(receiver.calls).toHaveLength(7);
  });

  test('goes to public addresses alone, by TLS alone, and to none where nobody says where', async () => {
    const outside = new SafeFetch({ userAgent: 'test', network: publicInternet });
    const reach = { ...testReach(), outside };
    for (const url of [
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://10.0.0.1/x',
      'https://0x7f.1/x',
      'http://1.1.1.1/x',
    ]) {
      const outcome = await send({ endpoint: { url, secret: RECEIVER_SECRET } }, reach);
      expect([url, outcome]).toEqual([
        url,
        { state: 'again', reason: expect.stringMatching(/private-network|not-web/) },
      ]);
    }
    const { endpoint: _, ...nowhere } = message();
    expect(await webhookAdapter.send(account, nowhere, reach)).toEqual({
      state: 'refused',
      reason: 'address-unusable',
    });
    expect(receiver.calls).toEqual([]);
  });

  test('waits fifteen seconds at the most, however long the house would wait for others', async () => {
    const given: number[] = [];
    const reach = receiver.reach(testReach(60_000));
    const noted = {
      get: (url: string, request: Parameters<SafeFetch['get']>[1]) => {
        given.push(request.limits.ms);
        return reach.outside.get(url, request);
      },
    } as SafeFetch;
    await send({}, { ...reach, outside: noted });
    expect(given).toEqual([15_000]);
  });
});
