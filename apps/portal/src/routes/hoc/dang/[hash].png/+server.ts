import { foundOr404 } from '../../../../learning/answers.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** The picture of a post that two people approved, for networks that fetch it. Its address is its hash: it is never another one. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params }) => {
  const picture = foundOr404(await app.modules.learning.readPostPicture(ctx, params.hash));
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' },
  });
};
