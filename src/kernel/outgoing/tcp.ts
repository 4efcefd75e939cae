import { connect } from 'node:net';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { allowedAddress, type Network } from './network.ts';

/** A connection that speaks a protocol of its own, as bytes. */
export interface TcpLine {
  onData(take: (piece: Buffer) => void): void;
  write(text: string): void;
  end(): void;
  /** Once it is over, whichever side ended it. */
  readonly closed: Promise<void>;
}

/**
 * Connects to a service that speaks no HTTP, at an address that was checked as SafeFetch checks its own.
 * Refusals: `link.unresolved`, `link.private-network`, `link.unreachable`, `link.too-slow`
 */
export async function openTcp(
  network: Network,
  to: { readonly host: string; readonly port: number; readonly ms: number },
): Promise<Result<TcpLine>> {
  const allowed = await allowedAddress(network, to.host, to.port);
  if (!allowed.ok) return allowed;
  const socket = connect({ host: allowed.value, port: to.port, noDelay: true });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const met = await new Promise<'open' | 'too-slow' | 'unreachable'>((resolve) => {
    const timer = setTimeout(() => resolve('too-slow'), to.ms);
    socket.on('error', () => resolve('unreachable'));
    socket.once('connect', () => resolve('open'));
    void closed.then(() => clearTimeout(timer));
    socket.once('connect', () => clearTimeout(timer));
  });
  if (met !== 'open') {
    socket.destroy();
    return refuse(met === 'too-slow' ? 'link.too-slow' : 'link.unreachable');
  }
  return ok({
    onData: (take) => void socket.on('data', take),
    write: (text) => void socket.write(text),
    end: () => void socket.destroy(),
    closed,
  });
}
