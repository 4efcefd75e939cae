/** The thread that trains: gets rows, gives weights and figures. It knows no database and no key. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingRow } from '../../text/index.ts';
import { LinearModel, loadModel, trainModel, writeModel } from '../../text/index.ts';
import { type Measured, measureModel } from './measure-model.ts';

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
  | (Measured & { readonly bytes: Uint8Array; readonly labels: readonly string[] })
  | { readonly refused: string };

export async function runTraining(task: TrainingTask): Promise<Trained> {
  const trained = trainModel(task.train, task.dev, { name: task.name, version: task.version, mode: 'any-of' });
  if (!trained.ok) return { refused: trained.refusal.code };
  const model = new LinearModel(trained.value.parts);
  const live = task.baseline === null ? undefined : loadModel(task.baseline);
  return {
    bytes: writeModel(trained.value.parts),
    labels: model.labels,
    ...(await measureModel(model, live, task.heldOut)),
  };
}

if (parentPort) runTraining(workerData as TrainingTask).then((answer) => parentPort?.postMessage(answer));
