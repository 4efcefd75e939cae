import { DECODERS, MATCHING } from '../hashes/index.ts';
import { type Network, publicInternet, SafeFetch, serviceKey, serviceSource } from '../kernel/index.ts';
import { fetchMedia } from './collectors/fetch-media.ts';
import { collectors } from './collectors/index.ts';
import { type Bus, brokerBus, postgresBus } from './pipeline/bus.ts';
import { natsBroker } from './pipeline/nats-broker.ts';
import type { MediaParts } from './pipeline/process-media.ts';
import type { CollectorFactory } from './sources/collect-source.ts';

/** Bounds of one picture or video that a post points to. */
const MEDIA = { bytes: 64 * 1024 * 1024, ms: 30_000 };

/** What the background work needs of its process. */
export interface ListeningParts {
  /** By kind. */
  readonly collectors: Readonly<Record<string, CollectorFactory>>;
  readonly media: MediaParts;
}

/** Where public posts are fetched from: the public internet, or beside it a feed that is played on this machine. */
export const NETWORK = serviceKey<Network>('listening.network');
export const networkSource = serviceSource(NETWORK, async () => ({ service: publicInternet }));

/** The parts with which this process listens: one way out to the network, one queue of decoders, one index. */
export const PARTS = serviceKey<ListeningParts>('listening.parts');
export const partsSource = serviceSource(PARTS, async (services) => {
  const { config } = services.kernel;
  const fetch = new SafeFetch({ userAgent: config.listeningUserAgent, network: services.service(NETWORK) });
  const service: ListeningParts = {
    collectors: Object.fromEntries(
      Object.entries(collectors).map(([kind, open]) => [kind, (settings, secrets) => open(settings, secrets, fetch)]),
    ),
    media: {
      withMedia: (url, work) => fetchMedia(fetch, url, MEDIA, (bytes) => work(bytes)),
      decoders: services.service(DECODERS),
      matching: services.service(MATCHING),
    },
  };
  return { service };
});

/** The database's own queue, or the NATS server that the settings name. The process does not start where that cannot be reached. */
export const BUS = serviceKey<Bus>('listening.bus');
export const busSource = serviceSource(BUS, async ({ kernel }) => {
  const { natsUrl } = kernel.config;
  const service = natsUrl === undefined ? postgresBus : brokerBus(await natsBroker(natsUrl));
  return { service, close: () => service.close() };
});
