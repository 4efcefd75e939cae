import { ImapFlow } from 'imapflow';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { allowedAddress, type Network, ok, type Result } from '../../kernel/index.ts';
import type { Reach } from '../adapter.ts';
import type { EmailAccount } from './email-account.ts';

/** Milliseconds that a mail server may take to answer at all. */
const CONNECT_MOST = 20_000;

function tlsOf({ settings }: EmailAccount, host: string) {
  const ca = settings.certificateAuthority;
  return { servername: host, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) } as const;
}

/** A mailbox's connection, not yet open. No letter is larger than the bound, whatever the server announces. Refusals: `link.*` */
export async function imapConnection(
  account: EmailAccount,
  network: Network,
  bounds: { readonly literal: number; readonly idleMs: number; readonly quietMs: number },
): Promise<Result<ImapFlow>> {
  const { imapHost, imapPort, imapSecurity } = account.settings;
  const address = await allowedAddress(network, imapHost, imapPort);
  if (!address.ok) return address;
  const client = new ImapFlow({
    host: address.value,
    port: imapPort,
    servername: imapHost,
    secure: imapSecurity === 'tls',
    ...(imapSecurity === 'tls' ? {} : { doSTARTTLS: true }),
    tls: tlsOf(account, imapHost),
    auth: { user: account.secrets.user, pass: account.secrets.password },
    logger: false,
    autoIdleDelay: 250,
    maxIdleTime: bounds.idleMs,
    connectionTimeout: CONNECT_MOST,
    greetingTimeout: CONNECT_MOST,
    socketTimeout: bounds.quietMs,
    maxLineLength: 2 ** 20,
    maxLiteralSize: bounds.literal,
    maxResponseSize: bounds.literal + 2 ** 20,
    maxResponseTokens: 100_000,
  });
  return ok(client);
}

/** A connection to the submission server, not yet open. Refusals: `link.*` */
export async function smtpConnection(
  account: EmailAccount,
  { network, deadlineMs }: Pick<Reach, 'network' | 'deadlineMs'>,
): Promise<Result<SMTPConnection>> {
  const { smtpHost, smtpPort, smtpSecurity, address: own } = account.settings;
  const address = await allowedAddress(network, smtpHost, smtpPort);
  if (!address.ok) return address;
  const connection = new SMTPConnection({
    host: address.value,
    port: smtpPort,
    servername: smtpHost,
    secure: smtpSecurity === 'tls',
    requireTLS: true,
    tls: tlsOf(account, smtpHost),
    // The name of this machine is nobody's business.
    name: own.slice(own.lastIndexOf('@') + 1),
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    logger: false,
  });
  return ok(connection);
}
