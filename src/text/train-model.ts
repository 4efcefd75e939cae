import { ok, type Result } from '../kernel/index.ts';
import { bestSpanThreshold, tuneThresholds } from './choose-thresholds.ts';
import { FEATURE_SCHEME, FeatureExtractor, type FeatureScheme } from './features.ts';
import { LinearModel, type LinearModelParts, type ModelHead, quantise, toProbabilities } from './linear-model.ts';
import type { LabelMode } from './model-backend.ts';
import { NORMALISER_VERSION, type NormalisedText, normalise, rawRange } from './normalise.ts';
import { type Perturbation, perturb, perturbations } from './perturb.ts';
import { randomFrom, shuffle } from './random.pure.ts';
import { refuse } from './refusals.ts';
import { logistic, type Range, WordFeatures } from './spans.ts';
import { type Contradictions, type TrainingRow, withoutContradictions } from './training-data.ts';

export interface TrainingSettings {
  readonly name: string;
  readonly version: string;
  /** Where the data comes from, for the model's card: licence, digest, address. */
  readonly source?: Readonly<Record<string, string>>;
  /** One of the labels holds, or any number; taken from the rows where it is not said. */
  readonly mode?: LabelMode;
  readonly seed?: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  /** Part of the epochs, the last ones, whose weights are averaged: less chance of the order of rows in them. */
  readonly averaged?: number;
  /** Part of the certainty that is taken from a label and given to the others. */
  readonly smoothing?: number;
  /** Part of the rows that are perturbed in each epoch; of every label alike, or the model would learn the disguise as the offence. */
  readonly augment?: number;
  /** How much a label's rows count beside the others; 1 where it is not said. */
  readonly weights?: Readonly<Record<string, number>>;
  /** The label that marked spans belong to; the most frequent one of the rows that have any, unless given. */
  readonly spanLabel?: string;
  readonly scheme?: FeatureScheme;
  /** Called after each epoch with the mean loss. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export interface TrainedModel {
  readonly parts: LinearModelParts;
  readonly rows: number;
  readonly contradictions: Contradictions;
}

const SPAN_BITS = 17;
const SPAN_EPOCHS = 6;
const SPAN_RATE = 0.1;
/** Share of rows left out as contradictory from which the labels are not believed. */
const CONTRADICTORY_MOST = 0.1;
const EPSILON = 1e-8;

/**
 * Trains a linear model: AdaGrad on softmax or logistic loss with smoothed labels, every epoch on freshly perturbed rows; int8 weights;
 * thresholds for the best macro-F1 on `dev`, which no weight has seen. The same rows and settings give the same bytes.
 * Refusals: training-data.empty, .one-label, .labels-outside (a label of `dev` that `train` does not have), .contradictory.
 */
export function trainModel(
  train: readonly TrainingRow[],
  dev: readonly TrainingRow[],
  settings: TrainingSettings,
): Result<TrainedModel> {
  const { rows, contradictions } = withoutContradictions(train);
  if (train.length === 0 || dev.length === 0) return refuse('training-data.empty');
  if (contradictions.leftOut > CONTRADICTORY_MOST * train.length)
    return refuse('training-data.contradictory', { facts: { texts: contradictions.texts } });
  const labels = [...new Set(rows.flatMap((row) => row.labels))].sort();
  const mode = settings.mode ?? (rows.every((row) => row.labels.length === 1) ? 'one-of' : 'any-of');

  // Where labels go together, a row without any is the other side of the only one.
  const one = rows[0]?.labels.join('|');
  if (rows.every((row) => row.labels.join('|') === one)) return refuse('training-data.one-label');
  const unknown = dev.filter((row) => row.labels.some((label) => !labels.includes(label)));
  if (unknown.length > 0) return refuse('training-data.labels-outside', { facts: { rows: unknown.length } });
  if (mode === 'one-of' && rows.some((row) => row.labels.length !== 1)) throw new Error('one label a row, or any-of');

  const seed = settings.seed ?? 1;
  const scheme = settings.scheme ?? FEATURE_SCHEME;
  const learnt = learnLabels(rows, labels, mode, scheme, settings);
  const { weights, scale } = quantise(learnt.weights, labels.length);
  const spanRows = rows.filter((row) => row.spans !== undefined);
  const spanLabel = settings.spanLabel ?? labelOfSpans(spanRows, labels);
  const tagger = spanLabel === undefined ? null : learnSpans(spanRows, seed);
  const spans = tagger === null ? null : quantise(tagger.weights, 1);
  const half = Object.fromEntries(labels.map((label) => [label, 1 / (mode === 'one-of' ? labels.length : 2)]));
  const head: ModelHead = {
    name: settings.name,
    version: settings.version,
    labels,
    mode,
    thresholds: half,
    scheme,
    normaliser: NORMALISER_VERSION,
    bias: [...learnt.bias],
    scale,
    spans:
      tagger === null || spans === null
        ? null
        : {
            label: spanLabel ?? '',
            bits: SPAN_BITS,
            scale: spans.scale[0] as number,
            bias: tagger.bias,
            threshold: 0.5,
          },
    provenance: {
      ...settings.source,
      rows: rows.length,
      devRows: dev.length,
      contradictoryTexts: contradictions.texts,
      seed,
      epochs: settings.epochs ?? EPOCHS,
      learningRate: settings.learningRate ?? LEARNING_RATE,
      smoothing: settings.smoothing ?? SMOOTHING,
      augment: settings.augment ?? AUGMENT,
      averaged: settings.averaged ?? AVERAGED,
      classWeights: { ...settings.weights },
    },
  };
  const parts = { head, weights, spanWeights: spans?.weights ?? new Int8Array() };
  const thresholds = tuneThresholds(new LinearModel(parts), dev);
  const tuned = { ...parts, head: { ...head, thresholds } };
  if (head.spans === null) return ok({ parts: tuned, rows: rows.length, contradictions });
  const threshold = bestSpanThreshold(tuned, dev);
  const withSpans = { ...tuned, head: { ...tuned.head, spans: { ...head.spans, threshold } } };
  return ok({ parts: withSpans, rows: rows.length, contradictions });
}

const EPOCHS = 8;
const LEARNING_RATE = 0.2;
const PRIOR = 20;
const LEAST_PACE = 0.1;
const SMOOTHING = 0.05;
const AUGMENT = 0.6;
const AVERAGED = 0.5;

function learnLabels(
  rows: readonly TrainingRow[],
  labels: readonly string[],
  mode: LabelMode,
  scheme: FeatureScheme,
  settings: TrainingSettings,
): { weights: Float32Array; bias: Float64Array } {
  const count = labels.length;
  const weights = new Float32Array(2 ** scheme.bits * count);
  const squares = new Float32Array(weights.length);
  const bias = new Float64Array(count);
  const biasSquares = new Float64Array(count);
  const mean = new Float32Array(weights.length);
  const meanBias = new Float64Array(count);
  const epochs = settings.epochs ?? EPOCHS;
  const averaged = Math.ceil(epochs * (settings.averaged ?? AVERAGED));
  const scores = new Float64Array(count);
  const features = new FeatureExtractor(scheme);
  const random = randomFrom(settings.seed ?? 1);
  const rate = settings.learningRate ?? LEARNING_RATE;
  const smoothing = settings.smoothing ?? SMOOTHING;
  const rowWeights = rows.map((row) => Math.max(...row.labels.map((label) => settings.weights?.[label] ?? 1), 0) || 1);
  const targets = rows.map((row) => targetsOf(row, labels, mode, smoothing));
  const plain = rows.map((row) => normalise(row.text));
  const order = Int32Array.from(rows.keys());
  const pace = paceOf(plain, rows, labels, features, 2 ** scheme.bits);
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(order, random);
    let loss = 0;
    for (const row of order) {
      features.extract(maybePerturbed(plain[row] as NormalisedText, settings.augment ?? AUGMENT, random));
      const { places, values, count: used } = features;
      scores.set(bias);
      for (let i = 0; i < used; i += 1) {
        const base = (places[i] as number) * count;
        for (let label = 0; label < count; label += 1)
          (scores[label] as number) += (values[i] as number) * (weights[base + label] as number);
      }
      toProbabilities(scores, mode);
      const target = targets[row] as Float64Array;
      for (let label = 0; label < count; label += 1) {
        loss -= (target[label] as number) * Math.log(Math.max(scores[label] as number, EPSILON));
        const error = ((scores[label] as number) - (target[label] as number)) * (rowWeights[row] as number);
        scores[label] = error;
        (biasSquares[label] as number) += error * error;
        (bias[label] as number) -= (rate * error) / Math.sqrt((biasSquares[label] as number) + EPSILON);
      }
      for (let i = 0; i < used; i += 1) {
        const base = (places[i] as number) * count;
        for (let label = 0; label < count; label += 1) {
          const gradient = (scores[label] as number) * (values[i] as number);
          const sum = (squares[base + label] as number) + gradient * gradient;
          squares[base + label] = sum;
          (weights[base + label] as number) -=
            (rate * (pace[base + label] as number) * gradient) / Math.sqrt(sum + EPSILON);
        }
      }
    }
    settings.onEpoch?.(epoch, loss / rows.length);
    if (epoch > epochs - averaged) {
      for (let i = 0; i < weights.length; i += 1) (mean[i] as number) += (weights[i] as number) / averaged;
      for (let label = 0; label < count; label += 1) (meanBias[label] as number) += (bias[label] as number) / averaged;
    }
  }
  return { weights: mean, bias: meanBias };
}

