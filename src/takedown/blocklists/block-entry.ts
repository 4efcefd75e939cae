import { isIP } from 'node:net';
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
    const address = written.trim();
    if (isIP(address) === 0) return unusable;
    return legalOrder === undefined
      ? refuse('block-entry.address-needs-order', { field: 'legalOrder' })
      : ok({ kind, value: address.toLowerCase(), host: address.toLowerCase() });
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
