import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { allowedAddress, type Network } from './network.ts';

/**
 * Sends one datagram to an address that was checked as SafeFetch checks its own, and waits for one that answers. Only the first from
 * that address and port counts. Refusals: `link.unresolved`, `link.private-network`, `link.unreachable`, `link.too-slow`
 */
export async function askByUdp(
  network: Network,
  to: { readonly host: string; readonly port: number; readonly ms: number },
  bytes: Uint8Array,
  answers: (bytes: Buffer) => boolean,
): Promise<Result<Buffer>> {
  const allowed = await allowedAddress(network, to.host, to.port);
  if (!allowed.ok) return allowed;
  const socket = createSocket(isIPv6(allowed.value) ? 'udp6' : 'udp4');
  try {
    return await new Promise<Result<Buffer>>((resolve) => {
      const timer = setTimeout(() => resolve(refuse('link.too-slow')), to.ms);
      socket.once('close', () => clearTimeout(timer));
      socket.on('error', () => resolve(refuse('link.unreachable')));
      socket.on('message', (answer, from) => {
        if (from.port === to.port && from.address === allowed.value && answers(answer)) resolve(ok(answer));
      });
      socket.connect(to.port, allowed.value, () =>
        socket.send(bytes, (error) => error && resolve(refuse('link.unreachable'))),
      );
    });
  } finally {
    socket.close();
  }
}
