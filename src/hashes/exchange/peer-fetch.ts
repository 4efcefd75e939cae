import { type Config, internetAnd, SafeFetch } from '../../kernel/index.ts';

/** The way to partners: the public internet, and the private ranges that the operator of this machine named for them. */
export function peerFetch(config: Config): SafeFetch {
  return new SafeFetch({
    userAgent: 'LaChan',
    network: internetAnd(config.peerNetworks),
    politeness: { atOnce: 4, gap: 0, waiting: 100 },
  });
}
