import { foundOr404 } from '../../../../../learning/answers.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const scenario = foundOr404(await app.modules.learning.readScenario(ctx, params.id));
  return { scenario, early: scenario.reader === '6-8' };
};
