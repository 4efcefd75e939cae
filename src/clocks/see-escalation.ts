import { type Ctx, ok, parseId, type Result, refuseRequest } from '../kernel/index.ts';
import { clockPolicy } from './clock-policy.ts';
import { markSeen } from './oversight-store.ts';

/** The level above has looked at a breach that was raised to it. */
export async function seeEscalation(
  ctx: Ctx,
  input: { readonly clock: string; readonly level: string },
): Promise<Result<void>> {
  const id = parseId<'clock'>(input.clock);
  if (id === undefined || !clockPolicy.couldEver(ctx.actor, 'clock.oversee', ctx.now))
    return refuseRequest('record.not-found');
  return ctx.transaction(async (tx) => {
    if (!(await markSeen(tx, id, input.level))) return refuseRequest('record.not-found');
    tx.audit({ action: 'clock.oversee', object: { kind: 'clock', id }, codes: { seen: input.level } });
    return ok();
  });
}
