import { HOUR } from '../../kernel/index.ts';

/** A source: where public posts come from. Pure rules. */
export type SourceState = 'RUNNING' | 'PAUSED' | 'DRIFTED';

/** How many looks in a row may fail before a source counts as broken. */
export const FAILURES_MOST = 8;
/** Items seen before the share of malformed ones says anything. */
const DRIFT_SAMPLE = 20;
/** The share of malformed items from which on the shape has changed. */
const DRIFT_SHARE = 0.5;

/** Whether what a source sends has lost its shape: at least half of the last items could not be read. */
export function hasDrifted(counts: { readonly malformed: number; readonly seen: number }): boolean {
  return counts.seen >= DRIFT_SAMPLE && counts.malformed / counts.seen >= DRIFT_SHARE;
}

/** Milliseconds to the next look: by the source's rate, and longer after each failure, no more than an hour. */
export function lookDelay(ratePerHour: number, failures: number): number {
  const usual = HOUR / ratePerHour;
  return Math.min(HOUR, Math.max(usual, failures === 0 ? 0 : 2 ** Math.min(failures, 10) * 15_000));
}

/** The counts over which drift is judged, halved when they grow old, so that a change shows within a few looks. */
export function decayed(counts: { readonly malformed: number; readonly seen: number }): {
  malformed: number;
  seen: number;
} {
  return counts.seen > 400
    ? { malformed: Math.floor(counts.malformed / 2), seen: Math.floor(counts.seen / 2) }
    : { malformed: counts.malformed, seen: counts.seen };
}
