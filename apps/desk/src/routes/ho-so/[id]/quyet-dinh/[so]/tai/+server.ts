import { error } from '@sveltejs/kit';
import { valueOrError } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'case.read' };

/** The document of a decision, as far as the reader may see; making it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  if (format !== 'pdf' && format !== 'docx') error(400);
  return fileAnswer(
    valueOrError(
      ctx,
      await app.modules.cases.caseDocument(ctx, { case: params.id, document: { decision: params.so }, format }),
    ),
  );
};
