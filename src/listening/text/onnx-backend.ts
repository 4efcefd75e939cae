import type * as Runtime from 'onnxruntime-web';
import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { Judgement, ModelBackend, NormalisedText } from '../../text/index.ts';
import { toProbabilities } from '../../text/index.ts';
import { refuseEncoder } from './encoder-refusals.ts';
import { readTokenizer, type Tokenizer } from './onnx-tokenizer.ts';

/** What an operator brings: the graph, its vocabulary, and what neither of them says. */
export interface OnnxFiles {
  /** The encoder with its classifying head: input_ids and attention_mask (int64, [texts, tokens]) in, logits (float32, [texts, labels]) first out. */
  readonly graph: Uint8Array;
  /** tokenizer.json as Hugging Face writes it, Unigram or WordPiece. */
  readonly tokenizer: string;
  /** See `settings`, as JSON. */
  readonly settings: string;
}

const settings = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  /** In the order of the graph's logits. */
  labels: z.array(z.string().min(1).max(100)).min(1).max(64),
  mode: z.enum(['one-of', 'any-of']),
  thresholds: z.record(z.string(), z.number().min(0).max(1)),
  /** Tokens of a text that the graph takes, with the marks at both ends. */
  maxTokens: z.number().int().min(3).max(4096),
  startId: z.number().int().min(0),
  endId: z.number().int().min(0),
  padId: z.number().int().min(0),
});
type Settings = z.infer<typeof settings>;

/** Texts that go through the graph together; padded to the longest of them. */
const BATCH = 16;

/**
 * An operator's encoder behind the pipeline, in WebAssembly on one thread: slower than the linear model by orders of magnitude, so for the
 * texts that the linear model is not sure of. No spans. Refusals: encoder.settings-invalid (facts: field), encoder.tokenizer-unknown,
 * encoder.graph-unusable.
 */
export async function onnxBackend(files: OnnxFiles): Promise<Result<ModelBackend>> {
  const about = readSettings(files.settings);
  if (!about.ok) return about;
  const tokenizer = readTokenizer(files.tokenizer);
  if (!tokenizer.ok) return tokenizer;
  // Loaded only where an encoder is used: the runtime is as large as the rest of the program.
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  try {
    const session = await ort.InferenceSession.create(files.graph, { executionProviders: ['wasm'] });
    const backend = new OnnxBackend(about.value, tokenizer.value, session, ort.Tensor);
    // A graph with other inputs or another number of labels shows it at once, and not in the middle of the night.
    await backend.classify([TRIAL]);
    return ok(backend);
  } catch {
    return refuseEncoder('encoder.graph-unusable');
  }
}

const TRIAL: NormalisedText = {
  raw: 'thử',
  text: 'thử',
  stripped: 'thu',
  offsets: Int32Array.of(0, 1, 2, 3),
  truncated: false,
  notes: [],
};

function readSettings(json: string): Result<Settings> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refuseEncoder('encoder.settings-invalid');
  }
  const parsed = settings.safeParse(value);
  if (!parsed.success)
    return refuseEncoder('encoder.settings-invalid', {
      facts: { field: parsed.error.issues[0]?.path.join('.') ?? '' },
    });
  const { labels, thresholds } = parsed.data;
  if (labels.some((label) => thresholds[label] === undefined))
    return refuseEncoder('encoder.settings-invalid', { facts: { field: 'thresholds' } });
  return ok(parsed.data);
}

class OnnxBackend implements ModelBackend {
  readonly name: string;
  readonly version: string;
  readonly labels: readonly string[];
  readonly mode: Settings['mode'];
  readonly thresholds: Readonly<Record<string, number>>;
  readonly #settings: Settings;
  readonly #tokenizer: Tokenizer;
  readonly #session: Runtime.InferenceSession;
  readonly #Tensor: typeof Runtime.Tensor;

  constructor(about: Settings, tokenizer: Tokenizer, session: Runtime.InferenceSession, Tensor: typeof Runtime.Tensor) {
    this.name = about.name;
    this.version = about.version;
    this.labels = about.labels;
    this.mode = about.mode;
    this.thresholds = about.thresholds;
    this.#settings = about;
    this.#tokenizer = tokenizer;
    this.#session = session;
    this.#Tensor = Tensor;
  }

  async classify(texts: readonly NormalisedText[]): Promise<readonly Judgement[]> {
    const judged: Judgement[] = [];
    for (let at = 0; at < texts.length; at += BATCH) judged.push(...(await this.#run(texts.slice(at, at + BATCH))));
    return judged;
  }

  async #run(texts: readonly NormalisedText[]): Promise<Judgement[]> {
    const { maxTokens, startId, endId, padId } = this.#settings;
    const rows = texts.map(({ text }) => [startId, ...this.#tokenizer.encode(text).slice(0, maxTokens - 2), endId]);
    const width = Math.max(...rows.map((row) => row.length));
    const ids = new BigInt64Array(rows.length * width).fill(BigInt(padId));
    const mask = new BigInt64Array(rows.length * width);
    for (const [at, row] of rows.entries())
      for (const [place, id] of row.entries()) {
        ids[at * width + place] = BigInt(id);
        mask[at * width + place] = 1n;
      }
    const shape = [rows.length, width];
    const given: Record<string, Runtime.Tensor> = {
      input_ids: new this.#Tensor('int64', ids, shape),
      attention_mask: new this.#Tensor('int64', mask, shape),
      token_type_ids: new this.#Tensor('int64', new BigInt64Array(ids.length), shape),
    };
    const feeds = Object.fromEntries(this.#session.inputNames.map((name) => [name, given[name] as Runtime.Tensor]));
    const output = (await this.#session.run(feeds))[this.#session.outputNames[0] as string] as Runtime.Tensor;
    const logits = output.data as Float32Array;
    const count = this.labels.length;
    if (logits.length !== rows.length * count) throw new Error('the graph answers another number of labels');
    return rows.map((_, at) => {
      const scores = Float64Array.from(logits.subarray(at * count, (at + 1) * count));
      toProbabilities(scores, this.mode);
      return { scores: Object.fromEntries(this.labels.map((label, i) => [label, scores[i] as number])), spans: [] };
    });
  }
}