/**
 * How fast the weight of a feature for a label is learnt: by what the counts of both say of each other, |ln(rate with / rate without)|,
 * after Wang and Manning (2012). PRIOR rows that say nothing are counted in, so that a feature seen twice moves slowly.
 */
function paceOf(
  texts: readonly NormalisedText[],
  rows: readonly TrainingRow[],
  labels: readonly string[],
  features: FeatureExtractor,
  places: number,
): Float32Array {
  const count = labels.length;
  const pace = new Float32Array(places * count);
  const seen = new Float32Array(places);
  for (const [row, text] of texts.entries()) {
    features.extract(text);
    for (let i = 0; i < features.count; i += 1) {
      const place = features.places[i] as number;
      (seen[place] as number) += 1;
      for (const label of (rows[row] as TrainingRow).labels)
        (pace[place * count + labels.indexOf(label)] as number) += 1;
    }
  }
  for (const [at, label] of labels.entries()) {
    // Of a label that holds of every row the counts say nothing.
    const share = Math.min(1 - EPSILON, rows.filter((row) => row.labels.includes(label)).length / rows.length);
    for (let place = 0; place < places; place += 1) {
      const held = pace[place * count + at] as number;
      const rest = (seen[place] as number) - held;
      const ratio = Math.log((held + PRIOR * share) / share) - Math.log((rest + PRIOR * (1 - share)) / (1 - share));
      // What has no bearing by itself may have some beside others: nothing stands quite still.
      pace[place * count + at] = Math.abs(ratio) + LEAST_PACE;
    }
  }
  return pace;
}

