import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { MINUTE, ok, type Result } from '../kernel/index.ts';
import type { InboundRequest } from './inbound-event.ts';
import { refuse } from './refusals.ts';
import { isWithinWindow, sameText } from './signature.ts';

const WINDOW = 5 * MINUTE;
/** A key that is no base64 decodes to few bytes or none, and then anybody could sign. */
const KEY_BYTES_LEAST = 16;

const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** Source: Standard Webhooks, "Signature scheme" (standardwebhooks.com): HMAC-SHA256 of `id.timestamp.body` under the decoded key, base64. */
export function signatureOf(secret: string, id: string, seconds: string, body: Uint8Array): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.`).update(body).digest('base64')}`;
}

/** A pair of Ed25519 keys of ours, as the specification writes them: `whpk_` before the 32 bytes that anybody may know. */
export interface WebhookKeys {
  readonly publicKey: string;
  /** The 32 bytes of the seed, base64. */
  readonly privateKey: string;
}

export function newWebhookKeys(): WebhookKeys {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return {
    publicKey: `whpk_${Buffer.from(x, 'base64url').toString('base64')}`,
    privateKey: Buffer.from(d, 'base64url').toString('base64'),
  };
}

function ed25519(keys: WebhookKeys): KeyObject {
  const [x, d] = [keys.publicKey.replace(/^whpk_/, ''), keys.privateKey].map((one) =>
    Buffer.from(one, 'base64').toString('base64url'),
  );
  return createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
}

/** The same words under a key pair (`v1a`): who checks it needs no secret of ours. Source: as above. */
export function keySignatureOf(keys: WebhookKeys, id: string, seconds: string, body: Uint8Array): string {
  const signed = Buffer.concat([Buffer.from(`${id}.${seconds}.`), body]);
  return `v1a,${sign(null, signed, ed25519(keys)).toString('base64')}`;
}

/**
 * The headers under which a body of ours is sent.
 * @param secret several while one is changed: one signature each, that of the newest first
 * @param keys where it is signed by a key pair too: the second signature stands behind the first
 */
export function signedHeaders(
  secret: string | readonly string[],
  id: string,
  body: string,
  now: Date,
  keys?: WebhookKeys,
): Record<string, string> {
  const seconds = String(Math.floor(now.getTime() / 1_000));
  const bytes = Buffer.from(body);
  const signatures = [
    ...[secret].flat().map((one) => signatureOf(one, id, seconds, bytes)),
    ...(keys === undefined ? [] : [keySignatureOf(keys, id, seconds, bytes)]),
  ];
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * Whether a call is from who knows the key. Several signatures may stand there while a key is changed: one is enough.
 * @param secrets several while one is changed; one that is no base64 of its length is none
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.outside-window`
 */
export function readSigned(
  { body, headers }: InboundRequest,
  secrets: string | readonly string[],
  now: Date,
): Result<{ id: string }> {
  const id = headers.get('webhook-id') ?? '';
  const seconds = headers.get('webhook-timestamp') ?? '';
  const shown = headers.get('webhook-signature') ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{10}$/.test(seconds) || shown === '')
    return refuse('webhook.signature-missing');
  const expected = [secrets]
    .flat()
    .filter((secret) => keyOf(secret).length >= KEY_BYTES_LEAST)
    .map((secret) => signatureOf(secret, id, seconds, body));
  if (
    !shown
      .split(' ')
      .slice(0, 5)
      .some((one) => expected.some((other) => sameText(one, other)))
  )
    return refuse('webhook.signature-wrong');
  return isWithinWindow(new Date(Number(seconds) * 1_000), now, WINDOW) ? ok({ id }) : refuse('webhook.outside-window');
}
