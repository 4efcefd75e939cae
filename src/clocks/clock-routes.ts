import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, type Route, route } from '../kernel/index.ts';
import { calendar, calendarDaySchema } from './calendar.ts';
import { clocksOverview, clocksOverviewSchema } from './clocks-overview.ts';
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
      schema: clocksOverviewSchema,
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
    answer: noContent,
    refusals: ['record.not-found'],
    handle: (ctx, { params: { id }, body }) => seeEscalation(ctx, { clock: id, ...body }),
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
      schema: z.object({ days: listSchema(calendarDaySchema) }),
      description: 'One entry a day, at most 92 days.',
    },
    refusals: ['calendar-day.invalid'],
    handle: async (ctx, { query }) => {
      const days = await calendar(ctx, query);
      return days.ok ? ok({ days: days.value }) : days;
    },
  }),
];
