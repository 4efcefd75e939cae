import { z } from 'zod';
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { houseAccounts } from '../accounts/account-store.ts';
import { openHouseAccount } from '../accounts/open-house-account.ts';
import type { OpenAccount } from '../adapter.ts';
import { newWebhookKeys } from '../standard-webhook.ts';

/** What whoever we call checks `v1a` signatures by. */
export const webhookSettings = z.object({ publicKey: z.string().regex(/^whpk_[A-Za-z0-9+/]{43}=$/) });
export const webhookSecrets = z.object({ privateKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) });
export type WebhookSettings = z.infer<typeof webhookSettings>;
export type WebhookSecrets = z.infer<typeof webhookSecrets>;
export type WebhookAccount = OpenAccount<WebhookSettings, WebhookSecrets>;

const WEBHOOK = 'webhook';

/**
 * The account by which an agency calls systems of others. Its keys are made on first use.
 * @returns its id
 */
export function openWebhookAccount(ctx: Ctx, agency: string): Promise<Result<string>> {
  return openHouseAccount(ctx, agency, {
    adapter: WEBHOOK,
    name: 'Webhook',
    address: 'Standard Webhooks',
    demonstration: ctx.kernel.config.demonstration,
    make: () => {
      const { publicKey, privateKey } = newWebhookKeys();
      return { settings: { publicKey }, secrets: { privateKey } };
    },
  });
}

/** By which calls of agencies are checked (`whpk_`): of each that has called a system yet. */
export async function webhookKeys(
  ctx: Ctx,
): Promise<Result<readonly { readonly agency: string; readonly key: string }[]>> {
  return ctx.as(systemActor('channels.webhook-keys')).transaction(async (tx) =>
    ok(
      (await houseAccounts(tx, WEBHOOK)).map(({ agency, settings }) => ({
        agency,
        key: webhookSettings.parse(settings).publicKey,
      })),
    ),
  );
}
