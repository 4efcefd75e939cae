import { foundOr404 } from '../../../learning/answers.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** What is new, for readers of feeds. Made at each look: what was withdrawn is gone at once, and no cache keeps it for long. */
export const GET: RequestHandler = async ({ locals: { app, ctx } }) =>
  new Response(foundOr404(await app.modules.learning.readFeed(ctx)), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'public, max-age=60' },
  });
