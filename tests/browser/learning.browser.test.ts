import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { noViolations } from './no-violations.ts';
import { startPortal } from './portal-server.ts';
import { openWindow, useServer } from './use-server.ts';

/* What children, parents and teachers find, read and practise: /hoc and everything below it, and /chuyen/doc. */

const HTML_BUDGET = 15 * 1024;
const house = useServer(startPortal);
const { missing } = house;
const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, { baseURL: house.server.url, ...options });
/** Where pictures of the pages are kept for whoever wants to look at them. */
const shots = process.env.SHOTS;

async function look(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [360, 740],
      [1440, 900],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      // Pictures of a list come when they come into sight.
      await page
        .evaluate(() => {
          for (const image of document.querySelectorAll('img')) image.loading = 'eager';
        })
        .catch(() => undefined);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
}

/** Nothing sticks out of a phone's screen. */
async function fits(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect([where, wide]).toEqual([where, 0]);
  expect([where, gzipSync(await page.content()).length < HTML_BUDGET]).toEqual([where, true]);
}

describe.skipIf(missing !== null)(`the reading pages${missing === null ? '' : ` (${missing})`}`, () => {
  test('pictures', async () => {
    const { page, context } = await open();
    for (const [name, at] of [
      ['choose', '/hoc'],
      ['home-early', '/hoc/6-8'],
      ['home-mid', '/hoc/9-12'],
      ['home-teen', '/hoc/13-15'],
      ['home-parent', '/hoc/ba-me'],
      ['band-teen', '/em/13-15'],
      ['problem', '/chuyen/1/13-15'],
      ['check', '/hoc/tu-kiem/2/13-15'],
      ['search', '/hoc/tim/13-15'],
    ] as const) {
      await page.goto(at);
      await look(page, name);
      await fits(page, at);
    }
    for (const [name, from, link] of [
      ['lesson-early', '/hoc/6-8', 'a[href^="/hoc/bai/"]'],
      ['lesson-mid', '/hoc/9-12', 'a[href^="/hoc/bai/"]'],
      ['card-early', '/hoc/6-8', 'a[href^="/hoc/doc/"]'],
      ['article-teen', '/hoc/13-15', 'a[href^="/hoc/doc/"]'],
      ['article-parent', '/hoc/ba-me', 'a[href^="/hoc/doc/"]'],
      ['scene-teen', '/hoc/13-15', 'a[href^="/hoc/tinh-huong/"]'],
      ['help', '/chuyen/1/13-15', 'a[href^="/chuyen/doc/"]'],
    ] as const) {
      await page.goto(from);
      await page.locator(`main ${link}`).first().click();
      await look(page, name);
      await fits(page, name);
    }
    await context.close();
  });
});
