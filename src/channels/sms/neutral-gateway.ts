import { z } from 'zod';
import { DAY, ok, type Result } from '../../kernel/index.ts';
import { normalisePhone } from '../../vocabulary/index.ts';
import type { AccountHealth, OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import type { InboundAttachment, InboundEvent, InboundRequest } from '../inbound-event.ts';
import { inboundText } from '../inbound-text.ts';
import { refuse } from '../refusals.ts';
import { askService, jsonRequest, later, refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { bodyJson, isWithinWindow } from '../signature.ts';
import { readSigned } from '../standard-webhook.ts';
import { type GatewayAccount, SMS_INBOUND_MOST, SMS_TEXT_MOST } from './sms-account.ts';

/** A gateway that repeats for longer tells of what nobody waits for any more. */
const WINDOW = 3 * DAY;
const answered = z.object({ id: z.string().min(1).max(200) });

const bearer = ({ secrets }: GatewayAccount) => ({ authorization: `Bearer ${secrets.apiKey}` });

/** One message, under a key that the gateway takes once: 409 says that it has it. */
export async function sendNeutral(
  account: GatewayAccount,
  message: OutboundMessage,
  reach: Reach,
): Promise<SendOutcome> {
  const to = normalisePhone(message.to);
  if (!to?.startsWith('+')) return { state: 'refused', reason: 'number-unusable' };
  if (message.text.length > SMS_TEXT_MOST) return TOO_LONG;
  const body = { key: message.key, from: account.settings.sender, to, text: message.text };
  return outcomeOf(await askService(reach, account.settings.address, jsonRequest(body, bearer(account))));
}

export async function lookUpNeutral(
  account: GatewayAccount,
  message: OutboundMessage,
  reach: Reach,
): Promise<SendOutcome> {
  const url = new URL(account.settings.address);
  url.searchParams.set('key', message.key);
  const asked = await askService(reach, url.href, { method: 'GET', secretHeaders: bearer(account) });
  return 'answer' in asked && asked.answer.status === 404 ? later('not-taken') : outcomeOf(asked);
}

function outcomeOf(asked: Awaited<ReturnType<typeof askService>>): SendOutcome {
  if ('outcome' in asked) return asked.outcome;
  const { status } = asked.answer;
  if (status === 401) return { state: 'expired', reason: 'http-401' };
  if (status >= 400 && status !== 409) return { state: 'refused', reason: `http-${status}` };
  const read = answered.safeParse(asked.json);
  return read.success ? { state: 'sent', provider: read.data.id } : UNREADABLE;
}

/** Asks for the state of no message. Refusals: `channel-service.*` */
export async function checkNeutral(account: GatewayAccount, reach: Reach): Promise<Result<AccountHealth>> {
  const asked = await askService(reach, account.settings.address, { method: 'GET', secretHeaders: bearer(account) });
  if ('outcome' in asked) return refusedAs(asked.outcome);
  const { status } = asked.answer;
  return status === 200 || status === 404
    ? ok({ name: account.settings.sender, tokenEndsAt: null })
    : refusedAs({ state: 'refused', reason: `http-${status}` });
}

const call = z.object({
  type: z.string().regex(/^[\w.-]{1,100}$/),
  at: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
});
const text = z.object({
  id: z.string().min(1).max(200),
  from: z.string().min(1).max(30),
  text: z.string().max(100_000).default(''),
  attachments: z
    .array(z.object({ kind: z.string() }))
    .max(50)
    .default([]),
});
const state = z.object({ id: z.string().min(1).max(200), reason: z.string().max(60).optional() });

/**
 * A call of the gateway, signed as Standard Webhooks says.
 * Refusals: `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.unreadable`, `webhook.outside-window`
 */
export function receiveNeutral(
  request: InboundRequest,
  { secrets }: GatewayAccount,
  now: Date,
): Result<readonly InboundEvent[]> {
  const signed = readSigned(request, secrets.secretKey, now);
  if (!signed.ok) return signed;
  const read = call.safeParse(bodyJson(request.body));
  if (!read.success) return refuse('webhook.unreadable');
  const { type, data } = read.data;
  const at = new Date(read.data.at);
  if (!isWithinWindow(at, now, WINDOW)) return refuse('webhook.outside-window');
  const event = { channel: 'sms-gateway', at } as const;
  if (type === 'message.received') {
    const message = text.safeParse(data);
    if (!message.success) return refuse('webhook.unreadable');
    const { id, from, attachments } = message.data;
    const kept = inboundText(message.data.text, SMS_INBOUND_MOST);
    const author = normalisePhone(from) ?? from;
    const files = attachments.map(({ kind }) => ({ kind: kindOf(kind), url: null }));
    const shortened = kept.shortened ? { shortened: true as const } : {};
    return ok([
      { ...event, kind: 'private-message', id: `mo ${id}`, author, text: kept.text, attachments: files, ...shortened },
    ]);
  }
  if (type === 'message.delivered' || type === 'message.failed') {
    const report = state.safeParse(data);
    if (!report.success) return refuse('webhook.unreadable');
    const { id: message, reason } = report.data;
    const became = type === 'message.delivered' ? 'delivered' : 'failed';
    const why = became === 'failed' && reason !== undefined ? { reason: reason.replaceAll(/[^\w.-]/g, '-') } : {};
    return ok([{ ...event, kind: 'delivery-report', id: `${became} ${message}`, message, state: became, ...why }]);
  }
  return ok([{ ...event, kind: 'other', id: signed.value.id, name: type }]);
}

const KINDS: readonly string[] = ['image', 'video', 'audio', 'file', 'location'];

function kindOf(kind: string): InboundAttachment['kind'] {
  return KINDS.includes(kind) ? (kind as InboundAttachment['kind']) : 'other';
}
