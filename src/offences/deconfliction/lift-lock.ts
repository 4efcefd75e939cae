import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { lockPolicy } from './deconfliction-policies.ts';
import { liftLock, openLocks } from './deconfliction-store.ts';

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

/** Somebody who asked too often and may ask no more for now. */
export interface DeconflictionLock {
  readonly person: string;
  readonly agency: string;
  readonly at: Date;
  readonly questions: number;
  /** It is the reader who is locked. */
  readonly own: boolean;
  /** The reader may lift it. */
  readonly liftable: boolean;
}

/** The reader's own lock, and for who coordinates those of everybody. Refusals: `access.not-permitted` */
export async function listDeconflictionLocks(
  ctx: Ctx,
): Promise<Result<{ readonly locks: readonly DeconflictionLock[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok({
      // The row locks leave what the reader may see of them.
      locks: (await openLocks(tx)).map(({ person, agency, at, questions }) => ({
        person,
        agency,
        at,
        questions,
        own: person === actor.person,
        liftable: lockPolicy.can(actor, 'deconfliction-lock.lift', { person }, tx.now),
      })),
    }),
  );
}
