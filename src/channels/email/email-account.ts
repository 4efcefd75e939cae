import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OpenAccount } from '../adapter.ts';
import { certificateAuthority, hostName, portNumber } from '../host-settings.ts';

/** An address as we write it into an envelope: one, plain, without a name, a comment or anything that ends a line. */
export const plainAddress = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/);
const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);
/** From the first byte, or after STARTTLS, which is then demanded: neither letters nor passwords go in the clear. */
const security = z.enum(['tls', 'starttls']);

export const emailSettings = z.object({
  address: plainAddress,
  /** What stands beside the address: nothing that tells who reads over a shoulder what it is about. */
  senderName: oneLine(60),
  /** Of every letter of ours, for the same reason. */
  subject: oneLine(100),
  imapHost: hostName,
  imapPort: portNumber.default(993),
  imapSecurity: security.default('tls'),
  smtpHost: hostName,
  smtpPort: portNumber.default(465),
  smtpSecurity: security.default('tls'),
  /** Whether `box+anything@domain` reaches the box. */
  plusAddressing: z.boolean().default(false),
  /** How the account's own mail server signs its `Authentication-Results`; absent: only what we can prove ourselves counts. */
  authenticationServer: hostName.optional(),
  certificateAuthority,
});
export type EmailSettings = z.infer<typeof emailSettings>;

export const emailSecrets = z.object({
  user: oneLine(254),
  password: z.string().min(1).max(500),
  /** Under which the marks in our addresses and Message-IDs are made; nobody enters it. */
  replySecret: z
    .string()
    .min(32)
    .default(() => randomBytes(32).toString('hex')),
});
export type EmailSecrets = z.infer<typeof emailSecrets>;

export type EmailAccount = OpenAccount<EmailSettings, EmailSecrets>;

/** What of an e-mail is read at the most. */
export const EMAIL_LIMITS = {
  /** Bytes of an e-mail that is taken whole: as large as mail providers take one, some photographs in it. Of a larger one its beginning is read. */
  whole: 36 * 2 ** 20,
  beginning: 2 ** 20,
  /** Parts in parts; mail programs use a handful. */
  parts: 1_000,
  /** Bytes of the headers of one part. */
  headers: 128 * 1024,
  /** Characters of HTML that is turned into text. */
  html: 2 ** 20,
  /** Code points kept of its text, and of its subject. */
  text: 20_000,
  subject: 200,
  /** UTF-16 units of a letter of ours. */
  textMost: 10_000,
  /** Bytes of the documents that go with it. */
  filesMost: 8 * 2 ** 20,
  /** Bytes of a delivery report that are read. */
  report: 64 * 1024,
} as const;
