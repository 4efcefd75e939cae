import { json } from '@sveltejs/kit';
import { agencyChoice } from '../../../agency/agencies.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'desk.use' };

/** Agencies of today for what somebody has typed so far into a field; the directory is no secret within the desk. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const typed = (url.searchParams.get('ten') ?? '').slice(0, 200);
  return json(valueOrError(ctx, await app.modules.members.suggestAgencies(ctx, { text: typed })).map(agencyChoice));
};
