import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type Ctx, newId, ok, type Result, systemActor, vietnamDate } from '../../kernel/index.ts';
import { liveVersion } from '../pipeline/pipeline-store.ts';
import { refuse } from '../refusals.ts';
import { decidedRows } from '../review/decided-rows.ts';
import { harmLabels } from '../review/label.ts';
import { insertEvaluation, insertModel, modelWeights } from './model-store.ts';
import type { Trained, TrainingTask } from './train-worker.ts';

/** Decided posts under which no model is trained. */
export const ROWS_LEAST = 300;
/** Posts with a label in the part that is learnt from, under which the label is left out. */
const LABEL_LEAST = 15;

/**
 * Trains a model on the decisions of people: their masked texts, divided by chance into what is learnt, what sets the
 * thresholds and what is held out; measures it and the live one on what was held out, with the rate of false alarms by
 * group; and registers it as a candidate. Refusals: `model.too-few-labels` (facts: rows, least), `training-data.*`
 */
export async function trainOnLabels(
  ctx: Ctx,
  input: { readonly by: string; readonly signal: AbortSignal },
): Promise<Result<{ readonly id: string; readonly macroF1: number }>> {
  const system = ctx.as(systemActor('listening.train'));
  const decided = await decidedRows(ctx);
  if (!decided.ok) return decided;
  const { total, parts } = decided.value;
  if (total < ROWS_LEAST) return refuse('model.too-few-labels', { facts: { rows: total, least: ROWS_LEAST } });
  const live = await system.transaction(async (tx) => {
    const version = await liveVersion(tx);
    return ok(version?.modelId ? ((await modelWeights(tx, version.modelId)) ?? null) : null);
  });
  if (!live.ok) return live;

  const counts = new Map<string, number>();
  // Harms alone: contexts are for rules, and a post without a harm is what a false alarm is measured on.
  for (const { labels } of parts.train)
    for (const one of labels) if (harmLabels.some((code) => code === one)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const kept = new Set([...counts].filter(([, n]) => n >= LABEL_LEAST).map(([code]) => code));
  if (kept.size === 0)
    return refuse('model.too-few-labels', { facts: { rows: parts.train.length, least: LABEL_LEAST } });
  for (const rows of Object.values(parts))
    for (const row of rows) row.labels = row.labels.filter((one) => kept.has(one));

  const version = vietnamDate(ctx.now);
  const trained = await train({ ...parts, name: 'decisions', version, baseline: live.value }, input.signal);
  if ('refused' in trained) return refuse('model.training-refused', { facts: { reason: trained.refused } });
  const id = newId<'model'>(ctx.now.getTime());
  const weights = Buffer.from(trained.bytes);
  return system.transaction(async (tx) => {
    await insertModel(
      tx,
      {
        id,
        name: 'decisions',
        version,
        backend: 'linear-v1',
        labels: trained.labels,
        trainedOn: parts.train.length,
        weights,
        digest: createHash('sha256').update(weights).digest(),
      },
      input.by,
    );
    await insertEvaluation(tx, id, parts.heldOut.length, trained);
    tx.audit({
      action: 'listening-model.train',
      object: { kind: 'listening-model', id },
      codes: { rows: parts.train.length, heldOut: parts.heldOut.length },
    });
    return ok({ id, macroF1: trained.macroF1 });
  });
}

/** In a thread of its own: learning takes seconds to minutes and would hold up everything else of the process. */
function train(task: TrainingTask, signal: AbortSignal): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: task });
    worker.once('message', (answer: Trained) => {
      resolve(answer);
      void worker.terminate();
    });
    signal.addEventListener('abort', () => {
      resolve({ refused: 'stopped' });
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the training thread ended with ${code}`));
    });
  });
}
