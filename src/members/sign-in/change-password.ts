import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { accountRow, putPassword } from './credential-store.ts';
import { hashPassword, isAcceptablePassword } from './password.ts';
import { isSteppedUp } from './session.ts';
import { endSessionRows } from './session-store.ts';

/** Sets a new password; needs a fresh proof of who asks. All other sessions of the person end. */
export async function changePassword(ctx: Ctx, input: { password: string }): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  if (!isSteppedUp(actor, ctx.now)) return refuse('session.step-up-needed');
  const account = await ctx
    .as(systemActor('members.sign-in'))
    .transaction(async (tx) => ok(await accountRow(tx, { person: actor.person })));
  if (!account.ok) return account;
  if (!account.value) return refuse('members.not-permitted');
  if (!isAcceptablePassword(input.password, account.value.login))
    return refuse('password.too-weak', { field: 'password' });
  const hash = await hashPassword(ctx.kernel.vault, input.password);
  return ctx.transaction(async (tx) => {
    await putPassword(tx, actor.person, hash);
    await endSessionRows(tx, { person: actor.person, except: actor.session }, 'password-changed');
    tx.audit({ action: 'password.change', object: { kind: 'person', id: actor.person } });
    return ok();
  });
}
