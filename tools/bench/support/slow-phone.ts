import type { Browser, BrowserContext, Page } from 'playwright-core';
import { quantile } from './quantile.ts';

/** An old telephone on a weak line: 400 kbit/s both ways, 100 ms to the server and back, a processor four times slower. */
const LINE = { latency: 100, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWER = 4;
const ROUNDS = 5;

/** Median seconds of the rounds. */
export interface SlowTime {
  readonly what: string;
  readonly seconds: number;
}

/** Opens an empty window, with nothing in its cache, on that telephone. */
async function slowPhone(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...LINE });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { context, page };
}

/** Seconds from asking for a page to its first words being seen. */
export async function contentTimes(browser: Browser, base: string, paths: readonly string[]): Promise<SlowTime[]> {
  const times: SlowTime[] = [];
  for (const path of paths) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { context, page } = await slowPhone(browser);
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

/**
 * Seconds from a tap on the main button to the next question being seen, for every step of a report by the shortest way
 * of a child of 9 to 12, the sending too.
 */
export async function stepTimes(browser: Browser, base: string): Promise<SlowTime[]> {
  const rounds = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { context, page } = await slowPhone(browser);
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
