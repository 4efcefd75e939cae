import { fail } from '@sveltejs/kit';
import { showWritten } from '../../../../../../../shared/written-date.ts';
import { told } from '../../../../../learning/answers.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = ({ url }) => ({ host: url.host });

export const actions: Actions = {
  /**
   * One act on a class, and the class after it. Code and key go along in every form and are kept nowhere on this device; `go` says what is
   * done: look, open a lesson, close it, print the sheet, make a new sheet, end the class.
   */
  default: async ({ locals: { app, ctx }, request }) => {
    const { closeRound, endClass, openRound, readClass, readClassSheet, renewSheet } = app.modules.learning;
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    const teacher = { code: field('ma'), key: field('khoa') };
    const shown = { teacher, view: null, sheet: null, ended: false, fault: null };
    const go = field('go');
    const done =
      go === 'mo-bai'
        ? await openRound(ctx, teacher, { lesson: field('bai'), kind: field('kieu') })
        : go === 'dong'
          ? await closeRound(ctx, teacher)
          : go === 'phieu-moi'
            ? await renewSheet(ctx, teacher)
            : go === 'ket-thuc'
              ? await endClass(ctx, teacher)
              : undefined;
    if (go === 'ket-thuc' && done?.ok) return { ...shown, teacher: { code: '', key: '' }, ended: true };
    const fault = done === undefined || done.ok ? null : told(done.refusal, ctx.language);
    if (go === 'phieu' || go === 'phieu-moi') {
      const sheet = await readClassSheet(ctx, teacher);
      if (sheet.ok) return { ...shown, sheet: sheet.value };
      return fail(sheet.refusal.text.status, { ...shown, fault: told(sheet.refusal, ctx.language) });
    }
    const view = await readClass(ctx, teacher);
    if (!view.ok) return fail(view.refusal.text.status, { ...shown, fault: told(view.refusal, ctx.language) });
    const { rounds, plan, endsOn, ...rest } = view.value;
    return {
      ...shown,
      fault,
      view: {
        ...rest,
        endsOn: showWritten(endsOn),
        rounds: rounds.map((round) => ({ ...round, onDate: showWritten(round.onDate) })),
        plan: plan.map((booster) => ({ ...booster, on: showWritten(booster.on) })),
      },
    };
  },
};
