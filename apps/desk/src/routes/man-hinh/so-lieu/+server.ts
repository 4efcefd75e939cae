import { json } from '@sveltejs/kit';
import { wallOfScreen } from '../../../live-help/wall-screen.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** The figures once more, for the screen whose key stands in its cookie. */
export const GET: RequestHandler = async ({ locals, request }) => {
  const wall = await wallOfScreen(locals, request);
  return wall ? json(wall) : json({ ended: true }, { status: 401 });
};
