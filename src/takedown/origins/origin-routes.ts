import { z } from '@hono/zod-openapi';
import { byId, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { handOverReport } from './hand-over-report.ts';

/** Where other parts of the answer hand over. */
export const originRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/reports/{id}/content-items',
    summary: 'Hands the addresses of a report to those who verify content.',
    may: { action: 'content-item.hand-over' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({ taken: z.number().int() }),
      description: 'How many addresses were new; the others were handed over before.',
    },
    refusals: [
      'content-item.no-address',
      'content-item.locator-unusable',
      'content-item.holds-media',
      ...onRecordRefusals,
      'report.key-unavailable',
    ],
    handle: (ctx, { params }) => handOverReport(ctx, { report: params.id }),
  }),
];
