import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBlockHome } from '../../src/takedown/blocklists/block-lists.testing.ts';
import { removeBlock } from '../../src/takedown/blocklists/end-block.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { HostCodes, withStopPage } from './stop-page.ts';

const OWN = 'treem.example';
const home = fileFixture(() =>
  openBlockHome({ PORTAL_HOSTS: OWN, PUBLIC_PROTOCOL: 'https', TRUSTED_PROXIES: '127.0.0.1' }),
);
let port = 0;
let close = () => {};
beforeAll(async () => {
  const server = createServer(
    withStopPage(home.kernel, home.kernel.config.portalHosts, (_request, response) =>
      response.writeHead(421).end('as before'),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => server.close();
});
afterAll(() => close());

const ask = (host: string, more: { method?: string; from?: string } = {}) =>
  new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const headers = { host, ...(more.from === undefined ? {} : { 'x-forwarded-for': more.from }) };
    request({ port, host: '127.0.0.1', path: '/bai/1', method: more.method ?? 'GET', headers }, (answer) => {
      answer.resume().on('end', () => resolve([answer.statusCode, answer.headers.location]));
    })
      .on('error', reject)
      .end();
  });

const asBefore = [421, undefined];

test('whoever comes under a blocked name is led to the page of its code, and every other host is refused as before', async () => {
  const entry = await home.block('dung-lai.example');
  const there = [302, `https://${OWN}/chan/${entry.code}`];
  for (const host of ['dung-lai.example', 'www.dung-lai.example', 'DUNG-LAI.example:80'])
    expect([host, await ask(host)]).toEqual([host, there]);
  for (const host of [
    ...[OWN, 'khac.example', 'lai.example', 'example', '127.0.0.1', 'localhost', '[::1]', ''],
    ...['a b.example', "'.example", `${'a.'.repeat(140)}example`, 'dung-lai.example.', 'dung-lai.example@khac.example'],
  ])
    expect([host, await ask(host)]).toEqual([host, asBefore]);
  expect(await ask('dung-lai.example', { method: 'POST' })).toEqual(asBefore);
});

test('a block that was taken away leads nowhere as soon as resolvers have forgotten it', async () => {
  const entry = await home.block('het-chan.example');
  expect((await ask('het-chan.example'))[0]).toBe(302);
  must(await removeBlock((await home.now()).officer, { id: entry.id, reason: 'CLEAN' }));
  home.clock.advance(31_000);
  expect(await ask('het-chan.example')).toEqual(asBefore);
});

test('a flood of hosts from one address ends before the database, and others are still led', async () => {
  const entry = await home.block('van-mo.example');
  for (let at = 0; at < 300; at++) expect((await ask(`n${at}.lu-lut.example`, { from: '203.0.113.7' }))[0]).toBe(421);
  // It has no look left, even for what is blocked; who comes from elsewhere has.
  expect(await ask('van-mo.example', { from: '203.0.113.7' })).toEqual(asBefore);
  expect(await ask('van-mo.example', { from: '203.0.113.8' })).toEqual([302, `https://${OWN}/chan/${entry.code}`]);
  // What somebody else has found is known to all.
  expect((await ask('van-mo.example', { from: '203.0.113.7' }))[0]).toBe(302);
});

test('looks are shared, counted and kept for so many hosts at most', async () => {
  let looks = 0;
  const codes = new HostCodes(async (host) => {
    looks += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return host.startsWith('xau') ? 'AAAA-AAAA' : null;
  });
  const now = new Date('2026-12-01T00:00:00Z');
  const same = await Promise.all(Array.from({ length: 50 }, () => codes.of('xau.example', 'a', now)));
  expect([looks, new Set(same)]).toEqual([1, new Set(['AAAA-AAAA'])]);
  // From very many addresses at once: no more looks than the database has for this.
  const since = performance.now();
  const flood = await Promise.all(
    Array.from({ length: 20_000 }, (_, at) => codes.of(`n${at}.example`, `from ${at}`, now)),
  );
  expect(new Set(flood)).toEqual(new Set([null]));
  const seconds = Math.ceil((performance.now() - since) / 1_000) + 1;
  expect(looks).toBeLessThanOrEqual(1 + 120 * seconds);
  expect(codes.size).toBeLessThanOrEqual(looks);
  expect(await codes.of('xau.example', 'a', new Date(now.getTime() + 29_000))).toBe('AAAA-AAAA');
});
