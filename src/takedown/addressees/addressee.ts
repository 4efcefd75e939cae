import ipaddr from 'ipaddr.js';

/** Who can act on an address, in the order in which they are asked. Types and pure rules. */

/** The rungs of the ladder: whoever runs the place, hosts it, owns the site, registered its name, leads people there. */
export const rungs = ['PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP'] as const;
export type Rung = (typeof rungs)[number];

/** `MEMBER`: a member of the network of which nothing is ordered; it has contacts, by which it is told of alerts and drills, and nothing else. */
export const addresseeKinds = [...rungs, 'MEMBER'] as const;
export type AddresseeKind = (typeof addresseeKinds)[number];
export const isRung = (kind: AddresseeKind): kind is Rung => kind !== 'MEMBER';

export const reachKinds = ['DOMAIN', 'ASN', 'NETBLOCK'] as const;
export type ReachKind = (typeof reachKinds)[number];

export const contactChannels = ['PORTAL', 'EMAIL', 'WEBHOOK', 'ICCAM', 'CLOUDFLARE', 'AWS'] as const;
export type ContactChannel = (typeof contactChannels)[number];
/** Reached through an account of the ordering agency at a service: such a contact has no address of its own. */
const serviceChannels = ['ICCAM', 'CLOUDFLARE', 'AWS'] as const satisfies readonly ContactChannel[];
export const isService = (channel: ContactChannel): boolean =>
  (serviceChannels as readonly ContactChannel[]).includes(channel);
export const contactStates = ['WAITING', 'APPROVED', 'REFUSED', 'ENDED'] as const;
export type ContactState = (typeof contactStates)[number];

/** A claim of a member waits for the coordinator or an officer; what they write themselves holds. */
export const reachStates = ['CLAIMED', 'HOLDS', 'REFUSED'] as const;
export type ReachState = (typeof reachStates)[number];

/** The widest block that one organisation can have: a mistyped prefix would claim a continent. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

/** A block of public addresses as `203.0.113.0/24`, written by its first address; undefined where it is none. */
function readNetblock(written: string): string | undefined {
  if (!/^[0-9a-f.:]{2,45}\/\d{1,3}$/.test(written) || !ipaddr.isValidCIDR(written)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(written);
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(written)
      : ipaddr.IPv6.networkAddressFromCIDR(written);
  // What has bits behind its prefix was meant otherwise; `010.0.0.1` reads as octal to some.
  if (address.toNormalizedString() !== network.toNormalizedString() || /(^|\.)0\d/.test(written)) return undefined;
  const open = network.range() === 'unicast' || isDocumentation(network);
  return open && bits >= WIDEST[address.kind()] ? `${network.toString()}/${bits}` : undefined;
}

/** Blocks set apart for examples (RFC 5737, RFC 3849): an invented organisation has nothing else to name. */
const EXAMPLES = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map((one) =>
  ipaddr.parseCIDR(one),
);
const isDocumentation = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
  EXAMPLES.some(([net, bits]) => net.kind() === address.kind() && address.match(net, bits));

interface Reach {
  readonly kind: ReachKind;
  readonly value: string;
}

/** Whether two reaches are of the same, or one lies within the other. */
export function reachOverlaps(one: Reach, other: Reach): boolean {
  if (one.kind !== other.kind) return false;
  if (one.value === other.value) return true;
  if (one.kind === 'ASN') return false;
  if (one.kind === 'DOMAIN') return one.value.endsWith(`.${other.value}`) || other.value.endsWith(`.${one.value}`);
  const [a, aBits] = ipaddr.parseCIDR(one.value);
  const [b, bBits] = ipaddr.parseCIDR(other.value);
  return a.kind() === b.kind() && a.match(b, Math.min(aBits, bBits));
}

/** What somebody can act on, as it is compared; undefined where it is none. */
export function readReach(kind: ReachKind, written: string): string | undefined {
  const value = written.trim().toLowerCase();
  if (kind === 'ASN') {
    const digits = /^(?:as)?(\d{1,10})$/.exec(value)?.[1];
    return digits !== undefined && Number(digits) > 0 && Number(digits) < 2 ** 32 ? String(Number(digits)) : undefined;
  }
  if (kind === 'NETBLOCK') return readNetblock(value);
  try {
    const { hostname, pathname } = new URL(`https://${value}`);
    const whole = pathname === '/' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) && !/^[\d.]+$/.test(hostname);
    return whole ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** What a list shows of an address for mail. */
export function maskMail(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 2)}…@${domain}`;
}

/** Whether an addressee may be asked after another: higher up, or beside where the place has moved to another host. */
export function isNextRung(from: Rung, to: Rung): boolean {
  return rungs.indexOf(to) >= rungs.indexOf(from);
}
