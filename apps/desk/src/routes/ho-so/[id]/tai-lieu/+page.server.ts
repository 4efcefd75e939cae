import { decreeForm } from '../../../../../../../src/vocabulary/index.ts';
import { openCasePage } from '../../../../case/case-page.server.ts';
import { actorInCase, documentName, formName } from '../../../../case/case-words.server.ts';
import { href } from '../../../../href.ts';
import { text } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** What was signed, as it was signed, and the forms that are being written or wait. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { app, ctx } = locals;
  const { overview, file, names } = await openCasePage(event);
  const base = href(`/ho-so/${params.id}`);
  const forms = file?.forms ?? [];
  const documents = file?.documents ?? [];
  const frozen = new Set(documents.map((one) => one.form));
  const cycles = new Map(forms.map((form) => [form.id, form.cycle]));
  return {
    signed: documents
      .map((one) => ({
        id: one.id,
        name: documentName(app, one.kind),
        cycle: (one.form && cycles.get(one.form)) || 1,
        at: one.signedAt.toISOString(),
        by: actorInCase(names, one.by, overview.owner),
        number: one.number,
        // Minutes bear no number.
        example: one.kind === 'record-needs-meeting' ? null : `12/${app.modules.cases.numberKindOf(one.kind)}-UBND`,
        digest: one.digest,
        path: `${base}/tai-lieu/${one.id}/tai`,
      }))
      .reverse(),
    open: decreeForm.codes.map((code) => ({
      code,
      name: formName(code),
      href: `${base}/bieu-mau/${code}`,
      filled: forms
        .filter((form) => form.form === code && !frozen.has(form.id))
        .map((form) => ({
          id: form.id,
          status: words('form_status', form.status),
          cycle: form.cycle,
          at: form.updatedAt.toISOString(),
          by: actorInCase(names, form.updatedBy, overview.owner),
          path: `${base}/bieu-mau/${form.id}/tai`,
        }))
        .reverse(),
      none: !forms.some((form) => form.form === code),
    })),
    mayNumber: ctx.actor.kind === 'person' && ctx.actor.agency === overview.owner,
    readable: file?.readable ?? [],
  };
};

export const actions: Actions = {
  /** The number that the clerk gave a signed document. */
  so: formAct(({ ctx, modules, form, params }) => {
    const given = { case: params.id, document: text(form, 'vanBan'), number: text(form, 'so') };
    return modules.cases.numberDocument(ctx, given);
  }),
};
