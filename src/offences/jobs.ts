import type { Job } from '../kernel/index.ts';
import { tiePersons } from './assertions/tie-persons.ts';
import { FOLLOW_CONTENT, followContent } from './feeds/follow-content.ts';
import { followLeads } from './files/follow-leads.ts';
import { FOLLOW_REQUEST, followRequest } from './requests/follow-request.ts';
import { scanSeries } from './series/scan-series.ts';
import { SCAN_SERIES } from './series/scan-soon.ts';

export const offencesJobs: readonly Job[] = [
  {
    name: SCAN_SERIES,
    // Each arrival asks for it; the night is for what was missed: 02:40 in Viet Nam.
    cron: '40 19 * * *',
    run: async (ctx) => void (await scanSeries(ctx)),
  },
  {
    name: FOLLOW_CONTENT,
    cron: '* * * * *',
    run: async (ctx) => void (await followContent(ctx)),
  },
  {
    name: FOLLOW_REQUEST,
    run: (ctx, { request }) => followRequest(ctx, request),
  },
  {
    name: 'offences.tie-persons',
    // What was said before persons were points of the graph; afterwards it finds nothing.
    cron: '25 * * * *',
    run: async (ctx) => void (await tiePersons(ctx)),
  },
  {
    name: 'offences.follow-leads',
    // Before the working day: 05:20 in Viet Nam.
    cron: '20 22 * * *',
    run: async (ctx) => void (await followLeads(ctx)),
  },
];
