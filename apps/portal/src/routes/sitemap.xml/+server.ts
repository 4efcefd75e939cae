import { href } from '../../href.ts';
import { foundOr404 } from '../../learning/answers.server.ts';
import { readers } from '../../learning/readers.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** Pages that may be found by a search; the sensitive ones are not named here. */
const pages = [
  '/',
  '/hoc',
  ...readers.map((reader) => `/hoc/${reader}`),
  '/hoc/goi',
  '/hoc/the-noi-chuyen',
  '/nguoi-lon',
  '/thay-co',
  '/thay-co/lop',
  '/chuyen-gia',
  '/ung-dung',
  '/y-kien',
  '/canh-bao',
  '/rieng-tu',
  '/lang-nghe',
  '/gioi-thieu',
];

export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const published = foundOr404(await app.modules.learning.listPublicPages(ctx));
  const at = (page: string, locale: 'vi' | 'en') => new URL(href(page, locale), url.origin).href;
  const entries = [...pages, ...published].flatMap((page) =>
    (['vi', 'en'] as const).map(
      (locale) =>
        `<url><loc>${at(page, locale)}</loc><xhtml:link rel="alternate" hreflang="vi" href="${at(page, 'vi')}"/><xhtml:link rel="alternate" hreflang="en" href="${at(page, 'en')}"/></url>`,
    ),
  );
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`,
    { headers: { 'content-type': 'application/xml; charset=utf-8' } },
  );
};
