import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Config } from '../config.ts';
import { isWithin } from './address-range.ts';

/** What is known of the line that a request came by. Neither part is logged or stored. */
export interface Connection {
  /** The caller's address, as far as the proxies in front may be believed. */
  readonly address: string;
  /** SHA-256 of the certificate whose key the caller holds, 64 lower-case hex digits; absent where none was shown or it is not valid now. */
  readonly certificate?: string;
}

// By the message and not by a header: a header could be the caller's own.
const known = new WeakMap<IncomingMessage, Connection>();

export function connectionOf(request: IncomingMessage | undefined): Connection {
  return (request && known.get(request)) ?? { address: '' };
}

/**
 * For limits alone, coarse for IPv6 (a home has a /64); empty where nothing is known. It is neither logged nor stored; wrong
 * sign-ins are counted by a keyed digest of it and the account.
 */
export function coarseAddress(request: IncomingMessage | undefined): string {
  const { address } = connectionOf(request);
  return isIP(address) === 6 ? address.split(':').slice(0, 4).join(':') : address;
}

/** One spelling for an address: IPv4 as such, IPv6 in its eight groups; what is no address is none. */
function canonicalAddress(written: string): string {
  const [address = ''] = written.split('%');
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : '';
  // A last part in dots is two groups.
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...part: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = part.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail] = hex.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  const [, , , , , mapped, high = 0, low = 0] = all;
  if (mapped === 0xffff && all.slice(0, 5).every((group) => group === 0))
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return all.map((group) => group.toString(16)).join(':');
}

/** Reads the line of a request once, at the edge. */
export function noteConnection(request: IncomingMessage, config: Config, now: Date): Connection {
  const certificate = shownCertificate(request, config, now);
  const connection = {
    address: callerAddress(request, config.trustedProxies),
    ...(certificate === undefined ? {} : { certificate }),
  };
  known.set(request, connection);
  return connection;
}

/** From the nearest on: as long as it is a proxy that is believed, what that one says. On our own TLS listener there is none. */
function callerAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  let address = canonicalAddress(request.socket.remoteAddress ?? '');
  if ((request.socket as Partial<TLSSocket>).encrypted) return address;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  while (isWithin(address, trustedProxies)) {
    const before = canonicalAddress(forwarded.pop()?.trim() ?? '');
    if (before === '') return address;
    address = before;
  }
  return address;
}

/** Of our own TLS listener, or in a header of a proxy whose address is on the list of those that may say so. */
function shownCertificate(request: IncomingMessage, config: Config, now: Date): string | undefined {
  const socket = request.socket as Partial<TLSSocket>;
  try {
    if (socket.encrypted) {
      const raw = socket.getPeerCertificate?.(false)?.raw;
      return raw && fingerprint(new X509Certificate(raw), now);
    }
    const { certificateHeader: header, certificateProxies: proxies } = config;
    const written = header && request.headers[header];
    if (typeof written !== 'string' || written === '') return undefined;
    if (!isWithin(request.socket.remoteAddress ?? '', proxies)) return undefined;
    // As nginx ($ssl_client_escaped_cert) and load balancers write it: PEM, escaped for a header.
    return fingerprint(new X509Certificate(decodeURIComponent(written)), now);
  } catch {
    // What is no certificate is none.
    return undefined;
  }
}

function fingerprint(certificate: X509Certificate, now: Date): string | undefined {
  const valid = certificate.validFromDate <= now && now <= certificate.validToDate;
  return valid ? certificate.fingerprint256.replaceAll(':', '').toLowerCase() : undefined;
}
