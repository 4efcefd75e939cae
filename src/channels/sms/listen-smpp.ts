/// <reference path="./smpp.d.ts" />
import { createHash } from 'node:crypto';
import type { PDU } from 'smpp';
import { normalisePhone } from '../../vocabulary/index.ts';
import type { Listening, Reach } from '../adapter.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { inboundText } from '../inbound-text.ts';
import { messageName, readReceipt } from './delivery-receipt.ts';
import { HeardTexts } from './heard-texts.ts';
import { PartCollector } from './part-collector.ts';
import { SmppSession, type SmppTimes } from './smpp-session.ts';
import { SMS_INBOUND_MOST, type SmppAccount } from './sms-account.ts';
import { type PartPlace, partPlace, placeOf } from './sms-parts.ts';

/** Texts and receipts that may wait to be stored; a centre that brings more is asked to bring them later. */
const WAITING_MOST = 100;
const TAKEN = 0;
const THROTTLED = 0x58;
const LATER = 0x64;

/**
 * Hears what a message centre brings until the signal. A text is stored before its `deliver_sm` is answered; what cannot be stored is
 * answered so that the centre brings it again.
 * @throws where the centre is lost, is silent, or does not take our name
 */
export async function listenToSmpp(
  account: SmppAccount,
  listening: Listening,
  { network }: Reach,
  times: SmppTimes,
): Promise<void> {
  const heard = new HeardTexts(listening.cursor);
  let unsaved = false;
  const opened = await SmppSession.open(account, network, 'bind_receiver', times, () => {
    listening.alive();
    unsaved = heard.lives() || unsaved;
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const session = opened.value;
  const leave = () => void session.leave();
  listening.signal.addEventListener('abort', leave, { once: true });
  if (listening.signal.aborted) leave();

  let waiting = 0;
  let line = Promise.resolve();
  const inLine = (work: () => Promise<void>) => {
    waiting += 1;
    line = line
      .then(work)
      .catch(() => session.finish('not-stored'))
      .finally(() => {
        waiting -= 1;
      });
  };
  const store = async (events: readonly InboundEvent[], pdus: readonly PDU[], id?: string) => {
    const stored = await listening.hear(events, heard.cursor());
    unsaved = false;
    const answers = await Promise.all(pdus.map((pdu) => session.answer(pdu, stored.ok ? TAKEN : LATER)));
    if (stored.ok && id !== undefined && answers.every(Boolean)) heard.answered(id);
  };
  const parts = new PartCollector<PDU>(times.part, (pdus) => inLine(() => storeText(pdus)));
  const storeText = (pdus: readonly PDU[]) => {
    const [first] = pdus as readonly [PDU];
    const text = pdus.map(wordsOf).join('');
    const author = authorOf(first);
    const id = heard.idOf(author, first.destination_addr ?? '', JSON.stringify(pdus.map(placeIn)), text);
    return store([textEvent(author, id, text, pdus)], pdus, id);
  };
  session.onDelivery((pdu) => {
    if (waiting >= WAITING_MOST) return void session.answer(pdu, THROTTLED);
    const kind = (pdu.esm_class ?? 0) & 0x3c;
    const place = placeIn(pdu);
    if (kind !== 0 || pdu.receipted_message_id) inLine(() => store([receiptEvent(pdu, account)], [pdu]));
    else if (place === undefined) inLine(() => storeText([pdu]));
    else parts.add(`${pdu.source_addr} ${pdu.destination_addr}`, place, pdu);
  });
  const save = setInterval(() => {
    if (unsaved && waiting === 0) inLine(() => store([], []));
  }, times.enquire).unref();

  const why = await session.ended;
  clearInterval(save);
  parts.close();
  await line;
  if (!listening.signal.aborted) throw new Error(`the message centre is lost: ${why}`);
}

function placeIn(pdu: PDU): PartPlace | undefined {
  const elements = pdu.short_message?.udh ?? pdu.message_payload?.udh;
  if (elements !== undefined) return partPlace(elements);
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: number } = pdu;
  return reference === undefined ? undefined : placeOf(`sar:${reference}`, total ?? 0, number ?? 0);
}

/** A long text stands in `message_payload`, and then `short_message` is empty. Bytes that are no text are none. */
function wordsOf(pdu: PDU): string {
  const short = pdu.short_message?.message;
  const words = short === undefined || short.length === 0 ? pdu.message_payload?.message : short;
  return typeof words === 'string' ? words : '';
}

const authorOf = ({ source_addr: shown = '' }: PDU) => normalisePhone(shown) ?? (shown.slice(0, 30) || 'unknown');

function textEvent(author: string, id: string, text: string, pdus: readonly PDU[]): InboundEvent {
  const kept = inboundText(text, SMS_INBOUND_MOST);
  const binary = kept.text === '' && pdus.some(({ short_message: words }) => Buffer.isBuffer(words?.message));
  return {
    kind: 'private-message',
    channel: 'sms-smpp',
    id,
    at: new Date(),
    author,
    text: kept.text,
    attachments: binary ? [{ kind: 'other', url: null }] : [],
    ...(kept.shortened ? { shortened: true } : {}),
  };
}

function receiptEvent(pdu: PDU, { settings }: SmppAccount): InboundEvent {
  const words = wordsOf(pdu);
  const receipt = readReceipt(words, { message: pdu.receipted_message_id, state: pdu.message_state });
  const event = { channel: 'sms-smpp', at: new Date() } as const;
  const digest = createHash('sha256').update(words).digest('hex').slice(0, 16);
  if (receipt === undefined) return { ...event, kind: 'other', id: `receipt ${digest}`, name: 'receipt-unreadable' };
  // In receipts the number is already as they write it.
  const message = settings.decimalReceipts ? receipt.message : messageName(receipt.message, false);
  const id = `${message} ${receipt.state} ${digest}`;
  if (receipt.state === 'under-way') return { ...event, kind: 'other', id, name: 'delivery-under-way' };
  const reason = receipt.state === 'failed' ? { reason: receipt.reason } : {};
  return { ...event, kind: 'delivery-report', id, message, state: receipt.state, ...reason };
}
