import { createHash } from 'node:crypto';
import type { AddressObject } from 'mailparser';
import type { DeliveryReport, InboundEvent, OtherEvent, PrivateMessage } from '../inbound-event.ts';
import { inboundText } from '../inbound-text.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import { EMAIL_LIMITS, type EmailAccount } from './email-account.ts';
import { type ParsedEmail, parseEmail } from './parse-email.ts';
import { withoutQuotedHistory } from './quoted-history.ts';
import { answeredKey, messageIdOf } from './reply-mark.ts';
import { type ResolveRecords, senderTruth } from './sender-truth.ts';

/** A letter as a mail server hands it over. */
export interface RawEmail {
  readonly raw: Buffer;
  /** When the mail server took it; what the letter itself says of its date is its sender's. */
  readonly at: Date;
  /** Its beginning alone is here: it is longer than is read. */
  readonly cut: boolean;
}

/**
 * One letter in neutral words: a message, or what a mail server tells of letters of ours. Whatever it is made of, it is one event
 * at least, and what could not be read is said. The same letter to two of our boxes, or fetched twice, has one id.
 */
export async function readEmail(
  { raw, at, cut }: RawEmail,
  { settings, secrets }: EmailAccount,
  resolver: ResolveRecords,
): Promise<readonly InboundEvent[]> {
  const letter = await parseEmail(raw);
  const reports = deliveryReports(letter, secrets.replySecret, settings.address, at);
  if (reports.length > 0) return reports;
  const author = addressesOf(letter, 'from')[0] ?? 'unknown';
  const kept = inboundText(letter.text, EMAIL_LIMITS.text);
  const answers = answeredKey(
    [...idsOf(letter, 'in-reply-to'), ...idsOf(letter, 'references')],
    RECIPIENTS.flatMap((name) => addressesOf(letter, name)),
    secrets.replySecret,
  );
  const subject = inboundText(textOf(letter, 'subject').replaceAll(/\s+/g, ' '), EMAIL_LIMITS.subject).text;
  const message: PrivateMessage = {
    kind: 'private-message',
    channel: 'email',
    id: eventId(letter, author, kept.text),
    at,
    author,
    text: withoutQuotedHistory(kept.text),
    attachments: letter.attachments,
    subject,
    // A letter of which a part is missing cannot be checked: its signature is over the whole.
    sender: cut ? 'unproven' : await senderTruth(raw, author, settings.authenticationServer, resolver),
    ...(isAutomatic(letter, author, settings.address) ? { automatic: true } : {}),
    ...(answers === undefined ? {} : { answers }),
    ...(cut || letter.broken || kept.shortened ? { shortened: true } : {}),
  };
  return [message];
}

const RECIPIENTS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];
const MESSAGE_ID = /^<[^<>\s]{1,250}>$/;

/** The Message-ID with a digest of author and words, since programs exist that give two letters one Message-ID. */
function eventId(letter: ParsedEmail, author: string, text: string): string {
  const digest = createHash('sha256').update(`${author}\n${text}`).digest('hex');
  const [id = ''] = idsOf(letter, 'message-id');
  return MESSAGE_ID.test(id) ? `${id} ${digest.slice(0, 16)}` : `letter ${digest}`;
}

/** The Message-ID in an event's id, for threading an answer; undefined where the letter had none. */
export function messageIdIn(event: string): string | undefined {
  const [id = ''] = event.split(' ', 1);
  return MESSAGE_ID.test(id) ? id : undefined;
}

/** What nobody wrote by hand (RFC 3834, and what programs did before it): it is kept, and no machine of ours answers it. */
function isAutomatic(letter: ParsedEmail, author: string, own: string): boolean {
  const submitted = textOf(letter, 'auto-submitted').trim().toLowerCase();
  const suppress = textOf(letter, 'x-auto-response-suppress').toLowerCase();
  const returnPath = letter.headers.has('return-path') && addressesOf(letter, 'return-path').length === 0;
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    /\b(?:bulk|junk|list|auto[-_]reply)\b/i.test(textOf(letter, 'precedence')) ||
    /\b(?:all|autoreply|oof)\b/.test(suppress) ||
    ['x-autoreply', 'x-autorespond', 'list', 'x-failed-recipients'].some((name) => letter.headers.has(name)) ||
    returnPath ||
    /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+@]|$)/.test(author) ||
    /^multipart\/report/i.test(structured(letter, 'content-type')) ||
    // Our own letter that came back round.
    author === own.toLowerCase() ||
    author.replace(/\+[^@]*(?=@)/, '') === own.toLowerCase()
  );
}

/** What a mail server tells of a letter of ours. The mark in the letter that it gives back is what makes it ours. */
function deliveryReports(
  letter: ParsedEmail,
  secret: string,
  address: string,
  at: Date,
): (DeliveryReport | OtherEvent)[] {
  if (letter.status === undefined) return [];
  const returned = letter.returned ?? '';
  const ids = [...returned.matchAll(/^(?:message-id|x-message-id):\s*(<[^<>\s]{1,250}>)/gim)].map(
    ([, id]) => id as string,
  );
  const key = answeredKey([...ids, ...idsOf(letter, 'in-reply-to'), ...idsOf(letter, 'references')], [], secret);
  if (key === undefined) return [];
  const message = messageIdOf(key, secret, address);
  return readDeliveryStatus(letter.status).map(({ state, code, recipient }) => {
    const digest = createHash('sha256').update(recipient).digest('hex').slice(0, 16);
    const event = { channel: 'email', id: `${state} ${key} ${digest}`, at } as const;
    if (state === 'under-way') return { ...event, kind: 'other', name: 'delivery-under-way' };
    return {
      ...event,
      kind: 'delivery-report',
      message,
      state,
      ...(state === 'failed' && code ? { reason: code } : {}),
    };
  });
}

function textOf(letter: ParsedEmail, name: string): string {
  const value = letter.headers.get(name);
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first;
  return '';
}

function structured(letter: ParsedEmail, name: string): string {
  const value = letter.headers.get(name);
  return typeof value === 'object' && 'value' in value && typeof value.value === 'string' ? value.value : '';
}

function idsOf(letter: ParsedEmail, name: string): string[] {
  const value = letter.headers.get(name);
  const all = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  return all.flatMap((one) => one.match(/<[^<>\s]{1,250}>/g) ?? []).slice(-50);
}

function addressesOf(letter: ParsedEmail, name: string): string[] {
  const value = letter.headers.get(name);
  const all = Array.isArray(value) ? value : [value];
  return all
    .flatMap((one) => {
      if (typeof one === 'string') return one.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];
      const list = typeof one === 'object' && one !== null && 'value' in one ? (one as AddressObject).value : [];
      return Array.isArray(list)
        ? list.flatMap((entry) => entry.group ?? [entry]).map(({ address }) => address ?? '')
        : [];
    })
    .filter((address) => address !== '')
    .map((address) => address.toLowerCase().slice(0, 254))
    .slice(0, 100);
}
