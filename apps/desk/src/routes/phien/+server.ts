import { json } from '@sveltejs/kit';
import { valueOrError } from '../../server/answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'desk.use' };

const told: RequestHandler = async ({ locals: { app, ctx } }) => {
  const { endsAt, lastAt } = valueOrError(ctx, await app.modules.members.sessionEnd(ctx));
  const left = (until: Date) => until.getTime() - ctx.now.getTime();
  return json({ left: left(endsAt), most: left(lastAt) });
};

/** How many milliseconds the session lives, and may live at most. Asked by the page itself it is no sign of anybody being there. */
export const GET: RequestHandler = (event) => told(event);

/** The same after somebody said that they are still there: whoever sends this has renewed it by that. */
export const POST: RequestHandler = (event) => told(event);
