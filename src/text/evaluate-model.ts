import { type FairnessGroup, fairnessGroups, fairnessGroupsOf } from './fairness-groups.ts';
import { decideLabels, type Judgement, type ModelBackend } from './model-backend.ts';
import { normalise } from './normalise.ts';
import { type Perturbation, perturb, perturbations } from './perturb.ts';
import { randomFrom } from './random.pure.ts';
import { characterF1 } from './spans.ts';
import type { TrainingRow } from './training-data.ts';

/** Figures of one label; parts of 1. `support` counts the rows that have it. */
export interface LabelFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface SpanFigures {
  /** Mean character F1 over all rows with span columns; 1 for a row where nothing is marked and nothing found. */
  readonly characterF1: number;
  /** The same over the rows that have marked spans. */
  readonly characterF1Marked: number;
  readonly rows: number;
}

export interface FairnessFigures {
  readonly rows: number;
  /** Rows without harm, by their labels, that the model holds for harm; null where there are none. */
  readonly falseAlarms: number | null;
  readonly macroF1: number;
}

export interface Evaluation {
  readonly model: string;
  readonly version: string;
  readonly rows: number;
  /** Rows whose label the model does not know; they count in no figure. */
  readonly rowsOutside: number;
  readonly accuracy: number;
  readonly macroF1: number;
  /** 95 % interval of macro-F1: 2.5th and 97.5th percentile of 1,000 resamples of the rows. */
  readonly macroF1Interval: readonly [number, number];
  readonly labels: Readonly<Record<string, LabelFigures>>;
  /** confusion[label that holds][label said]; only where one label holds. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  /** Expected calibration error of the highest score, 15 bins (Guo et al. 2017). */
  readonly calibrationError: number;
  readonly spans: SpanFigures | null;
  /** Macro-F1 when every text is disguised in one way, and what that costs. */
  readonly robustness: Readonly<Record<Perturbation, { readonly macroF1: number; readonly drop: number }>> | null;
  readonly fairness: Readonly<Record<FairnessGroup | 'all' | 'no-diacritics', FairnessFigures>>;
}

export interface EvaluationOptions {
  readonly robustness?: boolean;
  readonly seed?: number;
  /** The label that says there is no harm, for the rate of false alarms; the most frequent one unless given. */
  readonly harmless?: string;
}

const RESAMPLES = 1_000;
const BATCH = 256;
const BINS = 15;

/** Measures a model on rows that it was not trained on. */
export async function evaluateModel(
  model: ModelBackend,
  given: readonly TrainingRow[],
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const rows = given.filter((row) => row.labels.every((label) => model.labels.includes(label)));
  const seed = options.seed ?? 1;
  const judged = await judge(
    model,
    rows.map((row) => row.text),
  );
  const said = judged.map(({ scores }) => decideLabels(model, scores));
  const truth = rows.map((row) => row.labels);
  const macroF1 = macro(model.labels, truth, said);
  const stripped = await disguised(model, rows, 'no-diacritics', seed);
  const harmless = options.harmless ?? mostFrequent(truth);
  const groups = rows.map((row) => new Set<string>(fairnessGroupsOf(row.text)));
  const figuresOf = (
    answers: readonly (readonly string[])[],
    belongs: (row: number) => boolean = () => true,
  ): FairnessFigures => fairnessOf(model.labels, truth, answers, harmless, belongs);
  return {
    model: model.name,
    version: model.version,
    rows: rows.length,
    rowsOutside: given.length - rows.length,
    accuracy: round(part(said.filter((answer, i) => same(answer, truth[i] as readonly string[])).length, rows.length)),
    macroF1: round(macroF1),
    macroF1Interval: interval(model.labels, truth, said, seed),
    labels: Object.fromEntries(model.labels.map((label) => [label, labelFigures(label, truth, said)])),
    confusion: model.mode === 'one-of' ? confusionOf(model.labels, truth, said) : null,
    calibrationError: round(calibrationError(model, judged, truth)),
    spans: spanFigures(rows, judged),
    robustness: options.robustness ? await robustnessOf(model, rows, macroF1, seed) : null,
    fairness: {
      all: figuresOf(said),
      'no-diacritics': figuresOf(stripped),
      ...(Object.fromEntries(
        fairnessGroups.map(({ code }) => [code, figuresOf(said, (row) => (groups[row] as Set<string>).has(code))]),
      ) as Record<FairnessGroup, FairnessFigures>),
    },
  };
}

async function judge(model: ModelBackend, texts: readonly string[]): Promise<Judgement[]> {
  const judged: Judgement[] = [];
  for (let at = 0; at < texts.length; at += BATCH)
    judged.push(...(await model.classify(texts.slice(at, at + BATCH).map(normalise))));
  return judged;
}

async function disguised(model: ModelBackend, rows: readonly TrainingRow[], how: Perturbation, seed: number) {
  const random = randomFrom(seed);
  const judged = await judge(
    model,
    rows.map((row) => perturb(how, row.text, random)),
  );
  return judged.map(({ scores }) => decideLabels(model, scores));
}

