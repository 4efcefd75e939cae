import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { ok, type Result } from '../kernel/index.ts';
import { FeatureExtractor } from './features.ts';
import type { Judgement, ModelBackend } from './model-backend.ts';
import { NORMALISER_VERSION, type NormalisedText } from './normalise.ts';
import { refuse } from './refusals.ts';
import { SpanTagger } from './spans.ts';

/**
 * The file of a linear model: 8 bytes of magic, format (1 byte), length of the head (4 bytes, big endian), the head as JSON, the weights
 * (int8, deflated), and the SHA-256 of all before it. The weights lie feature by feature, one for each label; then the span tagger's.
 */
const MAGIC = Buffer.from('LACHANLM', 'latin1');
const FORMAT = 1;
const BEFORE_HEAD = MAGIC.length + 1 + 4;
const CHECKSUM = 32;
/** As large as a model may be in memory: 2^22 places of 16 labels. */
const WEIGHTS_MOST = 2 ** 26;

const part = z.number().min(0).max(1);
const head = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  labels: z
    .array(z.string().regex(/^\S.{0,99}$/))
    .min(1)
    .max(64),
  mode: z.enum(['one-of', 'any-of']),
  thresholds: z.record(z.string(), part),
  scheme: z.object({
    bits: z.number().int().min(8).max(22),
    words: z.number().int().min(1).max(4),
    shortest: z.number().int().min(1).max(4),
    longest: z.number().int().min(1).max(8),
  }),
  normaliser: z.string().max(32),
  bias: z.array(z.number()),
  scale: z.array(z.number()),
  spans: z
    .object({
      label: z.string(),
      bits: z.number().int().min(8).max(20),
      scale: z.number(),
      bias: z.number(),
      threshold: part,
    })
    .nullable(),
  /** Where the weights come from: data with licence and digest, settings, figures on the held-out set. For people; nothing reads it. */
  provenance: z.record(z.string(), z.json()),
});

/** Everything of a model that is not a weight. */
export type ModelHead = z.infer<typeof head>;

/** A model as it is kept: its head, the weights of its labels and those of its span tagger. */
export interface LinearModelParts {
  readonly head: ModelHead;
  /** 2^bits x labels. */
  readonly weights: Int8Array;
  /** 2^spans.bits, empty without a tagger. */
  readonly spanWeights: Int8Array;
}

/** Bytes of a model file. */
export function writeModel({ head: about, weights, spanWeights }: LinearModelParts): Buffer {
  const text = Buffer.from(JSON.stringify(head.parse(about)), 'utf8');
  const before = Buffer.alloc(BEFORE_HEAD);
  MAGIC.copy(before);
  before.writeUInt8(FORMAT, MAGIC.length);
  before.writeUInt32BE(text.length, MAGIC.length + 1);
  const packed = deflateRawSync(Buffer.concat([bytesOf(weights), bytesOf(spanWeights)]), { level: 9 });
  const whole = Buffer.concat([before, text, packed]);
  return Buffer.concat([whole, createHash('sha256').update(whole).digest()]);
}

const bytesOf = ({ buffer, byteOffset, length }: Int8Array) => new Uint8Array(buffer, byteOffset, length);

/** Reads a model file back, or says why it is none. Never throws, whatever the bytes. */
export function readModel(bytes: Uint8Array): Result<LinearModelParts> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return refuse('model-file.foreign');
  if (file.length < BEFORE_HEAD + CHECKSUM) return refuse('model-file.damaged');
  if (file[MAGIC.length] !== FORMAT) return refuse('model-file.other-format');
  const whole = file.subarray(0, -CHECKSUM);
  if (!createHash('sha256').update(whole).digest().equals(file.subarray(-CHECKSUM)))
    return refuse('model-file.damaged');
  const headEnd = BEFORE_HEAD + file.readUInt32BE(MAGIC.length + 1);
  try {
    const about = head.parse(JSON.parse(whole.subarray(BEFORE_HEAD, headEnd).toString('utf8')));
    const count = about.labels.length * 2 ** about.scheme.bits;
    const spanCount = about.spans === null ? 0 : 2 ** about.spans.bits;
    if (count + spanCount > WEIGHTS_MOST || !fits(about)) return refuse('model-file.damaged');
    if (about.normaliser !== NORMALISER_VERSION) return refuse('model-file.other-normaliser');
    const unpacked = inflateRawSync(whole.subarray(headEnd), { maxOutputLength: count + spanCount });
    if (unpacked.length !== count + spanCount) return refuse('model-file.damaged');
    const weights = new Int8Array(unpacked.buffer, unpacked.byteOffset, unpacked.length);
    return ok({ head: about, weights: weights.subarray(0, count), spanWeights: weights.subarray(count) });
  } catch {
    return refuse('model-file.damaged');
  }
}

