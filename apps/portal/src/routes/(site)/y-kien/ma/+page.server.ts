import { fail } from '@sveltejs/kit';
import { showWritten } from '../../../../../../shared/written-date.ts';
import { dayOf } from '../../../../appeal/appeal.server.ts';
import { faultOf, said } from '../../../../catalogue/entry-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import type { Actions } from './$types';

export const _may = 'public';
export const _sensitive = true;

const messages = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
/** The words of a code. */
const words = (family: string, code: string) => messages[`${family}_${code.toLowerCase()}`]?.() ?? code;

export const actions: Actions = {
  /** The way of an idea. Its words come as a post and go out as a page: they stand in no address, and nothing is kept. */
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const written = { locator: String(form.get('locator') ?? '').slice(0, 40), words: String(form.get('words') ?? '') };
    const { voice } = app.modules;
    const found = await voice.readIdea(ctx, written);
    if (!found.ok) return fail(found.refusal.text.status, { locator: written.locator, fault: faultOf(found.refusal) });
    const way = found.value;
    const reason = way.reason === null ? null : voice.ideaRefusal.get(way.reason);
    return {
      way: {
        code: way.consultation.code,
        title: said({ vi: way.consultation.titleVi, en: way.consultation.titleEn ?? way.consultation.titleVi }),
        state: way.state,
        steps: way.steps.map(({ mark, state, at }) => ({
          mark,
          late: state === 'LATE',
          words: words('opinion_mark', mark),
          state: words('opinion_step', state),
          on: at === null ? null : dayOf(at),
        })),
        reason: reason && said({ vi: reason.childVi, en: reason.childEn }),
        statement: way.statement?.text ?? null,
        withdrawn: way.withdrawn,
        theme: way.theme && said({ vi: way.theme.titleVi, en: way.theme.titleEn }),
        votes: way.votes.map(({ stratum, agree, disagree }) =>
          m.opinion_way_votes({
            stratum: said(voice.ballotStratum.get(stratum)),
            yes: agree === null ? m.opinion_few() : String(agree),
            no: disagree === null ? m.opinion_few() : String(disagree),
          }),
        ),
        answer: way.answer && {
          outcome: voice.answerOutcome.has(way.answer.outcome) ? said(voice.answerOutcome.get(way.answer.outcome)) : '',
          childWords: way.answer.childWords,
          decided: way.answer.decided,
          whyNot: way.answer.whyNot,
          lookOn: showWritten(way.answer.followUpOn),
          looked: way.answer.followedUp,
        },
      },
    };
  },
};
