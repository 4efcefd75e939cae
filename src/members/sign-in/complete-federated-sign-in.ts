import { AuthorizationResponseError, authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import { type Ctx, PLATFORM_CHAIN, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { normaliseLogin } from '../people/person.ts';
import { refuse } from '../refusals.ts';
import { type Account, accountRow } from './credential-store.ts';
import { type FederatedPending, federation, isFederated } from './federation.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { answerPending } from './pending.ts';
import { federatedPerson, isLinkedElsewhere, linkIdentity } from './sign-in-store.ts';

export interface CompleteFederatedSignInInput {
  readonly token: string;
  /** The query of the address that the browser came back to, as in `?code=…&state=…`. */
  readonly query: string;
  readonly userAgent?: string;
  readonly agency?: string;
}

/**
 * Signs in with the provider's answer. State, nonce, PKCE and the ID token's signature must be right;
 * the person is the one linked with the subject or, the first time, the one whose login is the address
 * that the provider verified. Accounts are never made here. An unverified address, an unknown one and a closed account are
 * refused alike.
 */
export async function completeFederatedSignIn(
  ctx: Ctx,
  input: CompleteFederatedSignInInput,
): Promise<Result<OpenedSession>> {
  if (!isFederated(ctx.kernel)) return refuse('sign-in.federation-not-set-up');
  const platform = ctx.as(systemActor('members.sign-in'));
  const provider = await federation(ctx.kernel).catch(() => undefined);
  if (!provider) return refuse('sign-in.federation-unreachable');
  const claims = await answer(ctx, provider, input);
  const result =
    typeof claims === 'string'
      ? refuse(claims)
      : await platform.transaction<OpenedSession>(async (tx) => {
          const account = await accountOf(tx, claims);
          return account
            ? openSession(tx, ctx, account, { method: 'federated', userAgent: input.userAgent, agency: input.agency })
            : refuse('sign-in.federation-person-unknown');
        });
  if (!result.ok)
    await platform.auditRefused({
      action: 'session.open',
      organisation: PLATFORM_CHAIN,
      codes: { method: 'federated' },
    });
  return result;
}

interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly email?: string;
}

/** What the provider vouches for, or why it does not. */
async function answer(
  ctx: Ctx,
  provider: Awaited<ReturnType<typeof federation>>,
  input: CompleteFederatedSignInInput,
): Promise<Claims | 'sign-in.federation-broken' | 'sign-in.federation-cancelled'> {
  const pending = await answerPending<FederatedPending>(ctx, 'federated', input.token);
  if (!pending) return 'sign-in.federation-broken';
  const url = new URL(pending.redirectUri);
  url.search = input.query;
  try {
    const tokens = await authorizationCodeGrant(provider, url, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) return 'sign-in.federation-broken';
    // Some providers put the address into the ID token, others (as the standard reads) give it only when asked.
    const about = claims.email === undefined ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : claims;
    const verified = about.email_verified === true && typeof about.email === 'string';
    return {
      issuer: claims.iss,
      subject: claims.sub,
      ...(verified ? { email: normaliseLogin(about.email as string) } : {}),
    };
  } catch (error) {
    ctx.kernel.log.info({ reason: (error as { code?: string }).code ?? 'unknown' }, 'single sign-on was refused');
    const turnedBack = error instanceof AuthorizationResponseError && error.error === 'access_denied';
    return turnedBack ? 'sign-in.federation-cancelled' : 'sign-in.federation-broken';
  }
}

async function accountOf(tx: Tx, claims: Claims): Promise<Account | undefined> {
  const linked = await federatedPerson(tx, claims.issuer, claims.subject);
  if (linked !== undefined) return accountRow(tx, { person: linked });
  const account = claims.email === undefined ? undefined : await accountRow(tx, { login: claims.email });
  // An address that now belongs to another subject of the provider is another human: an administrator must look.
  if (!account || (await isLinkedElsewhere(tx, claims.issuer, account.person))) return undefined;
  await linkIdentity(tx, claims.issuer, claims.subject, account.person);
  return account;
}
