import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { CONTRACT_NOW, describeAdapter, openEntered, testReach } from '../adapter.contract.ts';
import { signedHeaders } from '../standard-webhook.ts';
import { type GatewayFake, openEsms, openNeutralGateway, PRIVATE_KEY, SIGNING_KEY } from './gateway.fake.ts';
import { gatewayAdapter } from './gateway-adapter.ts';
import { gatewaySettings } from './sms-account.ts';

const json = (type: string, data: object, at = CONTRACT_NOW) => JSON.stringify({ type, at: at.toISOString(), data });

describeAdapter({
  adapter: gatewayAdapter,
  open: openNeutralGateway,
  to: '+84912345678',
  throttledMs: 7_000,
  inbound: {
    signs: 'body',
    header: 'webhook-signature',
    sign: (body) =>
      signedHeaders(
        SIGNING_KEY,
        `call-${createHash('sha256').update(body).digest('hex').slice(0, 8)}`,
        body,
        CONTRACT_NOW,
      ),
    vectors: [
      {
        body: '{"type":"message.received","at":"2026-11-28T08:59:00+07:00","data":{"id":"g-1","from":"84912345678","text":"Em cần giúp"}}',
        headers: {
          'webhook-id': 'msg-1',
          'webhook-timestamp': '1795831200',
          'webhook-signature': 'v1,Es9js/HLhjtvu0mEfEdjajiIFa2mVydPGvgsid8KL94=',
        },
        at: CONTRACT_NOW,
      },
    ],
    message: (at, text) => json('message.received', { id: `m-${at.getTime()}`, from: '84912345678', text }, at),
    pictureOnly: (at) =>
      json('message.received', { id: 'm-2', from: '84912345678', attachments: [{ kind: 'image' }] }, at),
    unknown: (at) => json('number.ported', { id: 'x' }, at),
    unreadable: [
      json('message.received', { id: 'm-1' }),
      json('message.delivered', {}),
      json('a b', {}),
      '{"type":"message.received","at":"yesterday","data":{}}',
    ],
    windowMs: 3 * 86_400_000,
  },
});

// How eSMS could be asked what became of a message is not known, and its calls are no JSON: they are tried below.
const { receive: _, lookUp: __, ...esmsSending } = gatewayAdapter;
describeAdapter({ adapter: esmsSending, open: openEsms, to: '+84912345678', throttledMs: 7_000 });

const closing: GatewayFake[] = [];
afterEach(async () => {
  for (const fake of closing.splice(0)) await fake.close();
});

async function esms() {
  const fake = await openEsms();
  closing.push(fake);
  return { fake, account: openEntered(gatewayAdapter, fake.entered) };
}

describe('a gateway of the neutral shape tells what became of a message', () => {
  test('under the identifier that it gave, once however often', async () => {
    const fake = await openNeutralGateway();
    closing.push(fake);
    const account = openEntered(gatewayAdapter, fake.entered);
    const told = (type: string, data: object) => {
      const body = json(type, data);
      const headers = new Headers(signedHeaders(SIGNING_KEY, 'c-1', body, CONTRACT_NOW));
      const got = gatewayAdapter.receive?.({ body: Buffer.from(body), headers }, account, CONTRACT_NOW);
      return got?.ok ? got.value : got?.refusal.code;
    };
    expect(told('message.delivered', { id: 'g-1' })).toMatchObject([
      { kind: 'delivery-report', message: 'g-1', state: 'delivered' },
    ]);
    expect(told('message.failed', { id: 'g-1', reason: 'blocked by handset!' })).toMatchObject([
      { kind: 'delivery-report', id: 'failed g-1', state: 'failed', reason: 'blocked-by-handset-' },
    ]);
  });
});

