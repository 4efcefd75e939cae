import { fail } from '@sveltejs/kit';
import { answersOf, foundOr404, told } from '../../../../../learning/answers.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const lesson = foundOr404(await app.modules.learning.readLesson(ctx, params.id));
  return { lesson, early: lesson.reader === '6-8' };
};

export const actions: Actions = {
  /** The quiz. What was chosen goes in and out; nothing of it is kept. */
  default: async ({ locals: { app, ctx }, params, request }) => {
    const marked = await app.modules.learning.answerQuiz(ctx, params.id, await answersOf(request));
    if (!marked.ok)
      return fail(marked.refusal.text.status, { marked: null, fault: told(marked.refusal, ctx.language) });
    return { marked: marked.value, fault: null };
  },
};
