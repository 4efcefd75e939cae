import { error } from '@sveltejs/kit';
import { contentFilters } from '../../../content/content-list.server.ts';
import { itemWords } from '../../../content/content-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { fileAnswer } from '../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'content-item.list' };

const ROWS_MOST = 2_000;

/** The list as its filters say; codes and counts, and never an address. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, url }) => {
  const format = url.searchParams.get('dang');
  const { documents, takedown } = app.modules;
  if (!documents.isTableFormat(format)) error(404);
  const filters = contentFilters(app, url.searchParams);
  const rows: (string | number)[][] = [];
  for (let after: string | undefined, more = true; more && rows.length < ROWS_MOST; ) {
    const page = await takedown.listItems(ctx, { ...filters, limit: 100, after });
    if (!page.ok) error(page.refusal.text.status, page.refusal.text[ctx.language].title);
    for (const item of page.value.items) {
      const one = itemWords(item, (code) => code);
      rows.push([
        one.reference,
        one.kind,
        one.status.text,
        one.score,
        one.tier.text,
        one.factors.map((factor) => `${factor.text} ${factor.points}`).join('; '),
        one.reports,
        one.place,
        one.source,
        one.class ?? '',
        item.firstAt.toISOString(),
        one.agency,
      ]);
    }
    after = page.value.next;
    more = after !== undefined;
  }
  const columns = [
    m.content_item(),
    m.content_kind(),
    m.column_status(),
    m.content_score(),
    m.content_tier(),
    m.content_why(),
    m.content_reports(),
    m.content_place(),
    m.content_source(),
    m.content_class(),
    m.content_first_at(),
    m.content_agency(),
  ];
  return fileAnswer(await documents.tableFile(format, columns, rows, { name: 'noi-dung' }));
};
