import { once } from 'node:events';
import { createServer as createRawServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { secureServer } from '../../../tools/test/secure-server.ts';
import { type LocalServer, localServer, TEST_AGENT, testFetch, thisMachine } from './local-server.testing.ts';
import { internetAnd } from './network.ts';
import { SafeFetch } from './safe-fetch.ts';

const LIMITS = { bytes: 100_000, ms: 5_000 };
const opened: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});
async function serving(...args: Parameters<typeof localServer>): Promise<LocalServer> {
  const server = await localServer(...args);
  opened.push(server);
  return server;
}
const code = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code;

describe('where requests may go', () => {
  const outside = new SafeFetch({ userAgent: TEST_AGENT });

  test('no connection is made to this machine, by any way of writing it', async () => {
    const server = await serving((_request, response) => void response.end('secret'));
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
    ]) {
      const url = `http://${host}:${server.port}/`;
      expect([url, code(await outside.get(url, { limits: LIMITS }))]).toEqual([url, 'link.private-network']);
      expect(code(await outside.certificate(url.replace('http', 'https'), 5_000))).toBe('link.private-network');
      expect(code(await outside.socket(url.replace('http', 'ws')))).toBe('link.private-network');
    }
    expect(server.connections()).toBe(0);
  });

  test('a name with one private address among public ones leads nowhere', async () => {
    const server = await serving((_request, response) => void response.end('secret'));
    const mixed = testFetch({ ...thisMachine, resolve: async () => ['127.0.0.1', '10.0.0.1'] });
    expect(code(await mixed.get(`http://mixed.example:${server.port}/`, { limits: LIMITS }))).toBe(
      'link.private-network',
    );
    expect(server.connections()).toBe(0);
  });

  test('a name is resolved once a hop, and the address checked is the one connected to', async () => {
    const server = await serving((_request, response) => void response.end('first'));
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const rebinding = testFetch({
      resolve: async () => [answers[Math.min(asked++, 1)] as string],
      allows: (address) => address === '127.0.0.1',
    });
    const url = `http://rebinding.example:${server.port}/`;
    expect(await rebinding.get(url, { limits: LIMITS })).toMatchObject({
      ok: true,
      value: { body: Buffer.from('first') },
    });
    expect([asked, server.connections()]).toEqual([1, 1]);
    expect(server.requests[0]?.headers.host).toBe(`rebinding.example:${server.port}`);
    expect(code(await rebinding.get(url, { limits: LIMITS }))).toBe('link.private-network');
    expect(server.connections()).toBe(1);
  });

  test('a redirect into a private network is not followed', async () => {
    const inside = await serving((_request, response) => void response.end('secret'));
    const door = await serving(
      (_request, response) => void response.writeHead(302, { location: `http://inside.example:${inside.port}/` }).end(),
    );
    const fetch = testFetch({
      ...thisMachine,
      resolve: async (name) => [name === 'inside.example' ? '192.168.0.1' : '127.0.0.1'],
    });
    expect(code(await fetch.get(door.url, { limits: LIMITS }))).toBe('link.private-network');
    expect(inside.connections()).toBe(0);
  });

  test.each([
    'file:///etc/passwd',
    'ftp://example.vn/',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://user:password@example.vn/',
    'not a link',
    `http://example.vn/${'a'.repeat(5_000)}`,
  ])('%s is no web address', async (url) => {
    expect(code(await outside.get(url, { limits: LIMITS }))).toBe('link.not-web');
  });

  test('a service’s port below 1024 is refused on a public address too', async () => {
    expect(code(await outside.get('http://1.1.1.1:25/', { limits: LIMITS }))).toBe('link.private-network');
  });

  test('a name without an address, and a port without a server', async () => {
    const nowhere = testFetch({
      ...thisMachine,
      resolve: async () => {
        throw new Error('ENOTFOUND');
      },
    });
    expect(code(await nowhere.get('http://nowhere.example/', { limits: LIMITS }))).toBe('link.unresolved');
    const server = await localServer(() => undefined);
    await server.close();
    expect(await testFetch().get(server.url, { limits: LIMITS })).toMatchObject({
      refusal: { code: 'link.unreachable', facts: { sent: false } },
    });
  });

  test('a connection that ends without an answer says that the request may have arrived, plain and secured', async () => {
    const server = await serving((request) => void request.socket.destroy());
    const request = { method: 'POST', body: '{}', limits: LIMITS } as const;
    const sent = { refusal: { code: 'link.unreachable', facts: { sent: true } } };
    expect(await testFetch().get(server.url, request)).toMatchObject(sent);
    // A server whose certificate is refused is told nothing.
    const secured = await secureServer((asked) => void asked.socket.destroy());
    const url = `https://register.example:${secured.port}/`;
    expect(await testFetch().get(url, request)).toMatchObject({ refusal: { facts: { sent: false } } });
    expect(await testFetch().get(url, { ...request, certificate: secured.fingerprint })).toMatchObject(sent);
    await secured.close();
  });
});

