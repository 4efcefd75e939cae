import type { RequestHandler } from './$types';

export const _may = 'public';

/** Sensitive pages forbid indexing in themselves; a list of them here would only point at them. */
export const GET: RequestHandler = ({ url }) =>
  new Response(`User-agent: *\nAllow: /\nSitemap: ${url.origin}/sitemap.xml\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
