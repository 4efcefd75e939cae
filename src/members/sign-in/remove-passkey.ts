import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { deletePasskey } from './passkey-store.ts';

/** Removes one of the actor's own passkeys. */
export async function removePasskey(ctx: Ctx, input: { passkey: string }): Promise<Result<void>> {
  const { actor } = ctx;
  const id = parseId<'passkey'>(input.passkey);
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => {
    if (!id || !(await deletePasskey(tx, actor.person, id))) return refuse('passkey.unknown');
    tx.audit({ action: 'passkey.manage', object: { kind: 'passkey', id }, codes: { act: 'removed' } });
    return ok();
  });
}
