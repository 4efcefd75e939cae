import { z } from '@hono/zod-openapi';
import { type Route, route } from '../../kernel/index.ts';
import { code } from '../input-shapes.ts';
import { createPeer } from './create-peer.ts';
import { exchangeStatus } from './exchange-status.ts';
import { exchangeStatusSchema } from './exchange-view.ts';

/** Other registers, and how the exchange with them stands. */
export const exchangeRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/peers',
    summary: 'Names another register to read from and to feed.',
    may: { action: 'hash-exchange.manage' },
    body: z.strictObject({
      source: z.string().max(64),
      bank: code,
      protocol: z.enum(['ncmec-v2', 'delta']),
      baseUrl: z.url({ protocol: /^https?$/ }).describe('https; http is refused by name.'),
      client: z.string().min(1).max(200),
      key: z.string().min(1).max(400),
      remoteList: code.optional(),
      remoteBank: code.optional(),
      pushList: code.optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The partner.' },
    refusals: [
      'peer.not-https',
      'field.malformed',
      'source.not-found',
      'bank.not-found',
      'list.not-found',
      'peer.source-taken',
    ],
    handle: (ctx, { body }) => createPeer(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/exchange',
    summary: 'How the exchange stands.',
    may: { action: 'hash-exchange.read' },
    answer: {
      status: 200,
      schema: exchangeStatusSchema,
      description: 'Lists, members, partners.',
    },
    refusals: [],
    handle: (ctx) => exchangeStatus(ctx),
  }),
];