async function robustnessOf(model: ModelBackend, rows: readonly TrainingRow[], clean: number, seed: number) {
  const table: Partial<Record<Perturbation, { macroF1: number; drop: number }>> = {};
  const truth = rows.map((row) => row.labels);
  for (const how of perturbations) {
    const macroF1 = macro(model.labels, truth, await disguised(model, rows, how, seed));
    table[how] = { macroF1: round(macroF1), drop: round(clean - macroF1) };
  }
  return table as NonNullable<Evaluation['robustness']>;
}

type Answers = readonly (readonly string[])[];

function labelFigures(label: string, truth: Answers, said: Answers, rows?: Int32Array): LabelFigures {
  let [both, found, support] = [0, 0, 0];
  const count = rows?.length ?? truth.length;
  for (let i = 0; i < count; i += 1) {
    const row = rows === undefined ? i : (rows[i] as number);
    const holds = (truth[row] as readonly string[]).includes(label);
    const says = (said[row] as readonly string[]).includes(label);
    if (holds) support += 1;
    if (says) found += 1;
    if (holds && says) both += 1;
  }
  const f1 = found + support === 0 ? 0 : (2 * both) / (found + support);
  return { precision: round(part(both, found)), recall: round(part(both, support)), f1: round(f1), support };
}

function macro(labels: readonly string[], truth: Answers, said: Answers, rows?: Int32Array): number {
  return labels.reduce((sum, label) => sum + labelFigures(label, truth, said, rows).f1, 0) / labels.length;
}

function interval(labels: readonly string[], truth: Answers, said: Answers, seed: number): [number, number] {
  const random = randomFrom(seed);
  const rows = new Int32Array(truth.length);
  const figures = Array.from({ length: RESAMPLES }, () => {
    for (let i = 0; i < rows.length; i += 1) rows[i] = Math.floor(random() * rows.length);
    return macro(labels, truth, said, rows);
  }).sort((a, b) => a - b);
  const at = (share: number) => round(figures[Math.floor(share * (RESAMPLES - 1))] ?? 0);
  return [at(0.025), at(0.975)];
}

function confusionOf(labels: readonly string[], truth: Answers, said: Answers) {
  const table = Object.fromEntries(labels.map((row) => [row, Object.fromEntries(labels.map((label) => [label, 0]))]));
  for (const [i, holds] of truth.entries()) {
    const row = table[holds[0] as string] as Record<string, number>;
    const label = (said[i] as readonly string[])[0] as string;
    row[label] = (row[label] as number) + 1;
  }
  return table;
}

function calibrationError(model: ModelBackend, judged: readonly Judgement[], truth: Answers): number {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, right: 0, confidence: 0 }));
  let count = 0;
  const take = (confidence: number, right: boolean) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))] as (typeof bins)[number];
    bin.count += 1;
    bin.confidence += confidence;
    if (right) bin.right += 1;
    count += 1;
  };
  for (const [i, { scores }] of judged.entries()) {
    const holds = truth[i] as readonly string[];
    if (model.mode === 'any-of') {
      for (const label of model.labels) take(scores[label] as number, holds.includes(label));
      continue;
    }
    const best = model.labels.reduce((a, b) => ((scores[b] as number) > (scores[a] as number) ? b : a));
    take(scores[best] as number, holds.includes(best));
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0) / Math.max(1, count);
}

function spanFigures(rows: readonly TrainingRow[], judged: readonly Judgement[]): SpanFigures | null {
  const all: number[] = [];
  const marked: number[] = [];
  for (const [i, { spans }] of rows.entries()) {
    if (spans === undefined) continue;
    const f1 = characterF1((judged[i] as Judgement).spans, spans);
    all.push(f1);
    if (spans.length > 0) marked.push(f1);
  }
  if (all.length === 0) return null;
  const mean = (values: readonly number[]) =>
    round(
      part(
        values.reduce((sum, value) => sum + value, 0),
        values.length,
      ),
    );
  return { characterF1: mean(all), characterF1Marked: mean(marked), rows: all.length };
}

function fairnessOf(
  labels: readonly string[],
  truth: Answers,
  said: Answers,
  harmless: string,
  belongs: (row: number) => boolean,
): FairnessFigures {
  const rows = Int32Array.from([...truth.keys()].filter(belongs));
  let [clean, alarms] = [0, 0];
  for (const row of rows) {
    if (!isHarmless(truth[row] as readonly string[], harmless)) continue;
    clean += 1;
    if (!isHarmless(said[row] as readonly string[], harmless)) alarms += 1;
  }
  return {
    rows: rows.length,
    falseAlarms: clean === 0 ? null : round(alarms / clean),
    macroF1: rows.length === 0 ? 0 : round(macro(labels, truth, said, rows)),
  };
}

/** No label at all says so too, where labels go together. */
const isHarmless = (labels: readonly string[], harmless: string) => labels.every((label) => label === harmless);

function mostFrequent(truth: Answers): string {
  const counts = new Map<string, number>();
  for (const [label] of truth) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((label) => b.includes(label));
const part = (some: number, all: number) => (all === 0 ? 0 : some / all);
const round = (value: number) => Math.round(value * 10_000) / 10_000;
