import { must } from '../../../tools/test/test-result.ts';
import { internetAnd, SafeFetch, systemActor } from '../../kernel/index.ts';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';
import type { HostLookUp } from '../items/look-up-host.ts';
import { type OrdersHome, openOrdersHome } from '../orders/orders.testing.ts';
import { exampleNetwork, STORY } from './hostile-pages.testing.ts';
import { lookAtPlace } from './look-at-place.ts';
import { lookRules } from './look-rules.ts';
import type { Probe } from './probes.ts';
import { type Eyes, openEyes } from './take-look.ts';

export interface PlatformPage {
  status: number;
  body: string;
  headers?: Record<string, string>;
}
export const THERE: PlatformPage = { status: 200, body: STORY };
export const REMOVED: PlatformPage = { status: 404, body: '<h1>404</h1>' };

/** The unit with orders, and a platform on this machine that removes and restores. All of it is invented. */
export interface LooksHome extends OrdersHome {
  readonly platformServer: LocalServer;
  readonly pages: Map<string, PlatformPage>;
  readonly eyes: Eyes;
  readonly hosts: HostLookUp;
  /** Where every name leads, as the registry and the looks see it. */
  leads: { addresses: readonly string[]; holder: string | null };
  readonly probes: Probe[];
  at(path: string): string;
  /** Looks at each address of an item whose time has come. @returns what its own address came to */
  look(item: string): Promise<string | undefined>;
  /** Minutes go by, and whatever is due is looked at. */
  later(item: string, minutes: number): Promise<string | undefined>;
  places(item: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openLooksHome(now?: string): Promise<LooksHome> {
  const home = await openOrdersHome(now);
  const platform = () => home.context(systemActor('test'));
  const pages = new Map<string, PlatformPage>();
  const platformServer = await localServer((request, response) => {
    const page = pages.get(request.url ?? '') ?? THERE;
    response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.body);
  });
  const leads: LooksHome['leads'] = { addresses: ['203.0.113.9'], holder: 'MAU-HOSTING' };
  const registry = await localServer(({ url }, response) => {
    const body =
      url?.startsWith('/ip/') && leads.holder !== null
        ? { objectClassName: 'ip network', name: leads.holder, country: 'VN', arin_originas0_originautnums: [64_500] }
        : {};
    response
      .writeHead('objectClassName' in body ? 200 : 503, { 'content-type': 'application/rdap+json' })
      .end(JSON.stringify(body));
  });
  const probes: Probe[] = [];
  const politeness = { atOnce: 8, gap: 0, waiting: 100 };
  const seen = openEyes({
    fetch: new SafeFetch({ userAgent: 'mau', network: exampleNetwork, politeness }),
    network: exampleNetwork,
    rules: { ...lookRules, secondsMost: 8 },
    probes,
  });
  const eyes: Eyes = { take: seen.take, addressesOf: async () => leads.addresses };
  const hosts: HostLookUp = {
    network: { resolve: async () => leads.addresses, allows: () => true },
    fetch: new SafeFetch({ userAgent: 'mau', network: internetAnd(['127.0.0.0/8']), politeness }),
    servers: { forAddress: () => registry.url, forDomain: () => undefined },
  };
  const placesOf = async (item: string) =>
    (
      await home.owner.query('select * from takedown.look_place where item_id = $1 order by sibling_id nulls first', [
        item,
      ])
    ).rows;
  const look: LooksHome['look'] = async (item) => {
    for (const { id } of await placesOf(item)) must(await lookAtPlace(platform(), eyes, hosts, { place: id }));
    return (await placesOf(item))[0]?.last_outcome;
  };
  return {
    ...home,
    // Anew each time: a context stands at the moment at which it was made.
    get platform() {
      return platform();
    },
    platformServer,
    pages,
    eyes,
    hosts,
    leads,
    probes,
    look,
    at: (path) => `http://noi-mau.example:${platformServer.port}${path}`,
    later: (item, minutes) => {
      home.clock.advance(minutes * 60_000);
      return look(item);
    },
    places: placesOf,
    close: async () => {
      await Promise.all([platformServer.close(), registry.close(), home.close()]);
    },
  };
}
