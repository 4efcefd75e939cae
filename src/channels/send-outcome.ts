import { z } from 'zod';
import { type Answer, type FetchRequest, type Refusal, type Result, retryAfterSeconds } from '../kernel/index.ts';
import type { Reach, SendOutcome } from './adapter.ts';
import { refuse } from './refusals.ts';
import { bodyJson } from './signature.ts';

/** What a service of JSON answered, or what a request without a usable answer means for the message. */
export type Asked = { readonly answer: Answer; readonly json: unknown } | { readonly outcome: NotSent };

export type NotSent = Exclude<SendOutcome, { state: 'sent' }>;

/** An answer about one message is short. */
const ANSWER_MOST = 256 * 1024;

/**
 * One request to a service. What is said by status alone is decided here: 429 and 503 with `Retry-After` mean later, any
 * other 5xx that it may have been done. The rest is for the adapter to read.
 */
export async function askService(
  reach: Reach,
  url: string,
  request: Omit<FetchRequest, 'limits'>,
  bytesMost = ANSWER_MOST,
): Promise<Asked> {
  const got = await reach.fetch.get(url, {
    ...request,
    limits: { bytes: bytesMost, ms: reach.deadlineMs, redirects: 0 },
  });
  if (!got.ok) return { outcome: outcomeOf(got.refusal) };
  const { status, headers, body } = got.value;
  const seconds = retryAfterSeconds(headers);
  if (status === 429 || (status === 503 && seconds !== undefined)) {
    const said = seconds ?? secondsInside(bodyJson(body));
    return { outcome: later(`http-${status}`, said) };
  }
  if (status >= 500) return { outcome: { state: 'unsure', reason: `http-${status}` } };
  return { answer: got.value, json: bodyJson(body) };
}

export function jsonRequest(
  body: unknown,
  secretHeaders: Readonly<Record<string, string>> = {},
): Omit<FetchRequest, 'limits'> {
  return {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    secretHeaders,
  };
}

/** Nothing was sent. @param seconds as the provider said it, where it did; at most a day is believed */
export function later(reason: string, seconds?: number): NotSent {
  return seconds === undefined
    ? { state: 'again', reason }
    : { state: 'again', reason, afterMs: Math.min(seconds, 86_400) * 1_000 };
}

/** An answer that cannot be read says nothing: the message may have gone. */
export const UNREADABLE: NotSent = { state: 'unsure', reason: 'answer-unreadable' };
export const TOO_LONG: NotSent = { state: 'refused', reason: 'text-too-long' };

const NOT_SENT = [
  'link.not-web',
  'link.private-network',
  'link.unresolved',
  'link.host-busy',
  'link.certificate-changed',
];

/** Whether a request of which there is no answer may have reached the service: only before a connection stands it cannot. */
export const mayHaveArrived = ({ code, facts }: Pick<Refusal, 'code' | 'facts'>): boolean =>
  !NOT_SENT.includes(code) && facts?.sent !== false;

/** Before a connection stands nothing can have arrived; whatever fails after that may have. */
function outcomeOf({ code, facts }: Refusal): NotSent {
  const wait = facts?.retryAfterSeconds;
  const reason = code.replace(/^link\./, '');
  if (!mayHaveArrived({ code, facts })) return later(reason, typeof wait === 'number' ? wait : undefined);
  return { state: 'unsure', reason };
}

/** Telegram says it in the body too. */
const telegramWait = z.object({ parameters: z.object({ retry_after: z.number().int().nonnegative() }) });

function secondsInside(json: unknown): number | undefined {
  const read = telegramWait.safeParse(json);
  return read.success ? read.data.parameters.retry_after : undefined;
}

/**
 * What a question about the account itself says by an outcome that is no answer; the fact `unsure` where it may have been
 * done, as with a token that was exchanged and did not arrive. Refusals: `channel-service.*`
 */
export function refusedAs(outcome: NotSent): Result<never> {
  const facts = { reason: outcome.reason, ...(outcome.state === 'unsure' ? { unsure: true } : {}) };
  return outcome.state === 'expired' || outcome.state === 'refused'
    ? refuse('channel-service.refuses-us', { facts })
    : refuse('channel-service.failed', { facts });
}
