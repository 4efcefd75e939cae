import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import { TOO_LONG } from '../send-outcome.ts';
import { EMAIL_LIMITS, type EmailAccount, plainAddress } from './email-account.ts';
import { smtpConnection } from './mail-connections.ts';
import { messageIdIn } from './read-email.ts';
import { messageIdOf, replyAddress } from './reply-mark.ts';

/** What an SMTP server or the way to it said. */
interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** One letter by the account's submission server. The whole conversation is one connection: letters are few and far between. */
export async function sendEmail(account: EmailAccount, message: OutboundMessage, reach: Reach): Promise<SendOutcome> {
  const { settings, secrets } = account;
  const to = plainAddress.safeParse(message.to);
  if (!to.success) return { state: 'refused', reason: 'address-unusable' };
  if (withoutTag(to.data) === withoutTag(settings.address)) return { state: 'refused', reason: 'address-is-our-own' };
  if (message.text.length > EMAIL_LIMITS.textMost) return TOO_LONG;
  if (bytesOf(message) > EMAIL_LIMITS.filesMost) return { state: 'refused', reason: 'files-too-large' };
  const provider = messageIdOf(message.key, secrets.replySecret, settings.address);
  const letter = await compose(account, { ...message, to: to.data }, provider, reach.now);
  const opened = await smtpConnection(account, reach);
  if (!opened.ok) return { state: 'again', reason: opened.refusal.code };
  const connection = opened.value;
  let begun = false;
  const lazy = new Readable({
    read() {
      // Asked for when the server has said that it listens, and not before: from here on it may have the letter.
      begun = true;
      this.push(letter);
      this.push(null);
    },
  });
  try {
    await signedIn(connection, account);
    const envelope = { from: settings.address, to: [to.data], dsn: { notify: ['SUCCESS', 'FAILURE'], ret: 'HDRS' } };
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.send(envelope, lazy, (fault) => (fault ? reject(fault) : resolve()));
    });
    return { state: 'sent', provider };
  } catch (fault) {
    return outcomeOf(fault as SmtpFault, begun);
  } finally {
    connection.close();
  }
}

const bytesOf = ({ files = [] }: OutboundMessage) => files.reduce((sum, { bytes }) => sum + bytes.length, 0);

const withoutTag = (address: string) => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');

/** Connects and signs in. @throws what the server said */
export function signedIn(connection: SMTPConnection, { secrets }: EmailAccount): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection tells its end as an event; what came after it was answered has nobody to tell.
    connection.on('error', reject);
    connection.connect((fault) => {
      if (fault) return reject(fault);
      connection.login({ user: secrets.user, pass: secrets.password }, (refused) =>
        refused ? reject(refused) : resolve(),
      );
    });
  });
}

/** A refusal for good is one of the letter or its address; a wrong password is the account's, and the letter waits. */
function outcomeOf({ code, responseCode }: SmtpFault, begun: boolean): SendOutcome {
  if (code === 'EAUTH') return { state: 'again', reason: 'smtp-sign-in-refused' };
  if (responseCode !== undefined && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'))
    return { state: 'refused', reason: `smtp-${responseCode}` };
  if (responseCode !== undefined && responseCode >= 400) return { state: 'again', reason: `smtp-${responseCode}` };
  return begun ? { state: 'unsure', reason: 'smtp-lost' } : { state: 'again', reason: 'smtp-unreachable' };
}

async function compose(
  { settings, secrets }: EmailAccount,
  message: OutboundMessage,
  messageId: string,
  date: Date,
): Promise<Buffer> {
  const answered = message.answers && messageIdIn(message.answers.id);
  const replyTo = settings.plusAddressing
    ? replyAddress(message.key, secrets.replySecret, settings.address)
    : undefined;
  const composer = new MailComposer({
    from: { name: settings.senderName, address: settings.address },
    to: { name: '', address: message.to },
    subject: settings.subject,
    messageId,
    date,
    text: message.text.replaceAll(/\r\n?/g, '\n'),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(answered ? { inReplyTo: answered, references: answered } : {}),
    headers: message.automatic
      ? { 'Auto-Submitted': answered ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
      : {},
    attachments: (message.files ?? []).map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const letter = composer.compile();
  // RFC 5965: the whole letter says of itself that it is a report, where there is one in it.
  if (message.files?.some(({ mediaType }) => mediaType === 'message/feedback-report'))
    letter.setHeader('Content-Type', 'multipart/report; report-type=feedback-report');
  return letter.build();
}
