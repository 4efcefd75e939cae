import { error } from '@sveltejs/kit';
import { m } from '../../../../../../paraglide/messages.js';
import { valueOrError } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'case.read' };

/** A filled form as an official document. It shows what the reader may open now, and no more; making it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  if (format !== 'pdf' && format !== 'docx') error(400, m.form_unknown());
  return fileAnswer(
    valueOrError(
      ctx,
      await app.modules.cases.caseDocument(ctx, { case: params.id, document: { form: params.form }, format }),
    ),
  );
};
