import { fail } from '@sveltejs/kit';
import type { ReaderName } from '../../../../../../../../../src/learning/index.ts';
import { answersOf, foundOr404 } from '../../../../../../learning/answers.server.ts';
import { readReader } from '../../../../../../learning/readers.ts';
import { m } from '../../../../../../paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';
/** What somebody asks themselves is nobody's to find. */
export const _sensitive = true;

/** Whoever has not chosen an age is spoken to as the widest band of children. */
const readerOf = (band: string | undefined): ReaderName => readReader(band) ?? '13-15';

export const load: PageServerLoad = ({ locals: { app, ctx }, params }) => {
  const reader = readerOf(params.band);
  return { reader, check: foundOr404(app.modules.learning.readSelfCheck(params.id, reader, ctx.language)) };
};

export const actions: Actions = {
  /** Answers go in and advice comes out; neither is kept, logged or told to anybody. */
  default: async ({ locals: { app, ctx }, params, request }) => {
    const { adviseSelfCheck, selfCheckAnswer } = app.modules.learning;
    const sent = Object.entries(await answersOf(request)).map(
      ([id, [given]]) => [id, selfCheckAnswer.safeParse(given).data] as const,
    );
    const answers = Object.fromEntries(sent);
    if (!sent.some(([, answer]) => answer !== undefined))
      return fail(422, { advice: null, fault: m.learn_check_none() });
    const advice = adviseSelfCheck(params.id, readerOf(params.band), ctx.language, answers);
    return { advice: foundOr404(advice), fault: null };
  },
};
