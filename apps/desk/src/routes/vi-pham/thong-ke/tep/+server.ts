import { error } from '@sveltejs/kit';
import { fewFiles, figureTables, yearAsked } from '../../../../offences/figures.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { valueOrError } from '../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'offence-figures.read' };

/** Every table of the page in one file, with the numbers that the page tells: what is hidden there is hidden here. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const format = url.searchParams.get('dang');
  const { documents, offences } = app.modules;
  if (!documents.isTableFormat(format)) error(404);
  const { year } = yearAsked(ctx, url.searchParams);
  const figures = valueOrError(ctx, await offences.offenceFigures(ctx, { year: Number(year) }));
  const { parts, tables, times, invented } = figureTables(figures);
  const few = fewFiles();
  const counted = tables.flatMap(({ title, lines, whole }) => [
    ...lines.flatMap(({ key, name, parts: cells, all }) =>
      [...parts, m.contact_figures_all()].map((part, at) => [
        title,
        key,
        name,
        part,
        (at < parts.length ? cells[at] : all) ?? few,
      ]),
    ),
    ...whole.map((total, at) => [title, '', m.contact_figures_all(), parts[at] ?? '', total ?? few]),
  ]);
  // Of too few files the days are told no more than their number.
  const timed = times.flatMap(({ stage, name, files, median, slow }) =>
    (
      [
        [m.offence_figures_files(), files ?? few],
        [m.offence_figures_median(), median ?? '–'],
        [m.offence_figures_slow(), slow ?? '–'],
      ] as const
    ).map(([what, value]) => [
      `${m.offence_figures_times()} (${m.offence_figures_times_unit()})`,
      stage,
      name,
      what,
      value,
    ]),
  );
  const columns = [
    m.contact_figures_table(),
    m.clocks_col_code(),
    m.contact_figures_name(),
    m.offence_figures_column(),
    m.offence_figures_value(),
  ];
  const name = `so-lieu-vu-viec-${year}${invented ? '-minh-hoa' : ''}`;
  return fileAnswer(await documents.tableFile(format, columns, [...counted, ...timed], { name }));
};
