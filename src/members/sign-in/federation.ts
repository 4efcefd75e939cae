import { allowInsecureRequests, type Configuration, discovery } from 'openid-client';
import type { Kernel } from '../../kernel/index.ts';

const found = new WeakMap<Kernel, Promise<Configuration>>();

/** Whether single sign-on is set up (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET). */
export function isFederated(kernel: Kernel): boolean {
  return kernel.config.oidc !== undefined;
}

/** The provider's own description, fetched once; a failure is not remembered, since the provider may come back. */
export function federation(kernel: Kernel): Promise<Configuration> {
  const { oidc } = kernel.config;
  if (!oidc) throw new Error('single sign-on is not set up');
  let known = found.get(kernel);
  if (!known) {
    const issuer = new URL(oidc.issuer);
    // Only a provider on this very machine may speak plain http.
    const local = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
    known = discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, {
      timeout: 10,
      ...(local ? { execute: [allowInsecureRequests] } : {}),
    });
    known.catch(() => found.delete(kernel));
    found.set(kernel, known);
  }
  return known;
}

/** What is kept between leaving for the provider and coming back. */
export interface FederatedPending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}
