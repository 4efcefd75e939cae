import { foundOr404 } from '../../../../../learning/answers.server.ts';
import { readReader } from '../../../../../learning/readers.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** As many as are read by somebody who needs help now. */
const MOST = 2;

/** What helps step by step, where it is published. Whoever came from the first page has told no age: a child is the likeliest reader. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const reader = params.teller === undefined ? '9-12' : readReader(params.teller);
  if (reader === undefined) return { help: [] };
  return { help: foundOr404(await app.modules.learning.helpOnProblem(ctx, params.problem, reader, MOST)) };
};
