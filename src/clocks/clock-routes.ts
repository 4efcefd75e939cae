import { z } from '@hono/zod-openapi';
import { ok, type Route, route } from '../kernel/index.ts';
import { calendar } from './calendar.ts';
import { clocksOverview } from './clocks-overview.ts';
import { seeEscalation } from './see-escalation.ts';

const list = <T extends z.ZodType>(one: T) => z.array(one).readonly();
const instant = z.date().openapi({ type: 'string', format: 'date-time' });
const byId = z.object({ id: z.uuid() });
/** What a clock runs for; named and with its page at the desk where the reader may know of it. */
const subject = z.object({
  kind: z.string(),
  id: z.uuid(),
  reference: z.string().nullable(),
  page: z.string().nullable(),
});

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
            clock: z.uuid(),
            level: z.string(),
            at: instant,
            rule: z.string(),
            dueAt: instant,
            owner: z.string(),
            commune: z.string().nullable(),
            subject,
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
      schema: z.object({
        days: list(
          z.object({
            day: z.string(),
            working: z.boolean(),
            entries: list(
              z.object({
                kind: z.string(),
                code: z.string(),
                object: z.uuid(),
                about: z.string().optional(),
                reference: z.string().nullable(),
                page: z.string().nullable().optional(),
                startedAt: instant.optional(),
                at: instant.optional(),
              }),
            ),
          }),
        ),
      }),
      description: 'One entry a day, at most 92 days.',
    },
    refusals: ['calendar-day.invalid'],
    handle: async (ctx, { query }) => {
      const days = await calendar(ctx, query);
      return days.ok ? ok({ days: days.value }) : days;
    },
  }),
];
