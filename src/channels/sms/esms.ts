import { createHash } from 'node:crypto';
import { z } from 'zod';
import { atVietnamTime, DAY, isWithin, ok, type Result } from '../../kernel/index.ts';
import { normalisePhone } from '../../vocabulary/index.ts';
import type { AccountHealth, OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import type { InboundEvent, InboundRequest } from '../inbound-event.ts';
import { inboundText } from '../inbound-text.ts';
import { refuse } from '../refusals.ts';
import { askService, jsonRequest, refusedAs, TOO_LONG, UNREADABLE } from '../send-outcome.ts';
import { isWithinWindow, sameText } from '../signature.ts';
import { type GatewayAccount, SMS_INBOUND_MOST, SMS_TEXT_MOST } from './sms-account.ts';
import { isPlainSms } from './sms-parts.ts';

/** It repeats a call five times on a timeout; how far apart is not written down. */
const WINDOW = DAY;
const coded = z.object({ CodeResult: z.union([z.string(), z.number()]).transform(String) });
/** What an account cannot do (wrong keys, locked, no money); a person of the house mends it, and the message waits. */
const ACCOUNT_FAULTS = ['102', '103', '104'];
const KEYS_REFUSED = '101';
const TAKEN = '100';
const KNOWN = '124';

/**
 * One message. The key goes along as `RequestId`, which eSMS takes once; it comes back with every report, so it is also what the
 * message is called. Source: eSMS, SendMultipleMessage_V4_post_json.
 */
export async function sendEsms(
  { settings, secrets }: GatewayAccount,
  message: OutboundMessage,
  reach: Reach,
): Promise<SendOutcome> {
  const to = normalisePhone(message.to);
  if (!to?.startsWith('+')) return { state: 'refused', reason: 'number-unusable' };
  if (message.text.length > SMS_TEXT_MOST) return TOO_LONG;
  const body = {
    ApiKey: secrets.apiKey,
    SecretKey: secrets.secretKey,
    Phone: to.slice(1),
    Content: message.text,
    Brandname: settings.sender,
    SmsType: settings.smsType,
    IsUnicode: isPlainSms(message.text) ? '0' : '1',
    RequestId: message.key,
  };
  const asked = await askService(
    reach,
    serviceUrl(settings.address, 'SendMultipleMessage_V4_post_json/'),
    jsonRequest(body),
  );
  if ('outcome' in asked) return asked.outcome;
  const read = coded.safeParse(asked.json);
  if (!read.success) return UNREADABLE;
  const code = read.data.CodeResult;
  if (code === TAKEN || code === KNOWN) return { state: 'sent', provider: message.key };
  if (code === KEYS_REFUSED) return { state: 'expired', reason: 'esms-101' };
  return ACCOUNT_FAULTS.includes(code)
    ? { state: 'again', reason: `esms-${code}` }
    : { state: 'refused', reason: `esms-${code.replaceAll(/[^0-9a-z]/gi, '').slice(0, 10)}` };
}

/** It is not known how eSMS could be asked; the same `RequestId` is taken once, so that repeating does no harm. */
export async function lookUpEsms(): Promise<SendOutcome> {
  return { state: 'again', reason: 'esms-repeats-safely' };
}

/** Asks for the balance, which costs nothing. Refusals: `channel-service.*` */
export async function checkEsms({ settings, secrets }: GatewayAccount, reach: Reach): Promise<Result<AccountHealth>> {
  const request = jsonRequest({ ApiKey: secrets.apiKey, SecretKey: secrets.secretKey });
  const asked = await askService(reach, serviceUrl(settings.address, 'GetBalance_json'), request);
  if ('outcome' in asked) return refusedAs(asked.outcome);
  const read = z.object({ CodeResponse: z.union([z.string(), z.number()]).transform(String) }).safeParse(asked.json);
  if (!read.success) return refusedAs(UNREADABLE);
  return read.data.CodeResponse === TAKEN
    ? ok({ name: settings.sender, tokenEndsAt: null })
    : refusedAs({ state: 'refused', reason: `esms-${read.data.CodeResponse}` });
}

const serviceUrl = (root: string, method: string) => new URL(`/MainService.svc/json/${method}`, root).href;

/**
 * A call of eSMS, whose whole content is its query: a text to a short code under an MD5 sign, or the state of a message of ours under
 * nothing at all. Neither is worth much by itself, so a call is taken from the addresses alone that the account names.
 * Refusals: `webhook.address-unknown`, `webhook.signature-missing`, `webhook.signature-wrong`, `webhook.unreadable`,
 * `webhook.outside-window`
 */
export function receiveEsms(
  { query, address }: InboundRequest,
  { settings, secrets }: GatewayAccount,
  now: Date,
): Result<readonly InboundEvent[]> {
  if (address === undefined || !isWithin(address, settings.callers)) return refuse('webhook.address-unknown');
  const fields: Record<string, string> = Object.fromEntries([...(query ?? [])].slice(0, 50));
  if ('smsid' in fields) return receiveText(fields, secrets.privateKey, now);
  return receiveState(fields, now);
}

const text = z.object({
  cpid: z.string().max(100),
  smsid: z.string().min(1).max(100),
  sender: z.string().min(1).max(30),
  content: z.string().max(100_000),
  receiverTime: z.string().regex(/^\d{14}$/),
  sign: z.string().min(1),
});

function receiveText(
  fields: Readonly<Record<string, string>>,
  privateKey: string | undefined,
  now: Date,
): Result<readonly InboundEvent[]> {
  if (!fields.sign || privateKey === undefined) return refuse('webhook.signature-missing');
  const read = text.safeParse(fields);
  if (!read.success) return refuse('webhook.unreadable');
  const { cpid, smsid, content, receiverTime, sign } = read.data;
  const expected = createHash('md5').update(`${cpid}${smsid}${content}${receiverTime}${privateKey}`).digest('base64');
  if (!sameText(sign, expected)) return refuse('webhook.signature-wrong');
  const at = vietnamMoment(receiverTime);
  if (Number.isNaN(at.getTime())) return refuse('webhook.unreadable');
  if (!isWithinWindow(at, now, WINDOW)) return refuse('webhook.outside-window');
  const kept = inboundText(content, SMS_INBOUND_MOST);
  return ok([
    {
      kind: 'private-message',
      channel: 'sms-gateway',
      id: `mo ${smsid}`,
      at,
      author: normalisePhone(read.data.sender) ?? read.data.sender,
      text: kept.text,
      attachments: [],
      ...(kept.shortened ? { shortened: true } : {}),
    },
  ]);
}

/** @param digits `yyyyMMddHHmmss`; an invalid Date where they are no moment */
function vietnamMoment(digits: string): Date {
  const minute = atVietnamTime(digits.replace(/^(....)(..)(..)(..)(..)..$/, '$1-$2-$3T$4:$5'));
  return new Date(minute.getTime() + Number(digits.slice(12)) * 1_000);
}

const state = z.object({
  RequestId: z.string().min(1).max(100),
  SMSID: z.string().max(100).default(''),
  SendStatus: z.string().regex(/^\d{1,3}$/),
  SendSuccess: z.coerce.number().int().min(0).default(0),
  SendFailed: z.coerce.number().int().min(0).default(0),
});

/** How many of the message's telephones have it and how many have not, which one number decides; the numbers of the state are not explained. */
function receiveState(fields: Readonly<Record<string, string>>, now: Date): Result<readonly InboundEvent[]> {
  const read = state.safeParse(fields);
  if (!read.success) return refuse('webhook.unreadable');
  const { RequestId: message, SendStatus: number, SendSuccess: succeeded, SendFailed: failed } = read.data;
  const event = { channel: 'sms-gateway', id: `state ${message} ${number} ${succeeded} ${failed}`, at: now } as const;
  if (succeeded > 0) return ok([{ ...event, kind: 'delivery-report', message, state: 'delivered' }]);
  if (failed > 0)
    return ok([{ ...event, kind: 'delivery-report', message, state: 'failed', reason: `esms-state-${number}` }]);
  return ok([{ ...event, kind: 'other', name: 'delivery-under-way' }]);
}

/** What eSMS waits for after a text to a short code: nothing is sent back by it. */
export function answerEsms(events: readonly InboundEvent[]): Response {
  const id = /^mo ([\w.:-]{1,100})$/.exec(events[0]?.id ?? '')?.[1];
  if (id === undefined) return new Response('ok', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  const xml = `<ClientResponse><Message></Message><Smsid>${id}</Smsid><Receiver></Receiver></ClientResponse>`;
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}
