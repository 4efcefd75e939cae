import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { endSessionRows } from './session-store.ts';

/** Ends the actor's session. Without one there is nothing to end. */
export async function signOut(ctx: Ctx): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return ok();
  return ctx.transaction(async (tx) => {
    await endSessionRows(tx, { id: actor.session }, 'signed-out');
    tx.audit({ action: 'session.end', object: { kind: 'session', id: actor.session } });
    return ok();
  });
}
