import { error } from '@sveltejs/kit';
import { valueOrError } from '../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'referral.read' };

/** What the sender sent, as an official letter; masked for whoever has not just proven who they are. Taking it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, url }) => {
  const format = url.searchParams.get('dang');
  if (format !== 'pdf' && format !== 'docx') error(400);
  const made = await app.modules.cases.referralLetter(ctx, { referral: params.id, format });
  return fileAnswer(valueOrError(ctx, made));
};
