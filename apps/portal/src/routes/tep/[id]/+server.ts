import { error } from '@sveltejs/kit';
import { soundAnswer } from '../../../../../shared/sound.ts';
import type { RequestHandler } from './$types';

export const _may = 'public';

/** A day: whoever has heard it hears it without a network, and one that was withdrawn is soon gone everywhere. */
const CACHE = 'public, max-age=86400';

/** A voice of a page. Its address says nothing: it stands in the cache of a telephone. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params, request }) => {
  const asked = { recording: params.id };
  const screen = await app.modules.recordings.playRecording(ctx, asked);
  const sound = screen.ok ? screen : await app.modules.learning.playItemVoice(ctx, asked);
  if (!sound.ok) error(sound.refusal.text.status);
  return soundAnswer(request, sound.value, CACHE);
};
