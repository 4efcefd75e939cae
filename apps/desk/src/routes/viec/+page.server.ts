import { dutiesOf, dutyKinds } from '../../duty/duties.server.ts';
import { answer, text } from '../../server/answer.server.ts';
import { words } from '../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:duties');
  const [, due, id] = CURSOR.exec(url.searchParams.get('sau') ?? '') ?? [];
  const after = due !== undefined && id !== undefined ? { due: new Date(due), id } : undefined;
  const { rows, after: next } = await dutiesOf(app, ctx, after ? { after } : {});
  const one = (name: string) => url.searchParams.get(name) ?? '';
  const kept = rows.filter(
    (row) =>
      (one('loai') === '' || row.kind === one('loai')) &&
      (one('cua') !== 'toi' || row.mine) &&
      (one('giao') !== 'toi' || row.assigned) &&
      (one('han') === '' || row.look === one('han')),
  );
  return {
    rows: kept,
    all: rows.length,
    counts: Object.fromEntries(
      (['breached', 'due-now', 'due-soon', 'resting'] as const).map((look) => [
        look,
        rows.filter((row) => row.look === look).length,
      ]),
    ) as Record<'breached' | 'due-now' | 'due-soon' | 'resting', number>,
    kinds: dutyKinds
      .filter((kind) => rows.some((row) => row.kind === kind) || one('loai') === kind)
      .map((kind) => ({ value: kind, label: words('duty_kind', kind) })),
    next: next && `${next.due.toISOString()}_${next.id}`,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  daXem: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const seen = await app.modules.clocks.seeEscalation(ctx, {
      clock: text(form, 'clock'),
      level: text(form, 'level'),
    });
    return answer(ctx, seen.ok ? { ok: true, value: null } : seen);
  },
};
