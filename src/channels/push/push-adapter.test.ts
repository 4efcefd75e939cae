import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FetchRequest, publicInternet, SafeFetch } from '../../kernel/index.ts';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import type { OutboundMessage } from '../adapter.ts';
import { newPushKeys, type PushAccount } from './push-account.ts';
import { pushAdapter } from './push-adapter.ts';
import { readPushAddress } from './push-address.ts';
import { openPushService, type PushServiceFake } from './push-service.fake.ts';

describeAdapter({
  adapter: pushAdapter,
  open: () => openPushService(),
  to: (fake) => `${(fake as PushServiceFake).url}/push/one`,
  throttledMs: 7_000,
  repeats: true,
  lacks: {
    nonsense: 'a status is the whole answer',
    'token-over': 'the keys are our own and have no end',
    check: 'there is no one service behind it',
  },
});

describe('a browser is woken', () => {
  let service: PushServiceFake;
  let account: PushAccount;
  beforeEach(async () => {
    service = await openPushService();
    account = openEntered(pushAdapter, service.entered);
  });
  afterEach(() => service.close());
  const wake = (more: Partial<OutboundMessage> = {}) => {
    const message = { key: 'k', to: `${service.url}/push/one`, text: '', ...more };
    return pushAdapter.send(account, message, service.reach(testReach()));
  };

  test('by an empty request whose sender is proven for this one service', async () => {
    const notAfter = new Date(CONTRACT_NOW.getTime() + 25_500);
    expect(await wake({ notAfter })).toEqual({ state: 'sent', provider: 'k' });
    const [asked] = service.asked;
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/push/one',
      body: '',
      headers: { ttl: '26', urgency: 'high', 'content-length': '0' },
      claims: { aud: service.url, sub: 'https://desk.example.vn' },
    });
    for (const name of ['content-encoding', 'content-type', 'crypto-key', 'encryption'])
      expect(asked?.headers[name]).toBeUndefined();
    const seconds = (asked?.claims?.exp ?? 0) - CONTRACT_NOW.getTime() / 1_000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(24 * 60 * 60);
  });

  test('within five seconds, however long the house would wait for others', async () => {
    const given: number[] = [];
    const reach = service.reach(testReach());
    const noted = {
      get: (url: string, request: FetchRequest) => {
        given.push(request.limits.ms);
        return reach.outside.get(url, request);
      },
    } as SafeFetch;
    const message = { key: 'k', to: `${service.url}/push/one`, text: '' };
    for (const deadlineMs of [60_000, 2_000])
      expect(await pushAdapter.send(account, message, { ...reach, outside: noted, deadlineMs })).toMatchObject({
        state: 'sent',
      });
    expect(given).toEqual([5_000, 2_000]);
  });

  test('by a service that is named by the origin of its address alone', () => {
    expect(pushAdapter.serviceOf?.('https://push.example:8443/a?b')).toBe('https://push.example:8443');
    expect(pushAdapter.serviceOf?.('no address')).toBeUndefined();
  });

  test('and never told a word: one in the message is refused before anything is sent', async () => {
    expect(await wake({ text: 'Em An đang chờ' })).toEqual({ state: 'refused', reason: 'text-too-long' });
    expect(service.asked).toEqual([]);
  });

  test('not by the keys of somebody else, who is turned away', async () => {
    const stranger = { ...account, secrets: newPushKeys() };
    const message = { key: 'k', to: `${service.url}/push/one`, text: '' };
    expect(await pushAdapter.send(stranger, message, service.reach(testReach()))).toEqual({
      state: 'refused',
      reason: 'http-401',
    });
    expect(service.taken).toEqual([]);
  });

  test.each([404, 410])('that is gone (%i) is told as gone; what is only refused is not', async (status) => {
    service.answer(status);
    expect(await wake()).toEqual({ state: 'refused', reason: `http-${status}`, gone: true });
    service.answer(403);
    expect(await wake()).toEqual({ state: 'refused', reason: 'http-403' });
  });

  test('by https alone, at a public address alone', async () => {
    const plain = await wake({ to: service.url.replace('https:', 'http:') });
    expect(plain).toEqual({ state: 'refused', reason: 'address-unusable' });
    expect(service.asked).toEqual([]);
    // The way out of a running house.
    const outside = new SafeFetch({ userAgent: 'LaChan', network: publicInternet });
    for (const to of [service.url, 'https://10.1.2.3/push', 'https://[::1]/push', 'https://169.254.169.254/latest'])
      expect(await pushAdapter.send(account, { key: 'k', to, text: '' }, { ...testReach(), outside })).toEqual({
        state: 'again',
        reason: 'private-network',
      });
    expect(service.asked).toEqual([]);
  });
});

test('an address of a push service is https, bears no name and is of a length', () => {
  expect(readPushAddress('https://push.example/a?b=c')?.href).toBe('https://push.example/a?b=c');
  const wrong = [
    '',
    'http://push.example/a',
    'https://a:b@push.example/',
    'ftp://push.example',
    'https://',
    'javascript:1',
  ];
  for (const written of [...wrong, `https://push.example/${'a'.repeat(2_000)}`, 'https://push.example/#a'])
    expect([written.slice(0, 40), readPushAddress(written)]).toEqual([written.slice(0, 40), undefined]);
});
