import { agencyNames } from '../../agency/agencies.server.ts';
import { communeRows, loadOf, statesOf } from '../../commune/commune.server.ts';
import { personOf } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:commune');
  const actor = personOf(ctx);
  const { rows, all, more } = await communeRows(app, ctx, url.searchParams);
  const names = await agencyNames(app, ctx, [actor.agency]);
  return {
    mayAnswerCalls: app.permissions.allows({ action: 'officer-call.see' }, ctx.actor, ctx.now),
    rows,
    more,
    load: loadOf(all),
    states: statesOf(all),
    totals: {
      mine: all.filter((row) => row.mine).length,
      overdue: all.filter((row) => row.overdue > 0).length,
      soon: all.filter((row) => row.look === 'due-soon' || row.look === 'due-now').length,
      U1: all.filter((row) => row.urgency === 'U1').length,
      U2: all.filter((row) => row.urgency === 'U2').length,
      nobody: all.filter((row) => row.officerId === null).length,
    },
    agency: names.get(actor.agency) ?? actor.agency,
    reader: actor.name,
    now: ctx.now.toISOString(),
  };
};
