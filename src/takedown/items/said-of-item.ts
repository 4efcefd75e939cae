import type { Kernel, Tx } from '../../kernel/index.ts';
import { reportsOfItem } from '../machine-reports/report-store.ts';
import { type ItemKind, isVerified } from './item.ts';
import { openSecrets } from './item-sealing.ts';
import { findItem, hostFactsOf, siblingsOf } from './item-store.ts';

/** What content says of who posts it and where it stands, as it was written: for a part of the platform that ties such things. */
export interface SaidOfContent {
  readonly id: string;
  /** Two have verified an item that still counts; a report was finished, is no test and was not taken back. */
  readonly holds: boolean;
  /** A child may have made or posted it: then what it names may be the child's. */
  readonly ofChild: boolean;
  /** The unit of an item, the member of a report. */
  readonly agency: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly demonstration: boolean;
  readonly links: readonly string[];
  /** Names of accounts; `place` is a code of the vocabulary's list of places online, or null where none is known. */
  readonly accounts: readonly { readonly name: string; readonly place: string | null }[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly devices: readonly string[];
  /** Addresses of the Internet, with the moment at which they were seen where it is known. */
  readonly addresses: readonly { readonly address: string; readonly at: Date | null }[];
  /** Of an item, the machine reports that led to it; of a report, its items. */
  readonly with: readonly string[];
}

/**
 * What is known of an item: its address, its siblings with the accounts that posted it, the addresses of its host and of the origin behind
 * a network of distribution. Read by the platform, which puts it under another seal.
 */
export async function saidOfItem(kernel: Kernel, platform: Tx, id: string): Promise<SaidOfContent | undefined> {
  const item = await findItem(platform, id);
  if (!item) return undefined;
  const links: string[] = [];
  const accounts: { name: string; place: string | null }[] = [];
  const put = (kind: ItemKind, written: string) => {
    if (kind === 'account' && !/^https?:/i.test(written)) accounts.push({ name: written, place: item.platform });
    else if (kind !== 'app' && (kind !== 'group' || /^https?:/i.test(written))) links.push(written);
  };
  put(item.kind, (await openSecrets(kernel, 'item', item)).display);
  for (const sibling of await siblingsOf(platform, id))
    put(
      sibling.relation === 'POSTED_BY' ? 'account' : 'url',
      (await openSecrets(kernel, 'item_sibling', sibling)).display,
    );
  const hosts = (await hostFactsOf(platform, id)).filter(
    ({ part, outcome, ended_at: ended }) =>
      (part === 'HOST' || part === 'ORIGIN') && outcome === 'FOUND' && ended === null,
  );
  return {
    id,
    holds: isVerified(item.state),
    ofChild: item.self_made === true,
    agency: item.agency,
    firstAt: item.first_at,
    lastAt: item.last_at,
    demonstration: item.is_demonstration,
    links,
    accounts,
    phones: [],
    emails: [],
    devices: [],
    addresses: hosts.flatMap(({ address, seen_at: at }) => (address === null ? [] : [{ address, at }])),
    with: await reportsOfItem(platform, id),
  };
}
