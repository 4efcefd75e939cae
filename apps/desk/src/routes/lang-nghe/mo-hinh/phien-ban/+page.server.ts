import { actorNames, labelOptions, useState } from '../../../../listening/operations-view.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { formatNumber } from '../../../../parts/format.ts';
import { field, number, valueOrError } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import { jobViews } from '../../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-model.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-versions');
  const { listening } = app.modules;
  const all = valueOrError(ctx, await listening.listPipelineVersions(ctx));
  const who = await actorNames(
    app,
    ctx,
    all.flatMap((version) => [version.createdBy, version.promotedBy]),
  );
  const jobs = await jobViews(
    app,
    ctx,
    all.flatMap((version) => version.replayJob ?? []),
  );
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const mayDraft = may('listening-replay.run');
  const state = url.searchParams.get('dung') ?? '';
  const live = all.find((version) => version.state === 'LIVE');
  return {
    rows: all
      .filter((version) => state === '' || version.state === state)
      .map((version) => ({
        id: version.id,
        number: version.number,
        state: useState(version.state),
        reason: words('listening_pipeline_origin', version.reason),
        model: version.model ?? m.listening_pipeline_no_model(),
        rules: version.rules,
        createdBy: who(version.createdBy),
        createdAt: version.createdAt,
        promoted: version.promotedAt === null ? null : { by: who(version.promotedBy ?? ''), at: version.promotedAt },
        job: jobs.find((job) => job.id === version.replayJob?.id) ?? null,
        replayed:
          version.replay === null
            ? ''
            : m.listening_replay_done({
                total: formatNumber(version.replay.total, getLocale()),
                count: version.replay.total,
              }),
      })),
    draft: mayDraft
      ? {
          models: valueOrError(ctx, await listening.listModels(ctx)).map((model) => ({
            value: model.id,
            label: `${model.name} ${model.version} · ${useState(model.state).text}`,
          })),
          // For each rule the version in use and newer drafts.
          rules: valueOrError(ctx, await listening.listRules(ctx)).map((rule) => ({
            code: rule.code,
            name: localName(rule),
            live: rule.versions.find((one) => live?.ruleVersions.includes(one.id))?.id ?? '',
            versions: rule.versions.map((one) => ({
              value: one.id,
              label: `${m.listening_version({ number: one.version })} · ${useState(one.state).text}`,
            })),
          })),
          labels: labelOptions(app).filter(({ value }) => listening.harmLabels.includes(value)),
          thresholds: live?.thresholds ?? {},
        }
      : undefined,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  soan: permittedAct('listening-replay.run', ({ ctx, modules, form }) => {
    const { listening } = modules;
    const thresholds = Object.fromEntries(
      listening.harmLabels.flatMap((code) => {
        const percent = number(form, `threshold-${code}`);
        return percent === undefined ? [] : [[code, percent / 100]];
      }),
    );
    const model = field(form, 'model');
    return listening.draftVersion(ctx, {
      ruleVersions: form.getAll('rule').filter((id): id is string => typeof id === 'string' && id !== ''),
      ...(model === undefined ? {} : { modelId: model }),
      thresholds,
    });
  }),
};
