import type { Endpoint } from '../../channels/index.ts';
import type { Kernel } from '../../kernel/index.ts';
import type { ContactRow } from '../orders/order-tables.ts';
import { openJson } from '../sealed-json.ts';

/** What is sealed of a contact. */
export interface ContactSecrets {
  readonly address: string;
  /** By which the addressee's calls and ours are signed (Standard Webhooks), where the contact is a webhook. */
  readonly secret?: string;
  /** The one before, which is good until then. */
  readonly former?: { readonly secret: string; readonly until: string };
}

/** Undefined for a member's own page, which has none. */
export async function openSecrets(
  kernel: Kernel,
  { id, sealed }: Pick<ContactRow, 'id' | 'sealed'>,
): Promise<ContactSecrets | undefined> {
  return sealed === null ? undefined : openJson<ContactSecrets>(kernel, 'addressee_contact', { id, sealed });
}

const formerOf = ({ former }: ContactSecrets, now: Date) =>
  former !== undefined && new Date(former.until) > now ? former.secret : undefined;

/** Under which a call of the addressee may be signed now. */
export const secretsGood = (secrets: ContactSecrets, now: Date): string[] =>
  [secrets.secret, formerOf(secrets, now)].filter((one) => one !== undefined);

/** Where a call of ours goes now, and by what it is signed. */
export function endpointOf(secrets: ContactSecrets, now: Date): Endpoint {
  const former = formerOf(secrets, now);
  const endpoint = { url: secrets.address, secret: secrets.secret ?? '' };
  return former === undefined ? endpoint : { ...endpoint, formerSecret: former };
}