describe('redirects', () => {
  test('are followed by hand to their end, and the final address is told', async () => {
    const server = await serving((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step < 3) response.writeHead(302, { location: `/${step + 1}` }).end();
      else response.end('there');
    });
    const got = await testFetch().get(`${server.url}/0`, { limits: LIMITS });
    expect(got).toMatchObject({ ok: true, value: { url: `${server.url}/3`, status: 200 } });
  });

  test('a circle and an endless chain end', async () => {
    const server = await serving((request, response) => {
      const path = request.url ?? '';
      const to = path === '/a' ? '/b' : path === '/b' ? '/a' : `${path}x`;
      response.writeHead(301, { location: to }).end();
    });
    expect(code(await testFetch().get(`${server.url}/a`, { limits: LIMITS }))).toBe('link.redirect-cycle');
    expect(server.requests).toHaveLength(2);
    expect(code(await testFetch().get(`${server.url}/more`, { limits: LIMITS }))).toBe('link.too-many-redirects');
    expect(server.requests.length).toBeLessThan(10);
  });

  test('a key goes to the first origin alone', async () => {
    const other = await serving((_request, response) => void response.end());
    const first = await serving(
      (_request, response) => void response.writeHead(302, { location: `${other.url}/` }).end(),
    );
    await testFetch().get(first.url, { limits: LIMITS, secretHeaders: { authorization: 'Bearer key' } });
    expect(first.requests[0]?.headers.authorization).toBe('Bearer key');
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    expect(other.requests[0]?.headers['user-agent']).toBe(TEST_AGENT);
  });
});

describe('bodies', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('%s is unpacked, and a bomb stops at the bound', async (encoding, pack) => {
    const server = await serving((request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(pack(request.url === '/bomb' ? Buffer.alloc(50_000_000) : 'text'));
    });
    const got = await testFetch().get(server.url, { limits: LIMITS });
    expect(got.ok && got.value.body.toString()).toBe('text');
    expect(code(await testFetch().get(`${server.url}/bomb`, { limits: LIMITS }))).toBe('link.too-large');
  });

  test('what is too long, said or unsaid, is left', async () => {
    const server = await serving((request, response) => {
      if (request.url === '/said') response.writeHead(200, { 'content-length': 10_000_000 }).write('a');
      else response.end(Buffer.alloc(200_000));
    });
    expect(code(await testFetch().get(`${server.url}/said`, { limits: LIMITS }))).toBe('link.too-large');
    expect(code(await testFetch().get(`${server.url}/unsaid`, { limits: LIMITS }))).toBe('link.too-large');
  });

  test('a content-length that lies, an encoding that lies, an encoding of nobody', async () => {
    const server = createRawServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nshort')),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expect(code(await testFetch().get(`http://127.0.0.1:${port}/`, { limits: LIMITS }))).toBe('link.unreadable');
    server.close();
    const lying = await serving((request, response) => {
      response.setHeader('content-encoding', request.url === '/gzip' ? 'gzip' : 'own-invention');
      response.end('plain');
    });
    expect(code(await testFetch().get(`${lying.url}/gzip`, { limits: LIMITS }))).toBe('link.unreadable');
    expect(code(await testFetch().get(`${lying.url}/own`, { limits: LIMITS }))).toBe('link.unreadable');
  });

  test('a body that drips for ever ends at the deadline, before the head and after it', async () => {
    const server = await serving((request, response) => {
      if (request.url === '/silent') return;
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const limits = { ...LIMITS, ms: 300 };
    expect(code(await testFetch().get(`${server.url}/drip`, { limits }))).toBe('link.too-slow');
    expect(code(await testFetch().get(`${server.url}/silent`, { limits }))).toBe('link.too-slow');
    const nameless = testFetch({ ...thisMachine, resolve: () => new Promise<never>(() => {}) });
    const unnamed = await nameless.get('http://example.vn/', { limits });
    expect(!unnamed.ok && unnamed.refusal).toMatchObject({ code: 'link.too-slow', facts: { sent: false } });
  });

  test('who asked may stop it', async () => {
    const server = await serving(() => undefined);
    const stop = new AbortController();
    const got = testFetch().get(server.url, { limits: LIMITS, signal: stop.signal });
    stop.abort(new Error('closing'));
    await expect(got).rejects.toThrow('closing');
  });
});

describe('politeness', () => {
  test('a host that asks to be left alone is left alone', async () => {
    const server = await serving((_request, response) => void response.writeHead(429, { 'retry-after': '120' }).end());
    const fetch = testFetch();
    expect(await fetch.get(server.url, { limits: LIMITS })).toMatchObject({ value: { status: 429 } });
    const again = await fetch.get(server.url, { limits: LIMITS });
    expect(again).toMatchObject({ refusal: { code: 'link.host-busy', facts: { retryAfterSeconds: 120 } } });
    expect(server.requests).toHaveLength(1);
  });

  test('no more at once than allowed, and no endless queue', async () => {
    let atOnce = 0;
    let most = 0;
    const server = await serving((_request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.end();
      }, 10);
    });
    const fetch = new SafeFetch({
      userAgent: TEST_AGENT,
      network: thisMachine,
      politeness: { atOnce: 2, gap: 0, waiting: 3 },
    });
    const codes = await Promise.all(
      Array.from({ length: 8 }, async () => code(await fetch.get(server.url, { limits: LIMITS }))),
    );
    expect(most).toBe(2);
    expect(codes.filter((one) => one === 'ok')).toHaveLength(5);
    expect(codes.filter((one) => one === 'link.host-busy')).toHaveLength(3);
  });
});

