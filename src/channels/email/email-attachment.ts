import { MINUTE, ok, type Result } from '../../kernel/index.ts';
import type { Reach } from '../adapter.ts';
import type { InboundAttachment, InboundEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { EMAIL_LIMITS, type EmailAccount } from './email-account.ts';
import { inTime } from './in-time.ts';
import { imapConnection } from './mail-connections.ts';
import { attachmentAt } from './parse-email.ts';

/** Where a letter lies in its mailbox. A mailbox that was rebuilt (another UIDVALIDITY) has it elsewhere. */
export interface LetterPlace {
  readonly validity: bigint;
  readonly uid: number;
}

/** Says of each attachment of a letter how it is found again: the letter's place, and which of its attachments it is. */
export const withReferences = (events: readonly InboundEvent[], { validity, uid }: LetterPlace): InboundEvent[] =>
  events.map((event) =>
    event.kind === 'private-message'
      ? {
          ...event,
          attachments: event.attachments.map((one, place) => ({ ...one, reference: `${validity}:${uid}:${place}` })),
        }
      : event,
  );

/** Milliseconds that a mail server may take for one answer, a whole letter included. */
const ANSWER_MOST = MINUTE;

/**
 * An attachment of a letter, read from the mailbox once more, in memory alone. Nothing is deleted there and no flag is set.
 * Refusals: `channel-attachment.unavailable` where it will never be had (the letter is gone or lies elsewhere, there is no such part, it is
 * too large), `channel-service.failed` and `link.*` where the mailbox is not reached now
 */
export async function emailAttachment(
  account: EmailAccount,
  { reference = '' }: InboundAttachment,
  { network }: Reach,
  bytesMost: number,
): Promise<Result<Buffer>> {
  const [, validity, uid, place] = /^(\d{1,20}):(\d{1,10}):(\d{1,2})$/.exec(reference) ?? [];
  if (!validity || !uid || !place) return refuse('channel-attachment.unavailable');
  const opened = await imapConnection(account, network, {
    literal: EMAIL_LIMITS.whole + 2 ** 16,
    idleMs: MINUTE,
    quietMs: ANSWER_MOST,
  });
  if (!opened.ok) return opened;
  const client = opened.value;
  client.on('error', () => undefined);
  let raw: Buffer | undefined;
  try {
    await inTime(client.connect(), ANSWER_MOST);
    const mailbox = await inTime(client.mailboxOpen('INBOX', { readOnly: true }), ANSWER_MOST);
    if (mailbox.uidValidity !== BigInt(validity)) return refuse('channel-attachment.unavailable');
    const source = { start: 0, maxLength: EMAIL_LIMITS.whole };
    const letter = await inTime(client.fetchOne(uid, { source }, { uid: true }), ANSWER_MOST);
    raw = letter ? letter.source : undefined;
  } catch {
    return refuse('channel-service.failed');
  } finally {
    client.close();
  }
  const bytes = raw && (await attachmentAt(raw, Number(place), bytesMost));
  return bytes ? ok(bytes) : refuse('channel-attachment.unavailable');
}
