import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { takeAttempt } from './attempt.ts';
import { accountRow, consumeTotpStep } from './credential-store.ts';
import { totpContext, verifyTotp } from './one-time-code.ts';
import { SESSION_LIMITS } from './session.ts';
import { updateSession } from './session-store.ts';
import { forgetAttempt } from './sign-in-store.ts';

/** Proves again who asks, by a fresh one-time code; opens identity fields for five minutes. @returns until when */
export async function stepUp(ctx: Ctx, input: { code: string }): Promise<Result<Date>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const platform = ctx.as(systemActor('members.sign-in'));
  const found = await platform.transaction(async (tx) => ok(await accountRow(tx, { person: actor.person })));
  if (!found.ok) return found;
  const account = found.value;
  if (!account?.sealedTotpSecret) return refuse('sign-in.code-wrong', { field: 'code' });
  const attempt = await takeAttempt(ctx, 'step-up', actor.person);
  if (!attempt.ok) return attempt;
  const secret = Buffer.from(
    await ctx.kernel.vault.unwrap(account.sealedTotpSecret, totpContext(actor.person)),
  ).toString('utf8');
  const step = verifyTotp(secret, input.code.replaceAll(' ', ''), ctx.now);
  const until = new Date(ctx.now.getTime() + SESSION_LIMITS.stepUpMs);
  const result = await ctx.transaction(async (tx) => {
    if (step === undefined || !(await consumeTotpStep(tx, actor.person, step)))
      return refuse('sign-in.code-wrong', { field: 'code' });
    await updateSession(tx, actor.session, { steppedUpUntil: until });
    tx.audit({ action: 'session.step-up', object: { kind: 'session', id: actor.session } });
    return ok(until);
  });
  if (result.ok) {
    await platform.transaction(async (tx) => {
      await forgetAttempt(tx, attempt.value);
      return ok();
    });
  } else await ctx.auditRefused({ action: 'session.step-up', object: { kind: 'session', id: actor.session } });
  return result;
}
