import { type Ctx, MINUTE, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { pushDevicePolicy } from './push-policy.ts';
import { wakePeople } from './wake-people.ts';

/**
 * Wakes the reader's own browsers once, so that they see and hear it before they rely on it; within a minute it is one.
 * @returns how many browsers
 */
export async function tryOwnDevices(ctx: Ctx): Promise<Result<{ readonly woken: number }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !pushDevicePolicy.can(actor, 'push-device.keep', actor, ctx.now)) {
    await ctx.auditRefused({ action: 'push-device.keep' });
    return refuseRequest('access.not-permitted');
  }
  const minute = Math.floor(ctx.now.getTime() / MINUTE);
  const wake = { key: `try.${minute}`, until: new Date(ctx.now.getTime() + MINUTE) };
  return ctx.transaction(async (tx) => ok({ woken: await wakePeople(tx, [actor.person], wake) }));
}
