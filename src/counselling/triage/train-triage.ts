import { ok, type Result } from '../../kernel/index.ts';
import { LinearModel, neutralLines, normalise, type TrainingRow, trainModel, writeModel } from '../../text/index.ts';
import { generateMessages, grammarDigest, type SyntheticMessage } from './generate-messages.ts';
import { IMMINENT, scoreOf } from './triage-model.ts';

export interface TrainTriage {
  readonly seed: number;
  /** Messages to learn from, and those that calibrate and choose the threshold. */
  readonly train: number;
  readonly dev: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const TRAIN_TRIAGE: TrainTriage = { seed: 15, train: 16_000, dev: 4_000 };

/** Half of what is learnt from is imminent; of what calibrates, as many as among the contacts of a helpline (1 in 12). */
const TAUGHT_IMMINENT = 0.4;
const DEV_IMMINENT = 1 / 12;
/** Part of the other messages that may be flagged: a miss costs more than a look. */
const FALSE_ALARMS = 0.025;
/** A small model: 2^18 places of one label. */
const SCHEME = { bits: 18, words: 2, shortest: 2, longest: 4 };

/**
 * Trains the model of first messages from the templates of `train` and `dev` and the neutral lines alone and gives its file; the same settings give the same
 * bytes. Scores are calibrated on `dev` (logistic regression after Platt, 1999), and the threshold is the lowest that flags
 * FALSE_ALARMS of the other messages there. Refusals: those of `trainModel`.
 */
export function trainTriage({ seed, train, dev, onEpoch }: TrainTriage): Result<Buffer> {
  const taught = generateMessages('train', { seed, count: train, imminent: TAUGHT_IMMINENT, disguised: true });
  const held = generateMessages('dev', { seed, count: dev, imminent: DEV_IMMINENT, disguised: true });
  const neutral = neutralLines().map((text): TrainingRow => ({ text, labels: [] }));
  const trained = trainModel([...taught.map(rowOf), ...neutral], held.map(rowOf), {
    name: 'first-message',
    version: '1',
    mode: 'any-of',
    seed,
    scheme: SCHEME,
    source: {
      data: 'synthetic, from the templates in grammar/, and neutral lines',
      train: grammarDigest('train'),
      dev: grammarDigest('dev'),
    },
    ...(onEpoch === undefined ? {} : { onEpoch }),
  });
  if (!trained.ok) return trained;
  const { parts } = trained.value;
  const texts = held.map(({ text }) => normalise(text));
  const raw = new LinearModel(parts);
  const { slope, shift } = calibration(
    texts.map((text) => logit(scoreOf(raw, text))),
    held.map(({ imminent }) => imminent),
  );
  const [scale = 1] = parts.head.scale;
  const [bias = 0] = parts.head.bias;
  const head = { ...parts.head, scale: [scale * slope], bias: [bias * slope + shift] };
  const calibrated = new LinearModel({ ...parts, head });
  const others = texts.filter((_, at) => !held[at]?.imminent).map((text) => scoreOf(calibrated, text));
  const threshold = others.toSorted((a, b) => b - a)[Math.floor(others.length * FALSE_ALARMS)] as number;
  return ok(writeModel({ ...parts, head: { ...head, thresholds: { [IMMINENT]: round(threshold) } } }));
}

const rowOf = ({ text, imminent }: SyntheticMessage): TrainingRow => ({ text, labels: imminent ? [IMMINENT] : [] });

const LEAST = 1e-6;
const logit = (score: number) => {
  const inside = Math.min(1 - LEAST, Math.max(LEAST, score));
  return Math.log(inside / (1 - inside));
};
const logistic = (value: number) => 1 / (1 + Math.exp(-value));
const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Slope and shift of a logistic regression of one number, by Newton's method with halved steps where one goes too far. */
function calibration(values: readonly number[], truth: readonly boolean[]): { slope: number; shift: number } {
  let [slope, shift] = [1, 0];
  const loss = (a: number, b: number) =>
    values.reduce((sum, value, i) => {
      const margin = (a * value + b) * (truth[i] ? 1 : -1);
      return sum + Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }, 0);
  for (let round = 0; round < 50; round += 1) {
    let [ga, gb, haa, hab, hbb] = [0, 0, LEAST, 0, LEAST];
    for (const [i, value] of values.entries()) {
      const held = logistic(slope * value + shift);
      const error = held - (truth[i] ? 1 : 0);
      const weight = held * (1 - held);
      ga += error * value;
      gb += error;
      haa += weight * value * value;
      hab += weight * value;
      hbb += weight;
    }
    const det = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det];
    let step = 1;
    while (step > LEAST && loss(slope - step * da, shift - step * db) > loss(slope, shift)) step /= 2;
    slope -= step * da;
    shift -= step * db;
    if (Math.abs(da) + Math.abs(db) < LEAST) break;
  }
  return { slope, shift };
}
