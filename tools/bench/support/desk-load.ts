import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { ready, signInToDemonstration } from '../../test/desk-sign-in.ts';

/** What a page cost that was opened with nothing kept. */
export interface PageLoad {
  /** All requests until the page's script had taken over, the line for live events among them. */
  readonly requests: number;
  /** Bytes over the line: bodies as they travelled, and headers. */
  readonly transferred: number;
  /** Bytes of the document, unpacked. */
  readonly document: number;
  /** Milliseconds from the start of the navigation to the end of DOMContentLoaded. */
  readonly domReady: number;
  /** Milliseconds that the server says it took (`server-timing`). */
  readonly server: number;
}

/** Signs somebody of the demonstration in. @returns the cookies */
export async function signInAtDesk(
  browser: Browser,
  options: BrowserContextOptions,
  login: string,
): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await signInToDemonstration(page, login);
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/** Opens a page in a window of its own. Throws where it is no page of somebody who is signed in. */
export async function loadPage(browser: Browser, options: BrowserContextOptions, address: string): Promise<PageLoad> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const inspector = await context.newCDPSession(page);
    await inspector.send('Network.enable');
    let [requests, transferred] = [0, 0];
    inspector.on('Network.requestWillBeSent', () => {
      requests += 1;
    });
    inspector.on('Network.loadingFinished', ({ encodedDataLength }) => {
      transferred += encodedDataLength;
    });
    const answer = await page.goto(address, { waitUntil: 'load' });
    await ready(page);
    if (answer?.status() !== 200 || page.url().includes('/dang-nhap'))
      throw new Error(`${address}: ${answer?.status()}`);
    // Fonts that only what a script drew needs, and the line for live events, come after that.
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    const timing = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const server = navigation?.serverTiming.find(({ name }) => name === 'total');
      return {
        document: navigation?.decodedBodySize ?? Number.NaN,
        domReady: navigation?.domContentLoadedEventEnd ?? Number.NaN,
        server: server?.duration ?? Number.NaN,
      };
    });
    return { requests, transferred, ...timing };
  } finally {
    await context.close();
  }
}
