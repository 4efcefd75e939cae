import { fail } from '@sveltejs/kit';
import type { DefinitionChange } from '../../../../../../src/cases/index.ts';
import type { Refusal } from '../../../../../../src/kernel/index.ts';
import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { formName } from '../../../case/case-words.server.ts';
import { vietnamDay } from '../../../deadline-rule/current-law.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { refusalView, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:forms');
  const forms = valueOrError(ctx, await app.modules.cases.listFormDefinitions(ctx));
  const names = await namesOf(
    app,
    ctx,
    forms.flatMap((form) => form.versions.map((one) => one.by)).filter((id) => /^[0-9a-f-]{36}$/.test(id)),
  );
  const today = vietnamDay(ctx.now);
  return {
    forms: forms.map((form) => ({
      code: form.form,
      name: formName(form.form),
      versions: form.versions.map(({ definition, at, by }) => ({
        version: definition.version,
        from: definition.validFrom,
        to: definition.validTo ?? null,
        state:
          definition.validFrom > today
            ? ('ahead' as const)
            : definition.validTo !== undefined && definition.validTo < today
              ? ('past' as const)
              : ('now' as const),
        verified: definition.verified,
        law: lawCitation(definition.source, getLocale()),
        fields: definition.sections.reduce((sum, section) => sum + section.fields.length, 0),
        at: at.toISOString(),
        by: names.get(by) ?? m.actor_platform(),
      })),
    })),
    mayPublish: app.permissions.allows({ action: 'form-definition.publish' }, ctx.actor, ctx.now),
  };
};

/** A refused file with every fault that was found, each at its place. */
function faulty(ctx: App.Locals['ctx'], refusal: Refusal) {
  const fault = refusal.facts?.fault;
  return fail(refusal.text.status, {
    refusal: { ...refusalView(ctx, refusal), faults: typeof fault === 'string' ? fault.split('\n').slice(0, 30) : [] },
  });
}

function changeView(change: DefinitionChange) {
  return {
    kind: words('form_version_change', change.kind),
    sign: change.kind.endsWith('added')
      ? ('+' as const)
      : change.kind.endsWith('removed')
        ? ('−' as const)
        : ('~' as const),
    code: change.code,
    name: change[getLocale()],
    parts:
      change.kind === 'field-changed'
        ? change.parts.map((part) => ({ ...part, part: words('form_version_part', part.part) }))
        : [],
  };
}

export const actions: Actions = {
  xem: formAct(async ({ ctx, modules, form }) => {
    const preview = await modules.cases.previewFormDefinition(ctx, {
      text: text(form, 'text'),
    });
    if (!preview.ok) return faulty(ctx, preview.refusal);
    const { definition, before, changes } = preview.value;
    return {
      ok: true,
      value: {
        form: formName(definition.code),
        version: definition.version,
        from: definition.validFrom,
        to: definition.validTo ?? null,
        verified: definition.verified,
        law: lawCitation(definition.source, getLocale()),
        before: before?.version ?? null,
        changes: changes.map(changeView),
      },
    };
  }),
  congBo: formAct(async ({ ctx, modules, form }) => {
    const { cases } = modules;
    const read = await cases.previewFormDefinition(ctx, { text: text(form, 'text') });
    if (!read.ok) return faulty(ctx, read.refusal);
    const done = await cases.publishFormDefinition(ctx, { definition: read.value.definition });
    return done.ok ? { ok: true, value: { version: read.value.definition.version } } : done;
  }),
};
