import { daysOf } from '../../calendar/calendar.server.ts';
import { spanOf } from '../../calendar/month.ts';
import { vietnamDay } from '../../deadline-rule/current-law.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'clock.own' };

const DATE = /^\d{4}-\d\d-\d\d$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:calendar');
  const today: string = vietnamDay(ctx.now);
  const asked = url.searchParams.get('ngay') ?? '';
  const day = DATE.test(asked) && new Date(`${asked}T00:00:00Z`).toJSON()?.startsWith(asked) ? asked : today;
  const view = url.searchParams.get('kieu') === 'tuan' ? ('tuan' as const) : ('thang' as const);
  const { from, to } = spanOf(view, day);
  return {
    days: await daysOf(app, ctx, from, to),
    day,
    today,
    view,
    list: url.searchParams.get('dang') === 'ds',
    from,
    to,
    now: ctx.now.toISOString(),
  };
};
