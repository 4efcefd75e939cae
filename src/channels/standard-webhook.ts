import { createHmac } from 'node:crypto';
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

/** The headers under which a body of ours is sent. */
export function signedHeaders(secret: string, id: string, body: string, now: Date): Record<string, string> {
  const seconds = String(Math.floor(now.getTime() / 1_000));
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': signatureOf(secret, id, seconds, Buffer.from(body)),
  };
}

/**
 * Whether a call is from who knows the key. Several signatures may stand there while a key is changed: one is enough.
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.outside-window`
 */
export function readSigned({ body, headers }: InboundRequest, secret: string, now: Date): Result<{ id: string }> {
  const id = headers.get('webhook-id') ?? '';
  const seconds = headers.get('webhook-timestamp') ?? '';
  const shown = headers.get('webhook-signature') ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{10}$/.test(seconds) || shown === '')
    return refuse('webhook.signature-missing');
  if (keyOf(secret).length < KEY_BYTES_LEAST) return refuse('webhook.signature-wrong');
  const expected = signatureOf(secret, id, seconds, body);
  if (
    !shown
      .split(' ')
      .slice(0, 5)
      .some((one) => sameText(one, expected))
  )
    return refuse('webhook.signature-wrong');
  return isWithinWindow(new Date(Number(seconds) * 1_000), now, WINDOW) ? ok({ id }) : refuse('webhook.outside-window');
}
