import { error } from '@sveltejs/kit';
import { shown } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'case.read' };

/** A decision on an emergency measure as an official document, as far as the reader may see; making it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  if (format !== 'pdf' && format !== 'docx') error(400);
  return fileAnswer(
    shown(
      ctx,
      await app.modules.cases.formDocument(ctx, { case: params.id, document: { decision: params.so }, format }),
    ),
  );
};
