import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { partName, stageWords } from '../../../../learning/item-words.server.ts';
import { number, refusalView, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName } from '../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.write' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const detail = valueOrError(ctx, await app.modules.learning.itemDetail(ctx, params.id));
  return {
    item: {
      id: detail.id,
      version: detail.version,
      title: localName({ nameVi: detail.titleVi, nameEn: detail.titleEn }),
      number: detail.number,
      stage: stageWords(detail.stage),
      waits: detail.stage === 'WAITING' || detail.stage === 'APPROVED',
    },
    parts: detail.parts
      .map(({ path, place }) => ({
        place,
        name: partName(path),
        lines: detail.lines.filter((line) => line.path === path || line.path.startsWith(`${path}.`)),
      }))
      .filter(({ lines }) => lines.length > 0),
  };
};

export const actions: Actions = {
  luu: keepEntered(
    permittedAct('learning-item.write', async ({ ctx, modules, form, params }) => {
      const paths = form.getAll('path').filter((one) => typeof one === 'string');
      const saved = await modules.learning.saveLines(ctx, {
        item: params.id ?? '',
        version: number(form, 'version') ?? 0,
        lines: new Map(paths.map((path) => [path, { vi: text(form, `vi:${path}`), en: text(form, `en:${path}`) }])),
      });
      if (!saved.ok) return fail(saved.refusal.text.status, { refusal: refusalView(ctx, saved.refusal) });
      redirect(303, href(`/bai/${params.id}`));
    }),
  ),
};
