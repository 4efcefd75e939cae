import { z } from '@hono/zod-openapi';
import { listSchema, type Route, route } from '../../kernel/index.ts';
import { contactFigures } from './contact-figures.ts';

const cell = z.number().int().nullable();
const table = z.object({
  lines: listSchema(z.object({ key: z.string(), parts: listSchema(cell), all: cell })),
  whole: listSchema(cell),
});
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

export const figureRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contact-figures',
    summary:
      'Figures of 111 over whole months: who came, what became counselling or an intervention, about what and where',
    may: { action: 'contact-figures.see' },
    query: z.object({ from: month, to: month }),
    answer: {
      status: 200,
      schema: z.object({
        from: z.string(),
        to: z.string(),
        arrived: z.object({ month: table, channel: table }),
        recorded: z.object({ month: table, channel: table, reason: table, province: table, informant: table }),
      }),
      description:
        'Parts of `arrived`: talked with, left before, anything else. Parts of `recorded`: counselling, intervention, anything else. Null: too small to be told.',
    },
    refusals: [],
    handle: (ctx, { query }) => contactFigures(ctx, query),
  }),
];
