import type { DeliveryView } from '../../../../src/takedown/index.ts';
import { outboundReason } from '../outbox/outbox-view.server.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { words } from '../server/codes.server.ts';

const TONES = {
  waiting: 'waiting',
  sending: 'open',
  unsure: 'new',
  sent: 'done',
  dead: 'stopped',
  cancelled: 'stopped',
  'not-taken': 'new',
} as const satisfies Readonly<Record<DeliveryView['state'], string>>;

/** What came back from a receiver, in plain words with what to do. */
export function answerWords(code: string): string {
  const [, status = ''] = /^http-(\d{3})$/.exec(code) ?? [];
  if (status === '') {
    const known = words('delivery_reason', code);
    return known === code ? outboundReason(code) : known;
  }
  if (status === '401' || status === '403') return m.delivery_http_refused({ status });
  if (status === '404' || status === '405') return m.delivery_http_nowhere({ status });
  if (status === '410') return m.delivery_http_gone();
  if (status === '429') return m.delivery_http_busy();
  if (status.startsWith('3')) return m.delivery_http_elsewhere({ status });
  return status.startsWith('5') ? m.delivery_http_failed({ status }) : m.delivery_http_other({ status });
}

export const deliveryStateWords = (state: DeliveryView['state']) =>
  state === 'not-taken' ? m.delivery_state_not_taken() : words('outbox_state', state);

const referenceWords = ({ kind, reference }: DeliveryView) =>
  kind === 'REPORT_OUTCOMES' ? m.delivery_outcomes({ count: Number(reference) }) : kind === 'TEST' ? '' : reference;

/** A delivery in words: what, when, how far, what came back, what is next. */
export function deliveryRow(one: DeliveryView, sender: string) {
  // Of what never reached a receiver, how long that took says nothing.
  const reached = one.state === 'sent' || /^http-\d{3}$/.test(one.reason ?? '');
  const answered = one.answerMs === null || !reached ? '' : m.delivery_answered({ ms: one.answerMs });
  return {
    id: one.id,
    kind: words('delivery_kind', one.kind),
    reference: referenceWords(one),
    sender,
    channel: words('contact_channel', one.channel),
    mask: one.mask,
    state: { tone: TONES[one.state], text: deliveryStateWords(one.state) },
    why: [
      one.state === 'sent' && one.channel === 'WEBHOOK' ? m.delivery_http_taken() : '',
      one.state === 'not-taken' ? m.delivery_not_taken_why() : '',
      one.reason === null ? '' : answerWords(one.reason),
      answered,
      one.nextAt !== null && one.tries > 0 ? m.outbox_next({ at: formatTime(one.nextAt) }) : '',
      one.tries > 1 ? m.outbox_tries({ count: one.tries }) : '',
    ].filter((text) => text !== ''),
    madeAt: formatTime(one.madeAt),
    sentAt: one.sentAt === null ? '' : formatTime(one.sentAt),
    retries: one.retries,
  };
}
export type DeliveryOnPage = ReturnType<typeof deliveryRow>;
