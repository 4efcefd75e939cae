import { m } from '../../../../../paraglide/messages.js';
import { getLocale } from '../../../../../paraglide/runtime.js';
import { formatDay, formatNumber } from '../../../../../parts/format.ts';
import { text, valueOrError } from '../../../../../server/answer.server.ts';
import { label, options } from '../../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'consultation.read' };

/** What who decides has before them: what children said of each theme, and what is still to be answered. Results as the public has them. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:answers');
  const { voice } = app.modules;
  const {
    consultation: one,
    options: choices,
    statements,
    themes,
    may,
  } = valueOrError(ctx, await voice.consultationDetail(ctx, params.id));
  const results = one.closed_at === null ? null : valueOrError(ctx, await voice.readResults(ctx, one.code));
  const overdue = one.opened_at === null ? [] : valueOrError(ctx, await voice.readConsultation(ctx, one.code)).themes;
  const shown = (value: number) => formatNumber(value, getLocale());
  /** What the ballots of each stratum say of one choice, side by side. */
  const votesOn = (number: number): string[] =>
    (results?.strata ?? []).map(({ stratum, tally }) => {
      const name = label(voice.ballotStratum, stratum);
      if (!('counted' in tally)) return m.consultation_votes_few({ stratum: name });
      const counted = tally.counted.find((found) => found.number === number);
      const [yes, ballots] = [shown(counted?.yes ?? 0), shown(tally.ballots)];
      return one.kind === 'STATEMENTS'
        ? m.consultation_votes_said({ stratum: name, yes, no: shown(counted?.no ?? 0), ballots })
        : m.consultation_votes({ stratum: name, yes, ballots });
    });
  const lines = one.kind === 'STATEMENTS' ? statements.filter(({ withdrawn_at }) => withdrawn_at === null) : choices;
  return {
    id: one.id,
    title: one.title_vi,
    question: one.question_vi,
    decisionMaker: one.decision_maker_vi ?? '',
    answerBy: one.answer_by === null ? '' : formatDay(one.answer_by),
    closed: one.closed_at !== null,
    placed: one.kind === 'STATEMENTS',
    // What stands under no theme has no answer: it keeps the whole from being answered.
    left: one.kind === 'STATEMENTS' ? voice.leftOver(statements) : 0,
    lines: lines.map((line) => ({
      key: String(line.number),
      id: 'id' in line ? line.id : '',
      theme: 'theme_id' in line ? (line.theme_id ?? '') : '',
      number: line.number,
      text: line.text_vi,
      votes: votesOn(line.number),
    })),
    themes: themes.map((theme, at) => ({
      id: theme.id,
      title: theme.title_vi,
      overdue: overdue[at]?.overdue ?? null,
      lines: statements.filter(({ theme_id, withdrawn_at }) => theme_id === theme.id && withdrawn_at === null).length,
      answer: theme.answer && {
        outcome: label(voice.answerOutcome, theme.answer.outcome),
        heard: theme.answer.heard,
        decided: theme.answer.decided,
        whyNot: theme.answer.why_not,
        childWords: theme.answer.child_words,
        by: theme.answer.answered_by,
        at: theme.answer.answered_at,
        lookOn: formatDay(theme.answer.follow_up_on),
        looked: theme.answer.followed_up,
      },
    })),
    outcomes: options(voice.answerOutcome),
    may,
  };
};

export const actions: Actions = {
  chuDe: permittedAct('consultation.add-theme', ({ ctx, modules, form, params }) =>
    modules.voice.addTheme(ctx, {
      consultation: params.id ?? '',
      titleVi: text(form, 'titleVi'),
      titleEn: text(form, 'titleEn'),
    }),
  ),
  xep: permittedAct('consultation.add-theme', ({ ctx, modules, form, params }) =>
    modules.voice.placeStatement(ctx, {
      consultation: params.id ?? '',
      statement: text(form, 'statement'),
      theme: text(form, 'theme'),
    }),
  ),
  traLoi: keepEntered(
    permittedAct('consultation.answer', ({ ctx, modules, form, params }) =>
      modules.voice.answerTheme(ctx, {
        consultation: params.id ?? '',
        theme: text(form, 'theme'),
        outcome: text(form, 'outcome'),
        heard: text(form, 'heard'),
        decided: text(form, 'decided'),
        whyNot: text(form, 'whyNot'),
        answeredBy: text(form, 'answeredBy'),
        childWords: text(form, 'childWords'),
        followUpOn: text(form, 'followUpOn'),
      }),
    ),
  ),
  xemLai: keepEntered(
    permittedAct('consultation.follow-up', ({ ctx, modules, form, params }) =>
      modules.voice.followUp(ctx, {
        consultation: params.id ?? '',
        theme: text(form, 'theme'),
        text: text(form, 'text'),
      }),
    ),
  ),
};
