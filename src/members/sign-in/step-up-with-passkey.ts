import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type PasskeyAnswer, verifyPasskeyAnswer } from './passkey-answer.ts';
import { SESSION_LIMITS } from './session.ts';
import { updateSession } from './session-store.ts';

/** Proves again who asks, by one of their own passkeys. @returns until when */
export async function stepUpWithPasskey(ctx: Ctx, input: PasskeyAnswer): Promise<Result<Date>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const answered = await verifyPasskeyAnswer(ctx, 'passkey-step-up', input);
  const until = new Date(ctx.now.getTime() + SESSION_LIMITS.stepUpMs);
  if (!answered.ok || answered.value !== actor.person) {
    await ctx.auditRefused({ action: 'session.step-up', object: { kind: 'session', id: actor.session } });
    return answered.ok ? refuse('passkey.not-accepted') : answered;
  }
  return ctx.transaction(async (tx) => {
    await updateSession(tx, actor.session, { steppedUpUntil: until });
    tx.audit({
      action: 'session.step-up',
      object: { kind: 'session', id: actor.session },
      codes: { method: 'passkey' },
    });
    return ok(until);
  });
}
