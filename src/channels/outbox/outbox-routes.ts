import { z } from '@hono/zod-openapi';
import { byId, instant, listSchema, noContent, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { channelCodes } from '../inbound-event.ts';
import { listOutbound } from './list-outbound.ts';
import { outboundPurposes, outboundStates } from './outbound.ts';
import { cancelOutbound, retryOutbound } from './retry-outbound.ts';

const message = z.object({
  id: z.uuid(),
  purpose: z.enum(outboundPurposes),
  channel: z.string(),
  account: z.object({ id: z.uuid(), name: z.string(), state: z.string() }),
  state: z.enum(outboundStates),
  held: z.string().nullable(),
  reason: z.string().nullable(),
  part: z.number().int(),
  parts: z.number().int(),
  tries: z.number().int(),
  nextAt: instant.nullable(),
  about: z.object({ kind: z.string(), id: z.uuid() }).nullable(),
  provider: z.string().nullable(),
  queuedAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  readAt: instant.nullable(),
  endedAt: instant.nullable(),
  kept: z.boolean(),
});
const figures = z.object({
  waiting: z.number().int(),
  unsure: z.number().int(),
  dead: z.number().int(),
  sentToday: z.number().int(),
  oldestSeconds: z.number().int().nullable(),
});

/** What somebody did meanwhile, or the sender. */
const stateRefusals = ['outbox.not-retried', 'outbox.not-cancelled'];

export const outboxRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/outbox',
    summary: 'What leaves the house and how far it has come, without its words',
    may: { action: 'outbound-message.list' },
    query: z.object({
      state: z.enum(outboundStates).optional(),
      purpose: z.enum(outboundPurposes).optional(),
      channel: z.enum(channelCodes).optional(),
      after: z.string().max(2_000).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ messages: listSchema(message), figures, next: z.string().optional() }),
      description: 'Newest first, 50 a page.',
    },
    refusals: [],
    handle: (ctx, { query: { after, ...filters } }) =>
      listOutbound(ctx, { ...filters, ...(after !== undefined && { after }) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/outbox/{id}/retry',
    summary: 'Tries a message that was given up once more: one request',
    may: { action: 'outbound-message.retry' },
    params: byId,
    answer: noContent,
    refusals: [...onRecordRefusals, ...stateRefusals, 'outbox.words-gone'],
    handle: (ctx, { params }) => retryOutbound(ctx, params),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/outbox/{id}/cancel',
    summary: 'Ends a message that waits or was given up',
    may: { action: 'outbound-message.cancel' },
    params: byId,
    answer: noContent,
    refusals: [...onRecordRefusals, ...stateRefusals],
    handle: (ctx, { params }) => cancelOutbound(ctx, params),
  }),
];
