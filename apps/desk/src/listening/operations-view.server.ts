import type { Ctx } from '../../../../src/kernel/index.ts';
import { DAY, HOUR, isDate, startOfVietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { LabelCode, RuleTrialView, SourceField, SourceKind, SourceView } from '../../../../src/listening/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { namesOf } from '../report/report-view.server.ts';
import { label, words } from '../server/codes.server.ts';

export type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';

/** A label in the reader's language; `none` and what a model calls by itself show as they are. */
export const labelName = (app: App, code: string) => label(app.modules.listening.label, code);

export const severityName = (severity: number) => words('listening_severity_level', String(severity));

/** Labels as the options of a field: harms first, then contexts. */
export function labelOptions(app: App): { value: LabelCode; label: string }[] {
  const { harmLabels, contextLabels } = app.modules.listening;
  return [...harmLabels, ...contextLabels].map((value) => ({ value, label: labelName(app, value) }));
}

/** Clusters that would alert or would not any more, the largest first, each with the words of its label. */
export function changesView(
  app: App,
  changes: readonly { readonly cluster: string; readonly label: LabelCode; readonly posts: number }[],
) {
  return changes
    .map(({ cluster, label: code, posts }) => ({ cluster, label: labelName(app, code), posts }))
    .toSorted((a, b) => b.posts - a.posts);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who did it, as rows name them: a colleague, or the platform. */
export async function actorNames(app: App, ctx: Ctx, ids: readonly (string | null)[]): Promise<(id: string) => string> {
  const people = ids.filter((id): id is string => id !== null && UUID.test(id));
  const names = await namesOf(app, ctx, people);
  return (id) => names.get(id) ?? (UUID.test(id) ? m.person_elsewhere() : m.actor_platform());
}

const SOURCE_TONES = { RUNNING: 'open', PAUSED: 'stopped', DRIFTED: 'waiting' } as const;

export const sourceState = (source: Pick<SourceView, 'state' | 'stateReason'>) => ({
  code: source.state,
  tone: SOURCE_TONES[source.state] as Tone,
  text: words('listening_source_state', source.state),
  reason: source.stateReason === null ? '' : words('listening_source_reason', source.stateReason),
});

const USE_TONES = { DRAFT: 'new', CANDIDATE: 'new', LIVE: 'open', RETIRED: 'done' } as const;

/** Where a rule's version, a model or a version of the pipeline stands. */
export const useState = (code: keyof typeof USE_TONES) => ({
  code,
  tone: USE_TONES[code] as Tone,
  text: words('listening_use', code),
});

/** A kind of source with its fields, as a form draws them. */
export interface KindView {
  kind: string;
  title: string;
  help: string;
  ways: readonly string[];
  fields: {
    name: string;
    secret: boolean;
    label: string;
    help: string;
    input: SourceField['input'];
    choices: { value: string; label: string }[];
  }[];
}

export function kindView(kind: SourceKind): KindView {
  const language = getLocale();
  return {
    kind: kind.kind,
    title: kind.title[language],
    help: kind.help[language],
    ways: kind.ways,
    fields: kind.fields.map((field) => ({
      name: field.name,
      secret: field.secret,
      label: field.label[language],
      help: field.help[language],
      input: field.input,
      choices: (field.choices ?? []).map((choice) => ({ value: choice.value, label: choice.label[language] })),
    })),
  };
}

export const trialView = (app: App, trial: RuleTrialView, who: (id: string) => string, now: Date) => ({
  ...trial,
  gained: changesView(app, trial.gained),
  lost: changesView(app, trial.lost),
  ranBy: who(trial.ranBy),
  fresh: trial.finishedAt !== null && now.getTime() - Date.parse(trial.ranAt) <= 24 * HOUR,
});

/** The first moment of a day of Viet Nam that a form named, or undefined. */
export function dayStart(day: string | undefined): Date | undefined {
  return day !== undefined && isDate(day) ? startOfVietnamDate(day) : undefined;
}

/**
 * The period between two days of Viet Nam, the last one included, and never past now: what a form with `from` and `to`
 * asks for. A day that is none makes a date that is none, which the verb refuses.
 */
export function periodOf(from: string, to: string, now: Date): { from: Date; to: Date } {
  const end = dayStart(to);
  return {
    from: dayStart(from) ?? new Date(Number.NaN),
    to: end === undefined ? new Date(Number.NaN) : new Date(Math.min(now.getTime(), end.getTime() + DAY)),
  };
}
