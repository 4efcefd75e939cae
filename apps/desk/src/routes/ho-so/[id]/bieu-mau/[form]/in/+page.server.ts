import { error } from '@sveltejs/kit';
import { agencyNames } from '../../../../../../agency/agencies.server.ts';
import { parseFormParam } from '../../../../../../form/form-param.ts';
import { caseFile, formCode, formName, formNumber, maskedOf } from '../../../../../../form/form-view.server.ts';
import { m } from '../../../../../../paraglide/messages.js';
import { valueOrError } from '../../../../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.read' };

/** A form on paper: empty, to take along and write on, or as it was filled. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, ctx } = locals;
  const { overview, file } = await caseFile(locals, params.id);
  const param = parseFormParam(params.form);
  if (!param) error(404, m.form_unknown());
  const agency = (await agencyNames(app, ctx, [overview.owner])).get(overview.owner) ?? overview.owner;
  const head = {
    agency,
    reference: overview.reference,
    printedAt: ctx.now.toISOString(),
    demonstration: overview.demonstration,
  };
  if ('id' in param) {
    const form = valueOrError(
      ctx,
      await app.modules.cases.openForm(ctx, { case: params.id, form: param.id, read: file.readable }),
    );
    const { code } = form.definition;
    return {
      ...head,
      name: formName(code),
      number: formNumber(code),
      definition: form.definition,
      answers: form.answers,
      masked: maskedOf(file),
      empty: false,
    };
  }
  const definition = valueOrError(ctx, await app.modules.cases.formToday(ctx, { form: formCode(param.code) }));
  return {
    ...head,
    name: formName(definition.code),
    number: formNumber(definition.code),
    definition,
    answers: {},
    masked: [],
    empty: true,
  };
};
