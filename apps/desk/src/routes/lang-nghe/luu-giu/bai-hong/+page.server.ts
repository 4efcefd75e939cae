import { answer, shown } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-dead-letter.retry' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-letters');
  const all = shown(ctx, await app.modules.listening.listDeadLetters(ctx));
  const reason = url.searchParams.get('ly-do') ?? '';
  return {
    letters: all
      .filter((letter) => reason === '' || letter.reason === reason)
      .map((letter) => ({
        ...letter,
        stage: words('lostage', letter.stage),
        reason: words('loletter', letter.reason),
      })),
    reasons: [...Map.groupBy(all, (letter) => letter.reason)].map(([value, letters]) => ({
      value,
      label: words('loletter', value),
      count: letters.length,
    })),
    total: all.length,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  lai: async ({ locals: { app, ctx }, request }) => {
    const letters = (await request.formData()).getAll('letter').map(String);
    return answer(ctx, await app.modules.listening.retryDeadLetters(ctx, { letters }));
  },
};
