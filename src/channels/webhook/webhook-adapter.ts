import { ok } from '../../kernel/index.ts';
import type { ChannelAdapter, OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import { askService, later, TOO_LONG } from '../send-outcome.ts';
import { signedHeaders } from '../standard-webhook.ts';
import {
  type WebhookAccount,
  type WebhookSecrets,
  type WebhookSettings,
  webhookSecrets,
  webhookSettings,
} from './webhook-account.ts';

/** Characters of one call. */
export const WEBHOOK_TEXT_MOST = 20_000;
/** Others wait in the same batch: no one receiver may hold them longer, milliseconds. Standard Webhooks advises 15 to 30 s. */
const ANSWER_WITHIN = 15_000;

/**
 * A system of another organisation, called by a signed request (Standard Webhooks 1.0: `v1` under its own secret, `v1a` under our key). It
 * may come twice, with the same `webhook-id`. Only public addresses are called: whoever enters one is not of this house.
 */
export const webhookAdapter: ChannelAdapter<WebhookSettings, WebhookSecrets> = {
  code: 'webhook',
  ofTheHouse: true,
  settings: webhookSettings,
  secrets: webhookSecrets,
  limits: { textMost: WEBHOOK_TEXT_MOST, perSecond: 20, perSecondToOne: 2 },
  proof: 'delivered',
  begins: true,
  window: () => ({ state: 'free', until: null }),
  send: call,
  // There is no one service behind it: each receiver has its own.
  check: async () => ok({ name: 'Webhook', tokenEndsAt: null }),
};

async function call(account: WebhookAccount, message: OutboundMessage, reach: Reach): Promise<SendOutcome> {
  const { endpoint } = message;
  if (endpoint === undefined) return { state: 'refused', reason: 'address-unusable' };
  if (message.text.length > WEBHOOK_TEXT_MOST) return TOO_LONG;
  const way = { ...reach, fetch: reach.outside, deadlineMs: Math.min(reach.deadlineMs, ANSWER_WITHIN) };
  const keys = { ...account.settings, ...account.secrets };
  const { 'content-type': type = '', ...secretHeaders } = signedHeaders(
    endpoint.formerSecret === undefined ? endpoint.secret : [endpoint.secret, endpoint.formerSecret],
    message.key,
    message.text,
    reach.now,
    keys,
  );
  const asked = await askService(way, endpoint.url, {
    method: 'POST',
    secure: true,
    body: message.text,
    headers: { 'content-type': type },
    secretHeaders,
  });
  // The same call twice is one call by its `webhook-id`: what may have arrived is tried again.
  if ('outcome' in asked) return asked.outcome.state === 'unsure' ? later(asked.outcome.reason) : asked.outcome;
  const { status } = asked.answer;
  if (status >= 200 && status < 300) return { state: 'sent', provider: message.key };
  // The specification's word for a receiver that wants no call any more; whoever keeps its address has to look.
  return status === 410 ? { state: 'refused', reason: 'http-410' } : later(`http-${status}`);
}
