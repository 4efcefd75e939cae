import { lookup } from 'node:dns/promises';
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
