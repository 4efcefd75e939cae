import { isIP, type LookupFunction } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

/** What a server shows of itself in the handshake of TLS. */
export interface OfferedCertificate {
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: Date;
  /** Whether an authority that this machine trusts vouches for it, under this name. */
  readonly vouched: boolean;
}

/** The certificate shown at an address, or undefined where no handshake came to its end. Nothing is sent. */
export async function certificateOf(
  target: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<OfferedCertificate | undefined> {
  const socket = await handshake(target, lookup, signal);
  if (!socket) return undefined;
  const { subject, issuer, valid_to } = socket.getPeerCertificate();
  const offered = {
    fingerprint: fingerprintOf(socket),
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    validTo: new Date(valid_to),
    vouched: socket.authorized,
  };
  socket.destroy();
  return offered;
}

/**
 * A connection to a server that showed the very certificate, made before anything is sent on it; undefined where there is
 * none.
 */
export async function pinnedSocket(
  target: URL,
  lookup: LookupFunction,
  certificate: string,
  signal: AbortSignal,
): Promise<TLSSocket | undefined | 'another certificate'> {
  const socket = await handshake(target, lookup, signal);
  if (!socket || fingerprintOf(socket) === certificate) return socket;
  socket.destroy();
  return 'another certificate';
}

function handshake(target: URL, lookup: LookupFunction, signal: AbortSignal): Promise<TLSSocket | undefined> {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(target.port) || 443,
      lookup,
      ...(isIP(host) ? {} : { servername: host }),
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      // The caller looks at the certificate itself, before it sends anything.
      rejectUnauthorized: false,
    });
    const give = (up?: TLSSocket) => {
      signal.removeEventListener('abort', leave);
      if (!up) socket.destroy();
      resolve(up);
    };
    const leave = () => give();
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    socket.once('secureConnect', () => give(socket));
    socket.on('error', leave);
  });
}

const fingerprintOf = (socket: TLSSocket) =>
  (socket.getPeerCertificate().fingerprint256 ?? '').replaceAll(':', '').toLowerCase();

/** The common name, or every part of a name that has none; as text for people. */
function nameOf(name: Readonly<Record<string, string | string[] | undefined>> | undefined): string {
  const parts = name?.CN === undefined ? Object.values(name ?? {}) : [name.CN];
  return parts.flat().filter(Boolean).join(', ').slice(0, 200);
}
