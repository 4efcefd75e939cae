import { error } from '@sveltejs/kit';
import { soundAnswer } from '../../../../../../../shared/sound.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'learning-item.read' };

export const GET: RequestHandler = async ({ locals: { app, ctx }, params, request }) => {
  const sound = await app.modules.recordings.listenToSpokenText(ctx, { recording: params.voice });
  if (!sound.ok) error(sound.refusal.text.status);
  return soundAnswer(request, sound.value, 'no-store');
};
