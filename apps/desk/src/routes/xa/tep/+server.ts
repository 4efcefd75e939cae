import { error } from '@sveltejs/kit';
import { communeRows } from '../../../commune/commune.server.ts';
import { vietnamDay } from '../../../deadline-rule/current-law.server.ts';
import { m } from '../../../paraglide/messages.js';
import { fileAnswer } from '../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'case.list' };

/** The rows of the commune's page as they are seen, as a file; who took it stands in the audit. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const format = url.searchParams.get('dang');
  const { documents } = app.modules;
  if (!documents.isTableFormat(format)) error(404);
  const { rows } = await communeRows(app, ctx, url.searchParams, format);
  const columns = [
    m.column_reference(),
    m.column_urgency(),
    m.column_status(),
    m.commune_col_step(),
    m.commune_col_clock(),
    m.commune_col_due(),
    m.commune_col_officer(),
    m.commune_col_last(),
    m.commune_col_last_at(),
    m.commune_col_opened(),
  ];
  const cells = rows.map((row) => [
    row.reference,
    row.urgency,
    row.status.text,
    row.step,
    row.clock?.name,
    row.clock && new Date(row.clock.due),
    row.officer,
    row.last.what,
    new Date(row.last.at),
    new Date(row.opened),
  ]);
  return fileAnswer(await documents.tableFile(format, columns, cells, { name: `ho-so-xa-${vietnamDay(ctx.now)}` }));
};
