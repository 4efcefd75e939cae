import { MINUTE, ok, type Result } from '../../kernel/index.ts';
import type { AccountHealth, ChannelAdapter, Reach } from '../adapter.ts';
import { refuse } from '../refusals.ts';
import {
  EMAIL_LIMITS,
  type EmailAccount,
  type EmailSecrets,
  type EmailSettings,
  emailSecrets,
  emailSettings,
} from './email-account.ts';
import { emailAttachment } from './email-attachment.ts';
import { listenToMailbox, MAILBOX_TIMES, type MailboxTimes } from './listen-mailbox.ts';
import { imapConnection, smtpConnection } from './mail-connections.ts';
import { sendEmail, signedIn } from './send-email.ts';
import { publicDns, type ResolveRecords } from './sender-truth.ts';

/** A mailbox by IMAP and SMTP. */
export function createEmailAdapter(
  resolver: ResolveRecords = publicDns,
  times: MailboxTimes = MAILBOX_TIMES,
): ChannelAdapter<EmailSettings, EmailSecrets> {
  return {
    code: 'email',
    settings: emailSettings,
    secrets: emailSecrets,
    limits: { textMost: EMAIL_LIMITS.textMost, perSecond: 2, perSecondToOne: 0.2 },
    // What a mail server of the way tells; many tell nothing.
    proof: 'delivered',
    begins: true,
    silentMs: 6 * MINUTE,
    listen: (account, listening, reach) => listenToMailbox(account, listening, reach, resolver, times),
    window: () => ({ state: 'free', until: null }),
    send: sendEmail,
    attachment: emailAttachment,
    check: checkMailbox,
  };
}

export const emailAdapter = createEmailAdapter();

/** Signs in to both servers and opens the mailbox. Refusals: `link.*`, `channel-service.refuses-us`, `channel-service.failed` */
async function checkMailbox(account: EmailAccount, reach: Reach): Promise<Result<AccountHealth>> {
  const imap = await imapConnection(account, reach.network, { literal: 2 ** 20, idleMs: MINUTE, quietMs: MINUTE });
  if (!imap.ok) return imap;
  imap.value.on('error', () => undefined);
  try {
    await imap.value.connect();
    await imap.value.mailboxOpen('INBOX', { readOnly: true });
  } catch (fault) {
    const refused = (fault as { authenticationFailed?: boolean }).authenticationFailed === true;
    return refuse(refused ? 'channel-service.refuses-us' : 'channel-service.failed', { field: 'imapHost' });
  } finally {
    imap.value.close();
  }
  const smtp = await smtpConnection(account, reach);
  if (!smtp.ok) return smtp;
  try {
    await signedIn(smtp.value, account);
  } catch (fault) {
    const refused = (fault as { code?: string }).code === 'EAUTH';
    return refuse(refused ? 'channel-service.refuses-us' : 'channel-service.failed', { field: 'smtpHost' });
  } finally {
    smtp.value.close();
  }
  return ok({ name: account.settings.address, tokenEndsAt: null });
}
