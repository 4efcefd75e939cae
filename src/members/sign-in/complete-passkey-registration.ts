import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { relyingParty, webAuthn } from './passkey.ts';
import { insertPasskey, type Passkey } from './passkey-store.ts';
import { answerPending } from './pending.ts';

export interface CompletePasskeyRegistrationInput {
  readonly host: string;
  readonly token: string;
  readonly response: RegistrationResponseJSON;
  /** How the person will know it again. */
  readonly label: string;
}

const LABEL: TextRule = { most: 60, refusals: { empty: refuse('passkey.label-missing') } };

/** Keeps the passkey that the browser made. */
export async function completePasskeyRegistration(
  ctx: Ctx,
  input: CompletePasskeyRegistrationInput,
): Promise<Result<Passkey>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  const party = relyingParty(ctx.kernel.config, input.host);
  if (!party.ok) return party;
  const label = readTextInput(input.label, 'label', LABEL);
  if (!label.ok) return label;
  const pending = await answerPending<{ challenge: string }>(ctx, 'passkey-registration', input.token, actor.person);
  if (!pending) return refuse('passkey.not-accepted');
  const { verifyRegistrationResponse } = await webAuthn();
  const verified = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: pending.challenge,
    expectedOrigin: party.value.origin,
    expectedRPID: party.value.id,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return refuse('passkey.not-accepted');
  const { credential } = verified.registrationInfo;
  return ctx.transaction(async (tx) => {
    const id = newId<'passkey'>(tx.now.getTime());
    const kept = await insertPasskey(tx, {
      id,
      person: actor.person,
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
      rpId: party.value.id,
      label: label.value,
    });
    if (!kept) return refuse('passkey.not-accepted');
    tx.audit({ action: 'passkey.manage', object: { kind: 'passkey', id }, codes: { act: 'added' } });
    return ok({ id, label: label.value, createdAt: tx.now, lastUsedAt: null });
  });
}
