import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { personRow } from '../people/person-store.ts';
import { refuse } from '../refusals.ts';
import { RP_NAME, relyingParty, webAuthn } from './passkey.ts';
import { credentialIds } from './passkey-store.ts';
import { keepPending } from './pending.ts';
import { isSteppedUp } from './session.ts';

/** What the browser needs to make a passkey for the signed-in person. Needs a fresh proof of who asks. */
export async function beginPasskeyRegistration(
  ctx: Ctx,
  input: { host: string },
): Promise<Result<{ token: string; options: PublicKeyCredentialCreationOptionsJSON }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('members.not-permitted');
  if (!isSteppedUp(actor, ctx.now)) return refuseRequest('access.step-up-needed');
  const party = relyingParty(ctx.kernel.config, input.host);
  if (!party.ok) return party;
  const known = await ctx.transaction(async (tx) => {
    const person = await personRow(tx, actor.person);
    return person
      ? ok({ person, keys: await credentialIds(tx, actor.person, party.value.id) })
      : refuse('members.not-permitted');
  });
  if (!known.ok) return known;
  const { generateRegistrationOptions } = await webAuthn();
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: party.value.id,
    userName: known.value.person.login,
    userDisplayName: known.value.person.name,
    userID: Uint8Array.from(Buffer.from(actor.person.replaceAll('-', ''), 'hex')),
    excludeCredentials: known.value.keys,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const token = await keepPending(ctx, 'passkey-registration', { challenge: options.challenge }, actor.person);
  return token.ok ? ok({ token: token.value, options }) : token;
}
