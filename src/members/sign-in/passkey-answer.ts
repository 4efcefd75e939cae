import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { relyingParty, webAuthn } from './passkey.ts';
import { markPasskeyUsed, passkeyByCredential } from './passkey-store.ts';
import { answerPending } from './pending.ts';

export interface PasskeyAnswer {
  readonly host: string;
  readonly token: string;
  readonly response: AuthenticationResponseJSON;
}

/** Whose passkey answered. One refusal for everything that can be wrong with it. */
export async function verifyPasskeyAnswer(
  ctx: Ctx,
  kind: 'passkey-sign-in' | 'passkey-step-up',
  input: PasskeyAnswer,
): Promise<Result<string>> {
  const platform = ctx.as(systemActor('members.sign-in'));
  const party = relyingParty(ctx.kernel.config, input.host);
  if (!party.ok) return party;
  const person = kind === 'passkey-step-up' && ctx.actor.kind === 'person' ? ctx.actor.person : undefined;
  const pending = await answerPending<{ challenge: string }>(ctx, kind, input.token, person);
  if (!pending) return refuse('passkey.not-accepted');
  const found = await platform.transaction(async (tx) =>
    ok(await passkeyByCredential(tx, String(input.response.id), party.value.id)),
  );
  if (!found.ok) return found;
  const key = found.value;
  if (!key) return refuse('passkey.not-accepted');
  const { verifyAuthenticationResponse } = await webAuthn();
  const verified = await verifyAuthenticationResponse({
    response: input.response,
    expectedChallenge: pending.challenge,
    expectedOrigin: party.value.origin,
    expectedRPID: party.value.id,
    credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return refuse('passkey.not-accepted');
  return platform.transaction(async (tx) => {
    await markPasskeyUsed(tx, key.id, verified.authenticationInfo.newCounter);
    return ok(key.person);
  });
}
