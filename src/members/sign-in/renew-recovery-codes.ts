import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { putRecoveryCodes } from './credential-store.ts';
import { newRecoveryCodes, recoveryCodeHash } from './one-time-code.ts';
import { isSteppedUp } from './session.ts';

/** Ten new recovery codes in the place of the old ones; shown this once. Needs a fresh proof of who asks. */
export async function renewRecoveryCodes(ctx: Ctx): Promise<Result<string[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  if (!isSteppedUp(actor, ctx.now)) return refuseRequest('access.step-up-needed');
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => recoveryCodeHash(ctx.kernel.vault, actor.person, code)));
  return ctx.transaction(async (tx) => {
    await putRecoveryCodes(
      tx,
      actor.person,
      hashes.filter((hash) => hash !== undefined),
    );
    tx.audit({ action: 'sign-in.recovery-codes-renewed', object: { kind: 'person', id: actor.person } });
    return ok(codes);
  });
}
