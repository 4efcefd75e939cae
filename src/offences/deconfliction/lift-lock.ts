import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { lockPolicy } from './deconfliction-policies.ts';
import { liftLock } from './deconfliction-store.ts';

/** Lets somebody ask again; never oneself. Refusals: `access.not-permitted`, `deconfliction.not-found` */
export async function liftDeconflictionLock(ctx: Ctx, input: { readonly person: string }): Promise<Result<void>> {
  const { actor } = ctx;
  const person = parseId<'person'>(input.person);
  if (actor.kind !== 'person' || !lockPolicy.can(actor, 'deconfliction-lock.lift', { person }, ctx.now)) {
    await ctx.auditRefused({ action: 'deconfliction-lock.lift' });
    return refuseRequest('access.not-permitted');
  }
  if (person === undefined) return refuse('deconfliction.not-found');
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    if ((await liftLock(tx, person, actor.person)) === 0) return refuse('deconfliction.not-found');
    tx.audit({ action: 'deconfliction-lock.lift', object: { kind: 'person', id: person } });
    return ok();
  });
}
