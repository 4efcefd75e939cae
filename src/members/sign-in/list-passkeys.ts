import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type Passkey, passkeyRows } from './passkey-store.ts';

/** The actor's own passkeys, oldest first. */
export async function listPasskeys(ctx: Ctx): Promise<Result<Passkey[]>> {
  return ctx.transaction(async (tx) => ok(tx.actor.kind === 'person' ? await passkeyRows(tx, tx.actor.person) : []));
}
