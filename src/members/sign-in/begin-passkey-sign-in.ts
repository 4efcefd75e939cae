import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { relyingParty, webAuthn } from './passkey.ts';
import { keepPending } from './pending.ts';

/**
 * What the browser needs to use a passkey: to sign in, where nobody is signed in, else to step up. It
 * names no credential: the browser offers those it has, and nothing says which accounts exist.
 */
export async function beginPasskeySignIn(
  ctx: Ctx,
  input: { host: string },
): Promise<Result<{ token: string; options: PublicKeyCredentialRequestOptionsJSON }>> {
  const party = relyingParty(ctx.kernel.config, input.host);
  if (!party.ok) return party;
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({ rpID: party.value.id, userVerification: 'required' });
  const person = ctx.actor.kind === 'person' ? ctx.actor.person : undefined;
  const token = await keepPending(
    ctx,
    person ? 'passkey-step-up' : 'passkey-sign-in',
    { challenge: options.challenge },
    person,
  );
  return token.ok ? ok({ token: token.value, options }) : token;
}
