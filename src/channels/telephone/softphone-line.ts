import { createHmac, randomBytes } from 'node:crypto';
import { HOUR } from '../../kernel/index.ts';
import type { TelephoneAccount } from './call-command.ts';
import { serversIn } from './telephone-settings.ts';

/** What a telephone in a browser needs of an exchange beside its own extension and password. */
export interface SoftphoneLine {
  /** `wss://…` */
  readonly address: string;
  /** What stands behind the `@` of an extension. */
  readonly domain: string;
  /** As RTCPeerConnection takes them. */
  readonly iceServers: readonly {
    readonly urls: string;
    readonly username?: string;
    readonly credential?: string;
  }[];
}

/** A shift and what may come after it. */
const TURN_LASTS = 14 * HOUR;

/**
 * How browsers reach an exchange as telephones, with a key for its TURN servers that ends by itself
 * (draft-uberti-behave-turn-rest-00, coturn's `use-auth-secret`). It names nobody.
 * @returns null where the exchange takes no browsers
 */
export function softphoneLine({ settings, secrets }: TelephoneAccount, now: Date): SoftphoneLine | null {
  const { softphoneAddress: address, softphoneDomain, softphoneIce } = settings;
  if (address === '') return null;
  const username = `${Math.floor((now.getTime() + TURN_LASTS) / 1_000)}:${randomBytes(9).toString('base64url')}`;
  const credential = createHmac('sha1', secrets.turn).update(username).digest('base64');
  const keyed = secrets.turn === '' ? {} : { username, credential };
  return {
    address,
    domain: softphoneDomain === '' ? new URL(address).hostname : softphoneDomain,
    iceServers: serversIn(softphoneIce).map((urls) => ({ urls, ...(/^turn/i.test(urls) && keyed) })),
  };
}