describe('a certificate that must be shown', () => {
  const LOCAL = { ...thisMachine, resolve: async () => ['127.0.0.1'] };

  test('is looked at without a request, with whether anybody vouches for it', async () => {
    const asked: string[] = [];
    const server = await secureServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    const shown = await testFetch(LOCAL).certificate(`https://register.example:${server.port}/`, 5_000);
    expect(shown).toMatchObject({
      ok: true,
      value: {
        fingerprint: server.fingerprint,
        subject: 'register.example',
        issuer: 'register.example',
        vouched: false,
      },
    });
    expect(asked).toEqual([]);
    expect(code(await testFetch(LOCAL).certificate('http://register.example/', 5_000))).toBe('link.not-web');
    await server.close();
  });

  test('nothing is sent to a server that shows another, and without one the authorities of the machine decide', async () => {
    const seen: (string | undefined)[] = [];
    const server = await secureServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('there');
    });
    const ask = (certificate?: string) =>
      testFetch(LOCAL).get(`https://register.example:${server.port}/`, {
        limits: LIMITS,
        secure: true,
        secretHeaders: { authorization: 'Bearer key' },
        ...(certificate ? { certificate } : {}),
      });
    expect(code(await ask())).toBe('link.unreachable');
    expect(code(await ask('0'.repeat(64)))).toBe('link.certificate-changed');
    expect(seen).toEqual([]);
    expect(await ask(server.fingerprint)).toMatchObject({ ok: true, value: { body: Buffer.from('there') } });
    expect(seen).toEqual(['Bearer key']);
    const { fingerprint } = server.replaceCertificate();
    expect(code(await ask(server.fingerprint))).toBe('link.certificate-changed');
    expect(code(await ask(fingerprint))).toBe('ok');
    await server.close();
  });

  test('a name that leads elsewhere the second time, and a redirect, are not followed with it', async () => {
    const server = await secureServer(
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    let asked = 0;
    const rebinding = testFetch({
      resolve: async () => [asked++ === 0 ? '127.0.0.1' : '10.0.0.1'],
      allows: (address) => address === '127.0.0.1',
    });
    const request = { limits: { ...LIMITS, redirects: 0 }, secure: true, certificate: server.fingerprint } as const;
    const url = `https://register.example:${server.port}/`;
    expect(code(await rebinding.get(url, request))).toBe('link.too-many-redirects');
    expect([asked, server.connections()]).toEqual([1, 1]);
    expect(code(await rebinding.get(url, request))).toBe('link.private-network');
    expect(server.connections()).toBe(1);
    // Never from https to http.
    expect(code(await testFetch(LOCAL).get(url, { ...request, limits: LIMITS }))).toBe('link.not-web');
    await server.close();
  });

  test('an http address is none, and a body is sent whole, and not on after a redirect', async () => {
    const bodies: string[] = [];
    const server = await secureServer(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      bodies.push(`${request.method} ${text}`);
      if (request.url === '/moved') response.writeHead(307, { location: '/' });
      response.end();
    });
    const request = {
      limits: LIMITS,
      secure: true,
      certificate: server.fingerprint,
      method: 'POST',
      body: 'chào',
    } as const;
    expect(code(await testFetch(LOCAL).get(`http://127.0.0.1:${server.port}/`, request))).toBe('link.not-web');
    expect(code(await testFetch(LOCAL).get(`${server.url}/`, request))).toBe('ok');
    expect(code(await testFetch(LOCAL).get(`${server.url}/moved`, request))).toBe('link.too-many-redirects');
    expect(bodies).toEqual(['POST chào', 'POST chào']);
    await server.close();
  });
});

describe('private ranges that the operator named', () => {
  const network = internetAnd(['10.20.0.0/16', 'fd00:1::/32']);
  test.each([
    ['10.20.1.2', true],
    ['10.21.0.1', false],
    ['127.0.0.1', false],
    ['fd00:1::5', true],
    ['fd00:2::5', false],
    // The same IPv4 address in the dress of an IPv6 one.
    ['::ffff:10.20.1.2', false],
    ['::ffff:0a14:0102', false],
    ['8.8.8.8', true],
  ])('%s: %s', (address, allowed) => expect(network.allows(address, 443)).toBe(allowed));
  test('a service of the public internet below 1024 is none of them', () =>
    expect(network.allows('8.8.8.8', 25)).toBe(false));
});
