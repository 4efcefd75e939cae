import type { OutboundInList } from '../../../../src/channels/index.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { words } from '../server/codes.server.ts';

type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';

const TONES: Readonly<Record<OutboundInList['state'], Tone>> = {
  waiting: 'waiting',
  sending: 'open',
  unsure: 'new',
  sent: 'done',
  delivered: 'done',
  read: 'done',
  dead: 'stopped',
  cancelled: 'stopped',
};

/** A code of the house reads as what to do; anything else is the service's own. */
export function outboundReason(code: string): string {
  const known = words('outbox_reason', code);
  return known === code ? m.outbox_provider_says({ code }) : known;
}

/** When something is done next, and what. */
function nextWords({ state, held, tries, nextAt }: OutboundInList): string {
  if (nextAt === null) return '';
  const at = formatTime(nextAt);
  if (state === 'unsure') return m.outbox_asks({ at });
  if (held !== null) return m.outbox_goes({ at });
  return tries > 0 ? m.outbox_next({ at }) : '';
}

export function outboundRow(one: OutboundInList) {
  const shut = one.state === 'waiting' && one.account.state !== 'open' && one.account.state !== 'drifted';
  return {
    id: one.id,
    purpose: words('outbox_purpose', one.purpose),
    part: one.parts > 1 ? m.outbox_part({ part: one.part, parts: one.parts }) : '',
    channel: words('outbox_channel', one.channel),
    account: one.account.name,
    state: { tone: TONES[one.state], text: words('outbox_state', one.state) },
    why: [
      shut ? m.outbox_account_shut() : '',
      one.held === null ? '' : words('outbox_held', one.held),
      one.reason === null ? '' : outboundReason(one.reason),
      shut ? '' : nextWords(one),
      one.tries > 1 ? m.outbox_tries({ count: one.tries }) : '',
    ].filter((text) => text !== ''),
    proof: [
      one.sentAt && m.outbox_sent_at({ at: formatTime(one.sentAt) }),
      one.deliveredAt && m.outbox_delivered_at({ at: formatTime(one.deliveredAt) }),
      one.readAt && m.outbox_read_at({ at: formatTime(one.readAt) }),
      one.provider && m.outbox_provider({ id: one.provider }),
    ].filter((text) => text !== null && text !== ''),
    queued: formatTime(one.queuedAt),
    retries: one.state === 'dead' && one.kept,
    gone: one.state === 'dead' && !one.kept,
    // A service that cannot be asked may have taken it: whoever sends it again should know.
    mayHaveArrived: one.reason === 'never-known',
    cancels: one.state === 'dead' || one.state === 'waiting',
  };
}
export type OutboundOnPage = ReturnType<typeof outboundRow>;
