import { error } from '@sveltejs/kit';
import { DAY } from '../../../../../../../src/kernel/time.pure.ts';
import { vietnamDay } from '../../../../deadline-rule/current-law.server.ts';
import { decideApproval, pendingApprovals } from '../../../../duty/approvals.server.ts';
import {
  actorNames,
  labelName,
  periodOf,
  severityName,
  trialView,
  useState,
} from '../../../../listening/operations-view.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { localName } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import { jobViews } from '../../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-rule.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:listening-rules');
  const rule = valueOrError(ctx, await app.modules.listening.listRules(ctx)).find((one) => one.code === params.code);
  if (!rule) error(404, m.listening_rule_unknown());
  const who = await actorNames(
    app,
    ctx,
    rule.versions.flatMap(({ createdBy, firstUse, trial }) => [createdBy, firstUse?.by ?? null, trial?.ranBy ?? null]),
  );
  const jobs = new Map(
    (
      await jobViews(
        app,
        ctx,
        rule.versions.flatMap(({ trial }) => trial?.job ?? []),
      )
    ).map((job) => [job.objectId, job]),
  );
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const waiting = await pendingApprovals(app, ctx, 'listening-rule');
  return {
    code: rule.code,
    name: localName(rule),
    versions: rule.versions.map((version) => ({
      job: jobs.get(version.id) ?? null,
      id: version.id,
      version: version.version,
      label: labelName(app, version.label),
      severity: severityName(version.severity),
      patterns: version.patterns,
      state: useState(version.state),
      createdBy: who(version.createdBy),
      approval: waiting.get(version.id) ?? null,
      createdAt: version.createdAt,
      firstUse: version.firstUse && { by: who(version.firstUse.by), at: version.firstUse.at },
      trial: version.trial && trialView(app, version.trial, who, ctx.now),
    })),
    mayDraft: may('listening-rule.draft'),
    mayPromote: may('listening-pipeline.promote'),
    days: { from: vietnamDay(new Date(ctx.now.getTime() - DAY)), to: vietnamDay(ctx.now) },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  /** The patterns of a version; each look is in the audit. */
  doc: permittedAct('listening-rule.draft', ({ ctx, modules, form }) => {
    const version = text(form, 'version');
    return modules.listening.readRule(ctx, { version });
  }),
  thu: permittedAct('listening-rule.draft', ({ ctx, modules, form }) =>
    modules.listening.requestTrial(ctx, {
      version: text(form, 'version'),
      ...periodOf(text(form, 'from'), text(form, 'to'), ctx.now),
    }),
  ),
  ngung: permittedAct('listening-rule.draft', ({ ctx, modules, form }) => {
    const version = text(form, 'version');
    return modules.listening.stopTrial(ctx, { version });
  }),
  trinh: permittedAct('listening-rule.draft', ({ ctx, modules, form }) =>
    modules.listening.askRuleUse(ctx, {
      version: text(form, 'version'),
      reason: text(form, 'reason'),
    }),
  ),
  duyet: decideApproval,
  rut: permittedAct('listening-pipeline.promote', ({ ctx, modules, form }) => {
    const version = text(form, 'version');
    return modules.listening.retireRule(ctx, { version });
  }),
};
