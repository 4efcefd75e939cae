import { z } from 'zod';

const server = (address: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default(address);
const number = z.string().regex(/^\d{1,30}$/);
const key = z.string().regex(/^[\x21-\x7e]{1,2000}$/);

export const zaloSettings = z.object({
  appId: number,
  /** Of the Official Account. */
  oaId: number,
  /** What stands before the body under the webhook's signature, where it is not the app's identifier. */
  signedId: number.optional(),
  server: server('https://openapi.zalo.me'),
  consentServer: server('https://oauth.zaloapp.com'),
  templateServer: server('https://business.openapi.zalo.me'),
});
export type ZaloSettings = z.infer<typeof zaloSettings>;

export const zaloSecrets = z.object({
  /** Of the app: exchanges tokens. */
  appSecret: key,
  /** Of the Official Account: signs what Zalo tells us. */
  oaSecret: key,
  /** What Zalo gave when the account's keeper agreed; the refresh token is good for one exchange. */
  accessToken: key.optional(),
  refreshToken: key.optional(),
  tokenEndsAt: z.iso.datetime().optional(),
});
export type ZaloSecrets = z.infer<typeof zaloSecrets>;
