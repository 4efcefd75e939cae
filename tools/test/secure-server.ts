import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestCertificate, testCertificate } from './test-certificate.ts';

/** A server of TLS on this machine, with a certificate that nobody vouches for. */
export interface SecureServer {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly fingerprint: string;
  readonly connections: () => number;
  /** Shows another certificate from now on. */
  replaceCertificate(): TestCertificate;
  close(): Promise<void>;
}

const DAY = 86_400_000;
const made = () => testCertificate('register.example', new Date(Date.now() - DAY), new Date(Date.now() + DAY));

export async function secureServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<SecureServer> {
  const first = made();
  let connections = 0;
  const server = createServer({ key: first.key, cert: first.certificate }, answer);
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    server,
    fingerprint: first.fingerprint,
    connections: () => connections,
    replaceCertificate: () => {
      const next = made();
      server.setSecureContext({ key: next.key, cert: next.certificate });
      return next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
