import { LinearModel, type LinearModelParts } from './linear-model.ts';
import { normalise } from './normalise.ts';
import { characterF1 } from './spans.ts';
import type { TrainingRow } from './training-data.ts';

/**
 * Thresholds for the best macro-F1 on held-out rows. Where labels go together each has its own; where one holds, they are moved in turn
 * until none gets better, and add up to 1, so that of two labels the one threshold is 1 minus the other.
 */
export function tuneThresholds(model: LinearModel, dev: readonly TrainingRow[]): Record<string, number> {
  const { labels } = model;
  const scores = dev.map((row) => {
    const judged = model.judge(normalise(row.text)).scores;
    return labels.map((label) => judged[label] as number);
  });
  const truth = dev.map((row) => labels.map((label) => row.labels.includes(label)));
  const found = model.mode === 'any-of' ? eachByItself(scores, truth) : inTurn(scores, truth);
  return Object.fromEntries(labels.map((label, i) => [label, found[i] as number]));
}

const GRID = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

function eachByItself(scores: readonly number[][], truth: readonly boolean[][]): number[] {
  return (truth[0] as boolean[]).map((_, label) => {
    const f1 = (threshold: number) => {
      let [both, found, true_] = [0, 0, 0];
      for (const [row, values] of scores.entries()) {
        const says = (values[label] as number) >= threshold;
        const holds = (truth[row] as boolean[])[label];
        if (says) found += 1;
        if (holds) true_ += 1;
        if (says && holds) both += 1;
      }
      return found + true_ === 0 ? 0 : (2 * both) / (found + true_);
    };
    return bestOf(GRID, f1, 0.5);
  });
}

function inTurn(scores: readonly number[][], truth: readonly boolean[][]): number[] {
  const labels = (truth[0] as boolean[]).length;
  const answers = truth.map((row) => row.indexOf(true));
  let thresholds = new Array<number>(labels).fill(1 / labels);
  for (let round = 0; round < 3; round += 1) {
    for (let label = 0; label < labels; label += 1) {
      const moved = (to: number) => {
        const others = 1 - (thresholds[label] as number);
        return thresholds.map((value, i) => (i === label ? to : (value * (1 - to)) / others));
      };
      const best = bestOf(GRID, (to) => macroF1(scores, answers, moved(to)), thresholds[label] as number);
      thresholds = moved(best);
    }
  }
  return thresholds;
}

function macroF1(scores: readonly number[][], answers: readonly number[], thresholds: readonly number[]): number {
  const labels = thresholds.length;
  const both = new Array<number>(labels).fill(0);
  const said = new Array<number>(labels).fill(0);
  for (const [row, values] of scores.entries()) {
    let best = 0;
    for (let i = 1; i < labels; i += 1)
      if ((values[i] as number) / (thresholds[i] as number) > (values[best] as number) / (thresholds[best] as number))
        best = i;
    (said[best] as number) += 1;
    (said[answers[row] as number] as number) += 1;
    if (best === answers[row]) (both[best] as number) += 1;
  }
  let sum = 0;
  for (let i = 0; i < labels; i += 1) sum += said[i] === 0 ? 0 : (2 * (both[i] as number)) / (said[i] as number);
  return sum / labels;
}

/** The middle of the values that score best: the edge of a peak is chance. `start` where nothing is better. */
function bestOf(values: readonly number[], score: (value: number) => number, start: number): number {
  const scored = values.map((value) => ({ value, score: score(value) }));
  const most = Math.max(...scored.map((one) => one.score));
  if (most <= score(start)) return start;
  const best = scored.filter((one) => one.score === most);
  return (best[Math.floor(best.length / 2)] as { value: number }).value;
}

/** The word threshold with the best mean character F1 on held-out rows that have spans marked. */
export function bestSpanThreshold(parts: LinearModelParts, dev: readonly TrainingRow[]): number {
  const { spans } = parts.head;
  if (spans === null) return 0.5;
  const rows = dev.filter((row) => row.spans !== undefined).map((row) => ({ row, text: normalise(row.text) }));
  const f1 = (threshold: number) => {
    const model = new LinearModel({ ...parts, head: { ...parts.head, spans: { ...spans, threshold } } });
    return rows.reduce((sum, { row, text }) => sum + characterF1(model.judge(text).spans, row.spans ?? []), 0);
  };
  return bestOf(GRID, f1, spans.threshold);
}
