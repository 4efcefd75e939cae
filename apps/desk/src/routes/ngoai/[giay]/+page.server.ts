import { previewView } from '../../../learning/item-words.server.ts';
import { refusalView, text } from '../../../server/answer.server.ts';
import { formAct, keepEntered } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const band = url.searchParams.get('tuoi') ?? undefined;
  const read = await app.modules.learning.readOutside(ctx, { secret: params.giay, band });
  if (!read.ok) return { refusal: refusalView(ctx, read.refusal) };
  const { whom, hash, expiresAt } = read.value;
  return { reading: { whom, hash, expiresAt, preview: previewView(read.value) } };
};

export const actions: Actions = {
  gui: keepEntered(
    formAct(({ ctx, modules, form, params }) =>
      modules.learning.answerOutside(ctx, {
        secret: params.giay ?? '',
        hash: text(form, 'hash'),
        answer: text(form, 'answer') === 'FOR' ? 'FOR' : 'AGAINST',
        comment: text(form, 'comment'),
      }),
    ),
  ),
};
