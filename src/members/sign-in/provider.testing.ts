import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** How the platform is known to the test's provider. */
export const CLIENT = { id: 'la-chan', secret: 'a-secret-for-this-test' } as const;

/** Who signs in at the provider next. */
export interface ProviderAccount {
  sub: string;
  email: string;
  verified: boolean;
}

/** A real OpenID Connect provider on loopback. */
export interface TestProvider {
  readonly issuer: string;
  /** The settings that make an installation use it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly account: ProviderAccount;
  /** Serves from now on, and sends browsers back to this address alone. */
  serve(redirectUri: string): void;
  close(): Promise<void>;
}

/**
 * @param options.addressInToken whether the ID token carries the e-mail address; otherwise it is given when asked for
 * @param options.asks whether a person answers on a page; otherwise whoever comes signs in and consents
 */
export async function startProvider(options: { addressInToken: boolean; asks: boolean }): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    void response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account: ProviderAccount = { sub: 'subject-1', email: 'nobody@don-vi.example', verified: true };
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    account,
    serve: (redirectUri) => {
      const provider = newProvider(issuer, redirectUri, account, options.addressInToken);
      const callback = provider.callback();
      handle = (request, response) => {
        if (!request.url?.startsWith('/interaction/')) callback(request, response);
        else if (options.asks && !request.url.endsWith('/yes') && !request.url.endsWith('/no')) ask(request, response);
        else void agree(provider, account, request, response);
      };
    },
    close: () => closeServer(server),
  };
}

function newProvider(issuer: string, redirectUri: string, account: ProviderAccount, addressInToken: boolean): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !addressInToken,
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['for-this-test'] },
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: account.email, email_verified: account.verified }),
    }),
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
}

/** The provider's page: one question, two answers. */
function ask(request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><title>Provider</title><a href="${request.url}/yes">Agree</a> <a href="${request.url}/no">Cancel</a>`,
    );
}

/** The person at the provider: signs in as `account` and consents, or goes away again. */
async function agree(
  provider: Provider,
  account: ProviderAccount,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (request.url?.endsWith('/no')) return provider.interactionFinished(request, response, { error: 'access_denied' });
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: account.sub } });
  const grant = new provider.Grant({ accountId: session?.accountId as string, clientId: params.client_id as string });
  grant.addOIDCScope('openid email');
  return provider.interactionFinished(
    request,
    response,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  );
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
