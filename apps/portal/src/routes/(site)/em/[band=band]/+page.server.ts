import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => ({
  voice: params.band === '6-8' ? await app.modules.recordings.voiceOf(ctx, 'START') : undefined,
});
