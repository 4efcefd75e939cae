import { type Ctx, PLATFORM_CHAIN, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { accountRow } from './credential-store.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { type PasskeyAnswer, verifyPasskeyAnswer } from './passkey-answer.ts';

/** Signs in with a passkey, which proves possession and, by its own PIN or finger, the person: no second step. */
export async function completePasskeySignIn(
  ctx: Ctx,
  input: PasskeyAnswer & { userAgent?: string; agency?: string },
): Promise<Result<OpenedSession>> {
  const platform = ctx.as(systemActor('members.sign-in'));
  const person = await verifyPasskeyAnswer(ctx, 'passkey-sign-in', input);
  if (!person.ok) {
    await platform.auditRefused({ action: 'session.open', organisation: PLATFORM_CHAIN, codes: { method: 'passkey' } });
    return person;
  }
  return platform.transaction(async (tx) => {
    const account = await accountRow(tx, { person: person.value });
    if (!account) return refuse('passkey.not-accepted');
    return openSession(tx, ctx, account, { method: 'passkey', userAgent: input.userAgent, agency: input.agency });
  });
}
