import { DAY } from '../../../../../../src/kernel/time.pure.ts';
import { onlinePlace } from '../../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { choices, placeName } from '../../../content/content-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { field, number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { options, words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-weight.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:content-weights');
  const { takedown } = app.modules;
  const read = valueOrError(ctx, await takedown.readWeights(ctx));
  const { rules } = valueOrError(ctx, await takedown.listDomainRules(ctx));
  const agencies = await agencyNames(app, ctx, [
    ...read.history.map((one) => one.agency),
    ...rules.map((one) => one.agency),
  ]);
  const names = await namesOf(
    app,
    ctx,
    read.history.map((one) => one.madeBy),
  );
  const actor = personOf(ctx);
  const { weights } = read;
  const asked = url.searchParams.get('sua');
  const edited = rules.find((one) => one.id === asked && one.endedAt === null && one.endsAt > ctx.now);
  return {
    edited: edited && {
      id: edited.id,
      domain: edited.domain,
      rule: edited.rule,
      name: words('content_rule', edited.rule),
      place: edited.value,
      reason: edited.reason,
      days: String(Math.ceil((edited.endsAt.getTime() - ctx.now.getTime()) / DAY)),
    },
    ours: read.set !== null,
    maySet: app.permissions.allows({ action: 'content-weight.set' }, actor, ctx.now),
    factors: takedown.factors.map((code) => ({
      code,
      label: words('content_factor', code),
      help: words('content_factor_help', code),
      value: String(weights.points[code]),
      shipped: read.shipped.points[code],
    })),
    tiers: (['NOW', 'URGENT', 'NORMAL'] as const).map((code) => ({
      code,
      label: words('content_tier', code),
      value: String(weights.tiers[code]),
    })),
    spreadingFrom: String(weights.spreadingFrom),
    steps: weights.reportSteps.map((one) => m.content_weight_step({ from: one.from, percent: one.percent })),
    ages: (['INFANT', 'PREPUB', 'PUB', 'UNKNOWN'] as const).map((code) => ({
      code,
      label: words('content_age_group', code),
      value: String(weights.agePercent[code]),
    })),
    history: read.history.map((one) => ({
      id: one.id,
      at: one.madeAt.toISOString(),
      who: `${names.get(one.madeBy) ?? m.person_elsewhere()} · ${agencies.get(one.agency) ?? one.agency}`,
      what: one.reason,
    })),
    rules: rules.map((one) => ({
      id: one.id,
      domain: one.domain,
      rule: words('content_rule', one.rule) + (one.value === null ? '' : `: ${placeName(one.value)}`),
      reason: one.reason,
      agency: agencies.get(one.agency) ?? one.agency,
      endsAt: one.endsAt.toISOString(),
      ended: one.endedAt !== null || one.endsAt <= ctx.now,
    })),
    choices: { rule: choices('content_rule', takedown.domainRuleKinds), place: options(onlinePlace) },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  trongSo: permittedAct('content-weight.set', async ({ ctx, modules, form }) => {
    const now = await modules.takedown.readWeights(ctx);
    if (!now.ok) return now;
    const given = (name: string) => number(form, name) ?? Number.NaN;
    const each = <K extends string>(codes: readonly K[], prefix: string) =>
      Object.fromEntries(codes.map((code) => [code, given(`${prefix}-${code}`)]));
    return modules.takedown.setWeights(ctx, {
      weights: {
        ...now.value.weights,
        points: each(modules.takedown.factors, 'diem'),
        tiers: each(['NOW', 'URGENT', 'NORMAL'], 'muc'),
        agePercent: each(['INFANT', 'PREPUB', 'PUB', 'UNKNOWN'], 'tuoi'),
        spreadingFrom: given('spreadingFrom'),
      },
      reason: text(form, 'reason'),
    });
  }),
  quyTac: permittedAct('content-domain-rule.set', ({ ctx, modules, form }) =>
    modules.takedown.setDomainRule(ctx, {
      domain: text(form, 'domain'),
      rule: text(form, 'rule'),
      value: field(form, 'value'),
      reason: text(form, 'ruleReason'),
      days: number(form, 'days') ?? 0,
    }),
  ),
  hetQuyTac: permittedAct('content-domain-rule.set', ({ ctx, modules, form }) =>
    modules.takedown.dropDomainRule(ctx, { rule: text(form, 'id') }),
  ),
};
