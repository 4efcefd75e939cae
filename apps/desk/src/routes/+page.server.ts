import { seeEscalation } from '../clock/see-escalation.server.ts';
import { workOf } from '../duty/duties.server.ts';
import { words } from '../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:duties');
  const one = (name: string) => url.searchParams.get(name) ?? '';
  const page = Math.max(0, Number.parseInt(one('sau'), 10) || 0);
  const asked = {
    band: one('nhom'),
    kind: one('loai'),
    assigned: one('giao') === 'toi',
  };
  const work = await workOf(app, ctx, { ...asked, page });
  return {
    assigned: work.assigned,
    rows: work.shown,
    total: work.total,
    bands: work.bands,
    kinds: work.kinds.map(({ kind, rows }) => ({ value: kind, label: words('duty_kind', kind), rows })),
    cut: work.cut.map((kind) => words('duty_kind', kind)),
    unread: work.unread.map((kind) => words('duty_kind', kind)),
    topics: work.topics,
    next: page + 1 < work.pages ? String(page + 1) : null,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = { daXem: seeEscalation };
