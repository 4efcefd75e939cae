import { ok } from '../../kernel/index.ts';
import type { ChannelAdapter, OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import { askService, later, TOO_LONG } from '../send-outcome.ts';
import { type PushAccount, type PushSecrets, type PushSettings, pushSecrets, pushSettings } from './push-account.ts';
import { readPushAddress } from './push-address.ts';
import { vapidHeader } from './vapid.ts';

/** Seconds for which a service keeps what no browser fetched, where the message does not say until when it is of use. */
const KEPT_FOR = 60;
/** Others wait in the same batch: no one service may hold them longer, milliseconds. */
const ANSWER_WITHIN = 5_000;
const KEPT_MOST = 24 * 60 * 60;

/** A browser of somebody at work is woken by its push service (RFC 8030), and told nothing: no message has a body. */
export const pushAdapter: ChannelAdapter<PushSettings, PushSecrets> = {
  code: 'web-push',
  ofTheHouse: true,
  settings: pushSettings,
  secrets: pushSecrets,
  limits: { textMost: 0, perSecond: 50, perSecondToOne: 1 },
  proof: 'sent',
  begins: true,
  window: () => ({ state: 'free', until: null }),
  serviceOf: (to) => readPushAddress(to)?.origin,
  send: wake,
  // There is no one service behind it: each browser has its own.
  check: async () => ok({ name: 'Web Push', tokenEndsAt: null }),
};

async function wake(account: PushAccount, message: OutboundMessage, reach: Reach): Promise<SendOutcome> {
  if (message.text !== '') return TOO_LONG;
  const address = readPushAddress(message.to);
  if (!address) return { state: 'refused', reason: 'address-unusable' };
  const deadlineMs = Math.min(reach.deadlineMs, ANSWER_WITHIN);
  const way = { ...reach, fetch: reach.outside, deadlineMs };
  const asked = await askService(way, address.href, {
    method: 'POST',
    secure: true,
    headers: {
      ttl: String(secondsOfUse(message.notAfter, reach.now)),
      urgency: 'high',
      // Of several that a browser did not fetch it gets the last: they all say the same.
      topic: 'work',
    },
    secretHeaders: { authorization: await vapidHeader(account, address, reach.now) },
  });
  // Whoever is woken twice is woken: what may have arrived is tried again.
  if ('outcome' in asked) return asked.outcome.state === 'unsure' ? later(asked.outcome.reason) : asked.outcome;
  const { status } = asked.answer;
  if (status >= 200 && status < 300) return { state: 'sent', provider: message.key };
  const gone = status === 404 || status === 410;
  return { state: 'refused', reason: `http-${status}`, ...(gone && { gone }) };
}

function secondsOfUse(notAfter: Date | undefined, now: Date): number {
  if (notAfter === undefined) return KEPT_FOR;
  const seconds = Math.ceil((notAfter.getTime() - now.getTime()) / 1_000);
  return Math.min(Math.max(seconds, 0), KEPT_MOST);
}
