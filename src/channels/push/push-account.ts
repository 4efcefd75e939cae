import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { OpenAccount } from '../adapter.ts';

/** Of the house to a push service: where its operator finds who sends (RFC 8292, `sub`). */
export const pushSettings = z.object({ subject: z.string().regex(/^(https:\/\/|mailto:)\S{3,200}$/) });
/** A key pair of P-256 as browsers write it: the point uncompressed, the number alone, both base64url (RFC 8292, section 3.2). */
export const pushSecrets = z.object({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
});
export type PushSettings = z.infer<typeof pushSettings>;
export type PushSecrets = z.infer<typeof pushSecrets>;
export type PushAccount = OpenAccount<PushSettings, PushSecrets>;

/** A new pair, by which push services know the house again. */
export function newPushKeys(): PushSecrets {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: point.toString('base64url'), privateKey: d };
}
