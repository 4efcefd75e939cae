import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type Ctx, newId, ok, type Result, systemActor, vietnamDate } from '../kernel/index.ts';
import { harmLabels } from './label.ts';
import { marksOf, openTraining } from './listening-sealing.ts';
import { type EvaluationRow, insertEvaluation, insertModel, modelRow, modelWeights } from './model-store.ts';
import { liveVersion } from './pipeline-store.ts';
import { refuse } from './refusals.ts';
import { trainingRows } from './review-store.ts';
import type { Trained, TrainingTask } from './train-worker.ts';

const ROWS_MOST = 20_000;
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
  input: { readonly by: string },
): Promise<Result<{ readonly id: string; readonly macroF1: number }>> {
  const system = ctx.as(systemActor('listening.train'));
  const key = await ctx.kernel.vault.derive('listening.training-text');
  const marks = await marksOf(ctx.kernel);
  const read = await system.transaction(async (tx) => {
    const found = await trainingRows(tx, ROWS_MOST);
    const live = await liveVersion(tx);
    const model = live?.modelId ? await modelRow(tx, live.modelId) : undefined;
    const weights = model ? await modelWeights(tx, model.id) : undefined;
    return ok({ found, baseline: weights ?? null });
  });
  if (!read.ok) return read;
  if (read.value.found.length < ROWS_LEAST)
    return refuse('model.too-few-labels', { facts: { rows: read.value.found.length, least: ROWS_LEAST } });

  const parts: Record<'train' | 'dev' | 'heldOut', { text: string; labels: string[] }[]> = {
    train: [],
    dev: [],
    heldOut: [],
  };
  for (const row of read.value.found) {
    const chance = marks.chance('place', Buffer.from(row.observation));
    const part = chance < 0.7 ? 'train' : chance < 0.85 ? 'dev' : 'heldOut';
    parts[part].push({ text: openTraining(key, row.observation, row.sealed), labels: [...row.labels] });
  }
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
  const trained = await train({ ...parts, name: 'decisions', version, baseline: read.value.baseline });
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
    const evaluation: EvaluationRow = {
      model: id,
      heldOut: parts.heldOut.length,
      macroF1: trained.macroF1,
      baselineMacroF1: trained.baselineMacroF1,
      perLabel: trained.perLabel,
      fairness: trained.fairness,
      at: tx.now,
    };
    await insertEvaluation(tx, newId<'evaluation'>(tx.now.getTime()), evaluation);
    tx.audit({
      action: 'listening-model.train',
      object: { kind: 'listening-model', id },
      codes: { rows: parts.train.length, heldOut: parts.heldOut.length },
    });
    return ok({ id, macroF1: trained.macroF1 });
  });
}

/** In a thread of its own: learning takes seconds to minutes and would hold up everything else of the process. */
function train(task: TrainingTask): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: task });
    worker.once('message', (answer: Trained) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the training thread ended with ${code}`));
    });
  });
}
