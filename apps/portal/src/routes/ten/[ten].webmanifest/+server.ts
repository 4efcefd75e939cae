import { error } from '@sveltejs/kit';
import { iconFiles } from '../../../share/icon-files.ts';
import { manifestOf, readInstallName } from '../../../share/installed.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** What a telephone needs to put the portal on its home screen, under the name that the reader chose. */
export const GET: RequestHandler = ({ locals: { ctx }, params }) => {
  const name = readInstallName(params.ten);
  if (name === undefined) error(404);
  return new Response(JSON.stringify(manifestOf(name, ctx.language, iconFiles[name])), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  });
};
