import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { namesOf } from '../../../report/report-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'contact.steer' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:slowed');
  const slowed = valueOrError(ctx, await app.modules.counselling.listSlows(ctx));
  const asked = await pendingApprovals(app, ctx, 'contact-slow');
  const names = await namesOf(
    app,
    ctx,
    slowed.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy === null ? [] : [decidedBy])]),
  );
  return {
    slowed: slowed.map((one) => ({
      ...one,
      reasonName: words('slow_reason', one.reason),
      askedBy: names.get(one.askedBy) ?? '–',
      decidedBy: one.decidedBy === null ? null : (names.get(one.decidedBy) ?? '–'),
      approval: asked.get(one.id) ?? null,
    })),
  };
};

export const actions: Actions = {
  duyet: decideApproval,
  thoi: permittedAct('contact.steer', ({ ctx, modules, form }) =>
    modules.counselling.endSlow(ctx, { contact: text(form, 'contact') }),
  ),
};
