import { decreeForm } from '../../../../../../../src/vocabulary/index.ts';
import { caseOf } from '../../../../case/case-view.server.ts';
import { actName, formName, namesInCase, whoIn } from '../../../../case/case-words.server.ts';
import { href } from '../../../../href.ts';
import { words } from '../../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** Every document that the case can give: the six forms of the decree as filled, and the emergency decisions. */
export const load: PageServerLoad = async ({ locals, params, depends }) => {
  const { app, ctx } = locals;
  depends('desk:case');
  const view = await caseOf(locals, params.id);
  const { overview, file } = view;
  const names = await namesInCase(app, ctx, view);
  const base = href(`/ho-so/${params.id}`);
  return {
    forms: decreeForm.codes.map((code) => ({
      code,
      name: formName(code),
      href: `${base}/bieu-mau/${code}`,
      filled: (file?.forms ?? [])
        .filter((form) => form.form === code)
        .map((form) => ({
          id: form.id,
          status: words('form_status', form.status),
          cycle: form.cycle,
          at: form.updatedAt.toISOString(),
          by: whoIn(names, form.updatedBy, overview.owner),
          path: `${base}/bieu-mau/${form.id}/tai`,
        }))
        .reverse(),
    })),
    decisions: (file?.decisions ?? [])
      .filter((one) => one.kind.startsWith('decide-'))
      .map((one) => ({
        id: one.id,
        name: actName(app, one.kind),
        at: one.at.toISOString(),
        by: whoIn(names, one.by, overview.owner),
        path: `${base}/quyet-dinh/${one.id}/tai`,
      })),
    readable: file?.readable ?? [],
  };
};
