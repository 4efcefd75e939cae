import {
  type Ctx,
  type LongJobKind,
  type LongWork,
  listLongJobs,
  ok,
  type Result,
  startLongJob,
  stopLongJob,
  systemActor,
} from '../../kernel/index.ts';
import type { TrainingView } from '../listening-view.ts';
import { refuse } from '../refusals.ts';
import { ROWS_LEAST, trainOnLabels } from './train-on-labels.ts';
import { countTrainingRows } from './training-text-store.ts';

const SHOWN = 10;
/** Kind of the long work; there is one in the country, on what people have decided. */
const TRAINING_WORK = 'listening.training';
const OBJECT = 'decisions';

/** A training as long work. */
export const trainingWork: LongJobKind = {
  kind: TRAINING_WORK,
  roles: ['listening_analyst', 'listening_supervisor'],
  run: doTraining,
};

/** Asks for a training on everything that people have decided; the run that already waits or goes on, where there is one. */
export async function requestTraining(ctx: Ctx): Promise<Result<{ readonly run: string }>> {
  return ctx.transaction(async (tx) => {
    const started = await startLongJob(tx, { kind: TRAINING_WORK, objectId: OBJECT, national: true });
    if (!started.ok) return started;
    if (!started.value.already) tx.audit({ action: 'listening-model.train' });
    return ok({ run: started.value.id });
  });
}

/** Stops the training that goes on; nothing comes of it. Refusals: `model.not-found`, `long-job.over` */
export async function stopTraining(ctx: Ctx): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const [last] = await listLongJobs(tx, TRAINING_WORK, 1);
    if (!last) return refuse('model.not-found');
    tx.audit({ action: 'listening-model.train', codes: { act: 'stop' } });
    return stopLongJob(tx, ctx.kernel, { kind: TRAINING_WORK, id: last.id });
  });
}

async function doTraining(ctx: Ctx, work: LongWork): Promise<Result<{ readonly outcome?: { model: string } }>> {
  const trained = await trainOnLabels(ctx, { by: work.askedBy, signal: work.signal });
  return trained.ok ? ok({ outcome: { model: trained.value.id } }) : trained;
}

/** What there is to learn from, how much is needed, and the last runs, newest first. */
export async function trainingStatus(ctx: Ctx): Promise<Result<TrainingView>> {
  // Texts are beyond every person's row lock; how many there are is not.
  const counted = await ctx
    .as(systemActor('listening.count-training'))
    .transaction(async (tx) => ok(await countTrainingRows(tx)));
  if (!counted.ok) return counted;
  return ctx.transaction(async (tx) =>
    ok({ rows: counted.value, least: ROWS_LEAST, runs: await listLongJobs(tx, TRAINING_WORK, SHOWN) }),
  );
}
