import { error, fail } from '@sveltejs/kit';
import type { RuleChange } from '../../../../../../src/clocks/index.ts';
import { agencyLevel, type Day, type DeadlineRule, deadlineUnit } from '../../../../../../src/vocabulary/index.ts';
import { vietnamDay } from '../../../deadline-rule/current-law.server.ts';
import { effectOf, historyOf, ruleRefusal, ruleView } from '../../../deadline-rule/rule-view.server.ts';
import { field, text, valueOrError } from '../../../server/answer.server.ts';
import { options } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:rules');
  const list = valueOrError(ctx, await app.modules.clocks.listDeadlineRules(ctx));
  const found = list.find((one) => one.rule.id === params.id);
  if (!found) error(404);
  const today = vietnamDay(ctx.now);
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    rule: ruleView(found, today),
    history: await historyOf(app, ctx, found),
    others: list
      .filter((one) => one.rule.code === found.rule.code && one.rule.id !== found.rule.id)
      .map((one) => ruleView(one, today)),
    choices: {
      units: options(deadlineUnit),
      levels: options(agencyLevel).filter((one) => one.value === 'PROVINCE' || one.value === 'CENTRAL'),
    },
    mayTry: allows('deadline-rule.try'),
    mayChange: allows('deadline-rule.manage'),
    today,
  };
};

/** The change that a form describes: the repair of wrong data, or new law from a day on. */
function changeOf(form: FormData, rule: DeadlineRule, taken: ReadonlySet<string>): RuleChange {
  const validTo = field(form, 'validTo') as Day | undefined;
  const given = {
    amount: Number(text(form, 'amount')),
    unit: text(form, 'unit') as DeadlineRule['unit'],
    warnAt: Number(text(form, 'warn')) / 100,
    validFrom: text(form, 'validFrom') as Day,
    legalSource: text(form, 'legalSource').trim(),
    verified: form.get('verified') === 'on',
    escalatesTo: text(form, 'escalatesTo') as DeadlineRule['escalatesTo'],
  };
  if (text(form, 'kind') === 'replace') {
    const { validTo: _ended, ...base } = rule;
    return {
      kind: 'replace',
      id: rule.id,
      by: { ...base, ...given, ...(validTo ? { validTo } : {}), id: nextId(rule, given.validFrom, taken) },
    };
  }
  // An end that was left empty is taken away: the rule goes on.
  return { kind: 'correct', id: rule.id, to: { ...given, validTo } };
}

/** `DL-PLAN-5WD.2027`, or with a letter where the year is taken. */
function nextId(rule: DeadlineRule, from: string, taken: ReadonlySet<string>): string {
  const base = [rule.code, rule.urgency, from.slice(0, 4)].filter(Boolean).join('.');
  return ['', 'b', 'c', 'd', 'e', 'f'].map((letter) => `${base}${letter}`).find((id) => !taken.has(id)) ?? `${base}z`;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

async function asked({ app, ctx }: App.Locals, id: string, form: FormData) {
  const list = valueOrError(ctx, await app.modules.clocks.listDeadlineRules(ctx));
  const found = list.find((one) => one.rule.id === id);
  if (!found) error(404);
  const change = changeOf(form, found.rule, new Set(list.map((one) => one.rule.id)));
  const { validFrom, unit, escalatesTo } = change.kind === 'replace' ? change.by : change.to;
  if (!DATE.test(validFrom ?? '') || !deadlineUnit.has(unit) || !agencyLevel.has(escalatesTo)) error(400);
  return change;
}

export const actions: Actions = {
  thu: formAct(async ({ ctx, app, modules, locals, form, params }) => {
    const change = await asked(locals, params.id, form);
    const tried = await modules.clocks.whatIf(ctx, { change });
    return tried.ok
      ? { ok: true, value: { ...(await effectOf(app, ctx, tried.value)), trial: tried.value.trial } }
      : fail(tried.refusal.text.status, { refusal: ruleRefusal(ctx, tried.refusal) });
  }),
  ghi: formAct(async ({ ctx, modules, locals, form, params }) => {
    const change = await asked(locals, params.id, form);
    const done = await modules.clocks.changeDeadlineRule(ctx, {
      change,
      reason: text(form, 'reason'),
      trial: text(form, 'trial'),
    });
    return done.ok
      ? {
          ok: true,
          value: { moved: done.value.moved.length, id: change.kind === 'replace' ? change.by.id : change.id },
        }
      : fail(done.refusal.text.status, { refusal: ruleRefusal(ctx, done.refusal) });
  }),
};
