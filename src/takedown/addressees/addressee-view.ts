import { z } from '@hono/zod-openapi';
import { addresseeKinds, contactChannels, contactStates, reachKinds, reachStates } from './addressee.ts';

export const addresseeSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(addresseeKinds),
  /** The member organisation that it is. */
  agency: z.string().nullable(),
  platform: z.string().nullable(),
  languages: z.array(z.string()),
  /** Minutes of the day in Viet Nam at which somebody is there. */
  desk: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
  /** What it can act on today; `CLAIMED` is its own word, which waits for a decision. */
  reach: z.array(z.object({ id: z.uuid(), kind: z.enum(reachKinds), value: z.string(), state: z.enum(reachStates) })),
  contacts: z.array(
    z.object({
      id: z.uuid(),
      channel: z.enum(contactChannels),
      mask: z.string(),
      state: z.enum(contactStates),
      enteredAt: z.iso.datetime(),
      decidedAt: z.iso.datetime().nullable(),
      lastAnswerAt: z.iso.datetime().nullable(),
      /** When the secret of a webhook was renewed, and until when the one before is good. */
      renewedAt: z.iso.datetime().nullable(),
      formerUntil: z.iso.datetime().nullable(),
    }),
  ),
  demonstration: z.boolean(),
});
export type AddresseeView = z.output<typeof addresseeSchema>;
