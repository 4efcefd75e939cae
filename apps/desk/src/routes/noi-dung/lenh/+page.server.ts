import { takedownStatus } from '../../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { orderWords } from '../../../content/order-words.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { label, options } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'takedown-order.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:orders');
  const { takedown } = app.modules;
  const asked = (url.searchParams.get('trang-thai') ?? '').split(',');
  const kind = url.searchParams.get('loai') ?? '';
  const list = valueOrError(
    ctx,
    await takedown.listOrders(ctx, {
      states: takedown.orderStates.filter((state) => asked.includes(state)),
      kind: takedown.orderKind.has(kind) ? kind : undefined,
      overdue: url.searchParams.get('qua-han') === '1' || undefined,
      reference: url.searchParams.get('ma')?.slice(0, 60) || undefined,
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const names = await agencyNames(
    app,
    ctx,
    list.rows.flatMap((row) => row.orderingAgency ?? []),
  );
  return {
    rows: list.rows.map((row) => orderWords(app, row, (code) => names.get(code) ?? code)),
    next: list.next,
    states: takedown.orderStates.map((value) => ({ value, label: label(takedownStatus, value) })),
    kinds: options(takedown.orderKind),
    now: ctx.now.toISOString(),
  };
};
