import { vietnamDay } from '../../deadline-rule/current-law.server.ts';
import { ruleView } from '../../deadline-rule/rule-view.server.ts';
import { valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:rules');
  const list = valueOrError(ctx, await app.modules.clocks.listDeadlineRules(ctx));
  const one = (name: string) => url.searchParams.get(name) ?? '';
  const all = list.map((row) => ruleView(row, vietnamDay(ctx.now)));
  const rows = all.filter(
    (rule) =>
      (one('hieu-luc') === '' || rule.state === one('hieu-luc')) &&
      (one('kiem') !== 'chua' || !rule.verified) &&
      (one('moc') === '' || rule.trigger === one('moc')),
  );
  return {
    rows,
    triggers: [...new Set(all.map((rule) => rule.trigger))].map((value) => ({ value, label: value })),
    now: ctx.now.toISOString(),
  };
};
