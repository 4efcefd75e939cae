import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { BenchRow } from '../bench.ts';
import { copyTemplate } from '../installation/installation-template.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { launchBrowser } from '../test/browser.ts';
import { spawnServer } from '../test/spawn-server.ts';
import { atMost } from './support/bench-target.ts';
import { loadPage, type PageLoad, signInAtDesk } from './support/desk-load.ts';
import { quantile } from './support/quantile.ts';

const LOADS = 12;
/** Loads before those that count: the server has drawn each page once. */
const WARM = 2;

/** A page by its address, or the first row of a list. */
type Target = string | { readonly page: string; readonly on: string; readonly link: string };

const VISITS: Readonly<Record<string, readonly Target[]>> = {
  'giam.sat@tongdai111.example': [
    '/',
    '/bao-cao',
    { page: '/bao-cao/[id]', on: '/bao-cao', link: 'a[data-row]' },
    '/bao-cao/moi',
    '/ca-truc',
    '/viec/het-ca',
    '/nhat-ky',
    '/quyen',
    '/quyen?phan=cases',
  ],
  'tu.van.mot@tongdai111.example': ['/truc'],
  'can.bo@xa-mau.example': [
    '/',
    '/ho-so',
    { page: '/ho-so/[id]', on: '/ho-so', link: 'main a[href*="/ho-so/"][data-row]' },
    '/chuyen-gui',
    '/lich',
  ],
  'so.y.te@tinh-mau.example': ['/', '/dong-ho', '/ho-so'],
  'dieu.tra@cong-an-mau.example': ['/', '/chuyen-gui'],
  'phan.tich.mot@a05-mau.example': ['/ma-bam'],
  'lang.nghe@bo-mau.example': ['/lang-nghe'],
};

/**
 * `npm run bench -- desk-pages [--loads N]`: the main pages of the desk with the data of the demonstration, in a real
 * browser that has kept nothing: requests, bytes over the line and of the document, and milliseconds until the document is
 * ready (DOMContentLoaded). The server and the browser are on the same machine.
 */
export default async function deskPages(args: readonly string[]): Promise<readonly BenchRow[]> {
  const given = args.indexOf('--loads');
  const loads = given < 0 ? LOADS : Number(args[given + 1]);
  const dataDir = temporaryFolder('lachan-bench-');
  await copyTemplate('demonstration', dataDir);
  const server = await spawnServer({ dataDir, env: { DEMONSTRATION: 'on', RATE_LIMIT_FACTOR: '10000' } });
  const browser = await launchBrowser();
  try {
    const rows: BenchRow[] = [];
    for (const [login, targets] of Object.entries(VISITS)) {
      const options = { baseURL: server.desk, viewport: { width: 1440, height: 900 } };
      const storageState = await signInAtDesk(browser, options, login);
      for (const target of targets)
        rows.push({ login, ...(await measure(browser, { ...options, storageState }, target, loads)) });
    }
    return [...rows, ...targetRows(rows)];
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, options: BrowserContextOptions, target: Target, loads: number) {
  const address = typeof target === 'string' ? target : await firstLink(browser, options, target);
  const seen: PageLoad[] = [];
  for (let load = -WARM; load < loads; load += 1) {
    const one = await loadPage(browser, options, address);
    if (load >= 0) seen.push(one);
  }
  const of = (pick: (one: PageLoad) => number, part: number) => quantile(seen.map(pick), part);
  return {
    page: typeof target === 'string' ? target : target.page,
    requests: of((one) => one.requests, 1),
    transferredKB: of((one) => one.transferred / 1_000, 1),
    documentKB: of((one) => one.document / 1_000, 1),
    domReadyP50ms: of((one) => one.domReady, 0.5),
    domReadyP95ms: of((one) => one.domReady, 0.95),
    serverP50ms: of((one) => one.server, 0.5),
  };
}

async function firstLink(browser: Browser, options: BrowserContextOptions, { on, link }: { on: string; link: string }) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(on);
    return (await page.locator(link).first().getAttribute('href')) as string;
  } finally {
    await context.close();
  }
}

function targetRows(rows: readonly BenchRow[]): BenchRow[] {
  const most = (name: string, of: readonly BenchRow[] = rows) => Math.max(...of.map((row) => Number(row[name])));
  const at = (page: string) => rows.filter((row) => row.page === page);
  return [
    atMost('requests of the page with the most', most('requests'), 25),
    atMost('KB of the queue over the line, nothing kept', most('transferredKB', at('/bao-cao')), 200),
    atMost('KB of the live desk over the line, nothing kept', most('transferredKB', at('/truc')), 200),
    atMost('KB of the document of /quyen', most('documentKB', [...at('/quyen'), ...at('/quyen?phan=cases')]), 60),
    atMost('ms until the slowest page is ready, p95', most('domReadyP95ms'), 500),
  ];
}
