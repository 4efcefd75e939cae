import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const _may = { action: 'announcement.read' };

/** The picture of an announcement as it would leave, for whoever may see the announcement. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params }) => {
  const picture = await app.modules.learning.readDraftPicture(ctx, params.hash);
  if (!picture.ok) error(404);
  return new Response(new Uint8Array(picture.value), {
    headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' },
  });
};
