import { portalBand } from '../../../../../src/vocabulary/index.ts';
import { m } from '../../paraglide/messages.js';
import { text, valueOrError } from '../../server/answer.server.ts';
import { label, options } from '../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'idea.decide' };

/** What children wrote and nobody has decided on: the oldest first, with statements that say nearly the same. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:ideas');
  const { voice } = app.modules;
  const ideas = valueOrError(ctx, await voice.listWaitingIdeas(ctx));
  return {
    ideas: ideas.map((one) => ({
      ...one,
      band: label(portalBand, one.band),
      // The opposite is said in nearly the same words: it is shown, and never the one to be joined to by itself.
      joins: one.similar.map(({ id, text: words }) => ({ value: id, label: words })),
      opposed: one.similar.some(({ opposed }) => opposed),
    })),
    // None is chosen by itself: the child reads it.
    reasons: [{ value: '', label: m.idea_reason_choose() }, ...options(voice.ideaRefusal)],
  };
};

export const actions: Actions = {
  duyet: keepEntered(
    permittedAct('idea.decide', ({ ctx, modules, form }) =>
      modules.voice.decideIdea(ctx, {
        idea: text(form, 'id'),
        decision: text(form, 'decision'),
        reason: text(form, 'reason'),
        hide: text(form, 'hide'),
        statement: text(form, 'statement'),
      }),
    ),
  ),
};
