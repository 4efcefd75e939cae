import { type Config, internetAnd, type Network, SafeFetch } from '../kernel/index.ts';
import type { Reach } from './adapter.ts';

/** Submission, IMAP and relays: below 1024, and no pages. */
const MAIL_PORTS = [25, 143, 465, 587, 993];

/** The public internet with the ports of mail, and the private ranges that the operator of this machine named for channels. */
export function channelNetwork(config: Config): Network {
  const web = internetAnd(config.channelNetworks);
  return {
    resolve: web.resolve,
    allows: (address, port) => web.allows(address, MAIL_PORTS.includes(port) ? 443 : port),
  };
}

/** One request to a provider, its answer included. What is locked while a token is renewed stays locked for longer. */
export const REQUEST_DEADLINE = 20_000;

/** The way to the networks, mailboxes, gateways and exchanges at which accounts of ours are. */
export function openReach(config: Config): Omit<Reach, 'now'> {
  return {
    fetch: new SafeFetch({
      userAgent: 'LaChan',
      network: internetAnd(config.channelNetworks),
      politeness: { atOnce: 8, gap: 0, waiting: 200 },
    }),
    outside: new SafeFetch({ userAgent: 'LaChan', politeness: { atOnce: 8, gap: 0, waiting: 200 } }),
    network: channelNetwork(config),
    deadlineMs: REQUEST_DEADLINE,
  };
}
