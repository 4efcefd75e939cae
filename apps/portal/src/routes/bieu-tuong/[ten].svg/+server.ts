import { error } from '@sveltejs/kit';
import { iconOf, readInstallName } from '../../../share/installed.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

export const GET: RequestHandler = ({ params }) => {
  const name = readInstallName(params.ten);
  if (name === undefined) error(404);
  return new Response(iconOf(name), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
  });
};
