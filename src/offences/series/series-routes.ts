import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, type Route, route } from '../../kernel/index.ts';
import { decideSeries } from './decide-series.ts';
import { listSeries, readSeries, seriesDetailSchema, seriesInListSchema } from './read-series.ts';
import { seriesStates } from './series.ts';
import { seriesReason } from './series-lists.ts';

/** Series: what may be one matter, proposed to those who see what it rests on. */
export const seriesRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-series',
    summary: 'Series proposed to the reader’s unit, or to who coordinates the country; the latest first.',
    may: { action: 'offence-series.list' },
    query: z.object({ state: z.enum(seriesStates).optional() }),
    answer: { status: 200, schema: z.object({ series: listSchema(seriesInListSchema) }), description: 'At most 200.' },
    refusals: [],
    handle: (ctx, { query }) => listSeries(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-series/{id}',
    params: byId,
    summary: 'One series with its members, what ties them, and what speaks against it.',
    may: { action: 'offence-series.list' },
    answer: { status: 200, schema: seriesDetailSchema, description: 'The series.' },
    refusals: ['offence-series.not-found'],
    handle: (ctx, { params }) => readSeries(ctx, { series: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-series/{id}/decision',
    params: byId,
    summary: 'Takes a series, or refuses it.',
    may: { action: 'offence-series.decide' },
    body: z.strictObject({ reason: seriesReason.zod }),
    answer: noContent,
    refusals: ['offence-series.not-found', 'offence-series.decided', 'offence-series.reason-unusable'],
    handle: (ctx, { params, body }) => decideSeries(ctx, { series: params.id, reason: body.reason }),
  }),
];
