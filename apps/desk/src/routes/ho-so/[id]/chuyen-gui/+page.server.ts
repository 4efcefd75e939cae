import { caseFile } from '../../../../form/form-view.server.ts';
import { referralRows } from '../../../../referral/referral-view.server.ts';
import { personOf, valueOrError } from '../../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.read' };

/** What was referred in this case and what came of it, as far as the reader may know: as many as the tab above counts. */
export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('desk:referrals');
  const { app, ctx } = locals;
  const actor = personOf(ctx);
  const { overview } = await caseFile(locals, params.id);
  const list = valueOrError(ctx, await app.modules.cases.listReferrals(ctx, { case: params.id }));
  return {
    rows: await referralRows(app, ctx, list, 'out'),
    mayRefer: overview.closedAt === null && actor.agency === overview.owner,
    now: ctx.now.toISOString(),
  };
};
