import { localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import { bodyOf } from '../fake-body.testing.ts';

export const SIGNING_KEY = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
export const API_KEY = 'api-key-of-a-test';
export const PRIVATE_KEY = 'private-key-of-a-test';

export interface GatewayFake extends ProviderFake {
  /** Bodies as they came. */
  readonly bodies: readonly Readonly<Record<string, string>>[];
}

/** A gateway of the vendor-neutral shape of docs/channels.md. */
export async function openNeutralGateway(): Promise<GatewayFake> {
  const known = new Map<string, string>();
  return openGateway('neutral', async ({ request, response, body, how, take }) => {
    if (request.headers.authorization !== `Bearer ${API_KEY}` || how === 'token-over')
      return sendJson(response, {}, 401);
    const url = new URL(request.url ?? '', 'http://gateway');
    if (request.method === 'GET') {
      const id = known.get(url.searchParams.get('key') ?? '');
      return id === undefined ? sendJson(response, {}, 404) : sendJson(response, { id });
    }
    if (how === 'throttles') return void response.writeHead(429, { 'retry-after': '7' }).end();
    if (how === 'refuses') return sendJson(response, {}, 422);
    const key = body.key ?? '';
    const id = known.get(key);
    if (id !== undefined) return sendJson(response, { id }, 409);
    known.set(key, `g-${known.size + 1}`);
    take(body.to ?? '', body.text ?? '');
    if (how === 'hangs') return undefined;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return sendJson(response, {}, 502);
    if (how === 'nonsense') return void response.end('<html>');
    return sendJson(response, { id: known.get(key) }, 201);
  });
}

/** eSMS: SendMultipleMessage_V4_post_json and GetBalance_json, by its published shape. */
export async function openEsms(): Promise<GatewayFake> {
  const known = new Set<string>();
  return openGateway('esms', async ({ request, response, body, how, take }) => {
    if (body.ApiKey !== API_KEY || how === 'token-over')
      return sendJson(response, { CodeResult: '101', CodeResponse: '101', ErrorMessage: 'Authorize Failed' });
    if (request.url?.endsWith('GetBalance_json')) return sendJson(response, { CodeResponse: '100', Balance: 1 });
    if (how === 'throttles') return void response.writeHead(429, { 'retry-after': '7' }).end();
    if (how === 'refuses') return sendJson(response, { CodeResult: '146', ErrorMessage: 'Template' });
    if (known.has(body.RequestId ?? '')) return sendJson(response, { CodeResult: '124', ErrorMessage: 'Duplicate' });
    known.add(body.RequestId ?? '');
    take(`+${body.Phone}`, body.Content ?? '');
    if (how === 'hangs') return undefined;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return sendJson(response, {}, 500);
    if (how === 'nonsense') return sendJson(response, { Message: 'OK' });
    return sendJson(response, { CodeResult: '100', SMSID: `s-${known.size}` });
  });
}

interface Asked {
  readonly request: Parameters<Parameters<typeof localServer>[0]>[0];
  readonly response: Parameters<Parameters<typeof localServer>[0]>[1];
  readonly body: Readonly<Record<string, string>>;
  readonly how: Behaviour;
  take(to: string, text: string): void;
}

async function openGateway(
  kind: 'esms' | 'neutral',
  answer: (asked: Asked) => Promise<void> | undefined | Promise<undefined>,
): Promise<GatewayFake> {
  const taken: { to: string; text: string }[] = [];
  const bodies: Readonly<Record<string, string>>[] = [];
  let how: Behaviour = 'takes';
  const server = await localServer(async (request, response) => {
    const body = JSON.parse((await bodyOf(request)) || '{}');
    bodies.push(body);
    await answer({ request, response, body, how, take: (to, text) => taken.push({ to, text }) });
  });
  let closed = false;
  const close = async () => {
    if (!closed) await server.close();
    closed = true;
  };
  return {
    entered: {
      settings: { kind, address: `${server.url}/sms`, sender: 'TD111', callers: ['203.0.113.0/24'] },
      secrets: { apiKey: API_KEY, secretKey: SIGNING_KEY, privateKey: PRIVATE_KEY },
    },
    behave: async (next) => {
      how = next;
      if (next === 'away') await close();
    },
    taken,
    bodies,
    close,
  };
}
