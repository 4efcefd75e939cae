import { error } from '@sveltejs/kit';
import { fewWords, figureViews, monthsAsked } from '../../../../live-help/contact-figures.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { valueOrError } from '../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'contact-figures.see' };

/** Every table of the page in one file, with the numbers that the page tells. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const format = url.searchParams.get('dang');
  const { counselling, documents } = app.modules;
  if (!documents.isTableFormat(format)) error(404);
  const asked = monthsAsked(ctx, url.searchParams);
  const few = fewWords(app);
  const rows = figureViews(valueOrError(ctx, await counselling.contactFigures(ctx, asked))).flatMap(
    ({ title, parts, lines }) =>
      lines.flatMap((line) =>
        [...parts, m.contact_figures_all()].map((part, at) => [
          title,
          line.key,
          line.name,
          part,
          (at < parts.length ? line.parts[at] : line.all) ?? few,
        ]),
      ),
  );
  const columns = [
    m.contact_figures_table(),
    m.clocks_col_code(),
    m.contact_figures_name(),
    m.clocks_col_kind(),
    m.contact_figures_unit(),
  ];
  return fileAnswer(
    await documents.tableFile(format, columns, rows, { name: `so-lieu-111-${asked.from}-${asked.to}` }),
  );
};
