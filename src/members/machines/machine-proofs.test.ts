import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCertificate, testCertificate } from '../../../tools/test/test-certificate.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { createApi, createEdge, isAddressRange, isWithin, Permissions, type RawRoute } from '../../kernel/index.ts';
import { openTestMembers, type TestMembers } from '../members.testing.ts';
import { identifyRequest } from '../sign-in/identify.ts';
import { createMachineClient } from './create-machine-client.ts';
import { listMachineClients } from './list-machine-clients.ts';
import { restrictMachineClient } from './restrict-machine-client.ts';
import { revokeMachineClient } from './revoke-machine-client.ts';

const DAY = 86_400_000;
const PROXY = '127.0.0.1';
/** Says who asks, over a real edge: with our own TLS, and behind a proxy that ends it. */
const who: RawRoute = {
  surface: 'desk',
  method: 'get',
  path: '/api/who',
  summary: 'Test: who asks.',
  may: 'public',
  handle: async (ctx) => new Response(ctx.actor.kind === 'machine' ? ctx.actor.client : ctx.actor.kind),
};

let house: TestMembers;
let tls: Server;
let plain: Server;
let certificates: Record<'server' | 'own' | 'other' | 'old' | 'early' | 'next', TestCertificate>;
beforeAll(async () => {
  house = await openTestMembers();
  const now = house.clock.now().getTime();
  const make = (name: string, from = -DAY, to = 365 * DAY) =>
    testCertificate(name, new Date(now + from), new Date(now + to));
  certificates = {
    server: make('server.example'),
    own: make('member.example'),
    other: make('member.example'),
    old: make('member.example', -3 * DAY, -DAY),
    early: make('member.example', DAY, 3 * DAY),
    next: make('member.example'),
  };
  const edgeWith = (settings: object) => {
    const kernel = { ...house.kernel, config: { ...house.kernel.config, ...settings } };
    const api = createApi(kernel, 'desk', [], new Permissions([], []), identifyRequest(kernel), [who]);
    return createEdge({
      surface: 'desk',
      kernel,
      hosts: [],
      api: getRequestListener(api.fetch),
      pages: (_request, response) => response.writeHead(404).end(),
      ready: async () => undefined,
    });
  };
  tls = createTlsServer(
    {
      key: certificates.server.key,
      cert: certificates.server.certificate,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    },
    edgeWith({}),
  );
  plain = createServer(
    edgeWith({ certificateHeader: 'x-client-certificate', certificateProxies: [PROXY], trustedProxies: [PROXY] }),
  );
  for (const server of [tls, plain]) await new Promise<void>((resolve) => server.listen(0, PROXY, resolve));
});
afterAll(async () => {
  for (const server of [tls, plain]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await house.close();
});

function overTls(shown?: TestCertificate, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: PROXY,
        port: (tls.address() as AddressInfo).port,
        path: '/api/who',
        headers,
        ca: certificates.server.certificate,
        checkServerIdentity: () => undefined,
        agent: false,
        ...(shown ? { key: shown.key, cert: shown.certificate } : {}),
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        incoming.on('end', () => resolve(text));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
const overProxy = async (headers: Record<string, string>) =>
  (await fetch(`http://${PROXY}:${(plain.address() as AddressInfo).port}/api/who`, { headers })).text();
const escaped = (one: TestCertificate) => ({ 'x-client-certificate': encodeURIComponent(one.certificate) });

async function machine() {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  const made = must(await createMachineClient(sysadmin, { agency: 'NCMEC', name: 'Test', scopes: ['hash.match'] }));
  return {
    sysadmin,
    id: made.client.id,
    key: { authorization: `Bearer ${made.key}` },
    restrict: async (more: { certificates?: string[]; addresses?: string[] }) =>
      restrictMachineClient(sysadmin, { client: made.client.id, certificates: [], addresses: [], ...more }),
  };
}

describe('a certificate', () => {
  test('is needed once it is registered, and is then enough; ours is another’s no more', async () => {
    const one = await machine();
    expect(await overTls(certificates.own, one.key)).toBe(one.id);
    expect(await overTls(certificates.own)).toBe('anonymous');
    // As people copy it from other tools.
    const written = (certificates.own.fingerprint.match(/../g) as string[]).join(':').toUpperCase();
    must(await one.restrict({ certificates: [written] }));
    await expect.poll(() => overTls(undefined, one.key)).toBe('anonymous');
    expect(await overTls(certificates.own)).toBe(one.id);
    expect(await overTls(certificates.own, one.key)).toBe(one.id);
    expect(await overTls(certificates.other)).toBe('anonymous');
    expect(await overTls(certificates.other, one.key)).toBe('anonymous');
    // A wrong key is wrong, whatever stands beside it.
    const key = one.key.authorization;
    const wrong = `${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`;
    expect(await overTls(certificates.own, { authorization: wrong })).toBe('anonymous');
    const second = await machine();
    expect(code(await second.restrict({ certificates: [certificates.own.fingerprint] }))).toBe(
      'machine-client.certificate-taken',
    );
    expect(await overTls(certificates.own, second.key)).toBe(second.id);
    // While it is renewed two are good.
    must(await one.restrict({ certificates: [certificates.own.fingerprint, certificates.next.fingerprint] }));
    await expect.poll(() => overTls(certificates.next)).toBe(one.id);
    expect(await overTls(certificates.own)).toBe(one.id);
    must(await revokeMachineClient(one.sysadmin, { client: one.id }));
    await expect.poll(() => overTls(certificates.own)).toBe('anonymous');
    // What a revoked machine had is free.
    must(await second.restrict({ certificates: [certificates.own.fingerprint] }));
    await expect.poll(() => overTls(certificates.own)).toBe(second.id);
    must(await second.restrict({}));
  });

  test('that has run out, or is of the future, is none', async () => {
    const one = await machine();
    must(await one.restrict({ certificates: [certificates.old.fingerprint, certificates.early.fingerprint] }));
    await expect.poll(() => overTls(undefined, one.key)).toBe('anonymous');
    for (const shown of [certificates.old, certificates.early]) {
      expect(await overTls(shown)).toBe('anonymous');
      expect(await overTls(shown, one.key)).toBe('anonymous');
    }
  });

  test('in a header counts from a proxy on the list alone', async () => {
    const one = await machine();
    must(await one.restrict({ certificates: [certificates.other.fingerprint] }));
    await expect.poll(() => overProxy(one.key)).toBe('anonymous');
    expect(await overProxy(escaped(certificates.other))).toBe(one.id);
    expect(await overProxy({ ...one.key, ...escaped(certificates.other) })).toBe(one.id);
    for (const junk of ['', 'x', '%', '-----BEGIN%20CERTIFICATE-----', certificates.other.fingerprint])
      expect(await overProxy({ ...one.key, 'x-client-certificate': junk })).toBe('anonymous');
    // The same header where no proxy is trusted with it: on our own TLS, from the caller.
    expect(await overTls(undefined, { ...one.key, ...escaped(certificates.other) })).toBe('anonymous');
    expect(await overTls(certificates.own, { ...one.key, ...escaped(certificates.other) })).toBe('anonymous');
  });
});

describe('addresses', () => {
  test('that are listed are the only ones a key works from, as the trusted proxy tells them', async () => {
    const one = await machine();
    must(await one.restrict({ addresses: ['203.0.113.0/24', '2001:db8::/32'] }));
    const from = (address: string) => overProxy({ ...one.key, 'x-forwarded-for': address });
    await expect.poll(() => overProxy(one.key)).toBe('anonymous');
    expect(await from('203.0.113.77')).toBe(one.id);
    expect(await from('::ffff:203.0.113.77')).toBe(one.id);
    expect(await from('2001:db8:1::5')).toBe(one.id);
    expect(await from('203.0.114.1')).toBe('anonymous');
    expect(await from('nonsense')).toBe('anonymous');
    // Only the nearest proxy's word counts; what the caller wrote before it does not.
    expect(await from('203.0.113.77, 198.51.100.1')).toBe('anonymous');
    expect(await overTls(undefined, { ...one.key, 'x-forwarded-for': '203.0.113.77' })).toBe('anonymous');
    must(await one.restrict({ addresses: ['127.0.0.0/8'] }));
    await expect.poll(() => overTls(undefined, one.key)).toBe(one.id);
  });

  test.each([
    ['203.0.113.7', ['203.0.113.7'], true],
    ['203.0.113.8', ['203.0.113.7'], false],
    ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32', '0.0.0.0/0'], false],
    ['', ['0.0.0.0/0'], false],
    ['203.0.113.7', [], false],
  ] as [string, string[], boolean][])('%s in %j: %s', (address, ranges, within) => {
    expect(isWithin(address, ranges)).toBe(within);
  });

  test('and certificates of a wrong form are refused, and only a system administrator sets them', async () => {
    const one = await machine();
    for (const bad of ['300.1.1.1', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', 'example.org', '']) {
      expect(isAddressRange(bad)).toBe(false);
      expect(code(await one.restrict({ addresses: [bad] }))).toBe('machine-client.proof-invalid');
    }
    for (const bad of ['', 'ab', 'g'.repeat(64)])
      expect(code(await one.restrict({ certificates: [bad] }))).toBe('machine-client.proof-invalid');
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    expect(code(await restrictMachineClient(admin, { client: one.id, certificates: [], addresses: [] }))).toBe(
      'members.not-permitted',
    );
    expect(code(await restrictMachineClient(one.sysadmin, { client: 'x', certificates: [], addresses: [] }))).toBe(
      'machine-client.unknown',
    );
    must(await one.restrict({ certificates: [], addresses: ['10.0.0.0/8'] }));
    const listed = must(await listMachineClients(one.sysadmin)).find((client) => client.id === one.id);
    expect(listed).toMatchObject({ certificates: [], addresses: ['10.0.0.0/8'] });
  });
});
