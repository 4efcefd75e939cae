import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isWithin } from '../http/address-range.ts';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { isPublicAddress } from './address.ts';

/** Where requests may go: how names become addresses, and which of these may be connected to. */
export interface Network {
  /** Every address of a host name. @throws where there is none */
  resolve(hostname: string): Promise<readonly string[]>;
  allows(address: string, port: number): boolean;
}

const WEB_PORTS = [80, 443];

/** The public internet and nothing else. Below 1024 only the web's own ports: the others are services, not pages. */
export const publicInternet: Network = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  allows: (address, port) => isPublicAddress(address) && (WEB_PORTS.includes(port) || port >= 1024),
};

/** The public internet and, beside it, the private ranges that the operator of this machine named. */
export const internetAnd = (ranges: readonly string[]): Network => ({
  resolve: publicInternet.resolve,
  allows: (address, port) =>
    publicInternet.allows(address, port) ||
    // An IPv4 address inside an IPv6 one says its address in a second way: only the plain one counts.
    (isIP(address) !== 0 && !/^::ffff:/i.test(address) && isWithin(address, ranges)),
});

/** Wherever a setting of this machine leads: for services that its operator named, never for what anybody else writes. */
export const namedByOperator: Network = { resolve: publicInternet.resolve, allows: () => true };

/**
 * Every address of a host, all of them checked: whoever connects, connects to one of these and does not ask for the name again.
 * Refusals: `link.unresolved`, `link.private-network`
 */
export async function allowedAddresses(
  network: Network,
  hostname: string,
  port: number,
): Promise<Result<readonly string[]>> {
  let addresses: readonly string[];
  try {
    addresses = isIP(hostname) ? [hostname] : await network.resolve(hostname);
  } catch {
    return refuse('link.unresolved');
  }
  if (addresses.length === 0) return refuse('link.unresolved');
  // One private address among public ones is a trap or a mistake: not even the public ones are used.
  return addresses.every((address) => network.allows(address, port)) ? ok(addresses) : refuse('link.private-network');
}

/**
 * One of a host's checked addresses, at random, so that a dead machine among several does not keep us away for good.
 * Refusals: as of `allowedAddresses`
 */
export async function allowedAddress(network: Network, hostname: string, port: number): Promise<Result<string>> {
  const addresses = await allowedAddresses(network, hostname, port);
  return addresses.ok ? ok(addresses.value[Math.floor(Math.random() * addresses.value.length)] as string) : addresses;
}
