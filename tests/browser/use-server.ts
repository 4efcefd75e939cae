import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browserMissing, launchBrowser } from '../../tools/test/browser.ts';

/** A server and a browser for the tests of one file. */
export interface BrowserTest<Server> {
  /** Why there is no browser here; null where there is one. Without it nothing is started. */
  readonly missing: string | null;
  readonly server: Server;
  readonly browser: Browser;
}

/**
 * Starts both before the file's first test and ends them after its last. They are there from the first test on.
 * @param without what else is not here that the tests need
 */
export function useServer<Server extends { close(): Promise<void> }>(
  start: () => Promise<Server>,
  withinMs = 180_000,
  browserArguments: readonly string[] = [],
  without: string | null = null,
): BrowserTest<Server> {
  const missing = without ?? browserMissing();
  let server: Server | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (missing !== null) return;
    server = await start();
    browser = await launchBrowser(browserArguments);
  }, withinMs);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    missing,
    get server() {
      return server as Server;
    },
    get browser() {
      return browser as Browser;
    },
  };
}

export const PHONE = { width: 360, height: 740 } as const;

/** A window with nothing kept, in Vietnamese, on a phone's screen where `options` say nothing else. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', ...options });
  context.setDefaultTimeout(20_000);
  return { page: await context.newPage(), context };
}

/** Waits for the page whose question, or other first heading, this is. */
export const question = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Presses what leads on from a page of the portal's way. */
export const next = (page: Page): Promise<void> => page.locator('main .go button.main').last().click();
