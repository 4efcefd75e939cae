import { previewView } from '../../../../learning/item-words.server.ts';
import { valueOrError } from '../../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'learning-item.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url }) => {
  const band = url.searchParams.get('tuoi') ?? undefined;
  const preview = valueOrError(ctx, await app.modules.learning.previewItem(ctx, { item: params.id, band }));
  return { id: preview.id, number: preview.number, preview: previewView(preview) };
};