function targetsOf(row: TrainingRow, labels: readonly string[], mode: LabelMode, smoothing: number): Float64Array {
  const share = mode === 'one-of' ? smoothing / labels.length : smoothing / 2;
  return Float64Array.from(labels, (label) => (row.labels.includes(label) ? 1 - smoothing : 0) + share);
}

function maybePerturbed(text: NormalisedText, part: number, random: () => number): NormalisedText {
  if (random() >= part) return text;
  const how = perturbations[Math.floor(random() * perturbations.length)] as Perturbation;
  return normalise(perturb(how, text.raw, random));
}

function labelOfSpans(rows: readonly TrainingRow[], labels: readonly string[]): string | undefined {
  const times = (label: string) => rows.filter(({ spans, labels: of }) => spans?.length && of.includes(label)).length;
  const [most] = labels.map((label) => ({ label, times: times(label) })).sort((a, b) => b.times - a.times);
  return most !== undefined && most.times > 0 ? most.label : undefined;
}

function learnSpans(rows: readonly TrainingRow[], seed: number): { weights: Float32Array; bias: number } {
  const weights = new Float32Array(2 ** SPAN_BITS);
  const squares = new Float32Array(weights.length);
  const words = new WordFeatures(SPAN_BITS);
  const random = randomFrom(seed);
  let bias = 0;
  let biasSquares = 0;
  const order = Int32Array.from(rows.keys());
  for (let epoch = 0; epoch < SPAN_EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const at of order) {
      const row = rows[at] as TrainingRow;
      const text = normalise(random() < 0.3 ? withoutDiacritics(row.text) : row.text);
      const count = words.open(text);
      for (let word = 0; word < count; word += 1) {
        words.at(word);
        const { places, count: used } = words;
        const value = 1 / Math.sqrt(used);
        let score = 0;
        for (let i = 0; i < used; i += 1) score += weights[places[i] as number] as number;
        const range = rawRange(text, words.from[word] as number, words.to[word] as number);
        const error = logistic(score * value + bias) - (isMarked(range, row.spans ?? []) ? 1 : 0);
        biasSquares += error * error;
        bias -= (SPAN_RATE * error) / Math.sqrt(biasSquares + EPSILON);
        const gradient = error * value;
        for (let i = 0; i < used; i += 1) {
          const place = places[i] as number;
          (squares[place] as number) += gradient * gradient;
          (weights[place] as number) -= (SPAN_RATE * gradient) / Math.sqrt((squares[place] as number) + EPSILON);
        }
      }
    }
  }
  return { weights, bias };
}

/** Without diacritics and of the same length, so that marked ranges stay where they are. */
function withoutDiacritics(text: string): string {
  return text.replace(/\p{L}/gu, (letter) => {
    if (/[đĐ]/.test(letter)) return 'd';
    return letter.length === 1 ? (letter.normalize('NFD')[0] as string) : letter;
  });
}

/** A word belongs to a span with more than half of its characters. */
function isMarked(word: Range, spans: readonly Range[]): boolean {
  let covered = 0;
  for (const { from, to } of spans) covered += Math.max(0, Math.min(word.to, to) - Math.max(word.from, from));
  return covered * 2 > word.to - word.from;
}
