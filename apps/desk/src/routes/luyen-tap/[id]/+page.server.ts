import { redirect } from '@sveltejs/kit';
import { href } from '../../../href.ts';
import { actionResult, number, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct, keepEntered } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'practice.own' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:practice');
  const practice = valueOrError(ctx, await app.modules.counselling.openPractice(ctx, { practice: params.id }));
  const { language } = ctx;
  const { persona, sheet } = practice;
  return {
    id: practice.id,
    version: practice.version,
    code: persona.code,
    title: persona.title[language],
    brief: persona.brief[language],
    aim: persona.aim[language],
    begins: practice.begins[language],
    ended: practice.ended,
    shared: practice.shared,
    trust: practice.trust,
    turns: practice.turns.map((turn) => ({
      text: turn.text,
      reply: turn.reply[language],
      better: turn.better?.[language],
      trust: turn.trust,
      change: turn.trustChange,
      feedback: turn.feedback.map((one) => ({
        code: one.code,
        effect: one.effect,
        name: one.name[language],
        why: one.why[language],
        instead: one.try[language],
      })),
    })),
    sheet: sheet && {
      trust: sheet.trust,
      told: sheet.told,
      stages: sheet.stages,
      next: sheet.next && { line: sheet.next.line[language], better: sheet.next.better[language] },
      needs: sheet.needs.map((one) => ({
        move: one.move,
        name: one.name[language],
        why: one.why[language],
        turn: one.turn,
      })),
      hurt: sheet.hurt.map((one) => ({
        move: one.move,
        name: one.name[language],
        why: one.why[language],
        instead: one.try[language],
        turns: one.turns,
      })),
    },
  };
};

export const actions: Actions = {
  noi: keepEntered(
    formAct(({ ctx, modules, form, params }) =>
      modules.counselling.sayInPractice(ctx, {
        practice: params.id ?? '',
        text: text(form, 'text'),
        version: number(form, 'version') ?? 0,
      }),
    ),
  ),
  dung: formAct(({ ctx, modules, params }) => modules.counselling.stopPractice(ctx, { practice: params.id ?? '' })),
  bao: formAct(({ ctx, modules, form, params }) =>
    modules.counselling.sharePractice(ctx, { practice: params.id ?? '', shared: text(form, 'shared') === 'yes' }),
  ),
  xoa: async ({ locals: { app, ctx }, params }) => {
    const forgotten = await app.modules.counselling.forgetPractice(ctx, { practice: params.id });
    if (!forgotten.ok) return actionResult(ctx, forgotten);
    redirect(303, href('/luyen-tap'));
  },
};
