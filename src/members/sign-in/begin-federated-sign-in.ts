import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type FederatedPending, federation, isFederated } from './federation.ts';
import { keepPending } from './pending.ts';

/**
 * Where to send the browser for single sign-on.
 * @param input.redirectUri the desk's own address that the provider sends the browser back to
 * @returns the address, and the token that the page keeps in a cookie until the browser is back
 */
export async function beginFederatedSignIn(
  ctx: Ctx,
  input: { redirectUri: string },
): Promise<Result<{ url: string; token: string }>> {
  if (!isFederated(ctx.kernel)) return refuse('sign-in.federation-not-set-up');
  const provider = await federation(ctx.kernel).catch(() => undefined);
  if (!provider) return refuse('sign-in.federation-unreachable');
  const pending: FederatedPending = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    redirectUri: input.redirectUri,
  };
  const token = await keepPending(ctx, 'federated', pending);
  if (!token.ok) return token;
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: input.redirectUri,
    scope: 'openid email',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return ok({ url: url.href, token: token.value });
}
