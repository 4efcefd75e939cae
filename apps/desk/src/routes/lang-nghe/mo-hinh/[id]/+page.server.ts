import { error } from '@sveltejs/kit';
import { actorNames, labelName, useState } from '../../../../listening/operations-view.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-model.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:listening-models');
  const { listening } = app.modules;
  const model = valueOrError(ctx, await listening.listModels(ctx)).find((one) => one.id === params.id);
  if (!model) error(404, m.listening_model_unknown());
  const who = await actorNames(app, ctx, [model.createdBy]);
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const { evaluation } = model;
  return {
    model: {
      id: model.id,
      name: `${model.name} ${model.version}`,
      state: useState(model.state),
      backend: words('listening_model_backend', model.backend),
      bytes: model.bytes,
      digest: model.digest,
      trainedOn: model.trainedOn,
      labels: model.labels.map((code) => labelName(app, code)),
      createdBy: who(model.createdBy),
      own: ctx.actor.kind === 'person' && model.createdBy === ctx.actor.person,
      createdAt: model.createdAt,
      evaluation: evaluation && {
        heldOut: evaluation.heldOut,
        macroF1: evaluation.macroF1,
        baseline: evaluation.baselineMacroF1,
        at: evaluation.at,
        perLabel: evaluation.perLabel
          .map((one) => ({ ...one, label: labelName(app, one.label) }))
          .toSorted((a, b) => b.support - a.support),
        all: evaluation.fairness.find(({ group }) => group === 'all')?.falsePositive,
        fairness: evaluation.fairness
          .filter((one) => one.sample > 0)
          .map((one) => ({
            label: words('listening_model_group', one.group),
            sample: one.sample,
            value: one.falsePositive,
            ...listening.wilson(one.falsePositive, one.sample),
          })),
      },
    },
    mayPromote: may('listening-pipeline.promote'),
    mayReplay: may('listening-replay.run'),
  };
};

export const actions: Actions = {
  dung: permittedAct('listening-pipeline.promote', ({ ctx, modules, params }) =>
    modules.listening.promoteModel(ctx, { model: params.id }),
  ),
  /** Drafts a version of the pipeline with this model in it, to be replayed and compared first. */
  soan: permittedAct('listening-replay.run', ({ ctx, modules, params }) =>
    modules.listening.draftVersion(ctx, { modelId: params.id, thresholds: {} }),
  ),
};
