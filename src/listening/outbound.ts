import type { Kernel } from '../kernel/index.ts';
import type { Network } from './sources/network.ts';
import { SafeFetch } from './sources/safe-fetch.ts';

const ways = new WeakMap<Kernel, SafeFetch>();

/** The one way out of this process for links, feeds, media and services: one gate for each host, whoever asks. */
export function outbound(kernel: Kernel): SafeFetch {
  const way = ways.get(kernel) ?? new SafeFetch({ userAgent: kernel.config.listeningUserAgent });
  ways.set(kernel, way);
  return way;
}

/** Gives a kernel another network than the public internet, before anything is fetched: a feed played on this machine. */
export function openOutbound(kernel: Kernel, network: Network): void {
  ways.set(kernel, new SafeFetch({ userAgent: kernel.config.listeningUserAgent, network }));
}
