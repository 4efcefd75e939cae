import { rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import type { BenchRow } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { launchBrowser } from '../test/browser.ts';
import { spawnServer } from '../test/spawn-server.ts';
import { atLeast, atMost } from './support/bench-target.ts';
import { PAGE_BUDGET, weighPages } from './support/page-weights.ts';
import { quantile } from './support/quantile.ts';
import { contentTimes, FAR_LINE, MOBILE_LINE, stepTimes, vitalsOf } from './support/slow-phone.ts';

const IN_FLIGHT = 16;
const ROUNDS = 5;
/** The pages that most people open. */
const ASKED = ['/', '/viet', '/viet/9-12', '/mo'];
/** The way of a child who was threatened, and the one that is frightened most easily. */
const READ_SLOWLY = ['/', '/chuyen/1', '/viet/9-12', '/em/6-8', '/hinh', '/mo'];
/** Seconds on a slow telephone. */
const SLOW = { content: 1.5, step: 0.9 } as const;
/** Taps from a page about threats to the page where pictures are taken down. */
const TAPS = 2;
const ABOUT_THREATS = ['/', '/chuyen/1', '/em/9-12', '/em/13-15', '/em/16-17', '/so'];

/** Whose texts are read, and what kinds of pages there are of them. */
const READER = '13-15';
const READING = { article: '/hoc/doc/', lesson: '/hoc/bai/', scenario: '/hoc/tinh-huong/' } as const;
/** The page of a report with which they are compared. */
const REPORT = '/viet/9-12';
/** Of articles, lessons and scenarios. Source: issue H, figures. */
const READ = { content: 4, lcp: 2.5, inp: 200, cls: 0.1 } as const;

/**
 * `npm run bench -- portal [--requests N]`: the weight of each page in bytes against the budget of the design; seconds to the
 * first words and of each step of a report on a slow telephone; taps to the page that takes pictures down. The command fails
 * where a target is missed. Then how many pages the server makes in a second at 16 in flight: the median of five rounds, one
 * server process, the client beside it on the same machine. Last the same of an article, a lesson and a scenario of the
 * demonstration, with what browsers report of them.
 */
export default async function portal(args: readonly string[]): Promise<readonly BenchRow[]> {
  const given = args.indexOf('--requests');
  const perRound = given < 0 ? 2_000 : Number(args[given + 1]);
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { RATE_LIMIT_FACTOR: '10000', DEMONSTRATION: 'off' } });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const rows: BenchRow[] = [];
  try {
    const weighed: BenchRow[] = (await weighPages(server.portal)).map(({ path, weights, over }) => ({
      page: path,
      ...weights,
      over: over.join(' '),
      failed: over.length > 0,
    }));
    rows.push(
      ...weighed,
      ...targetRows(weighed),
      ...(await slowRows(server.portal)),
      ...(await tapRows(server.portal)),
    );
    for (const path of ASKED) rows.push({ page: path, ...(await served(server.portal + path, agent, perRound)) });
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return [...rows, ...(await readingRows(perRound))];
}

