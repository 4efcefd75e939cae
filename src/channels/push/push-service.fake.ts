import { createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { secureServer } from '../../../tools/test/secure-server.ts';
import type { FetchRequest, SafeFetch } from '../../kernel/index.ts';
import { testFetch } from '../../kernel/outgoing/local-server.testing.ts';
import { type Behaviour, CONTRACT_NOW, type ProviderFake } from '../adapter.contract.ts';
import type { Reach } from '../adapter.ts';
import { bodyOf } from '../fake-body.testing.ts';
import { newPushKeys, type PushSecrets } from './push-account.ts';

const DAY_SECONDS = 24 * 60 * 60;
const URGENCIES = ['very-low', 'low', 'normal', 'high'];

/** What a push service was asked, as it came. */
export interface PushAsked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Claims of the token, read after its signature was proven. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string } | undefined;
}

export interface PushServiceFake extends ProviderFake {
  readonly url: string;
  readonly asked: readonly PushAsked[];
  /** The keys by which the browser at `/push/one` was told to listen. */
  readonly keys: PushSecrets;
  /** Answers from now on with this status, whatever is asked, and says how long it wants to be left alone. */
  answer(status: number | undefined, retryAfterSeconds?: number): void;
  readonly reach: (reach: Reach) => Reach;
  readonly fingerprint: string;
}

/** A push service by RFC 8030 that takes nothing whose sender is not proven by RFC 8292; both are read here by node:crypto alone. */
export async function openPushService(now: () => Date = () => CONTRACT_NOW): Promise<PushServiceFake> {
  const keys = newPushKeys();
  const asked: PushAsked[] = [];
  const taken: { to: string; text: string }[] = [];
  let how: Behaviour = 'takes';
  let status: number | undefined;
  let after: number | undefined;
  let away = false;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const { authorization = '', ttl, urgency = 'normal', topic = '' } = request.headers;
    const claims = claimsOf(authorization, keys.publicKey);
    const path = request.url ?? '';
    asked.push({ method: request.method ?? '', path, headers: request.headers, body, claims });
    const say = (code: number, headers: Record<string, string> = {}) => void response.writeHead(code, headers).end();
    if (status !== undefined) return say(status, after === undefined ? {} : { 'retry-after': String(after) });
    if (request.method !== 'POST') return say(405);
    if (typeof ttl !== 'string' || !/^\d+$/.test(ttl)) return say(400);
    if (!URGENCIES.includes(String(urgency)) || !/^[\w-]{0,32}$/.test(String(topic))) return say(400);
    const seconds = Math.floor(now().getTime() / 1_000);
    if (claims === undefined) return say(401);
    const inTime = claims.exp > seconds && claims.exp <= seconds + DAY_SECONDS;
    if (claims.aud !== server.url || !inTime || !/^(mailto:|https:)/.test(claims.sub)) return say(403);
    if (!path.startsWith('/push/')) return say(404);
    if (how === 'throttles') return say(429, { 'retry-after': '7' });
    if (how === 'refuses') return say(413);
    taken.push({ to: `${server.url}${path}`, text: body });
    if (how === 'hangs') return undefined;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return say(502);
    return say(201, { location: `${server.url}/message/${taken.length}` });
  };
  const server = await secureServer((request, response) => void answer(request, response));
  return {
    url: server.url,
    entered: { settings: { subject: 'https://desk.example.vn' }, secrets: keys },
    keys,
    asked,
    taken,
    answer: (next, seconds) => {
      status = next;
      after = seconds;
    },
    async behave(next) {
      how = next;
      if (next === 'away' && !away) {
        away = true;
        await server.close();
      }
    },
    fingerprint: server.fingerprint,
    reach: (reach) => ({ ...reach, outside: trusting(server.fingerprint) }),
    close: async () => {
      if (!away) await server.close();
    },
  };
}

/** The house's way out, on which these servers' certificates are good: nothing else of a request is changed. */
export function trusting(...certificates: readonly string[]): SafeFetch {
  const fetch = testFetch();
  return {
    get: async (url: string, request: FetchRequest) => {
      let got = await fetch.get(url, { ...request, certificate: certificates[0] as string });
      for (const certificate of certificates.slice(1)) {
        if (got.ok || got.refusal.code !== 'link.certificate-changed') break;
        got = await fetch.get(url, { ...request, certificate });
      }
      return got;
    },
  } as SafeFetch;
}

/** What the token says, where it is signed (ES256) by the key that stands beside it and that the browser was told of. */
function claimsOf(authorization: string, known: string): PushAsked['claims'] {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (key !== known || signature === '') return undefined;
  const point = Buffer.from(key, 'base64url');
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: half(1), y: half(33) }, format: 'jwk' });
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const good =
    read(head).alg === 'ES256' &&
    verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'));
  return good ? read(claims) : undefined;
}
