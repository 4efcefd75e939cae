import { z } from '@hono/zod-openapi';
import { ok, type Route, route } from '../../kernel/index.ts';
import type { GivenSignal } from '../entries/signal.ts';
import { agency, askedHash, code } from '../input-shapes.ts';
import { type Matching, matchHashes, QUESTIONS_MOST } from './match-hashes.ts';
import { matchLogSchema } from './match-log-view.ts';
import { matchAnswersSchema, matchView } from './match-view.ts';
import { readMatchLog } from './read-match-log.ts';

/** Asking whether hashes are known, and who asked. */
export const matchRoutes = (matching: () => Matching): readonly Route[] => [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/match',
    summary: `Asks whether hashes are known, up to ${QUESTIONS_MOST} at once; answers in order.`,
    may: { action: 'hash.match' },
    body: z.strictObject({
      purpose: z.string().regex(/^[A-Z_]{2,32}$/),
      banks: z.array(code).max(100).optional(),
      hashes: z.array(askedHash).min(1).max(QUESTIONS_MOST),
    }),
    bodyLimit: 1024 * 1024,
    answer: {
      status: 200,
      schema: matchAnswersSchema,
      description: 'One answer for each hash, in order.',
    },
    refusals: ['member.no-rights', 'quota.used-up'],
    handle: async (ctx, { body }) => {
      const found = await matchHashes(ctx, matching(), { ...body, hashes: body.hashes as readonly GivenSignal[] });
      return found.ok ? ok({ indexSeq: found.value.indexSeq, answers: found.value.answers.map(matchView) }) : found;
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/matches',
    summary: 'Who asked what, newest first.',
    may: { action: 'hash-log.read' },
    query: z.object({
      before: z.iso.datetime().optional(),
      agency: agency.optional(),
      hits: z.enum(['true', 'false']).optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: {
      status: 200,
      schema: matchLogSchema,
      description: 'Requests and what they hit.',
    },
    refusals: [],
    handle: (ctx, { query }) =>
      readMatchLog(ctx, {
        before: query.before ? new Date(query.before) : undefined,
        agency: query.agency,
        onlyHits: query.hits === 'true',
        limit: query.limit,
      }),
  }),
];
