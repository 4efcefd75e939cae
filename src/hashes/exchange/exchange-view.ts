import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';
import { memberRightSchema } from '../banks/bank-view.ts';

const listStatusSchema = z.object({ code: z.string(), entries: z.number(), members: z.number() });
const peerStatusSchema = z.object({
  id: z.uuid(),
  source: z.string(),
  protocol: z.string(),
  enabled: z.boolean(),
  lastSuccessAt: instant.nullable(),
  lastAttemptAt: instant.nullable(),
  lastRefusal: z.string().nullable(),
  received: z.number(),
  sent: z.number(),
});
export const exchangeStatusSchema = z.object({
  seq: z.number(),
  changedAt: instant,
  lists: listSchema(listStatusSchema),
  members: listSchema(memberRightSchema),
  peers: listSchema(peerStatusSchema),
});
export type ListStatus = Readonly<z.output<typeof listStatusSchema>>;
export type PeerStatus = Readonly<z.output<typeof peerStatusSchema>>;
export type ExchangeStatus = z.output<typeof exchangeStatusSchema>;
