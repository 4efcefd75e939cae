import { error, fail } from '@sveltejs/kit';
import { answersOf, foundOr404, told } from '../../../../../learning/answers.server.ts';
import { earlyPage, WHOLE } from '../../../../../learning/early-cards.ts';
import { earlyLessonCards } from '../../../../../learning/early-lesson.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** For readers of six to eight a card a page, and the questions on the last one; for everybody else all on one. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const lesson = foundOr404(await app.modules.learning.readLesson(ctx, params.id));
  const early = lesson.reader === '6-8';
  const cards = early ? earlyLessonCards(lesson) : [];
  const of = cards.length + 1;
  const at = early ? earlyPage(url.searchParams.get('trang'), of) : WHOLE;
  if (at === undefined) error(404);
  return { lesson, early, page: at === WHOLE ? null : { at, of, card: cards[at - 1] ?? null } };
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
