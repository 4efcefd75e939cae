import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** The catalogue for machines: a feed in the words of schema.org. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const feed = await app.modules.learning.catalogueFeed(ctx, url.origin);
  if (!feed.ok) error(500);
  return new Response(JSON.stringify(feed.value), {
    headers: { 'content-type': 'application/ld+json; charset=utf-8', 'cache-control': 'public, max-age=300' },
  });
};
