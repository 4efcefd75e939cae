import {
  type Ctx,
  DAY,
  type Network,
  ok,
  publicInternet,
  type Result,
  SafeFetch,
  serviceKey,
  serviceSource,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { readMatchKey } from '../locators/match-key.ts';
import { refuse } from '../refusals.ts';
import type { HostFactRow, ItemRow } from '../tables.ts';
import cdn from './cdn-networks.json' with { type: 'json' };
import { itemEvent } from './item-event.ts';
import { auditOf, itemAct } from './item-record.ts';
import { openSecrets } from './item-sealing.ts';
import { findItem, hostFactsOf, insertItemEvent, putHostFact } from './item-store.ts';
import { askRdap, publishedServers, type RdapAnswer, type RdapServers } from './rdap.ts';

/** How hosts are looked up: how names become addresses, which addresses are public, and which registries are asked. */
export interface HostLookUp {
  /** Of the hosts of items: an address in a private network is refused. */
  readonly network: Network;
  readonly fetch: SafeFetch;
  readonly servers: RdapServers;
}

export const HOST_LOOK_UP = serviceKey<HostLookUp>('takedown.host-look-up');
export const hostLookUpSource = serviceSource(HOST_LOOK_UP, async ({ kernel }) => ({
  service: {
    network: publicInternet,
    fetch: new SafeFetch({ userAgent: kernel.config.listeningUserAgent, network: publicInternet }),
    servers: publishedServers,
  },
}));

/** Registries are not asked again sooner. */
const FRESH = DAY;

/**
 * Asks that an item's host be looked up in the background. The registries learn an address and a name, and nothing of any report.
 * Refusals: those of an act on an item, `host-look-up.not-possible`
 */
export function askHostLookUp(ctx: Ctx, input: { readonly item: string }): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.describe', input, async (tx, item) => {
    if (item.domain_mark === null && item.kind !== 'url') return refuse('host-look-up.not-possible');
    await tx.enqueue('takedown.look-up-host', { item: item.id }, { key: `takedown.look-up-host:${item.id}` });
    tx.audit({ ...auditOf(item, 'content-item.describe'), codes: { lookUp: true } });
    return ok();
  });
}

type Found = Omit<HostFactRow, 'id' | 'item_id' | 'seen_at' | 'ended_at' | 'written_by'>;

/** Looks a host up and writes what the registries said, each with its time; an answer that is not a day old is not asked for again. */
export async function lookUpHost(
  ctx: Ctx,
  look: HostLookUp,
  item: string,
  /** Whatever was answered today: the address leads elsewhere now. */
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<Result<void>> {
  const system = ctx.as(systemActor('takedown.look-up-host'));
  const read = await system.transaction(async (tx) => {
    const row = await findItem(tx, item);
    if (!row) return ok(undefined);
    const now = await hostFactsOf(tx, item);
    const fresh = now.some(
      (one) => one.source === 'RDAP' && one.outcome !== 'FAILED' && tx.now.getTime() - one.seen_at.getTime() < FRESH,
    );
    return ok(fresh && !anew ? undefined : await hostOf(ctx, row));
  });
  if (!read.ok || read.value === undefined) return read.ok ? ok() : read;
  const found = await factsOf(look, read.value);
  return system.transaction(async (tx) => {
    const row = await findItem(tx, item, 'for update');
    if (row) await write(tx, row, found);
    return ok();
  });
}

async function write(tx: Tx, item: ItemRow, found: readonly Found[]): Promise<void> {
  const before = (await hostFactsOf(tx, item.id)).find((one) => one.part === 'HOST' && one.ended_at === null);
  for (const fact of found) await putHostFact(tx, { ...fact, item_id: item.id });
  const host = found.find((one) => one.part === 'HOST' && one.outcome === 'FOUND');
  const moved = before?.name != null && host !== undefined && before.name !== host.name;
  await insertItemEvent(tx, item.id, moved ? 'host-moved' : 'host-looked-up', {
    found: found.filter((one) => one.outcome === 'FOUND').length,
    failed: found.filter((one) => one.outcome === 'FAILED').length,
  });
  tx.notify(itemEvent(item.id, item.agency));
}

interface Host {
  readonly host: string;
  readonly domain: string | null;
}

async function hostOf(ctx: Ctx, item: ItemRow): Promise<Host | undefined> {
  const { display } = await openSecrets(ctx.kernel, 'item', item);
  const read = readMatchKey(display);
  return read.ok
    ? { host: read.matchKey.url.host.replace(/^\[|\]$/g, ''), domain: read.matchKey.registrableDomain }
    : undefined;
}

async function factsOf(look: HostLookUp, { host, domain }: Host): Promise<Found[]> {
  const found: Found[] = [];
  const [address, fault] = await addressOf(look.network, host);
  if (address === undefined) found.push(failed('HOST', fault));
  else {
    const answer = await askRdap(look.fetch, look.servers, { address });
    found.push(
      answer.ok
        ? told(isCdn(answer.value.name) ? 'CDN' : 'HOST', answer.value, address)
        : failed('HOST', answer.refusal.code, address),
    );
  }
  if (domain !== null) {
    const answer = await askRdap(look.fetch, look.servers, { domain });
    found.push(answer.ok ? told('REGISTRAR', answer.value, null) : failed('REGISTRAR', answer.refusal.code));
  }
  return found;
}

/** One address of a host, where all of them are public: one private address among them is a trap, and none is asked about. */
async function addressOf(network: Network, host: string): Promise<readonly [string | undefined, string]> {
  let addresses: readonly string[];
  try {
    addresses = /^[\d.]+$|:/.test(host) ? [host] : await network.resolve(host);
  } catch {
    return [undefined, 'link.unresolved'];
  }
  if (addresses.length === 0) return [undefined, 'link.unresolved'];
  if (!addresses.every((one) => network.allows(one, 443))) return [undefined, 'link.private-network'];
  return [addresses.toSorted()[0], ''];
}

const isCdn = (name: string | null): boolean =>
  name !== null && cdn.names.some((one) => name.toUpperCase().startsWith(one));

const told = (
  part: Found['part'],
  { name, country, asn, abuseContact }: RdapAnswer,
  address: string | null,
): Found => ({
  part,
  outcome: name === null ? 'EMPTY' : 'FOUND',
  name,
  address,
  asn,
  country,
  abuse_contact: abuseContact,
  source: 'RDAP',
  failure: null,
});

const failed = (part: Found['part'], failure: string, address: string | null = null): Found => ({
  part,
  outcome: 'FAILED',
  name: null,
  address,
  asn: null,
  country: null,
  abuse_contact: null,
  source: 'RDAP',
  failure,
});
