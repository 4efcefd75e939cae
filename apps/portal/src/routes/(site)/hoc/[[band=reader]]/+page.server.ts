import { fail } from '@sveltejs/kit';
import { answersOf, foundOr404, told } from '../../../../learning/answers.server.ts';
import { readReader } from '../../../../learning/readers.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** What there is to read for the reader in the address; without one, the choice of who reads. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const reader = readReader(params.band);
  if (reader === undefined) return { reader, home: null };
  return { reader, home: foundOr404(await app.modules.learning.readHome(ctx, reader)) };
};

export const actions: Actions = {
  /** The question of the day. The answer goes in and out; nothing of it is kept. */
  default: async ({ locals: { app, ctx }, params, request }) => {
    const reader = readReader(params.band);
    if (reader === undefined) return fail(404, { minute: null, fault: null });
    const answered = await app.modules.learning.answerMinute(ctx, reader, await answersOf(request));
    if (!answered.ok)
      return fail(answered.refusal.text.status, { minute: null, fault: told(answered.refusal, ctx.language) });
    return { minute: answered.value, fault: null };
  },
};
