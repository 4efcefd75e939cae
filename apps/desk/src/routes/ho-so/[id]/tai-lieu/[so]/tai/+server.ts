import { error } from '@sveltejs/kit';
import { valueOrError } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'case.read' };

/** A document as it was signed: the archived file for who may read all of it, else a masked copy. Taking it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  if (format !== 'pdf' && format !== 'docx') error(400);
  const made = await app.modules.cases.caseDocument(ctx, {
    case: params.id,
    document: { document: params.so },
    format,
  });
  return fileAnswer(valueOrError(ctx, made));
};
