import { error, redirect } from '@sveltejs/kit';
import { href } from '../../../../../../href.ts';
import { foundOr404 } from '../../../../../../learning/answers.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const read = await app.modules.learning.readScene(ctx, params.id, params.address);
  if (!read.ok) {
    // Corrected meanwhile: its cover is where to begin anew. An address that was never one says that it is gone.
    if (read.refusal.code === 'library.scene-changed') redirect(303, href(`/hoc/tinh-huong/${params.id}`));
    error(404);
  }
  return { ...foundOr404(read), early: read.value.scenario.reader === '6-8' };
};
