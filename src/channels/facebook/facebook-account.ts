import { z } from 'zod';

export const facebookSettings = z.object({
  page: z.string().regex(/^\d{1,30}$/),
  /** Version of the Graph API; Meta ends each after about two years. */
  version: z
    .string()
    .regex(/^v\d{1,3}\.\d$/)
    .default('v25.0'),
  server: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://graph.facebook.com'),
});
export type FacebookSettings = z.infer<typeof facebookSettings>;

export const facebookSecrets = z.object({
  /** Of the page, from a system user: it has no end until it is revoked. */
  pageToken: z.string().regex(/^[\w|-]{10,1000}$/),
  /** Of the app: signs what Meta tells us and what we ask. */
  appSecret: z.string().regex(/^[\w-]{10,200}$/),
  /** Chosen by us, and entered at Meta when the webhook is registered. */
  verifyToken: z.string().regex(/^[\w-]{8,200}$/),
});
export type FacebookSecrets = z.infer<typeof facebookSecrets>;
