import { importJWK, SignJWT } from 'jose';
import { HOUR } from '../../kernel/index.ts';
import type { PushAccount } from './push-account.ts';

/** RFC 8292 allows a day; half of it bears a clock that is wrong by hours. */
const GOOD_FOR = 12 * HOUR;

/** The header by which a push service knows who sends (RFC 8292, section 3): signed for its origin alone. */
export async function vapidHeader({ settings, secrets }: PushAccount, endpoint: URL, now: Date): Promise<string> {
  const point = Buffer.from(secrets.publicKey, 'base64url');
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: half(1), y: half(33), d: secrets.privateKey }, 'ES256');
  const token = await new SignJWT({ sub: settings.subject })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setAudience(endpoint.origin)
    .setExpirationTime(new Date(now.getTime() + GOOD_FOR))
    .sign(key);
  return `vapid t=${token}, k=${secrets.publicKey}`;
}
