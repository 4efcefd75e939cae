import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { type ConnectProxy, connectProxy } from './connect-proxy.testing.ts';
import { type LocalServer, localServer } from './local-server.testing.ts';
import { internetAnd } from './network.ts';
import { SafeFetch } from './safe-fetch.ts';

const limits = { bytes: 10_000, ms: 4_000 };
let page: LocalServer;
let proxy: ConnectProxy;
beforeAll(async () => {
  page = await localServer((_request, response) => {
    response.end('có');
  });
  proxy = await connectProxy({ user: 'nguoi-dung', password: 'mật khẩu' });
});
afterAll(async () => {
  await page.close();
  await proxy.close();
});
const through = (url: string, network = internetAnd(['127.0.0.0/8'])) =>
  new SafeFetch({ userAgent: 'mau', network, through: new URL(url) });

it('a look through a proxy reaches the server from there, by the name that the proxy resolves', async () => {
  const got = must(await through(proxy.url).get(`http://localhost:${page.port}/x`, { limits }));
  expect(got.body.toString()).toBe('có');
  expect(proxy.asked).toEqual([`localhost:${page.port}`]);
});

it('a proxy that does not know who asks, or is not there, is nobody who answered', async () => {
  const url = new URL(proxy.url);
  url.password = 'sai';
  expect(code(await through(url.href).get(`http://localhost:${page.port}/`, { limits }))).toBe('link.unreachable');
  const gone = createTcp();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  expect(code(await through(`http://127.0.0.1:${port}`).get(`http://localhost:${page.port}/`, { limits }))).toBe(
    'link.unreachable',
  );
});

it('leads into no private network, and answers that are no tunnel open none', async () => {
  const before = proxy.asked.length;
  const fetch = new SafeFetch({ userAgent: 'mau', through: new URL(proxy.url) });
  expect(code(await fetch.get('http://127.0.0.1:1/', { limits }))).toBe('link.private-network');
  expect(proxy.asked).toHaveLength(before);
  const answers = createServer((_request, response) => response.end('Đăng nhập mạng'));
  answers.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 302 Found\r\nlocation: http://dang-nhap.example/\r\n\r\n'),
  );
  await new Promise<void>((resolve) => answers.listen(0, '127.0.0.1', resolve));
  const { port } = answers.address() as AddressInfo;
  expect(code(await through(`http://127.0.0.1:${port}`).get(`http://localhost:${page.port}/`, { limits }))).toBe(
    'link.unreachable',
  );
  answers.close();
});
