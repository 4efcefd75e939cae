import { foundOr404 } from '../../../../../learning/answers.server.ts';
import { packLook } from '../../../../../learning/pack-look.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** What there is at this moment: by it a telephone sees what was withdrawn, and knows bytes whose signature it cannot check. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const { packs } = foundOr404(await app.modules.learning.listPacks(ctx, packLook(url.host)));
  return Response.json(
    { packs: packs.map(({ name, sha256, hashes }) => ({ name, sha256, hashes })) },
    { headers: { 'cache-control': 'no-store' } },
  );
};
