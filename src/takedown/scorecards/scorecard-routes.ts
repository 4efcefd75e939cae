import { z } from '@hono/zod-openapi';
import { ok, type Route, route } from '../../kernel/index.ts';
import { memberScorecard, type Scorecard } from './member-scorecard.ts';

const share = z.object({ count: z.number().int(), of: z.number().int() });
const distribution = z.object({
  count: z.number().int(),
  p10: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  bins: z.array(z.object({ from: z.number(), to: z.number().nullable(), count: z.number().int() })),
  notDone: z.number().int(),
});

const scorecardSchema = z.object({
  since: z.iso.datetime(),
  orders: z.number().int(),
  /** Hours that the law gave them. */
  limits: z.array(z.number()),
  refused: z.number().int(),
  running: z.number().int(),
  inTime: z.number().int(),
  returned: share,
  /** Hours. */
  removal: distribution,
  acknowledgement: distribution,
  drills: z.object({
    called: z.number().int(),
    answered: z.number().int(),
    /** Minutes. */
    minutes: distribution,
  }),
  /** All other members together; null where one of them would be recognised. */
  others: z
    .object({
      members: z.number().int(),
      orders: z.number().int(),
      p10: z.number().nullable(),
      p50: z.number().nullable(),
      p90: z.number().nullable(),
    })
    .nullable(),
});

const distributionView = (one: Scorecard['removal']): z.output<typeof distribution> => ({
  count: one.count,
  p10: one.p10,
  p50: one.p50,
  p90: one.p90,
  bins: one.bins.map(({ from, to, count }) => ({ from, to, count })),
  notDone: one.notDone,
});

const scorecardView = (card: Scorecard): z.output<typeof scorecardSchema> => ({
  since: card.since,
  orders: card.orders,
  limits: [...card.limits],
  refused: card.refused,
  running: card.running,
  inTime: card.inTime,
  returned: { count: card.returned.count, of: card.returned.of },
  removal: distributionView(card.removal),
  acknowledgement: distributionView(card.acknowledgement),
  drills: {
    called: card.drills.called,
    answered: card.drills.answered,
    minutes: distributionView(card.drills.minutes),
  },
  others: card.others,
});

export const scorecardRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network/members/{agency}/scorecard',
    summary: 'How a member answers, as distributions over a year; of other members one figure of all together.',
    may: { action: 'member-scorecard.read' },
    params: z.object({ agency: z.string().max(40) }),
    answer: { status: 200, schema: scorecardSchema, description: 'Over the last 365 days.' },
    refusals: ['membership.not-found'],
    handle: async (ctx, { params }) => {
      const card = await memberScorecard(ctx, params);
      return card.ok ? ok(scorecardView(card.value)) : card;
    },
  }),
];
