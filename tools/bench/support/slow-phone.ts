import type { Browser, BrowserContext, Page } from 'playwright-core';
import { quantile } from './quantile.ts';

/** A telephone's line: milliseconds to the server and back, bytes a second. */
export interface Line {
  readonly latency: number;
  readonly downloadThroughput: number;
  readonly uploadThroughput: number;
}
/** 400 kbit/s both ways, 100 ms. */
export const WEAK_LINE: Line = { latency: 100, downloadThroughput: 50_000, uploadThroughput: 50_000 };
/** 400 kbit/s both ways, 400 ms: far from the mast. */
export const FAR_LINE: Line = { ...WEAK_LINE, latency: 400 };
/** 9 Mbit/s both ways, 100 ms. */
export const MOBILE_LINE: Line = { latency: 100, downloadThroughput: 1_125_000, uploadThroughput: 1_125_000 };
/** How many times slower the processor of the telephone is than this machine's. */
const SLOWER = 4;
const ROUNDS = 5;

/** Median seconds of the rounds. */
export interface SlowTime {
  readonly what: string;
  readonly seconds: number;
}

/** Opens an empty window, with nothing in its cache, on an old telephone. */
export async function slowPhone(browser: Browser, line: Line): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...line });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { context, page };
}

/** Seconds from asking for a page to its first words being seen. */
export async function contentTimes(
  browser: Browser,
  base: string,
  paths: readonly string[],
  line: Line = WEAK_LINE,
): Promise<SlowTime[]> {
  const times: SlowTime[] = [];
  for (const path of paths) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { context, page } = await slowPhone(browser, line);
      await page.goto(base + path, { waitUntil: 'load' });
      rounds.push(
        await page.evaluate(
          () => (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN) / 1000,
        ),
      );
      await context.close();
    }
    times.push({ what: `content of ${path}`, seconds: quantile(rounds, 0.5) });
  }
  return times;
}

/** What a reader waits for and is disturbed by, as browsers report it: medians of the rounds. Source: web.dev/vitals */
export interface Vitals {
  /** Seconds until the largest part of the first screen is painted. */
  readonly lcp: number;
  /** Milliseconds until the screen answers the slowest of some taps. */
  readonly inp: number;
  /** How far what stands there already was moved, as a part of the screen; no unit. */
  readonly cls: number;
}

/** @param taps selectors of what is tapped, one after another */
export async function vitalsOf(
  browser: Browser,
  address: string,
  taps: readonly string[],
  line: Line,
): Promise<Vitals> {
  const rounds: Vitals[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { context, page } = await slowPhone(browser, line);
    await page.addInitScript(watchVitals);
    await page.goto(address, { waitUntil: 'load' });
    for (const tap of taps) {
      await page.locator(tap).first().click();
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 50))));
    }
    rounds.push(await page.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals));
    await context.close();
  }
  const median = (part: keyof Vitals) =>
    quantile(
      rounds.map((one) => one[part]),
      0.5,
    );
  return { lcp: median('lcp'), inp: median('inp'), cls: median('cls') };
}

/** Runs in the page before anything else. */
function watchVitals(): void {
  const vitals = { lcp: Number.NaN, inp: 0, cls: 0 };
  Object.assign(globalThis, { vitals });
  const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
      type,
      buffered: true,
      ...(type === 'event' && { durationThreshold: 16 }),
    });
  watch('largest-contentful-paint', ({ startTime }) => {
    vitals.lcp = startTime / 1000;
  });
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) vitals.cls += value;
  });
  watch('event', (entry) => {
    if ((entry as PerformanceEntry & { interactionId?: number }).interactionId)
      vitals.inp = Math.max(vitals.inp, entry.duration);
  });
}

/**
 * Seconds from a tap on the main button to the next question being seen, for every step of a report by the shortest way
 * of a child of 9 to 12, the sending too.
 */
export async function stepTimes(browser: Browser, base: string): Promise<SlowTime[]> {
  const rounds = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { context, page } = await slowPhone(browser, WEAK_LINE);
    await page.goto(`${base}/viet/9-12`, { waitUntil: 'load' });
    for (let step = 1; ; step += 1) {
      const heading = (await page.locator('h1').first().innerText()).trim();
      if (/^Cảm ơn/.test(heading)) break;
      await page.evaluate(() => {
        document.querySelector<HTMLInputElement>('input[type=radio]')?.click();
        const story = document.querySelector<HTMLTextAreaElement>('#story');
        if (story) story.value = 'Một câu chuyện trung tính để đo, dài chừng này.';
      });
      const seconds = await page.evaluate(tapMainButton);
      rounds.set(`step ${step}`, [...(rounds.get(`step ${step}`) ?? []), seconds]);
    }
    await context.close();
  }
  return [...rounds].map(([what, all]) => ({ what, seconds: quantile(all, 0.5) }));
}

/** Runs in the page: taps, and waits until another heading has been painted. */
function tapMainButton(): Promise<number> {
  return new Promise((resolve) => {
    const heading = () => document.querySelector('h1')?.textContent ?? '';
    const before = heading();
    const from = performance.now();
    const seen = new MutationObserver(() => {
      if (heading() === before || heading() === '') return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - from) / 1000)));
    });
    seen.observe(document.body, { subtree: true, childList: true });
    document.querySelector<HTMLButtonElement>('.go button.main')?.click();
  });
}
