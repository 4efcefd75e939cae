import { createHash } from 'node:crypto';
import { webhookKeys } from '../../channels/index.ts';
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';

export interface WebhookKey {
  readonly agency: string;
  readonly name: string;
  /** `whpk_` and the 32 bytes of an Ed25519 key, base64. */
  readonly key: string;
  /** SHA-256 of those 32 bytes, hex in groups of four: short enough to be read out over the telephone. */
  readonly fingerprint: string;
}

export const fingerprintOf = (key: string): string =>
  createHash('sha256')
    .update(Buffer.from(key.replace(/^whpk_/, ''), 'base64'))
    .digest('hex')
    .replaceAll(/(.{4})(?!$)/g, '$1 ');

/** By which the system of an addressee checks that an order is an agency's own (`v1a`). Anybody may know. */
export async function webhookKeysToday(ctx: Ctx): Promise<Result<{ readonly keys: WebhookKey[] }>> {
  const keys = await webhookKeys(ctx);
  if (!keys.ok) return keys;
  const codes = keys.value.map(({ agency }) => agency);
  const found = await listAgencies(ctx.as(systemActor('takedown.webhook-keys')), { codes });
  const names = new Map(found.ok ? found.value.map(({ code, nameVi }) => [code, nameVi]) : []);
  return ok({
    keys: keys.value.map(({ agency, key }) => ({
      agency,
      name: names.get(agency) ?? agency,
      key,
      fingerprint: fingerprintOf(key),
    })),
  });
}
