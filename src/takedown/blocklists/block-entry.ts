import { BlockList, isIP } from 'node:net';
import { DAY, ok, type Result } from '../../kernel/index.ts';
import { readUrl } from '../locators/canonical-url.ts';
import { refuse } from '../refusals.ts';

/** What an entry blocks: a name and all below it, one name alone, one page, or an address of numbers, which only a legal order may ask for. */
export const blockKinds = ['DOMAIN', 'HOST', 'URL', 'IP'] as const;
export type BlockKind = (typeof blockKinds)[number];

/** `WAITS_THIRD`: two agreed, and the guard against blocking too much asks for one more. */
export const blockStates = ['PROPOSED', 'WAITS_THIRD', 'ACTIVE', 'REFUSED', 'REMOVED', 'EXPIRED'] as const;
export type BlockState = (typeof blockStates)[number];

/** A block ends by itself and is looked at before: never longer than a year, never unseen for more than three months. */
const LONGEST = 366 * DAY;
const UNSEEN_AT_MOST = 92 * DAY;

export interface BlockTarget {
  readonly kind: BlockKind;
  /** As it stands in the lists: a name in A-labels, a canonical address without scheme, an IP address. */
  readonly value: string;
  /** The host that it stands on. */
  readonly host: string;
}

/** Reads what somebody wants blocked. Refusals: `block-entry.target-unusable`, `block-entry.address-needs-order` */
export function readTarget(kind: BlockKind, written: string, legalOrder: string | undefined): Result<BlockTarget> {
  const unusable = refuse('block-entry.target-unusable', { field: 'value' });
  if (kind === 'IP') {
    const address = readAddress(written.trim());
    if (address === null) return unusable;
    return legalOrder === undefined
      ? refuse('block-entry.address-needs-order', { field: 'legalOrder' })
      : ok({ kind, value: address, host: address });
  }
  const read = readUrl(written);
  if (!read.ok || read.url.hadCredentials) return unusable;
  const { url } = read;
  if (url.hostKind !== 'name') return refuse('block-entry.address-needs-order', { field: 'kind' });
  if (!isDomainName(url.host)) return unusable;
  if (kind === 'URL') {
    if (url.path === '/' && url.query === null) return unusable;
    return ok({ kind, value: `${url.host}${url.path}${url.query === null ? '' : `?${url.query}`}`, host: url.host });
  }
  return url.path === '/' && url.query === null ? ok({ kind, value: url.host, host: url.host }) : unusable;
}

/** Addresses that stand for a machine itself, a house's own network or many at once: whoever blocked one would block their own. */
const OWN = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  OWN.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  OWN.addSubnet(net, bits, 'ipv6');

/** One spelling for an address, IPv4 as such; null where it is none that can be blocked. */
function readAddress(written: string): string | null {
  const version = isIP(written);
  if (version === 0 || written.includes('%')) return null;
  if (version === 4) return OWN.check(written, 'ipv4') ? null : written;
  const address = new URL(`http://[${written}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return OWN.check(address, 'ipv6') ? null : address;
  const [high, low] = mapped.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return readAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
}

/** Two labels at least, each as DNS has them: nothing that could end or add a line of a zone. */
export function isDomainName(host: string): boolean {
  return (
    host.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(host)
  );
}

/** Refusals: `block-entry.dates-unusable` */
export function readDates(now: Date, expiresAt: Date, reviewAt: Date): Result<void> {
  const [end, review] = [expiresAt.getTime() - now.getTime(), reviewAt.getTime() - now.getTime()];
  return end > 0 && end <= LONGEST && review > 0 && review <= UNSEEN_AT_MOST && review <= end
    ? ok()
    : refuse('block-entry.dates-unusable', {
        field: review > end || review > UNSEEN_AT_MOST ? 'reviewAt' : 'expiresAt',
      });
}
