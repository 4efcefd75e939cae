import { dayOf } from '../../../../../../appeal/appeal.server.ts';
import { foundOr404 } from '../../../../../../learning/answers.server.ts';
import { paints } from '../../../../../../learning/picture-style.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** The whole scene as one file without script or network. Its name tells no topic. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const file = foundOr404(
    await app.modules.learning.readScenarioFile(ctx, params.id, {
      source: `Lá Chắn, ${url.host}`,
      date: dayOf(ctx.now),
      style: `.art{display:block;width:100%;height:auto}${paints.whole}`,
    }),
  );
  return new Response(file, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="doc-choi.html"',
      'cache-control': 'no-store',
    },
  });
};
