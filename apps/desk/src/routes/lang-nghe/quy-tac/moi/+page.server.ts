import type { DraftRule, RuleDefinition, Severity } from '../../../../../../../src/listening/index.ts';
import { labelOptions, severityName } from '../../../../listening/operations-view.server.ts';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-rule.draft' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { listening } = app.modules;
  const wanted = url.searchParams.get('tu');
  const rules = wanted === null ? [] : valueOrError(ctx, await listening.listRules(ctx));
  const rule = rules.find((one) => one.versions.some(({ id }) => id === wanted));
  const version = rule?.versions.find(({ id }) => id === wanted);
  const definition = version && valueOrError(ctx, await listening.readRule(ctx, { version: version.id }));
  return {
    from: rule &&
      version &&
      definition && {
        code: rule.code,
        name: localName(rule),
        nameVi: rule.nameVi,
        nameEn: rule.nameEn,
        version: version.version,
        label: version.label,
        severity: String(version.severity),
        view: definition.view,
        any: definition.any.join('\n'),
        all: definition.all.join('\n'),
        none: definition.none.join('\n'),
        percent: String(Math.round(definition.score * 100)),
      },
    labels: labelOptions(app),
    severities: listening.severities.map((value) => ({ value: String(value), label: severityName(value) })),
    limits: { ...listening.RULE_LIMITS },
  };
};

/** A pattern a line. Blanks at its ends are its own: they are where a word begins and ends. */
const patterns = (form: FormData, name: string) =>
  text(form, name)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

const definitionOf = (form: FormData): RuleDefinition => ({
  view: text(form, 'view') as RuleDefinition['view'],
  any: patterns(form, 'any'),
  all: patterns(form, 'all'),
  none: patterns(form, 'none'),
  score: (number(form, 'percent') ?? Number.NaN) / 100,
});

export const actions: Actions = {
  /** What the rule, as it stands in the form, makes of a sentence; nothing is kept. */
  kiem: formAct(({ modules, form }) =>
    modules.listening.checkRule({ definition: definitionOf(form), sample: text(form, 'sample') }),
  ),
  soan: formAct(({ ctx, modules, form }) =>
    modules.listening.draftRule(ctx, {
      code: text(form, 'code').trim(),
      nameVi: text(form, 'nameVi').trim(),
      nameEn: text(form, 'nameEn').trim(),
      label: text(form, 'label') as DraftRule['label'],
      severity: (number(form, 'severity') ?? Number.NaN) as Severity,
      definition: definitionOf(form),
    }),
  ),
};
