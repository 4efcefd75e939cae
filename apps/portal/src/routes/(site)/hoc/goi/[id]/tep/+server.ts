import { foundOr404 } from '../../../../../../learning/answers.server.ts';
import { packLook } from '../../../../../../learning/pack-look.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** A lesson with its scene as one signed file. Its name tells no topic. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const { file } = foundOr404(await app.modules.learning.readPack(ctx, params.id, packLook(url.host)));
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="bai-hoc.html"',
      'cache-control': 'no-store',
    },
  });
};
