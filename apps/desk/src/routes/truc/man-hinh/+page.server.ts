import { valueOrError } from '../../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'contact.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx } }) => ({
  wall: valueOrError(ctx, await app.modules.counselling.showWall(ctx)),
  mayLead: app.permissions.allows({ action: 'shift.steer' }, ctx.actor, ctx.now),
});
