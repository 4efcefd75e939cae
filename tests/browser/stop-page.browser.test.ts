import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { anonymous, systemActor } from '../../src/kernel/index.ts';
import { notifyAll } from '../../src/takedown/blocklists/block-jobs.ts';
import { type BlockHome, openBlockHome } from '../../src/takedown/blocklists/block-lists.testing.ts';
import { answerAppeal, listAppeals, takeList, ZONES } from '../../src/takedown/index.ts';
import { browserMissing, launchBrowser } from '../../tools/test/browser.ts';
import { type DnsServer, dig, startBind, startUnbound, systemProgram } from '../../tools/test/dns-servers.ts';
import { testCertificate } from '../../tools/test/test-certificate.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow } from './use-server.ts';

/**
 * The portal's public name, the name to which the lists lead, and the addresses behind them and behind every other name. BIND listens only
 * on addresses that an interface has.
 */
const OWN = 'treem.example';
const STOP = 'chan.example';
const PORTAL = '127.77.11.1';
const ELSEWHERE = '127.77.11.2';
const RESOLVER = { unbound: '127.77.11.53', named: '127.0.0.1' } as const;
const EXAMPLE = [`*.example. 5 IN A ${ELSEWHERE}`, `${OWN}. 5 IN A ${PORTAL}`, `${STOP}. 5 IN A ${PORTAL}`];
const REAL = 'Trang thật đã mở';

/** Why Chromium cannot be given a resolver of its own: the file that says which it asks is changed for it alone, in a mount namespace. */
function cannot(): string | null {
  if (browserMissing() !== null) return browserMissing();
  if (systemProgram('dig') === undefined) return 'dig is not installed';
  if (process.getuid?.() !== 0) return 'not root: NOT TRIED';
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'no namespace of mounts: NOT TRIED';
  }
}
const missing = cannot();
const without = (program: string) =>
  missing ?? (systemProgram(program) === undefined ? `${program} is not installed: NOT TRIED` : null);

const folder = mkdtempSync(join(tmpdir(), 'lachan-stop-page-'));
const closing: (() => Promise<unknown> | unknown)[] = [];
const closeAll = async () => {
  for (const close of closing.splice(0).reverse()) await close();
};
let home: BlockHome & { readonly url: string };

