import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { anonymous } from '../actor.ts';
import { holds } from '../policy/condition.ts';
import { defineCapabilities } from '../policy/policy.ts';
import { ok } from '../result.ts';
import { createApi } from './api.ts';
import { createEdge } from './edge.ts';
import { Permissions } from './permission.ts';
import { type Route, route } from './route.ts';

let home: TestKernel;
let server: Server;
let port: number;
let ready = true;
const permissions = new Permissions([], [defineCapabilities({ 'probe.manage': holds('r') })]);
const echo = route({
  surface: 'portal',
  method: 'post',
  path: '/api/v1/echo/{id}',
  summary: 'Probe',
  may: 'public',
  params: z.object({ id: z.string().max(5) }),
  body: z.strictObject({ word: z.string().max(100) }),
  answer: { status: 200, schema: z.strictObject({ length: z.number() }), description: 'ok' },
  refusals: [],
  handle: async (_ctx, { body }) => ok({ length: body.word.length }),
});
const guarded: Route = { ...echo, path: '/api/v1/guarded', params: undefined, may: { action: 'probe.manage' } };
const leaking: Route = {
  ...echo,
  path: '/api/v1/leaking',
  params: undefined,
  handle: async () => ok({ length: 1, secret: 'x' }),
};

beforeAll(async () => {
  home = await openTestKernel(undefined, { RATE_LIMIT_FACTOR: '0.1' });
  const api = createApi(home.kernel, 'portal', [echo, guarded, leaking], permissions, async () => anonymous);
  server = createServer(
    createEdge({
      surface: 'portal',
      kernel: home.kernel,
      hosts: ['la-chan.example'],
      shareTargets: ['/chia-se'],
      api: getRequestListener(api.fetch),
      pages: (incoming, response) =>
        response
          .writeHead(200, {
            ETag: 'W/"1"',
            'Last-Modified': 'Mon, 02 Nov 2026 00:00:00 GMT',
            'Cache-Control': 'immutable',
          })
          .end(JSON.stringify({ origin: incoming.headers.origin, proto: incoming.headers['x-lachan-proto'] })),
      ready: async () => {
        if (!ready) throw new Error('down');
      },
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await home.close();
});

function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
) {
  return new Promise<{
    status: number;
    headers: Record<string, unknown>;
    text: string;
    json: () => Record<string, unknown>;
  }>((resolve, reject) => {
    const outgoing = httpRequest(
      {
        port,
        host: '127.0.0.1',
        path,
        method: options.method ?? 'GET',
        headers: { host: `127.0.0.1:${port}`, ...options.headers },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: () => JSON.parse(text) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

describe('the edge', () => {
  const own = () => `http://127.0.0.1:${port}`;
  // The matrix of reference/portal.md 3.4: Origin x Sec-Fetch-Site, for a form of a page.
  test.each([
    ['own', 'none', 200],
    ['own', 'same-origin', 200],
    ['own', 'cross-site', 200],
    ['null', 'none', 403],
    ['null', 'same-origin', 200],
    ['null', 'cross-site', 403],
    ['absent', 'none', 403],
    ['absent', 'same-origin', 200],
    ['absent', 'cross-site', 403],
    ['http://evil.example', 'none', 403],
    ['http://evil.example', 'same-origin', 403],
    ['http://evil.example', 'cross-site', 403],
    ['https', 'none', 403],
    ['https', 'same-origin', 403],
    ['https', 'cross-site', 403],
  ])('a form with Origin %s and Sec-Fetch-Site %s gets %i', async (origin, site, status) => {
    const value =
      { own: own(), absent: undefined, https: own().replace('http:', 'https:') }[origin as 'own'] ??
      (origin === 'absent' ? undefined : origin);
    const answer = await send('/bao-cao', {
      method: 'POST',
      headers: { ...(value ? { origin: value } : {}), ...(site === 'none' ? {} : { 'sec-fetch-site': site }) },
    });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.json()).toMatchObject({ origin: own(), proto: 'http' });
    else expect(answer.json()).toMatchObject({ code: 'request.cross-site' });
  });

  // What another app shares with the installed portal: the browser began it, and no page.
  test.each([
    ['null', 'none', 200],
    [undefined, 'none', 200],
    ['null', 'same-site', 403],
    ['null', 'cross-site', 403],
    ['null', undefined, 403],
    [undefined, undefined, 403],
    ['http://evil.example', 'none', 403],
    ['http://evil.example', 'same-origin', 403],
  ])('a share with Origin %s and Sec-Fetch-Site %s gets %i', async (origin, site, status) => {
    const answer = await send('/chia-se', {
      method: 'POST',
      headers: {
        ...(origin === undefined ? {} : { origin }),
        ...(site === undefined ? {} : { 'sec-fetch-site': site }),
      },
    });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.json()).toMatchObject({ origin: own() });
  });

  test.each([
    '/viet',
    '/mo',
    '/',
    '/chia-se/',
    '/chia-se?/send',
    '/chia-se?x=1',
    '/chia-sex',
    '/chia-se/..%2fviet',
    '/%63hia-se',
    '/CHIA-SE',
    '/en/chia-se',
    '/x/../chia-se',
  ])('no such post goes to %s', async (path) => {
    const answer = await send(path, { method: 'POST', headers: { origin: 'null', 'sec-fetch-site': 'none' } });
    expect([path, answer.status]).toEqual([path, 403]);
    expect(answer.json()).toMatchObject({ code: 'request.cross-site' });
  });

  test('the API takes no such post without an origin of its own', async () => {
    expect((await post('/api/v1/x', '{}', { origin: 'null', 'sec-fetch-site': 'none' })).status).toBe(403);
  });

  test('the outer protocol is ours to say', async () => {
    expect((await send('/', { headers: { 'x-lachan-proto': 'https' } })).json()).toMatchObject({ proto: 'http' });
  });

  test('knows its hosts and no other', async () => {
    expect((await send('/', { headers: { host: 'la-chan.example' } })).status).toBe(200);
    expect((await send('/', { headers: { host: 'evil.example' } })).json()).toMatchObject({
      code: 'request.unknown-host',
    });
  });

  test('refuses two host names in one request, of which a proxy may read the one and we the other', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          ['GET / HTTP/1.1', 'host: localhost', 'host: evil.example', 'connection: close', '', ''].join('\r\n'),
        ),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toContain('request.unknown-host');
  });

  test('each answer carries the protective headers and a request id of ours', async () => {
    const { headers } = await send('/', { headers: { 'x-request-id': 'mine' } });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a file of the build carries what protects a file, and whatever only looks like one what protects a document', async () => {
    const { headers } = await send('/_app/immutable/chunks/a-B1.js');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('immutable');
    for (const name of ['permissions-policy', 'cross-origin-resource-policy', 'x-request-id', 'etag', 'last-modified'])
      expect(headers).not.toHaveProperty(name);
    for (const path of [
      '/_app/immutable/../../quyen.js',
      '/_app/immutable/%2e%2e/quyen.js',
      '/_app/immutable/a.js?b',
      '/a.js',
    ])
      expect((await send(path)).headers, path).toMatchObject({
        'x-frame-options': 'DENY',
        etag: 'W/"1"',
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
  });

  test('a client is told not to use a connection again on which the rest of a refused body would be cut off', async () => {
    const word = JSON.stringify({ word: 'a'.repeat(50_000) });
    const alive = { connection: 'keep-alive' };
    for (const [body, type, status, connection] of [
      [word, 'text/plain', 415, 'close'],
      [word.repeat(10), 'application/json', 413, 'close'],
      [word, 'application/json', 422, 'keep-alive'],
      ['{"word":"a"}', 'application/json', 200, 'keep-alive'],
    ] as const) {
      const headers = { ...alive, 'content-type': type };
      const answer = await send('/api/v1/echo/a', { method: 'POST', body, headers });
      expect([answer.status, answer.headers.connection], `${type} ${body.length}`).toEqual([status, connection]);
    }
    expect((await send('/', { headers: { connection: 'keep-alive' } })).headers.connection).toBe('keep-alive');
  });

  test('says live always and ready only when it is', async () => {
    expect((await send('/health/live', { headers: { host: 'probe' } })).status).toBe(200);
    expect((await send('/health/ready')).status).toBe(200);
    ready = false;
    expect((await send('/health/ready')).status).toBe(503);
    ready = true;
  });

  test('a person gets a page, a machine a problem document, each in the language asked for', async () => {
    const page = await send('/', { headers: { host: 'evil.example', accept: 'text/html' } });
    expect(page.text).toContain('Địa chỉ này không thuộc hệ thống.');
    expect((await send('/', { headers: { host: 'evil.example', 'accept-language': 'en-GB' } })).json()).toMatchObject({
      title: 'This address does not belong to the service.',
    });
  });
});

describe('the API', () => {
  test('parses, runs and checks what goes out', async () => {
    expect((await post('/api/v1/echo/a', '{"word":"lá"}')).json()).toEqual({ length: 2 });
    const leaked = await post('/api/v1/leaking', '{"word":"a"}');
    expect(leaked.status).toBe(500);
    expect(leaked.text).not.toContain('secret');
  });

  test.each([
    ['not JSON', '/api/v1/echo/a', '{', 400, 'request.malformed'],
    ['wrong type', '/api/v1/echo/a', '{"word":7}', 422, 'request.invalid'],
    ['unknown field', '/api/v1/echo/a', '{"word":"a","more":1}', 422, 'request.invalid'],
    ['wrong parameter', '/api/v1/echo/abcdefgh', '{"word":"a"}', 422, 'request.invalid'],
    ['too large', '/api/v1/echo/a', JSON.stringify({ word: '🌿'.repeat(20_000) }), 413, 'request.too-large'],
    ['huge', '/api/v1/echo/a', JSON.stringify({ word: '🌿'.repeat(250_000) }), 413, 'request.too-large'],
    ['no such route', '/api/v1/nothing', '{}', 404, 'route.not-found'],
    ['needs a role', '/api/v1/guarded', '{"word":"a"}', 401, 'access.sign-in-needed'],
  ])('%s is refused', async (_name, path, body, status, code) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code, status });
  });

  test('a body of unsaid length is counted while it comes', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    expect((await post('/api/v1/echo/a', '{"word":"lá"}', chunked)).json()).toEqual({ length: 2 });
    const large = await post('/api/v1/echo/a', JSON.stringify({ word: '🌿'.repeat(20_000) }), chunked);
    expect([large.status, large.json()]).toMatchObject([413, { code: 'request.too-large' }]);
  });

  test('another content type is refused, so that no foreign form can post', async () => {
    expect((await post('/api/v1/echo/a', 'word=a', { 'content-type': 'text/plain' })).json()).toMatchObject({
      code: 'request.wrong-media-type',
    });
  });

  test('nothing that was sent reaches the log', async () => {
    const marker = 'marker-7f3a9c';
    await post('/api/v1/echo/a', `{"word":"${marker}"`);
    await post(`/api/v1/echo/${marker}`, `{"word":7,"${marker}":1}`);
    await send(`/${marker}?q=${marker}`);
    expect(home.log.join('')).not.toContain(marker);
  });

  test('a route that states no permission, or an unknown one, does not start', () => {
    const build = (may: unknown) => () =>
      createApi(home.kernel, 'portal', [{ ...echo, may } as Route], permissions, async () => anonymous);
    expect(build(undefined)).toThrow(/states no permission/);
    expect(build({ action: 'no.such' })).toThrow(/which no policy defines/);
  });

  test('an address that names a host, or is none, is refused and does not fail', async () => {
    for (const path of ['//host/%2e%2e', '//host', '/%', '/%ff'])
      expect([path, (await send(path)).status]).toEqual([path, 400]);
  });

  test('what is sent without the permission is not parsed', async () => {
    const answer = await post('/api/v1/guarded', '{"word":');
    expect([answer.status, answer.json().code]).toEqual([401, 'access.sign-in-needed']);
  });

  test('a flood from one address is slowed down, with the time to wait, whatever key it makes up', async () => {
    let limited: Awaited<ReturnType<typeof send>> | undefined;
    for (let tries = 0; tries < 200 && !limited; tries += 1) {
      const answer = await post('/api/v1/echo/a', '{"word":"a"}');
      if (answer.status === 429) limited = answer;
    }
    expect(limited?.json()).toMatchObject({ code: 'request.too-many' });
    expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
    for (const name of ['authorization', 'x-functions-key'])
      expect((await post('/api/v1/echo/a', '{"word":"a"}', { [name]: 'Bearer x' })).status).toBe(429);
  });
});

describe('paths that others chose', () => {
  test('go to the API, with its limits; everything else stays with the pages', async () => {
    const seen: string[] = [];
    const edge = createEdge({
      surface: 'desk',
      kernel: home.kernel,
      hosts: [],
      api: (request, response) => response.end(`api ${request.url}`),
      pages: (request, response) => response.end(`pages ${request.url}`),
      ready: async () => undefined,
      rawRoutes: ['/exchange/{peer}', '/status', '/api/v1/y'].map((path) => ({
        surface: 'desk',
        method: 'get',
        path,
        summary: path,
        may: 'public',
        handle: async () => new Response(),
      })),
      apiBodyLimit: 1_000_000,
    });
    const own = createServer(edge);
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
    for (const path of ['/exchange/x?y', '/status', '/status?a', '/status/', '/statusx', '/exchange', '/api/v1/x']) {
      seen.push(await (await fetch(base + path)).text());
    }
    expect(seen).toEqual([
      'api /exchange/x?y',
      'api /status',
      'api /status?a',
      'pages /status/',
      'pages /statusx',
      'pages /exchange',
      'api /api/v1/x',
    ]);
    const put = (path: string, length: number) => fetch(base + path, { method: 'PUT', body: 'a'.repeat(length) });
    expect((await put('/exchange/x', 900_000)).status).toBe(200);
    expect((await put('/exchange/x', 1_000_001)).status).toBe(413);
    // A page's form from no page is refused, however small.
    expect((await fetch(`${base}/form`, { method: 'POST', body: 'a'.repeat(10) })).status).toBe(403);
    own.closeAllConnections();
    own.close();
  });
});

test('a method that no page answers to, and an address that is no text, are refused with the next step', async () => {
  const unknown = await send('/x', { method: 'PUT', headers: { accept: 'text/html', 'accept-language': 'vi' } });
  expect([unknown.status, unknown.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  expect(unknown.text).toContain('Mở lại trang từ đầu');
  expect(unknown.text).toContain('tel:111');
  const broken = await send('/%E0%A4%A', { headers: { accept: 'text/html', 'accept-language': 'en' } });
  expect(broken.status).toBe(400);
  expect(broken.text).toContain('begin at the first page');
  expect((await send('/%C3%A1')).status).toBe(200);
  // The API knows its own methods.
  expect((await send('/api/v1/echo/a', { method: 'PUT' })).json()).toMatchObject({ status: expect.any(Number) });
});

test('a large body waits for room unread; where too many wait it is told when to come again, and a small one is taken', async () => {
  const large = route({
    ...echo,
    path: '/api/v1/large',
    params: undefined,
    body: z.strictObject({ word: z.string() }),
    bodyLimit: 1_000_000,
    answer: { status: 200, schema: z.strictObject({ length: z.number() }), description: 'ok' },
    handle: async (_ctx, { body }) => ok({ length: body.word.length }),
  });
  const api = createApi(home.kernel, 'portal', [large], permissions, async () => anonymous);
  const post = async (length: number) => {
    const body = JSON.stringify({ word: 'x'.repeat(length) });
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    return api.request('/api/v1/large', { method: 'POST', headers, body });
  };
  const { uploads, config } = home.kernel;
  const held = await uploads.take(config.uploadBudgetBytes);
  let answered = false;
  const waits = post(300_000).finally(() => {
    answered = true;
  });
  expect((await post(1_000)).status).toBe(200);
  expect(answered).toBe(false);
  const others = Array.from({ length: 31 }, () => uploads.take(1));
  const refused = await post(300_000);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await refused.json()).toMatchObject({ code: 'request.busy' });
  held?.();
  expect((await waits).status).toBe(200);
  for (const one of others) (await one)?.();
  expect(uploads.held).toBe(0);
});
