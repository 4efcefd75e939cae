import { redirect } from '@sveltejs/kit';
import { href } from '../../href.ts';
import { namesOf } from '../../report/report-view.server.ts';
import { actionResult, text, valueOrError } from '../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'practice.own' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:practice');
  const { counselling } = app.modules;
  const { personas, practices } = valueOrError(ctx, await counselling.listPractices(ctx));
  const shared = app.permissions.allows({ action: 'practice-share.see' }, ctx.actor, ctx.now)
    ? valueOrError(ctx, await counselling.listSharedPractices(ctx))
    : undefined;
  const names =
    shared &&
    (await namesOf(
      app,
      ctx,
      shared.map(({ person }) => person),
    ));
  const language = ctx.language;
  return {
    personas: personas.map(({ code, title, brief }) => ({ code, title: title[language], brief: brief[language] })),
    practices: practices.map(({ id, persona, beganAt, ended, turns }) => ({
      id,
      title: persona.title[language],
      beganAt: beganAt.toISOString(),
      ended,
      turns,
    })),
    shared: shared?.map(({ person, persona, practisedAt }, at) => ({
      id: `${at}`,
      person: names?.get(person),
      title: persona.title[language],
      at: practisedAt.toISOString(),
    })),
  };
};

export const actions: Actions = {
  'bat-dau': async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const started = await app.modules.counselling.startPractice(ctx, { persona: text(form, 'persona') });
    if (!started.ok) return actionResult(ctx, started);
    redirect(303, href(`/luyen-tap/${started.value.practice}`));
  },
};