/** Whatever stands before the portal in an installation: it ends TLS, and says for whom it asks. */
const proxied: RequestListener = (asked, response) => {
  const headers = { ...asked.headers, 'x-forwarded-for': asked.socket.remoteAddress ?? '' };
  const { port } = new URL(home.url);
  const onward = httpRequest(
    { host: '127.0.0.1', port, path: asked.url, method: asked.method, headers },
    (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  asked.pipe(onward);
};

const listen = (server: ReturnType<typeof createServer>, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });

beforeAll(async () => {
  if (missing !== null) return;
  const settings = {
    PORTAL_HOSTS: OWN,
    PUBLIC_PROTOCOL: 'https',
    TRUSTED_PROXIES: '127.0.0.0/8',
    CHANNEL_NETWORKS: '127.0.0.0/8',
  };
  home = await servePages('portal', await openBlockHome(settings), async () => anonymous, false);
  const { key, certificate } = testCertificate(
    OWN,
    new Date(Date.now() - 86_400_000),
    new Date(Date.now() + 86_400_000),
  );
  const doors: [ReturnType<typeof createServer>, number, string][] = [
    [createServer(proxied), 80, PORTAL],
    [createTlsServer({ key, cert: certificate }, proxied) as ReturnType<typeof createServer>, 443, PORTAL],
    [
      createServer((_asked, response) =>
        response.setHeader('content-type', 'text/html; charset=utf-8').end(`<h1>${REAL}</h1>`),
      ),
      80,
      ELSEWHERE,
    ],
  ];
  for (const [server, port, host] of doors) await listen(server, port, host);
  afterAllDoors = async () => {
    for (const [server] of doors) {
      server.closeAllConnections();
      server.close();
    }
    await home.close();
  };
}, 120_000);
let afterAllDoors = async () => {};
afterAll(async () => {
  await afterAllDoors();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(closeAll);

/** Chromium, which asks the resolver at this address for every name. */
async function browserBehind(resolver: string): Promise<Browser> {
  const resolvConf = join(folder, `resolv-${resolver}`);
  const through = join(folder, `chromium-${resolver}`);
  writeFileSync(resolvConf, `nameserver ${resolver}\noptions timeout:5 attempts:1\n`);
  writeFileSync(
    through,
    `#!/bin/sh\nexec unshare --mount sh -c 'mount --bind ${resolvConf} /etc/resolv.conf && exec "$STARTED_PROGRAM" "$@"' sh "$@"\n`,
  );
  chmodSync(through, 0o755);
  const browser = await launchBrowser([], through);
  closing.push(() => browser.close());
  return browser;
}

/** A resolver that takes the lists of a subscriber; `refresh` is what its operator does, or its NOTIFY, when they have changed. */
interface Resolver {
  readonly server: DnsServer;
  refresh(): Promise<unknown>;
}

async function unbound(): Promise<Resolver> {
  const operator = await home.subscribe({ stopPage: STOP, notify: `${RESOLVER.unbound}:53` });
  await home.publish(true);
  const lists = createServer(async (asked, response) => {
    const name = (asked.url ?? '').split('/').pop() ?? '';
    const file = await takeList(home.context(anonymous), { secret: operator.secret }, name);
    response.writeHead(file.ok ? 200 : 404).end(file.ok ? file.value.bytes : '');
  });
  await listen(lists, 0, '127.0.0.1');
  closing.push(() => lists.close());
  const url = `http://127.0.0.1@${(lists.address() as AddressInfo).port}`;
  const server = await startUnbound(
    [
      { name: ZONES.delta, url: `${url}/delta.rpz` },
      { name: ZONES.base, url: `${url}/base.rpz` },
    ],
    EXAMPLE,
    { port: 53, address: RESOLVER.unbound },
  );
  closing.push(() => server.stop());
  return { server, refresh: () => notifyAll(home.context(systemActor('test')), true) };
}

async function named(): Promise<Resolver> {
  const operator = await home.subscribe({ stopPage: STOP });
  await home.publish(true);
  const write = async () => {
    for (const zone of ['delta', 'base'] as const) {
      const file = await takeList(home.context(anonymous), { secret: operator.secret }, `${zone}.rpz`);
      writeFileSync(join(folder, `${zone}.rpz`), must(file).bytes);
    }
  };
  await write();
  const example = join(folder, 'example');
  writeFileSync(
    example,
    `@ 5 IN SOA localhost. hostmaster.localhost. 1 60 60 60 5\n@ 5 IN NS localhost.\n${EXAMPLE.join('\n')}\n`,
  );
  const zones = (['delta', 'base'] as const).map((zone) => ({ name: ZONES[zone], file: join(folder, `${zone}.rpz`) }));
  const server = await startBind(zones, example, { port: 53, address: RESOLVER.named });
  closing.push(() => server.stop());
  return {
    server,
    refresh: async () => {
      await write();
      server.process.kill('SIGHUP');
    },
  };
}

const leadsTo = (resolver: Resolver, name: string, to: string) =>
  vi.waitFor(() => expect(dig(53, name, 'A', resolver.server.address).answer).toContain(to), {
    timeout: 30_000,
    interval: 200,
  });

describe.each([
  ['unbound', unbound],
  ['named', named],
] as const)('Chromium that looks names up by %s', (program, start) => {
  const lacks = without(program);
  test.skipIf(lacks !== null)(
    `meets a block, is told why and by which law, appeals, and opens the page again when it is upheld${lacks === null ? '' : ` (${lacks})`}`,
    { timeout: 240_000 },
    async () => {
      const name = `www.${program}-xau.example`;
      const resolver = await start();
      const browser = await browserBehind(resolver.server.address);
      const visit = async () => {
        const { page, context } = await openWindow(browser, {
          ignoreHTTPSErrors: true,
          reducedMotion: 'reduce',
        });
        closing.push(() => context.close());
        await page.goto(`http://${name}/bai/1?x=2`);
        return page;
      };
      // The resolver is the one that answers: before the block, and with no word to the browser but a name.
      await leadsTo(resolver, name, ELSEWHERE);
      expect(await (await visit()).locator('h1').innerText()).toBe(REAL);

      const entry = await home.block(`${program}-xau.example`);
      await home.publish();
      await resolver.refresh();
      await leadsTo(resolver, name, `CNAME\t${STOP}.`);
      const page = await visit();
      await page.getByRole('heading', { level: 1, name: 'Trang bị chặn để bảo vệ trẻ em' }).waitFor();
      expect(page.url()).toBe(`https://${OWN}/chan/${entry.code}`);
      const told = await page.locator('main').innerText();
      expect(told).toContain(entry.code);
      expect(told).toContain('Trang này bị chặn vì có tài liệu xâm hại tình dục trẻ em.');
      expect(told).toContain('Luật An ninh mạng 116/2025/QH15, Điều 25');
      expect(told).toMatch(/Chặn từ \d\d\/\d\d\/2026, chậm nhất đến \d\d\/\d\d\/2027/);
      expect(told).not.toContain(program);
      expect(await page.getByRole('link', { name: 'Gọi 111' }).first().getAttribute('href')).toBe('tel:111');
      await noViolations({ page }, 'stop page');

      await page.getByLabel('Lý do của bạn').fill('Đây là trang của câu lạc bộ cờ chúng tôi.');
      await page.getByRole('button', { name: 'Gửi khiếu nại' }).click();
      const receipt = await page.getByRole('status').filter({ hasText: 'Đã nhận khiếu nại' }).innerText();
      const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(receipt) ?? [];
      const { third } = await home.now();
      const appeal = must(await listAppeals(third)).appeals.find((one) => one.code === entry.code);
      expect(appeal?.text).toBe('Đây là trang của câu lạc bộ cờ chúng tôi.');
      must(
        await answerAppeal(third, {
          id: appeal?.id ?? '',
          upheld: true,
          answer: 'Anh chị nói đúng, chúng tôi đã gỡ chặn.',
        }),
      );
      await home.publish();
      await resolver.refresh();
      await leadsTo(resolver, name, ELSEWHERE);

      // The answer is read by the appeal's own code, the block says that it is over, and the name opens its own page again.
      await page.getByLabel('Mã khiếu nại, 8 ký tự').fill(code ?? '');
      await page.getByRole('button', { name: 'Xem' }).last().click();
      await page.getByText('Anh chị nói đúng, chúng tôi đã gỡ chặn.').waitFor();
      await page.goto(`https://${OWN}/chan/${entry.code}`);
      await page.getByText('Việc chặn này đã kết thúc.').waitFor();
      expect(await (await visit()).locator('h1').innerText()).toBe(REAL);
    },
  );
});
