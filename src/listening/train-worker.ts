/** The thread that trains: gets rows, gives weights and figures. It knows no database and no key. */
import { parentPort, workerData } from 'node:worker_threads';
import type { GroupFigures, LabelFigures } from './model-store.ts';
import { evaluateModel } from './text/evaluate-model.ts';
import { LinearModel, loadModel, writeModel } from './text/linear-model.ts';
import { trainModel } from './text/train-model.ts';
import type { TrainingRow } from './text/training-data.ts';

export interface TrainingTask {
  readonly train: readonly TrainingRow[];
  readonly dev: readonly TrainingRow[];
  readonly heldOut: readonly TrainingRow[];
  readonly name: string;
  readonly version: string;
  /** Weights of the live model, measured on the same rows; null where there are none of ours. */
  readonly baseline: Uint8Array | null;
}

export type Trained =
  | {
      readonly bytes: Uint8Array;
      readonly labels: readonly string[];
      readonly macroF1: number;
      readonly baselineMacroF1: number | null;
      readonly perLabel: readonly LabelFigures[];
      readonly fairness: readonly GroupFigures[];
    }
  | { readonly refused: string };

/** What a decision without any label says. */
const HARMLESS = 'none';

export async function runTraining(task: TrainingTask): Promise<Trained> {
  const trained = trainModel(task.train, task.dev, { name: task.name, version: task.version, mode: 'any-of' });
  if (!trained.ok) return { refused: trained.refusal.code };
  const model = new LinearModel(trained.value.parts);
  const figures = await evaluateModel(model, task.heldOut, { harmless: HARMLESS });
  const before = task.baseline === null ? undefined : loadModel(task.baseline);
  // Only where the live model answers the same question are the two figures beside each other worth anything.
  const comparable =
    before?.labels.length === model.labels.length && model.labels.every((one) => before.labels.includes(one));
  return {
    bytes: writeModel(trained.value.parts),
    labels: model.labels,
    macroF1: figures.macroF1,
    baselineMacroF1:
      before && comparable ? (await evaluateModel(before, task.heldOut, { harmless: HARMLESS })).macroF1 : null,
    perLabel: Object.entries(figures.labels).map(([label, of]) => ({ label, ...of })),
    fairness: Object.entries(figures.fairness).flatMap(([group, of]) =>
      of.falseAlarms === null ? [] : [{ group, falsePositive: of.falseAlarms, sample: of.rows }],
    ),
  };
}

if (parentPort) runTraining(workerData as TrainingTask).then((answer) => parentPort?.postMessage(answer));
