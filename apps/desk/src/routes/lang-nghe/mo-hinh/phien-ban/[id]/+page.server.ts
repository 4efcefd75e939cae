import { error } from '@sveltejs/kit';
import { DAY } from '../../../../../../../../src/kernel/time.pure.ts';
import { vietnamDay } from '../../../../../deadline-rule/current-law.server.ts';
import { decideApproval, pendingApprovals } from '../../../../../duty/approvals.server.ts';
import {
  actorNames,
  changesView,
  labelName,
  periodOf,
  useState,
} from '../../../../../listening/operations-view.server.ts';
import { m } from '../../../../../paraglide/messages.js';
import { text, valueOrError } from '../../../../../server/answer.server.ts';
import { localName, words } from '../../../../../server/codes.server.ts';
import { permittedAct } from '../../../../../server/form-act.server.ts';
import { jobViews } from '../../../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-model.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:listening-versions');
  const { listening } = app.modules;
  const all = valueOrError(ctx, await listening.listPipelineVersions(ctx));
  const version = all.find((one) => one.id === params.id);
  if (!version) error(404, m.listening_pipeline_version_unknown());
  const who = await actorNames(app, ctx, [version.createdBy, version.promotedBy]);
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const live = all.find((one) => one.state === 'LIVE');
  const { replay } = version;
  // Who only checks what is kept sees no posts and no clusters.
  const diff =
    replay && may('listening-rule.read')
      ? valueOrError(ctx, await listening.replayDiff(ctx, { replay: replay.id }))
      : null;
  const rules = may('listening-rule.read') ? valueOrError(ctx, await listening.listRules(ctx)) : [];
  const rulesOf = (ids: readonly string[]) =>
    rules.flatMap((rule) => {
      const held = rule.versions.find((one) => ids.includes(one.id));
      return held ? [{ code: rule.code, name: localName(rule), version: held.version }] : [];
    });
  const before = new Map(rulesOf(live?.ruleVersions ?? []).map((rule) => [rule.code, rule]));
  const after = new Map(rulesOf(version.ruleVersions).map((rule) => [rule.code, rule]));
  return {
    version: {
      id: version.id,
      number: version.number,
      state: useState(version.state),
      reason: words('listening_pipeline_origin', version.reason),
      model: version.model ?? m.listening_pipeline_no_model(),
      rules: version.rules,
      stages: Object.entries(version.stages).map(([stage, of]) => ({ stage, of })),
      thresholds: Object.entries(version.thresholds).map(([code, value]) => ({ label: labelName(app, code), value })),
      createdBy: who(version.createdBy),
      approval: (await pendingApprovals(app, ctx, 'listening-pipeline')).get(version.id) ?? null,
      createdAt: version.createdAt,
      promoted: version.promotedAt === null ? null : { by: who(version.promotedBy ?? ''), at: version.promotedAt },
      replay,
      job: (await jobViews(app, ctx, version.replayJob ? [version.replayJob] : []))[0] ?? null,
    },
    live: live &&
      live.id !== version.id && { number: live.number, model: live.model ?? m.listening_pipeline_no_model() },
    ruleChanges: [
      ...[...after.values()].flatMap((rule) => {
        const was = before.get(rule.code)?.version;
        return was === rule.version ? [] : [{ ...rule, was: was ?? null, now: rule.version }];
      }),
      ...[...before.values()].flatMap((rule) =>
        after.has(rule.code) ? [] : [{ ...rule, was: rule.version, now: null }],
      ),
    ],
    diff: diff && {
      same: diff.same,
      gained: changesView(app, diff.gained),
      lost: changesView(app, diff.lost),
    },
    mayReplay: may('listening-replay.run'),
    mayAsk: may('listening-replay.run'),
    days: { from: vietnamDay(new Date(ctx.now.getTime() - DAY)), to: vietnamDay(ctx.now) },
  };
};

export const actions: Actions = {
  lai: permittedAct('listening-replay.run', ({ ctx, modules, form, params }) =>
    modules.listening.startReplay(ctx, {
      version: params.id,
      ...periodOf(text(form, 'from'), text(form, 'to'), ctx.now),
      effects: text(form, 'effects') === 'on',
    }),
  ),
  ngung: permittedAct('listening-replay.run', ({ ctx, modules, form }) => {
    const replay = text(form, 'replay');
    return modules.listening.stopReplay(ctx, { replay });
  }),
  trinh: permittedAct('listening-replay.run', ({ ctx, modules, form, params }) =>
    modules.listening.askVersionUse(ctx, {
      version: params.id,
      reason: text(form, 'reason'),
    }),
  ),
  duyet: decideApproval,
};
