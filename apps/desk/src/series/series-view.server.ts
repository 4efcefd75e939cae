import type { SeriesView } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { ageBand } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatTime } from '../parts/format.ts';
import type { Tone } from '../report/report-view.server.ts';
import { namesOf } from '../report/report-view.server.ts';
import { ageName, label, options } from '../server/codes.server.ts';

const tones = { planned: 'open', held: 'done', missed: 'waiting', cancelled: 'stopped', moved: 'stopped' } as const;
const stateWords = {
  planned: m.series_session_planned,
  held: m.series_session_held,
  missed: m.series_session_missed,
  cancelled: m.series_session_cancelled,
  moved: m.series_session_moved,
} as const;

/** How a session stands, in words. */
export const sessionState = (state: keyof typeof tones): { tone: Tone; text: string } => ({
  tone: tones[state],
  text: stateWords[state](),
});

const sourceOf = (of: { source: string; verified: boolean }) =>
  [lawCitation(of.source, getLocale()), of.verified ? '' : m.deadline_rule_unverified()].filter(Boolean).join(' · ');

/** Scales as a form asks them: in words of our own, with what stands at both ends. */
export function scaleFields({ modules }: App) {
  const { scale } = modules.counselling;
  const vi = getLocale() === 'vi';
  return scale.terms.map((one) => ({
    code: one.code as string,
    name: label(scale, one.code),
    ends: vi ? `0 = ${one.low} · 10 = ${one.high}` : `0 = ${one.lowEn} · 10 = ${one.highEn}`,
    better: one.better === 'lower' ? m.series_scale_lower() : m.series_scale_higher(),
  }));
}

/** Whose agreement there is and which is missing, with the rule it rests on. */
function consentOf({ modules }: App, { consent }: SeriesView) {
  const { consentRule, consentException } = modules.counselling;
  const rule = consentRule.terms.find(({ code }) => code === consent.rule);
  return {
    rule: label(consentRule, consent.rule),
    source: rule ? sourceOf(rule) : '',
    missing: consent.missing.map((giver) => giverWords[giver]()),
    recorded: consent.recorded.map(({ giver, answer, exception, at }, place) => ({
      id: String(place),
      at: at.toISOString(),
      who: giverWords[giver](),
      what: answerWords[answer](),
      ...(exception ? { note: label(consentException, exception) } : {}),
    })),
    givers: Object.entries(giverWords).map(([value, word]) => ({ value, label: word() })),
    answers: Object.entries(answerWords).map(([value, word]) => ({ value, label: word() })),
    exceptions: options(consentException),
  };
}

const giverWords = { child: m.series_giver_child, guardian: m.series_giver_guardian } as const;
const answerWords = {
  given: m.series_answer_given,
  refused: m.series_answer_refused,
  withdrawn: m.series_answer_withdrawn,
  'not-asked': m.series_answer_not_asked,
} as const;

const reminderWords = {
  none: m.series_remind_none,
  'own-page': m.series_remind_own_page,
  network: m.series_remind_network,
} as const;

/** A series as its page shows it. */
export async function seriesOnPage(app: App, ctx: Ctx, view: SeriesView) {
  const { scale, sessionMode, sessionReason, seriesOutcome } = app.modules.counselling;
  const names = await namesOf(app, ctx, [view.counsellor]);
  const fields = scaleFields(app);
  return {
    counsellor: names.get(view.counsellor) ?? null,
    age: ageName(view.ageBand),
    outcome: view.outcome ? label(seriesOutcome, view.outcome) : '',
    consent: consentOf(app, view),
    goals: view.goals.map(({ id, text, state }) => ({ id, text, state })),
    sessions: view.sessions.map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      when: formatTime(one.at.toISOString()),
      mode: label(sessionMode, one.mode),
      minutes: one.minutes,
      state: sessionState(one.state),
      code: one.state,
      begun: one.at <= ctx.now,
      reason: one.reason ? label(sessionReason, one.reason) : '',
      reminded: one.childReminder === 'none' ? '' : reminderWords[one.childReminder](),
      summary: one.summary,
      scores: Object.entries(one.scores).map(([code, value]) => `${label(scale, code)}: ${value}`),
    })),
    scales: view.scales.map((line) => ({
      id: `${line.scale} ${line.version}`,
      name: label(scale, line.scale),
      better: fields.find(({ code }) => code === line.scale)?.better ?? '',
      rows: line.values.map(({ at, value }) => [formatTime(at.toISOString()), String(value)] as [string, string]),
      points: line.values.map(({ value }) => value),
    })),
    fields,
    choices: {
      modes: options(sessionMode),
      reminders: (['none', 'own-page', 'network'] as const).map((value) => ({ value, label: reminderWords[value]() })),
      reasons: options(sessionReason),
      outcomes: options(seriesOutcome),
    },
  };
}
export type SeriesOnPage = Awaited<ReturnType<typeof seriesOnPage>>;
export type SessionOnPage = SeriesOnPage['sessions'][number];

export const ageChoices = () => [
  { value: '', label: m.series_age_from_origin() },
  ...ageBand.codes.map((value) => ({ value: value as string, label: ageName(value) })),
];
