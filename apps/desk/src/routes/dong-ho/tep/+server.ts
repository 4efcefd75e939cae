import { error } from '@sveltejs/kit';
import { type FigureRow, figureQuery, figuresOf } from '../../../clock/clock-figures.server.ts';
import { m } from '../../../paraglide/messages.js';
import { fileAnswer } from '../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'clock.oversee' };

/** The figures of the page with small cells hidden, by area and by step in one table. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const format = url.searchParams.get('dang');
  const { documents, vocabulary } = app.modules;
  if (!documents.isTableFormat(format)) error(404);
  const asked = figureQuery(app, ctx, url.searchParams);
  const { areas, steps } = await figuresOf(app, ctx, asked, true);
  const hidden = m.clocks_few({ n: vocabulary.SMALLEST_SHOWN });
  const cell = (value: number | null) => value ?? hidden;
  const line = (kind: string) => (row: FigureRow) => [
    kind,
    row.key,
    row.name,
    cell(row.all),
    cell(row.counts.met),
    cell(row.counts.metLate),
    cell(row.counts.resting),
    cell(row.counts.dueSoon),
    cell(row.counts.breached),
    row.medianHours ?? '',
  ];
  const columns = [
    m.clocks_col_kind(),
    m.clocks_col_code(),
    m.clocks_col_name(),
    m.clocks_col_all(),
    m.clocks_met(),
    m.clocks_met_late(),
    m.clocks_resting(),
    m.clocks_due_soon(),
    m.clocks_breached(),
    m.clocks_col_median(),
  ];
  const rows = [...areas.map(line(m.clocks_by_area())), ...steps.map(line(m.clocks_by_step()))];
  return fileAnswer(await documents.tableFile(format, columns, rows, { name: `thoi-han-${asked.from}-${asked.to}` }));
};
