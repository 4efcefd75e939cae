import { isIP } from 'node:net';
import { z } from 'zod';
import { isAddressRange, publicInternet } from '../../kernel/index.ts';
import type { OpenAccount } from '../adapter.ts';
import { certificateAuthority, hostName, portNumber } from '../host-settings.ts';

const oneWord = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\x21-\x7e]+$/);
/** A registered brand name, a short code, or a number. */
const sender = z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9 ._-]{0,10}|\+?[0-9]{2,15})$/);

export const smppSettings = z.strictObject({
  host: hostName,
  port: portNumber.default(2_775),
  tls: z.boolean().default(false),
  certificateAuthority,
  systemId: oneWord(15),
  systemType: z
    .string()
    .max(12)
    .regex(/^[\x20-\x7e]*$/)
    .default(''),
  sender,
  /** Whether receipts tell in decimal digits what the answer to a message told in hexadecimal ones, as some centres do. */
  decimalReceipts: z.boolean().default(false),
});
export type SmppSettings = z.infer<typeof smppSettings>;
export const smppSecrets = z.strictObject({ password: oneWord(64) });
export type SmppSecrets = z.infer<typeof smppSecrets>;
export type SmppAccount = OpenAccount<SmppSettings, SmppSecrets>;

/** Keys go in the clear over http: only inside a network of the house, and that named by its address. */
function isSecret(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (isIP(hostname) !== 0 && !publicInternet.allows(hostname, 443));
}

export const gatewaySettings = z.strictObject({
  kind: z.enum(['esms', 'neutral']),
  /** `esms`: the root of its service · `neutral`: where messages are posted to. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine(isSecret),
  sender,
  /** eSMS: 2 of customer care under a brand name, 8 a number of its own. */
  smsType: z
    .string()
    .regex(/^\d{1,2}$/)
    .default('2'),
  /** From which addresses it calls us; without one no call of eSMS is taken, since its own sign is MD5 or nothing. */
  callers: z.array(z.string().refine(isAddressRange)).max(20).default([]),
});
export type GatewaySettings = z.infer<typeof gatewaySettings>;
export const gatewaySecrets = z.strictObject({
  /** `esms`: ApiKey · `neutral`: the bearer token. */
  apiKey: oneWord(300),
  /** `esms`: SecretKey · `neutral`: the key of its calls, `whsec_` and base64. */
  secretKey: oneWord(300),
  /** eSMS: under which it signs what people write to a short code. */
  privateKey: oneWord(300).optional(),
});
export type GatewaySecrets = z.infer<typeof gatewaySecrets>;
export type GatewayAccount = OpenAccount<GatewaySettings, GatewaySecrets>;

/** UTF-16 units of one text: five messages of a telephone with Vietnamese marks. */
export const SMS_TEXT_MOST = 335;
/** Code points kept of what a person wrote; a telephone joins at most 255 parts. */
export const SMS_INBOUND_MOST = 10_000;
