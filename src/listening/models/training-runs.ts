import { type Ctx, newId, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import type { TrainingView } from '../listening-view.ts';
import { actorName } from '../who.ts';
import { ROWS_LEAST, trainOnLabels } from './train-on-labels.ts';
import {
  beginTrainingRun,
  countTrainingRows,
  endTrainingRun,
  insertTrainingRun,
  trainingRunRows,
} from './training-run-store.ts';

const SHOWN = 10;
/** A run that began longer ago than this was broken off; the next may be asked for. */
const BROKEN_OFF = 6 * 3_600_000;

/** Asks for a training on everything that people have decided; the run that already waits or goes on, where there is one. */
export async function requestTraining(ctx: Ctx): Promise<Result<{ readonly run: string }>> {
  return ctx.transaction(async (tx) => {
    const open = (await trainingRunRows(tx, 1)).find(
      (run) => run.finishedAt === null && run.askedAt.getTime() > tx.now.getTime() - BROKEN_OFF,
    );
    if (open) return ok({ run: open.id });
    const run = newId<'training-run'>(tx.now.getTime());
    await insertTrainingRun(tx, run, actorName(tx.actor));
    await tx.enqueue('listening.train', { run }, { key: 'listening.train' });
    tx.audit({ action: 'listening-model.train' });
    return ok({ run });
  });
}

/** Does a training that was asked for, and writes down what came of it: the job behind it. */
export async function doTraining(ctx: Ctx, input: { readonly run: string }): Promise<Result<void>> {
  const id = parseId<'training-run'>(input.run);
  if (id === undefined) return ok();
  const system = ctx.as(systemActor('listening.train'));
  const begun = await system.transaction(async (tx) => ok(await beginTrainingRun(tx, id)));
  if (!begun.ok) return begun;
  if (!begun.value) return ok();
  const trained = await trainOnLabels(ctx, { by: begun.value.askedBy });
  return system.transaction(async (tx) => {
    await endTrainingRun(
      tx,
      id,
      trained.ok ? { model: trained.value.id, refusal: null } : { model: null, refusal: trained.refusal.code },
    );
    return ok();
  });
}

/** What there is to learn from, how much is needed, and the last runs, newest first. */
export async function trainingStatus(ctx: Ctx): Promise<Result<TrainingView>> {
  // Texts are beyond every person's row lock; how many there are is not.
  const counted = await ctx
    .as(systemActor('listening.count-training'))
    .transaction(async (tx) => ok(await countTrainingRows(tx)));
  if (!counted.ok) return counted;
  return ctx.transaction(async (tx) =>
    ok({
      rows: counted.value,
      least: ROWS_LEAST,
      runs: (await trainingRunRows(tx, SHOWN)).map((run) => ({
        id: run.id,
        state: run.refusal ? 'REFUSED' : run.finishedAt ? 'DONE' : run.startedAt ? 'RUNNING' : 'WAITING',
        askedBy: run.askedBy,
        askedAt: run.askedAt.toISOString(),
        startedAt: run.startedAt?.toISOString() ?? null,
        finishedAt: run.finishedAt?.toISOString() ?? null,
        model: run.model,
        refusal: run.refusal,
      })),
    }),
  );
}
