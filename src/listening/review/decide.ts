import type { RuleHit } from '../rules/rule.ts';
import type { FoundDetail } from '../text/child-personal-data.ts';
import { harmLabels, type LabelCode, label, type Severity } from './label.ts';

/** The version of this stage; a pipeline names it. */
export const DECIDE_VERSION = '1';

export type SignalOrigin = 'model' | 'rule' | 'detail' | 'hash';

export interface Signal {
  readonly label: LabelCode;
  readonly score: number;
  readonly origin: SignalOrigin;
  /** Above the label's own severity, where a rule says so. */
  readonly severity?: Severity;
}

export interface Decision {
  readonly signals: readonly Signal[];
  readonly severity: Severity;
  /** The harm that weighs most; null where there is none. */
  readonly label: LabelCode | null;
  readonly origin: SignalOrigin | null;
  /** Whether a person must be told: severity 2 and more. */
  readonly alerts: boolean;
  /** How far the most uncertain harm is from its threshold; 1 where none comes near. */
  readonly uncertainty: number;
  /** The highest score of a harm. */
  readonly top: number;
}

/** A score from which on a context is believed. */
const CONTEXT = 0.5;
/** Scores under this are not written down. */
export const SCORE_LEAST = 0.2;
export const THRESHOLD = 0.5;
/** From which severity on somebody is told. */
export const ALERT_FROM: Severity = 2;

/**
 * Puts signals together. News and prevention speak of harm in its own words: such a post raises no alert for them, and
 * is looked at by the review instead; a hash that matches is no matter of words. An insult where a child is spoken of is
 * bullying of a child.
 */
export function decide(given: readonly Signal[], thresholds: Readonly<Partial<Record<string, number>>>): Decision {
  const best = new Map<LabelCode, Signal>();
  for (const signal of given) {
    const held = best.get(signal.label);
    if (
      !held ||
      signal.score > held.score ||
      (signal.score === held.score && (signal.severity ?? 0) > (held.severity ?? 0))
    )
      best.set(signal.label, signal);
  }
  const score = (code: LabelCode) => best.get(code)?.score ?? 0;
  const thresholdOf = (signal: Signal) =>
    signal.origin === 'model' ? (thresholds[signal.label] ?? THRESHOLD) : THRESHOLD;
  const insult = (['toxic.insult', 'toxic.hate'] as const).find((code) => {
    const signal = best.get(code);
    return signal !== undefined && signal.score >= thresholdOf(signal);
  });
  if (insult !== undefined && score('subject_is_minor') >= CONTEXT && !best.has('bullying.target_minor'))
    best.set('bullying.target_minor', {
      label: 'bullying.target_minor',
      score: Math.min(score(insult), score('subject_is_minor')),
      origin: best.get(insult)?.origin ?? 'rule',
    });

  const awareness = score('is_report_or_awareness') >= CONTEXT;
  let found: { signal: Signal; severity: Severity } | undefined;
  let uncertainty = 1;
  let top = 0;
  for (const code of harmLabels) {
    const signal = best.get(code);
    if (!signal) continue;
    top = Math.max(top, signal.score);
    uncertainty = Math.min(uncertainty, Math.abs(signal.score - thresholdOf(signal)));
    if (signal.score < thresholdOf(signal)) continue;
    const own = Math.max(label.get(code).severity, signal.severity ?? 0) as Severity;
    const severity = awareness && signal.origin !== 'hash' ? (Math.min(own, 1) as Severity) : own;
    if (!found || severity > found.severity || (severity === found.severity && signal.score > found.signal.score))
      found = { signal, severity };
  }
  // What words alone called harm and the context took back is for a person to see.
  if (awareness && found) uncertainty = 0;
  return {
    signals: [...best.values()].filter((signal) => signal.score >= SCORE_LEAST),
    severity: found?.severity ?? 0,
    label: found?.signal.label ?? null,
    origin: found?.signal.origin ?? null,
    alerts: (found?.severity ?? 0) >= ALERT_FROM,
    uncertainty,
    top,
  };
}

export function signalsOfRules(hits: readonly RuleHit[]): Signal[] {
  return hits.map(({ rule, score }) => ({ label: rule.label, score, origin: 'rule', severity: rule.severity }));
}

/** What details of a person in a post say: a school with its class is a child's, and with a way to find them it is exposure. */
export function signalsOfDetails(found: readonly FoundDetail[]): Signal[] {
  const kinds = new Set(found.map(({ kind }) => kind));
  if (!kinds.has('SCHOOL_AND_CLASS')) return [];
  const reach = (['PHONE', 'ADDRESS', 'EMAIL', 'ACCOUNT', 'BIRTH_DATE', 'NATIONAL_ID'] as const).filter((kind) =>
    kinds.has(kind),
  ).length;
  return [
    { label: 'subject_is_minor', score: 0.8, origin: 'detail' },
    { label: 'privacy.child_pii', score: reach === 0 ? 0.4 : Math.min(0.95, 0.75 + 0.1 * reach), origin: 'detail' },
  ];
}
