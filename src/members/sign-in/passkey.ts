import { isIP } from 'node:net';
import { type Config, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';

export interface RelyingParty {
  /** Host name without port; passkeys are bound to it. */
  readonly id: string;
  readonly origin: string;
}

export const RP_NAME = 'Lá Chắn';

/** The checks of the standard, read when a passkey is first asked for: a start needs none of its three hundred modules. */
export const webAuthn = () => import('@simplewebauthn/server');

/**
 * The relying party of the host that the page was asked by. Only the desk's own host names and
 * `localhost` count; an IP address cannot have passkeys (WebAuthn, relying party identifier).
 */
export function relyingParty(config: Config, host: string): Result<RelyingParty> {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (isIP(name.replaceAll(/[[\]]/g, '')) !== 0)
    return refuse('passkey.host-not-usable', { facts: { use: 'localhost' } });
  if (name !== 'localhost' && !config.deskHosts.includes(name)) return refuse('passkey.host-not-usable');
  return ok({ id: name, origin: `${config.publicProtocol}://${host.toLowerCase()}` });
}
