import { DAY, HOUR, startOf } from '../../../../src/kernel/time.pure.ts';
import type { AlertRow, AlertState, HourPoint, LabelCode, SignalView, Span } from '../../../../src/listening/index.ts';
import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';
import { clockView } from '../report/report-view.server.ts';
import { words } from '../server/codes.server.ts';
import { labelName, type Tone } from './operations-view.server.ts';

const TONES: Readonly<Record<AlertState, Tone>> = { RAISED: 'new', CONFIRMED: 'done', DISMISSED: 'stopped' };

export const alertState = (code: AlertState) => ({
  code,
  text: words('listening_alert_state', code),
  tone: TONES[code],
});

/** A label as a choice, with the key that picks it in the review. */
export function labelChoices(app: App) {
  const { harmLabels, contextLabels } = app.modules.listening;
  const keyed = (codes: readonly LabelCode[], keys: string) =>
    codes.map((code, at) => ({ code, label: labelName(app, code), key: keys[at] ?? '' }));
  return { harms: keyed(harmLabels, '1234567890qwe'), contexts: keyed(contextLabels, 'tyu') };
}

/** The kind of a source in words. */
export function kindName(app: App, kind: string): string {
  return app.modules.listening.sourceKinds.find((one) => one.kind === kind)?.title[getLocale()] ?? kind;
}

/** An alert as one row of a list. */
export function alertView(app: App, row: AlertRow) {
  return {
    id: row.id,
    reference: row.reference,
    label: labelName(app, row.label),
    severity: row.severity,
    state: alertState(row.state),
    source: row.source,
    posts: row.posts,
    raised: row.raisedAt,
    /** Runs until it was answered. */
    clock:
      row.dueAt === null || row.metAt !== null
        ? null
        : clockView({ rule: `DL-ALERT-S${row.severity}`, startedAt: row.raisedAt, dueAt: row.dueAt }),
    met: row.metAt,
    overdue: row.overdue,
    origin: words('listening_signal_origin', row.origin),
    demonstration: row.demonstration,
  };
}

export const signalViews = (app: App, signals: readonly SignalView[]) =>
  signals
    .map((one) => ({
      label: labelName(app, one.label),
      score: one.score,
      origin: words('listening_signal_origin', one.origin),
    }))
    .toSorted((a, b) => b.score - a.score);

/** A masked text in pieces: those that the model leant on carry the label that they speak for. */
export function pieces(app: App, masked: string, spans: readonly Span[]): { text: string; mark: string | null }[] {
  const found: { text: string; mark: string | null }[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.weight - a.weight)) {
    if (span.from < at || span.to <= span.from || span.to > masked.length) continue;
    if (span.from > at) found.push({ text: masked.slice(at, span.from), mark: null });
    found.push({ text: masked.slice(span.from, span.to), mark: labelName(app, span.label) });
    at = span.to;
  }
  if (at < masked.length) found.push({ text: masked.slice(at), mark: null });
  return found;
}

/** Counts for every step between two moments, in order; a step without any is 0, one too small to be told is null. */
export function filled(
  points: readonly HourPoint[],
  from: Date,
  to: Date,
  step: 'hour' | 'day',
): { at: string; n: number | null }[] {
  const width = step === 'day' ? DAY : HOUR;
  const known = new Map(points.map((one) => [new Date(one.hour).getTime(), one.n]));
  const first = startOf(step, from).getTime();
  const all: { at: string; n: number | null }[] = [];
  for (let at = first; at < to.getTime(); at += width) {
    const n = known.get(at);
    all.push({ at: new Date(at).toISOString(), n: n === undefined ? 0 : n });
  }
  return all;
}
