import { testFetch, thisMachine } from '../../kernel/outgoing/local-server.testing.ts';
import type { Reach } from '../adapter.ts';
import { type EmailAccount, emailSecrets, emailSettings } from './email-account.ts';
import { MAIL_HOST, mailCertificate } from './mailbox.testing.ts';
import type { ResolveRecords } from './sender-truth.ts';

export const reach = (): Reach => ({
  fetch: testFetch(),
  outside: testFetch(),
  network: thisMachine,
  now: new Date(),
  deadlineMs: 10_000,
});

/** A DNS that knows no domain. */
export const emptyDns: ResolveRecords = async () => {
  throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
};

/** A DNS of these TXT records alone. */
export const dnsOf =
  (records: Readonly<Record<string, string>>): ResolveRecords =>
  async (domain, type) => {
    const found = type === 'TXT' ? records[domain] : undefined;
    if (found === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return [[found]];
  };

export function emailAccount(
  ports: { readonly imap?: number; readonly smtp?: number } = {},
  settings: Record<string, unknown> = {},
): EmailAccount {
  return {
    id: 'account',
    settings: emailSettings.parse({
      address: 'box@example.vn',
      senderName: 'Hộp thư',
      subject: 'Trả lời thư của bạn',
      imapHost: MAIL_HOST,
      imapPort: ports.imap ?? 993,
      smtpHost: MAIL_HOST,
      smtpPort: ports.smtp ?? 465,
      certificateAuthority: mailCertificate.certificate,
      ...settings,
    }),
    secrets: emailSecrets.parse({ user: 'box@example.vn', password: 'open sesame', replySecret: 's'.repeat(64) }),
  };
}

export const letter = (headers: Readonly<Record<string, string>>, body: string): string =>
  [
    ...Object.entries({
      From: 'em@example.com',
      To: 'box@example.vn',
      Subject: 'Xin giúp',
      'Message-ID': '<1@example.com>',
      Date: 'Fri, 27 Nov 2026 10:00:00 +0700',
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    body.replaceAll(/\r?\n/g, '\r\n'),
  ].join('\r\n');
