import { z } from '@hono/zod-openapi';
import { type Route, route } from '../../kernel/index.ts';
import { figuresSchema, offenceFigures } from './offence-figures.ts';

export const figureRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-figures',
    summary: 'Files of all units that were opened in a year, by article, harm, age and province; small numbers hidden.',
    may: { action: 'offence-figures.read' },
    query: z.object({ year: z.coerce.number().int() }),
    answer: { status: 200, schema: figuresSchema, description: 'The figures.' },
    refusals: ['request.invalid'],
    handle: (ctx, { query }) => offenceFigures(ctx, query),
  }),
];
