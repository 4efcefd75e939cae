import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { takeAttempt } from './attempt.ts';
import { accountRow, putPassword } from './credential-store.ts';
import { orBusy } from './or-busy.ts';
import { hashPassword, isAcceptablePassword, verifyPassword } from './password.ts';
import { isSteppedUp } from './session.ts';
import { endSessionRows } from './session-store.ts';
import { forgetAttempt } from './sign-in-store.ts';

/**
 * Sets a new password; needs the present one, where there is one, and a fresh proof of who asks: a desk that was left open gives
 * nobody the account. Wrong tries count as those of a step-up do. All other sessions of the person end.
 */
export function changePassword(ctx: Ctx, input: NewPassword): Promise<Result<void>> {
  return orBusy(() => change(ctx, input));
}

interface NewPassword {
  readonly present?: string;
  readonly password: string;
}

async function change(ctx: Ctx, input: NewPassword): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  if (!isSteppedUp(actor, ctx.now)) return refuseRequest('access.step-up-needed');
  const account = await ctx
    .as(systemActor('members.sign-in'))
    .transaction(async (tx) => ok(await accountRow(tx, { person: actor.person })));
  if (!account.ok) return account;
  if (!account.value) return refuse('members.not-permitted');
  const { password: stored } = account.value;
  if (stored) {
    const attempt = await takeAttempt(ctx, 'step-up', actor.person);
    if (!attempt.ok) return attempt;
    if (!(await verifyPassword(ctx.kernel.vault, stored, input.present ?? ''))) {
      await ctx.auditRefused({ action: 'password.change', object: { kind: 'person', id: actor.person } });
      return refuse('password.present-wrong', { field: 'present' });
    }
    await ctx.as(systemActor('members.sign-in')).transaction(async (tx) => ok(await forgetAttempt(tx, attempt.value)));
  }
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
