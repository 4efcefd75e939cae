import { openCasePage } from '../../../../case/case-page.server.ts';
import { actName, actorInCase, formName } from '../../../../case/case-words.server.ts';
import { href } from '../../../../href.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** The formal decisions of the case, newest first: what, when, by whom, on which form, and the document of each. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { app } = locals;
  const { overview, file, names } = await openCasePage(event);
  const base = href(`/ho-so/${params.id}`);
  const forms = new Map(file?.forms.map((form) => [form.id, form.form]) ?? []);
  const documented = new Set(file?.documents.map((one) => one.decision));
  return {
    decisions: (file?.decisions ?? [])
      .map((one) => {
        const event = file?.events.find((other) => other.code === one.kind && other.at.getTime() === one.at.getTime());
        const form = one.form === null ? undefined : forms.get(one.form);
        return {
          id: one.id,
          kind: one.kind,
          name: actName(app, one.kind),
          at: one.at.toISOString(),
          late: event?.codes.backDated === true ? event.recordedAt.toISOString() : null,
          by: actorInCase(names, one.by, overview.owner),
          text: typeof event?.codes.text === 'string' ? event.codes.text : '',
          form: form && one.form ? { name: formName(form), href: `${base}/bieu-mau/${one.form}` } : null,
          document: documented.has(one.id)
            ? `${base}/quyet-dinh/${one.id}/tai`
            : form && one.form
              ? `${base}/bieu-mau/${one.form}/tai`
              : null,
        };
      })
      .reverse(),
  };
};
