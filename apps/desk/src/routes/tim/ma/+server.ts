import { json } from '@sveltejs/kit';
import { findByCode } from '../../../search/find-code.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'desk.use' };

/** What a whole code leads to, for the list of places and acts. By POST: what is searched for stays out of addresses. */
export const POST: RequestHandler = async ({ locals: { app, ctx }, request }) => {
  const term = (await request.text()).slice(0, 40);
  return json(await findByCode(app, ctx, term));
};
