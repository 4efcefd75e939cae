import { formatTime } from '../../../../parts/format.ts';
import { namesOf } from '../../../../report/report-view.server.ts';
import { personOf, refusalView, text, valueOrError } from '../../../../server/answer.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'quality-review.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:quality');
  const { counselling } = app.modules;
  const review = valueOrError(ctx, await counselling.showReview(ctx, { review: params.id }));
  const { qualityRating, qualityPart, qualityAnswer } = counselling;
  const names = await namesOf(
    app,
    ctx,
    review.words.map(({ author }) => author),
  );
  // A reviewer reads the contact by their grant, until their own sheet is given.
  const read = review.mayFill ? await counselling.readAsHelper(ctx, { contact: review.contact, after: 0 }) : undefined;
  const answerName = (code: string) => qualityAnswer.label(code as never, ctx.language);
  return {
    me: personOf(ctx).person,
    id: review.id,
    own: review.own,
    shown: review.shown,
    mayFill: review.mayFill,
    given: review.sheet !== null,
    lines: read?.ok ? read.value.lines.map(({ seq, from, text: said }) => ({ seq, from, text: said })) : [],
    unreadable: read && !read.ok ? refusalView(ctx, read.refusal) : null,
    parts: qualityPart.codes.map((part) => ({
      id: part,
      name: qualityPart.label(part, ctx.language),
      ratings: qualityRating.terms
        .filter((term) => term.part === part)
        .map(({ code }) => ({ id: code, name: qualityRating.label(code, ctx.language) })),
    })),
    answers: qualityAnswer.codes.map((value) => ({ value, label: answerName(value) })),
    compared:
      review.compared?.ratings.map(({ rating, answers, apart }) => ({
        id: rating,
        name: qualityRating.label(rating, ctx.language),
        one: answerName(answers[0]),
        two: answerName(answers[1]),
        apart,
      })) ?? null,
    notes: review.notes,
    words: review.words.map((word) => ({
      at: formatTime(word.at),
      author: names.get(word.author) ?? '–',
      text: word.text,
    })),
  };
};

export const actions: Actions = {
  gui: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.giveSheet(ctx, {
      review: params.id ?? '',
      answers: Object.fromEntries(modules.counselling.qualityRating.codes.map((code) => [code, text(form, code)])),
      note: text(form, 'note'),
    }),
  ),
  noi: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.sayInReview(ctx, { review: params.id ?? '', text: text(form, 'text') }),
  ),
};
