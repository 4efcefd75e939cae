/** Milliseconds. Candidates that a browser still looks for after so long are left out: some look for half a minute. */
const GATHER_MOST = 1_500;
/** By a relay behind a slow line: a connection, a secret that is asked for and a place take five turns or six. */
const GATHER_RELAY_MOST = 4_000;

interface IceServer {
  readonly urls: string;
}

const relays = (servers: readonly IceServer[]) => servers.some(({ urls }) => /^turns?:/i.test(urls));

/** How long an answer waits for ways of the voice after the first one was found, milliseconds. */
export const gatherMost = (servers: readonly IceServer[]): number =>
  relays(servers) ? GATHER_RELAY_MOST : GATHER_MOST;

/**
 * Whether a candidate of that type is the last that an answer waits for. What it does not name is never tried, and a relay's is found
 * after all others, though behind a firewall it is the only one that carries.
 */
export const isLastAwaited = (type: string | null, servers: readonly IceServer[]): boolean =>
  type === 'relay' || (type === 'srflx' && !relays(servers));
