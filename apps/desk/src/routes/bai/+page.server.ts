import { bandNames, editorNames, stageWords } from '../../learning/item-words.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { ageName, localName, words } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'learning-item.list' };

const BANDS = ['B6_8', 'B9_12', 'B13_15', 'B16_17', 'ADULT'];

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:learning-items');
  const { learning } = app.modules;
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const list = valueOrError(
    ctx,
    await learning.listItems(ctx, {
      form: learning.itemForms.find((one) => one === asked('loai')),
      stage: learning.itemStages.find((one) => one === asked('buoc')),
      band: BANDS.find((one) => one === asked('tuoi')),
      out: asked('dang') === 'co' ? true : asked('dang') === 'khong' ? false : undefined,
      claimedBy: asked('cua-toi') === '1' ? personOf(ctx).person : undefined,
      text: asked('tim').slice(0, 200) || undefined,
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const published = valueOrError(ctx, await learning.publishedItems(ctx));
  const name = await editorNames(
    app,
    ctx,
    list.rows.flatMap(({ claimedBy }) => (claimedBy === null ? [] : [{ person: claimedBy, agency: null }])),
  );
  return {
    rows: list.rows.map((row) => ({
      id: row.id,
      title: localName({ nameVi: row.titleVi, nameEn: row.titleEn || row.titleVi }),
      slug: row.slug,
      form: words('item_form', row.form),
      bands: bandNames(row.bands),
      stage: stageWords(row.stage),
      approvals: row.approvals,
      claimedBy: row.claimedBy === null ? '' : name(row.claimedBy),
      dueOn: row.dueOn,
      out: row.out && {
        from: row.out.from,
        number: row.out.number,
        now: row.out.from <= ctx.now,
        newer: row.head > row.out.number,
      },
      changedAt: row.changedAt,
    })),
    next: list.next,
    nothingOut: published.length === 0,
    choices: {
      form: learning.itemForms.map((value) => ({ value, label: words('item_form', value) })),
      stage: learning.itemStages.map((value) => ({ value, label: words('item_stage', value) })),
      band: BANDS.map((value) => ({ value, label: ageName(value) })),
    },
    mayStart: app.permissions.allows({ action: 'learning-item.start' }, personOf(ctx), ctx.now),
    now: ctx.now.toISOString(),
  };
};