/** Articles, lessons and scenarios are published in the demonstration alone. */
async function readingRows(perRound: number): Promise<BenchRow[]> {
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { RATE_LIMIT_FACTOR: '10000' }, withinMs: 600_000 });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const browser = await launchBrowser();
  try {
    const links = await linksOf(server.portal, `/hoc/${READER}`);
    const pages = Object.entries(READING).map(([kind, start]) => {
      const path = links.find((link) => link.startsWith(start));
      if (path === undefined) throw new Error(`no ${kind} for ${READER} is published`);
      return { kind, path };
    });
    const report = await served(server.portal + REPORT, agent, perRound);
    const rows: BenchRow[] = [{ page: REPORT, ...report }];
    for (const { kind, path } of pages) {
      const reading = await served(server.portal + path, agent, perRound);
      rows.push(
        { page: path, ...reading },
        atLeast(`pages of ${kind} made for each page of a report`, reading.perSecond / report.perSecond, 1),
      );
    }
    const paths = pages.map(({ path }) => path);
    for (const { what, seconds } of await contentTimes(browser, server.portal, paths, FAR_LINE))
      rows.push(target(`seconds, ${what}, 400 kbit/s, 400 ms, CPU / 4`, READ.content, seconds));
    for (const { kind, path } of pages) {
      const taps = kind === 'lesson' ? ['.options label', '.options label >> nth=1'] : [];
      const vitals = await vitalsOf(browser, server.portal + path, taps, MOBILE_LINE);
      rows.push(
        target(`largest paint of ${path}, s, 9 Mbit/s, 100 ms, CPU / 4`, READ.lcp, vitals.lcp),
        target(`shift of ${path}`, READ.cls, vitals.cls),
      );
      if (taps.length > 0) rows.push(target(`answer to a tap on ${path}, ms`, READ.inp, vitals.inp));
    }
    return rows;
  } finally {
    agent.destroy();
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Pages a second and the slowest of a hundred: medians of the rounds. */
async function served(
  url: string,
  agent: Agent,
  perRound: number,
): Promise<{ readonly perSecond: number; readonly p99ms: number }> {
  await ask(url, agent, perRound / 4);
  const rounds: { perSecond: number; p99: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await ask(url, agent, perRound));
  const median = (part: 'perSecond' | 'p99') =>
    quantile(
      rounds.map((one) => one[part]),
      0.5,
    );
  return { perSecond: Math.round(median('perSecond')), p99ms: median('p99') };
}

async function ask(url: string, agent: Agent, count: number): Promise<{ perSecond: number; p99: number }> {
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < count) {
        next += 1;
        const at = performance.now();
        await page(url, agent);
        latencies.push(performance.now() - at);
      }
    }),
  );
  return { perSecond: count / ((performance.now() - started) / 1000), p99: quantile(latencies, 0.99) };
}

function page(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { accept: 'text/html' } }, (incoming) => {
      incoming.resume();
      incoming.once('end', () =>
        incoming.statusCode === 200 ? resolve() : reject(new Error(`status ${incoming.statusCode}`)),
      );
    }).once('error', reject);
  });
}

function target(what: string, limit: number, measured: number): BenchRow {
  const row = atMost(what, measured, limit);
  return { ...row, failed: row.met === false };
}

/** The heaviest page of each part against its budget. */
function targetRows(pages: readonly BenchRow[]): BenchRow[] {
  return Object.entries(PAGE_BUDGET).map(([part, budget]) =>
    target(`bytes of ${part} of the heaviest page`, budget, Math.max(...pages.map((row) => Number(row[part])))),
  );
}

async function slowRows(base: string): Promise<BenchRow[]> {
  const browser = await launchBrowser();
  try {
    const content = await contentTimes(browser, base, READ_SLOWLY);
    const steps = await stepTimes(browser, base);
    return [
      ...content.map(({ what, seconds }) => target(`seconds, ${what}, 400 kbit/s, CPU / 4`, SLOW.content, seconds)),
      ...steps.map(({ what, seconds }) => target(`seconds, ${what}, 400 kbit/s, CPU / 4`, SLOW.step, seconds)),
    ];
  } finally {
    await browser.close();
  }
}

/** The fewest links from each page about threats to the page that takes pictures down. */
async function tapRows(base: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const from of ABOUT_THREATS) {
    let reached = new Set([from]);
    let taps = 0;
    while (!reached.has('/hinh') && taps <= TAPS) {
      const pages = await Promise.all([...reached].map((path) => linksOf(base, path)));
      reached = new Set(pages.flat());
      taps += 1;
    }
    rows.push(target(`taps from ${from} to taking pictures down`, TAPS, taps));
  }
  return rows;
}

async function linksOf(base: string, path: string): Promise<string[]> {
  const answer = await fetch(base + path, { headers: { accept: 'text/html' } });
  const html = answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : '';
  return [...html.matchAll(/<a [^>]*href="([^"#?]+)/g)]
    .map(([, link = '']) => new URL(link, answer.url))
    .filter(({ origin }) => origin === new URL(base).origin)
    .map(({ pathname }) => pathname);
}
