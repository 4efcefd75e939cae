import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'fan-comment.decide' };

/** Comments on our pages that nobody has looked at, the oldest first. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:fan-comments');
  const waiting = valueOrError(ctx, await app.modules.learning.listFanComments(ctx));
  return { comments: waiting.map((one) => ({ ...one, network: words('fan_network', one.network) })) };
};

export const actions: Actions = {
  quyet: permittedAct('fan-comment.decide', ({ ctx, modules, form }) =>
    modules.learning.decideFanComment(ctx, { comment: text(form, 'id'), decision: text(form, 'decision') }),
  ),
};