function fits({ labels, bias, scale, thresholds, spans }: ModelHead): boolean {
  return (
    new Set(labels).size === labels.length &&
    bias.length === labels.length &&
    scale.length === labels.length &&
    labels.every((label) => thresholds[label] !== undefined) &&
    (spans === null || labels.includes(spans.label))
  );
}

/** Rounds weights to int8, label by label; the scale gives them back. */
export function quantise(weights: Float32Array, labels: number): { weights: Int8Array; scale: number[] } {
  const most = new Array<number>(labels).fill(0);
  for (let i = 0; i < weights.length; i += 1)
    most[i % labels] = Math.max(most[i % labels] as number, Math.abs(weights[i] as number));
  const scale = most.map((value) => (value === 0 ? 1 : value / 127));
  const rounded = new Int8Array(weights.length);
  for (let i = 0; i < weights.length; i += 1)
    rounded[i] = Math.round((weights[i] as number) / (scale[i % labels] as number));
  return { weights: rounded, scale };
}

/** Turns scores into probabilities in place: softmax where one label holds, logistic where any number may. */
export function toProbabilities(scores: Float64Array, mode: ModelHead['mode']): void {
  if (mode === 'any-of') {
    for (let i = 0; i < scores.length; i += 1) scores[i] = 1 / (1 + Math.exp(-(scores[i] as number)));
    return;
  }
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let i = 0; i < scores.length; i += 1) {
    scores[i] = Math.exp((scores[i] as number) - most);
    sum += scores[i] as number;
  }
  for (let i = 0; i < scores.length; i += 1) (scores[i] as number) /= sum;
}

/** Hashed words and characters with one weight for each label, softmax or logistic on top. */
export class LinearModel implements ModelBackend {
  readonly name: string;
  readonly version: string;
  readonly labels: readonly string[];
  readonly mode: ModelHead['mode'];
  readonly thresholds: Readonly<Record<string, number>>;
  readonly head: ModelHead;
  readonly #weights: Int8Array;
  readonly #features: FeatureExtractor;
  readonly #scores: Float64Array;
  readonly #tagger: SpanTagger | null;

  constructor({ head: about, weights, spanWeights }: LinearModelParts) {
    this.head = about;
    this.name = about.name;
    this.version = about.version;
    this.labels = about.labels;
    this.mode = about.mode;
    this.thresholds = about.thresholds;
    this.#weights = weights;
    this.#features = new FeatureExtractor(about.scheme);
    this.#scores = new Float64Array(about.labels.length);
    this.#tagger = about.spans === null ? null : new SpanTagger(about.spans, spanWeights);
  }

  classify(texts: readonly NormalisedText[]): readonly Judgement[] {
    return texts.map((text) => this.judge(text));
  }

  judge(text: NormalisedText): Judgement {
    this.#score(text);
    const scores: Record<string, number> = {};
    for (let i = 0; i < this.labels.length; i += 1) scores[this.labels[i] as string] = this.#scores[i] as number;
    // Words are marked in texts that the model holds to be of the kind; a reader wants to know why.
    const tagger = this.#tagger;
    const marked = tagger !== null && (scores[tagger.label] as number) >= (this.thresholds[tagger.label] as number);
    return { scores, spans: marked ? tagger.tag(text) : [] };
  }

  #score(text: NormalisedText): void {
    const features = this.#features;
    features.extract(text);
    const { places, values, count } = features;
    const labels = this.labels.length;
    const scores = this.#scores;
    const weights = this.#weights;
    scores.fill(0);
    for (let i = 0; i < count; i += 1) {
      const base = (places[i] as number) * labels;
      const value = values[i] as number;
      for (let label = 0; label < labels; label += 1)
        (scores[label] as number) += value * (weights[base + label] as number);
    }
    for (let label = 0; label < labels; label += 1)
      scores[label] =
        (scores[label] as number) * (this.head.scale[label] as number) + (this.head.bias[label] as number);
    toProbabilities(scores, this.mode);
  }
}

/** Opens a model file. Throws an Error with the refusal's words where it is none; `readModel` answers it as a value. */
export function loadModel(bytes: Uint8Array): LinearModel {
  const read = readModel(bytes);
  if (read.ok) return new LinearModel(read.value);
  const { vi, en } = read.refusal.text;
  throw new Error(`${vi.title} ${vi.next} ${en.title} ${en.next}`);
}