describe('eSMS', () => {
  const key = '019a0000-0000-7000-8000-000000000004';

  test('the key goes along as RequestId, so that a message that nobody was sure of is sent once', async () => {
    const { fake, account } = await esms();
    const message = { key, to: '0912345678', text: 'Tổng đài 111 đã nhận tin' };
    await fake.behave('breaks-off');
    expect(await gatewayAdapter.send(account, message, testReach())).toMatchObject({ state: 'unsure' });
    await fake.behave('takes');
    expect(await gatewayAdapter.lookUp?.(account, message, testReach())).toMatchObject({ state: 'again' });
    expect(await gatewayAdapter.send(account, message, testReach())).toEqual({ state: 'sent', provider: key });
    expect(fake.taken).toHaveLength(1);
    expect(fake.bodies[0]).toMatchObject({
      Phone: '84912345678',
      Content: message.text,
      Brandname: 'TD111',
      SmsType: '2',
      IsUnicode: '1',
      RequestId: key,
    });
  });

  const call = async (query: Record<string, string>, address: string | undefined = '203.0.113.7') => {
    const { account } = await esms();
    const request = {
      body: new Uint8Array(),
      headers: new Headers(),
      query: new URLSearchParams(query),
      ...(address && { address }),
    };
    const got = gatewayAdapter.receive?.(request, account, CONTRACT_NOW);
    return got?.ok ? got.value : got?.refusal.code;
  };
  // The sign was made apart from this code.
  const text = {
    cpid: '9012',
    smsid: 'SMS-0001',
    sender: '84912345678',
    serviceNumber: '8041',
    keyword: 'TD',
    content: 'TD Em cần giúp',
    receiverTime: '20261128085900',
    sign: 'y6FNJrjTrpNlTve8dccnlQ==',
  };

  test('a text to the short code is one message, known by its number and by its sign', async () => {
    expect(await call(text)).toEqual([
      {
        kind: 'private-message',
        channel: 'sms-gateway',
        id: 'mo SMS-0001',
        at: new Date('2026-11-28T01:59:00Z'),
        author: '+84912345678',
        text: 'TD Em cần giúp',
        attachments: [],
      },
    ]);
  });

  test('another sign, none, another word, another address, an old call and a date that is none', async () => {
    expect(await call({ ...text, sign: 'y6FNJrjTrpNlTve8dccnlA==' })).toBe('webhook.signature-wrong');
    expect(await call({ ...text, content: 'TD Em can giup' })).toBe('webhook.signature-wrong');
    expect(await call({ ...text, sign: '' })).toBe('webhook.signature-missing');
    expect(await call(text, '198.51.100.1')).toBe('webhook.address-unknown');
    expect(await call(text, '')).toBe('webhook.address-unknown');
    const dated = (receiverTime: string) => {
      const sign = createHash('md5').update(`9012SMS-0001TD Em cần giúp${receiverTime}${PRIVATE_KEY}`).digest('base64');
      return call({ ...text, receiverTime, sign });
    };
    expect(await dated('20261126085900')).toBe('webhook.outside-window');
    expect(await dated('20261199999999')).toBe('webhook.unreadable');
  });

  test('what became of a message, by the key that it was sent under', async () => {
    const state = { SMSID: 's-1', RequestId: key, SendStatus: '5', TypeId: '2' };
    expect(await call({ ...state, SendSuccess: '1', SendFailed: '0' })).toMatchObject([
      { kind: 'delivery-report', message: key, state: 'delivered' },
    ]);
    expect(await call({ ...state, SendStatus: '4', SendSuccess: '0', SendFailed: '1' })).toMatchObject([
      { kind: 'delivery-report', message: key, state: 'failed', reason: 'esms-state-4' },
    ]);
    expect(await call({ ...state, SendStatus: '1' })).toMatchObject([{ kind: 'other', name: 'delivery-under-way' }]);
    expect(await call({ RequestId: key })).toBe('webhook.unreadable');
    expect(await call({ ...state, SendSuccess: 'x' })).toBe('webhook.unreadable');
  });

  test('a text is answered as eSMS waits for it, and nothing of a caller gets into that answer', async () => {
    const events = await call(text);
    const answer = typeof events === 'string' || events === undefined ? undefined : gatewayAdapter.answer?.(events);
    expect(await answer?.text()).toBe(
      '<ClientResponse><Message></Message><Smsid>SMS-0001</Smsid><Receiver></Receiver></ClientResponse>',
    );
    const odd = gatewayAdapter.answer?.([
      { kind: 'other', channel: 'sms-gateway', id: 'mo <script>', at: CONTRACT_NOW, name: 'x' },
    ]);
    expect(await odd?.text()).toBe('ok');
  });
});

test('keys go in the clear to an address inside a network of the house alone', () => {
  const taken = (address: string) => gatewaySettings.safeParse({ kind: 'neutral', address, sender: 'TD111' }).success;
  expect(['https://sms.example.vn/send', 'http://10.1.2.3:8080/send'].map(taken)).toEqual([true, true]);
  expect(['http://sms.example.vn/send', 'http://93.184.215.14/', 'ftp://10.1.2.3/', 'sms'].map(taken)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
