import { z } from 'zod';

export const exchanges = ['webhook', 'asterisk', 'freeswitch'] as const;
export type Exchange = (typeof exchanges)[number];

const word = z.string().regex(/^[\w.-]{1,60}$/);

/** An extension of the desk, as exchanges write it: no other mark may get into a dial string. */
export const extensionRule = z.string().regex(/^[0-9A-Za-z_-]{1,32}$/);

/** WebSocket over TLS alone, and nothing in it that an address of a page's policy could not say. */
const socketAddress = z
  .string()
  .max(200)
  .regex(/^wss:\/\/[a-z\d.-]+(:\d{1,5})?(\/[\w./-]*)?$/i)
  .refine(URL.canParse);
const iceServer = /^(stuns?|turns?):[a-z\d.-]+(:\d{1,5})?(\?transport=(udp|tcp))?$/i;

/**
 * How an exchange is reached. What each means, by `exchange`:
 * - `address`: `webhook`: where our commands are posted to (https), empty where the exchange rings the desk by itself · `asterisk`: the
 *   root of its HTTP server (`https://pbx.example.vn:8089`) · `freeswitch`: host and port of its event socket (`pbx.example.vn:8021`)
 * - `user`: of ARI (`asterisk`)
 * - `application`: the Stasis application to which the dialplan gives our calls (`asterisk`)
 * - `number`: the number that is called, as it is shown to callers
 * - `technology`: what stands before an extension where it is dialled (`PJSIP`, `user`)
 * - `trunk`: by which a number outside is called back; empty: nobody is called back through the exchange
 * - `recording`: `off`, or `by-law` where somebody is obliged to record; never switched on by us
 * - `softphoneAddress`: where browsers register as telephones, SIP over WebSocket (`wss://pbx.example.vn:7443`); empty: nobody's does
 * - `softphoneDomain`: what stands behind the `@` of an extension; empty: the host of that address
 * - `softphoneIce`: STUN and TURN servers for the voice, a space between them
 */
export const telephoneSettings = z.strictObject({
  exchange: z.enum(exchanges),
  address: z.string().max(300).default(''),
  user: word.or(z.literal('')).default(''),
  application: word.default('la-chan'),
  number: z.string().regex(/^\+?\d{2,15}$/),
  technology: word.default('PJSIP'),
  trunk: word.or(z.literal('')).default(''),
  recording: z.enum(['off', 'by-law']).default('off'),
  softphoneAddress: socketAddress.or(z.literal('')).default(''),
  softphoneDomain: z
    .string()
    .regex(/^[a-z\d.-]{1,200}$/i)
    .or(z.literal(''))
    .default(''),
  softphoneIce: z
    .string()
    .max(500)
    .refine((list) => serversIn(list).every((one) => iceServer.test(one)))
    .default(''),
});
export type TelephoneSettings = z.infer<typeof telephoneSettings>;

/** The servers of `softphoneIce`. */
export const serversIn = (list: string): readonly string[] => list.split(/\s+/).filter((one) => one !== '');

/**
 * - `secret`: `webhook`: the signing key, `whsec_` and base64 · `asterisk`: the ARI user's password · `freeswitch`: the event socket's password
 * - `turn`: the key that the TURN server shares with us (coturn: `static-auth-secret`); empty: it asks for none
 */
export const telephoneSecrets = z.strictObject({
  secret: z.string().min(1).max(200),
  turn: z.string().max(200).default(''),
});
export type TelephoneSecrets = z.infer<typeof telephoneSecrets>;
