import { type Matching, sharedDecoders } from '../hashes/index.ts';
import type { Kernel } from '../kernel/index.ts';
import { collectors } from './collectors/index.ts';
import type { Network } from './collectors/network.ts';
import { SafeFetch } from './collectors/safe-fetch.ts';
import type { ListeningParts } from './jobs.ts';
import { type Bus, brokerBus, postgresBus } from './pipeline/bus.ts';
import { natsBroker } from './pipeline/nats-broker.ts';

/** Bounds of one picture or video that a post points to. */
const MEDIA = { bytes: 64 * 1024 * 1024, ms: 30_000 };

/**
 * The parts with which this process listens: one way out to the network, one queue of decoders, one index.
 * @param network another than the public internet alone: a feed that is played on this machine
 */
export function listeningParts(kernel: Kernel, matching: () => Matching, network?: Network): ListeningParts {
  const fetch = new SafeFetch({ userAgent: kernel.config.listeningUserAgent, ...(network && { network }) });
  return {
    collectors: Object.fromEntries(
      Object.entries(collectors).map(([kind, open]) => [kind, (settings, secrets) => open(settings, secrets, fetch)]),
    ),
    media: {
      withMedia: (url, work) => fetch.withMedia(url, MEDIA, (bytes) => work(bytes)),
      decoders: sharedDecoders(kernel.config.videoDecoder),
      matching,
    },
  };
}

/** The bus of this process: the database's own queue, or the NATS server that the settings name. @throws where it cannot be reached */
export async function listeningBus({ config: { natsUrl } }: Kernel): Promise<Bus> {
  return natsUrl === undefined ? postgresBus : brokerBus(await natsBroker(natsUrl));
}
