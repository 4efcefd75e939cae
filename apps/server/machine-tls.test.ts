import type { AddressInfo } from 'node:net';
import { type ConnectionOptions, connect, createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCertificate } from '../../tools/test/test-certificate.ts';
import { machineTlsOptions } from './machine-tls.ts';

const DAY = 86_400_000;
const made = (kind: 'ec' | 'rsa') =>
  testCertificate('machines.example', new Date(Date.now() - DAY), new Date(Date.now() + DAY), kind);
// With an RSA key a server could also take suites that keep no secret of the past.
const certificates = { ec: made('ec'), rsa: made('rsa') };
const servers = new Map<string, Server>();
beforeAll(async () => {
  for (const [kind, { key, certificate }] of Object.entries(certificates)) {
    const server = createServer(machineTlsOptions({ key, cert: certificate }), (socket) => socket.end());
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.set(kind, server);
  }
});
afterAll(async () => {
  for (const server of servers.values()) await new Promise((resolve) => server.close(resolve));
});

/** @returns version and suite of a connection; `refused` where there is none */
function shake(kind: 'ec' | 'rsa', options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port: ((servers.get(kind) as Server).address() as AddressInfo).port,
      ca: certificates[kind].certificate,
      checkServerIdentity: () => undefined,
      ...options,
    });
    socket.once('secureConnect', () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.once('error', () => resolve('refused'));
  });
}

test('machines speak TLS 1.3 or 1.2, by suites that keep the past secret', async () => {
  for (const kind of ['ec', 'rsa'] as const) {
    expect(await shake(kind, {})).toBe('TLSv1.3 TLS_AES_256_GCM_SHA384');
    // The server's order counts.
    const twelve = { maxVersion: 'TLSv1.2' } as const;
    const name = kind === 'ec' ? 'ECDSA' : 'RSA';
    expect(
      await shake(kind, {
        ...twelve,
        ciphers: `ECDHE-${name}-AES128-GCM-SHA256:ECDHE-${name}-CHACHA20-POLY1305:ECDHE-${name}-AES256-GCM-SHA384`,
      }),
    ).toBe(`TLSv1.2 ECDHE-${name}-AES256-GCM-SHA384`);
    expect(await shake(kind, { ...twelve, ciphers: `ECDHE-${name}-AES128-GCM-SHA256` })).toContain('AES128-GCM');
  }
});

test.each([
  ['rsa', 'AES256-GCM-SHA384', 'the key of the certificate opens all of the past'],
  ['rsa', 'AES128-SHA', 'and an old mode besides'],
  ['rsa', 'ECDHE-RSA-AES256-SHA384', 'encrypted before it is authenticated'],
  ['rsa', 'DHE-RSA-AES256-GCM-SHA384', 'over a group that is anybody’s choice'],
  ['ec', 'ECDHE-ECDSA-AES128-SHA', 'encrypted before it is authenticated'],
] as const)('a machine with a certificate of %s is not spoken to by %s: %s', async (kind, ciphers, _why) => {
  expect(await shake(kind, { maxVersion: 'TLSv1.2', ciphers })).toBe('refused');
});

test('nor by an older version', async () => {
  expect(await shake('rsa', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).toBe(
    'refused',
  );
});
