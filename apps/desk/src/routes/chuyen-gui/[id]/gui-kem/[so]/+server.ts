import { redirect } from '@sveltejs/kit';
import { href } from '../../../../../href.ts';
import { valueOrError } from '../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'referral.read' };

/** A document that goes along with the referral, as it was signed. Taking it is a reading. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params }) => {
  const given = { referral: params.id, attachment: params.so };
  const opened = await app.modules.cases.referralAttachment(ctx, given);
  // The page of the referral says what is missing, and asks for the proof where scripts run.
  if (!opened.ok && opened.refusal.code === 'access.step-up-needed')
    redirect(303, `${href(`/chuyen-gui/${params.id}`)}?chua-mo=1`);
  return fileAnswer(valueOrError(ctx, opened));
};
