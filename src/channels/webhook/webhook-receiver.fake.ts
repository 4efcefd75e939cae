import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { secureServer } from '../../../tools/test/secure-server.ts';
import { type Behaviour, CONTRACT_NOW, type ProviderFake } from '../adapter.contract.ts';
import type { Reach } from '../adapter.ts';
import { bodyOf } from '../fake-body.testing.ts';
import { trusting } from '../push/push-service.fake.ts';
import { newWebhookKeys } from '../standard-webhook.ts';

export const RECEIVER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A call that came, and by which of its signatures it was proven. */
export interface Called {
  readonly id: string;
  readonly body: string;
  readonly proven: readonly string[];
}

export interface WebhookReceiver extends ProviderFake {
  readonly url: string;
  readonly calls: readonly Called[];
  /** Answers from now on with this status; undefined: as it behaves. */
  answer(status: number | undefined, headers?: Readonly<Record<string, string>>): void;
  /** The key by which `v1a` is checked from now on. */
  trust(publicKey: string): void;
  /** The secret by which `v1` is checked from now on. */
  know(secret: string): void;
  readonly reach: (reach: Reach) => Reach;
}

/** A system that takes Standard Webhooks, read by node:crypto alone: nothing of the house's own signing is used here. */
export async function openWebhookReceiver(now: () => Date = () => CONTRACT_NOW): Promise<WebhookReceiver> {
  const keys = newWebhookKeys();
  let trusted = keys.publicKey;
  let secret = RECEIVER_SECRET;
  const calls: Called[] = [];
  const taken: { to: string; text: string }[] = [];
  let how: Behaviour = 'takes';
  let status: number | undefined;
  let headers: Readonly<Record<string, string>> = {};
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const id = String(request.headers['webhook-id'] ?? '');
    const seconds = String(request.headers['webhook-timestamp'] ?? '');
    const proven = String(request.headers['webhook-signature'] ?? '')
      .split(' ')
      .filter((one) => isProven(one, `${id}.${seconds}.${body}`, secret, trusted))
      .map((one) => one.split(',')[0] ?? '');
    calls.push({ id, body, proven });
    const say = (code: number, more: Readonly<Record<string, string>> = {}) =>
      void response.writeHead(code, more).end();
    if (status !== undefined) return say(status, headers);
    if (request.method !== 'POST') return say(405);
    if (proven.length === 0) return say(401);
    if (Math.abs(Number(seconds) * 1_000 - now().getTime()) > 5 * 60_000) return say(400);
    if (how === 'throttles') return say(429, { 'retry-after': '7' });
    if (how === 'refuses') return say(410);
    taken.push({ to: `${server.url}${request.url ?? ''}`, text: body });
    if (how === 'hangs') return undefined;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return say(502);
    return say(204);
  };
  const server = await secureServer((request, response) => void answer(request, response));
  let away = false;
  const close = async () => {
    if (away) return;
    away = true;
    server.server.closeAllConnections();
    await server.close();
  };
  return {
    url: `${server.url}/hook`,
    entered: { settings: { publicKey: keys.publicKey }, secrets: { privateKey: keys.privateKey } },
    calls,
    taken,
    answer: (next, more = {}) => {
      status = next;
      headers = more;
    },
    trust: (publicKey) => {
      trusted = publicKey;
    },
    know: (next) => {
      secret = next;
    },
    behave: async (next) => {
      how = next;
      if (next === 'away') await close();
    },
    reach: (reach) => ({ ...reach, outside: trusting(server.fingerprint) }),
    close,
  };
}

function isProven(shown: string, content: string, secret: string, publicKey: string): boolean {
  const [version, signature = ''] = shown.split(',');
  const given = Buffer.from(signature, 'base64');
  if (version === 'v1a') {
    const x = Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(content), key, given);
  }
  const made = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(content)
    .digest();
  return version === 'v1' && made.length === given.length && timingSafeEqual(made, given);
}
