import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { isPurpose } from './session.ts';
import { updateSession } from './session-store.ts';

/** States what the session is for from now on; every later act is audited with it. */
export async function setPurpose(ctx: Ctx, input: { purpose: string }): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const { purpose } = input;
  if (!isPurpose(purpose)) return refuse('session.purpose-unknown', { field: 'purpose' });
  return ctx.transaction(async (tx) => {
    await updateSession(tx, actor.session, { purpose });
    tx.audit({ action: 'session.set-purpose', object: { kind: 'session', id: actor.session }, codes: { purpose } });
    return ok();
  });
}
