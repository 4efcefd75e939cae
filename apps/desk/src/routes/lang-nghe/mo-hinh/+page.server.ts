import { actorNames, useState } from '../../../listening/operations-view.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import { jobViews } from '../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-model.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-models');
  const { listening } = app.modules;
  const all = valueOrError(ctx, await listening.listModels(ctx));
  const training = valueOrError(ctx, await listening.trainingStatus(ctx));
  const who = await actorNames(app, ctx, [...all.map((model) => model.createdBy)]);
  const state = url.searchParams.get('dung') ?? '';
  const live = all.find((model) => model.state === 'LIVE');
  return {
    rows: all
      .filter((model) => state === '' || model.state === state)
      .map((model) => ({
        id: model.id,
        name: `${model.name} ${model.version}`,
        state: useState(model.state),
        backend: words('listening_model_backend', model.backend),
        labels: model.labels.length,
        trainedOn: model.trainedOn,
        brought: model.digest !== null && model.trainedOn === 0,
        macroF1: model.evaluation?.macroF1 ?? null,
        baseline: model.evaluation?.baselineMacroF1 ?? null,
        heldOut: model.evaluation?.heldOut ?? null,
        createdBy: who(model.createdBy),
        createdAt: model.createdAt,
      })),
    live: live && { id: live.id, name: `${live.name} ${live.version}` },
    training: {
      rows: training.rows,
      least: training.least,
      going: training.runs.some((run) => run.state === 'WAITING' || run.state === 'RUNNING'),
      runs: (await jobViews(app, ctx, training.runs)).map((job, at) => ({
        job,
        model: training.runs[at]?.outcome.model ?? null,
      })),
    },
    mayTrain: app.permissions.allows({ action: 'listening-model.train' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  hoc: permittedAct('listening-model.train', ({ ctx, modules }) => modules.listening.requestTraining(ctx)),
  ngung: permittedAct('listening-model.train', ({ ctx, modules }) => modules.listening.stopTraining(ctx)),
};
