import { error } from '@sveltejs/kit';
import { paints } from '../../../../learning/picture-style.server.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** A drawing of the house as a list shows it: a file that a phone fetches once, and only when it comes into sight. */
export const GET: RequestHandler = ({ locals: { app }, params }) => {
  const drawing = app.modules.learning.drawingOf(params.name);
  if (drawing === undefined) error(404);
  const svg = drawing.svg.replace(/^<svg[^>]*>/, (tag) => `${tag}<style>${paints.of(drawing.svg)}</style>`);
  return new Response(svg, {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
  });
};
