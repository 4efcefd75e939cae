import { valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-dead-letter.retry' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-letters');
  const all = valueOrError(ctx, await app.modules.listening.listDeadLetters(ctx));
  const reason = url.searchParams.get('ly-do') ?? '';
  return {
    letters: all
      .filter((letter) => reason === '' || letter.reason === reason)
      .map((letter) => ({
        ...letter,
        stage: words('listening_dead_letter_stage', letter.stage),
        reason: words('listening_dead_letter_reason', letter.reason),
      })),
    reasons: [...Map.groupBy(all, (letter) => letter.reason)].map(([value, letters]) => ({
      value,
      label: words('listening_dead_letter_reason', value),
      count: letters.length,
    })),
    total: all.length,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  lai: formAct(({ ctx, modules, form }) => {
    const letters = form.getAll('letter').map(String);
    return modules.listening.retryDeadLetters(ctx, { letters });
  }),
};
