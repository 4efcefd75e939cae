import { z } from '@hono/zod-openapi';
import { ok, type Route, route } from '../../kernel/index.ts';
import { byId } from '../process/case-routes.ts';
import { instant, list } from '../process/case-schema.ts';
import { calendar } from './calendar.ts';
import { clocksOverview } from './clocks-overview.ts';
import { seeEscalation } from './see-escalation.ts';

/** The law's clocks: the own agency's calendar, and what a province or the ministry oversees. */
export const clockRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/clocks',
    summary: 'The clocks of a province or of the nation, in numbers and references, without identities',
    may: { action: 'clock.oversee' },
    answer: {
      status: 200,
      schema: z.object({
        areas: list(
          z.object({
            province: z.string(),
            commune: z.string(),
            rule: z.string(),
            running: z.number().int(),
            dueSoon: z.number().int(),
            breached: z.number().int(),
          }),
        ),
        escalations: list(
          z.object({
            deadline: z.uuid(),
            level: z.string(),
            at: instant,
            rule: z.string(),
            dueAt: instant,
            owner: z.string(),
            commune: z.string(),
            reference: z.string().nullable(),
          }),
        ),
      }),
      description: 'By commune and rule; breaches raised to the own agency that nobody has looked at.',
    },
    refusals: [],
    handle: (ctx) => clocksOverview(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/clocks/{id}/seen',
    summary: 'Says that a raised breach was looked at',
    may: { action: 'clock.oversee' },
    params: byId,
    body: z.strictObject({ level: z.enum(['PROVINCE', 'CENTRAL']) }),
    answer: { status: 204, schema: z.void(), description: 'Done.' },
    refusals: ['record.not-found'],
    handle: (ctx, { params: { id }, body }) => seeEscalation(ctx, { deadline: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/clocks/calendar',
    summary: 'The own agency’s days: clocks that end, actions and visits that are due, days off',
    may: { action: 'clock.own' },
    query: z.object({ from: z.iso.date(), to: z.iso.date() }),
    answer: {
      status: 200,
      schema: z.object({
        days: list(
          z.object({
            day: z.string(),
            working: z.boolean(),
            entries: list(
              z.object({
                kind: z.enum(['clock', 'action', 'monitoring']),
                code: z.string(),
                object: z.uuid(),
                at: instant.optional(),
              }),
            ),
          }),
        ),
      }),
      description: 'One entry a day, at most 92 days.',
    },
    refusals: ['form.answer-invalid'],
    handle: async (ctx, { query }) => {
      const days = await calendar(ctx, query);
      return days.ok ? ok({ days: days.value }) : days;
    },
  }),
];
