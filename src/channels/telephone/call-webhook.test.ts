import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';
import { signatureOf, signedHeaders } from '../standard-webhook.ts';
import { commandByWebhook, receiveCall } from './call-webhook.ts';
import { accountOf, NOW, reach } from './telephone.testing.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a test key..').toString('base64')}`;
const account = accountOf({ exchange: 'webhook' }, SECRET);
const STEP = { type: 'call.incoming', call: 'c-1', at: '2026-11-28T10:00:00+07:00', from: '0912 345 678', to: '111' };
const request = (body: unknown, headers?: Record<string, string>) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    body: Buffer.from(text),
    headers: new Headers(headers ?? signedHeaders(SECRET, 'msg-1', text, NOW)),
  };
};

describe('the signature', () => {
  it('is that of Standard Webhooks: the vector of its specification', () => {
    // github.com/standard-webhooks, libraries' test vector: key, id, time, body and signature as published.
    const body = Buffer.from('{"test": 2432232314}');
    expect(
      signatureOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', body),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('refuses what is not signed, signed by another, changed by a byte, or old', () => {
    const body = JSON.stringify(STEP);
    const good = signedHeaders(SECRET, 'msg-1', body, NOW);
    const refused = (headers: Record<string, string>, text = body) =>
      code(receiveCall(request(text, headers), account, NOW));
    expect(refused({})).toBe('webhook.signature-missing');
    expect(refused({ ...good, 'webhook-signature': 'v1,AAAA' })).toBe('webhook.signature-wrong');
    expect(refused({ ...good, 'webhook-id': 'msg-2' })).toBe('webhook.signature-wrong');
    expect(refused(good, body.replace('111', '112'))).toBe('webhook.signature-wrong');
    expect(refused(signedHeaders(SECRET, 'msg-1', body, new Date(NOW.getTime() - 301_000)))).toBe(
      'webhook.outside-window',
    );
    const bad = createHmac('sha256', 'another').update('x').digest('base64');
    must(
      receiveCall(
        request(body, { ...good, 'webhook-signature': `v1,${bad} ${good['webhook-signature']}` }),
        account,
        NOW,
      ),
    );
  });

  it('is nobody’s where the key is no base64 or too short a one: anybody could make it', () => {
    const body = JSON.stringify(STEP);
    for (const secret of ['whsec_', 'x', '???', `whsec_${Buffer.alloc(15, 1).toString('base64')}`]) {
      const signed = request(body, signedHeaders(secret, 'msg-1', body, NOW));
      expect(code(receiveCall(signed, accountOf({ exchange: 'webhook' }, secret), NOW))).toBe(
        'webhook.signature-wrong',
      );
    }
  });
});

describe('a step of a call', () => {
  it('becomes a neutral event: number in E.164, the same id however it is sent again', () => {
    const [event] = must(receiveCall(request(STEP), account, NOW));
    expect(event).toEqual({
      channel: 'telephone',
      kind: 'call',
      id: `c-1:incoming:${new Date(STEP.at).getTime()}`,
      at: new Date(STEP.at),
      call: 'c-1',
      state: 'incoming',
      direction: 'in',
      from: '+84912345678',
      to: '111',
      extension: null,
      cause: null,
      recording: null,
    });
    const text = JSON.stringify(STEP);
    const again = must(receiveCall(request(text, signedHeaders(SECRET, 'msg-9', text, NOW)), account, NOW));
    expect(again[0]?.id).toBe(event?.id);
  });

  it('hides a number that the caller hides, and takes the calls that are open as a sign of life', () => {
    for (const from of [undefined, null, '', 'anonymous', 'sip:anonymous@anonymous.invalid'])
      expect(must(receiveCall(request({ ...STEP, from }), account, NOW))[0]).toMatchObject({ from: null });
    expect(
      must(receiveCall(request({ type: 'calls.open', calls: ['c-1'], at: STEP.at }), account, NOW))[0],
    ).toMatchObject({ kind: 'open-calls', calls: ['c-1'] });
  });

  it('refuses another shape, a field too many, a time that is none, and an extension that could be a command', () => {
    for (const body of [
      '',
      '[]',
      '{"type":"call.incoming"}',
      { ...STEP, type: 'call.unknown' },
      { ...STEP, recordingFile: 'http://pbx/1.wav' },
      { ...STEP, at: 'yesterday' },
      { ...STEP, extension: '1001 &park' },
      { ...STEP, call: 'c'.repeat(201) },
    ])
      expect(code(receiveCall(request(body), account, NOW)), JSON.stringify(body)).toBe('webhook.unreadable');
  });
});

describe('a command', () => {
  let server: LocalServer;
  const bodies: string[] = [];
  let status = 202;
  beforeAll(async () => {
    server = await localServer(async (asked, response) => {
      let text = '';
      for await (const piece of asked) text += piece;
      bodies.push(text);
      response.writeHead(status).end();
    });
  });
  afterAll(() => server.close());

  it('is posted, signed in the same way, and says whether it was taken', async () => {
    const here = accountOf({ exchange: 'webhook', address: `${server.url}/commands` }, SECRET);
    const connect = { act: 'connect', call: 'c-1', extension: '1001' } as const;
    expect(await commandByWebhook(here, connect, reach)).toMatchObject({ state: 'sent' });
    const { headers } = server.requests[0] as (typeof server.requests)[0];
    const seconds = headers['webhook-timestamp'] as string;
    expect(headers['webhook-signature']).toBe(
      signatureOf(SECRET, headers['webhook-id'] as string, seconds, Buffer.from(bodies[0] as string)),
    );
    expect(JSON.parse(bodies[0] as string)).toMatchObject({ type: 'call.connect', call: 'c-1', extension: '1001' });
    status = 500;
    expect(await commandByWebhook(here, connect, reach)).toEqual({ state: 'refused', reason: 'status-500' });
    expect(await commandByWebhook(account, connect, reach)).toEqual({ state: 'refused', reason: 'no-commands' });
  });
});
