import { dayText, stateName, verdictWords } from '../../catalogue/product-words.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { label, options } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'product.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:products');
  const { learning } = app.modules;
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  const list = valueOrError(
    ctx,
    await learning.listProducts(ctx, {
      state: asked('trang-thai'),
      kind: asked('loai'),
      words: asked('tim'),
      after: asked('sau'),
    }),
  );
  return {
    rows: list.rows.map((row) => ({
      id: row.id,
      name: row.name,
      maker: row.maker,
      kind: label(learning.productKind, row.kind),
      state: stateName(row.state),
      verdict: verdictWords(app, row.verdict),
      until: dayText(row.until),
      flags: row.flags,
      changedAt: row.changedAt.toISOString(),
      invented: row.invented,
    })),
    next: list.next,
    mayEnter: app.permissions.allows({ action: 'product.enter' }, personOf(ctx), ctx.now),
    choices: {
      state: learning.productStates.map((value) => ({ value, label: stateName(value) })),
      kind: options(learning.productKind),
    },
    now: ctx.now.toISOString(),
  };
};
