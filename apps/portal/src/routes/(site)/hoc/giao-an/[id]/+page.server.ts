import { foundOr404 } from '../../../../../learning/answers.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** How a teacher may go through a lesson with a class, to be printed. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => ({
  plan: foundOr404(await app.modules.learning.readLessonPlan(ctx, params.id)),
});
