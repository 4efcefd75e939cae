import { type Ctx, ok, type PersonActor, type Result, refuseRequest } from '../../kernel/index.ts';
import { orderCapabilities } from './order-policies.ts';

/** The acting person, where a permission that hangs on no row lets them; a refusal goes to the audit. Refusals: `access.not-permitted` */
export async function mayAs(
  ctx: Ctx,
  action: (typeof orderCapabilities)['actions'][number],
): Promise<Result<PersonActor>> {
  if (ctx.actor.kind === 'person' && orderCapabilities.can(ctx.actor, action, ctx.now)) return ok(ctx.actor);
  await ctx.auditRefused({ action, codes: { refusal: 'access.not-permitted' } });
  return refuseRequest('access.not-permitted');
}
