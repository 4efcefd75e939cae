import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { portalPages } from './every-page.ts';
import { startPortal } from './portal-server.ts';
import { openWindow, useServer } from './use-server.ts';

/*
 * 111 and the quick exit are on the screen of every page, first in the order of tabs, large enough for a thumb and covered
 * by nothing, and no page is wider than its screen: with text of twice the size, and on the smallest screens.
 */
/** Of the size of text that the browser gives; portal.css makes it 106.25 %. */
const LARGE = '212.5%';
const SCREENS = [
  { width: 320, height: 256, text: LARGE },
  { width: 360, height: 740, text: LARGE },
  { width: 320, height: 568, text: '' },
  { width: 1280, height: 720, text: LARGE },
] as const;
const addresses = Object.entries(portalPages).flatMap(([route, row]) =>
  // The page that the exit leads to has none.
  'seenIn' in row || route === '/dong-vat' ? [] : [...row],
);

const house = useServer(startPortal);
const { missing } = house;

const openPage = async (): Promise<Page> =>
  (await openWindow(house.browser, { baseURL: house.server.url, reducedMotion: 'reduce' })).page;

/** What is wrong with the page as it stands, at the top and at its end; empty where nothing is. */
async function wrongAt(page: Page, screen: (typeof SCREENS)[number]): Promise<string[]> {
  await page.setViewportSize(screen);
  return page.evaluate((text) => {
    document.documentElement.style.fontSize = text;
    const wrong: string[] = [];
    const { innerWidth, innerHeight } = window;
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth) {
      const clipped = (one: Element) => {
        for (let up: Element | null = one; up && up !== document.body; up = up.parentElement)
          if (getComputedStyle(up).overflowX !== 'visible') return true;
        return false;
      };
      const wide = [...document.querySelectorAll('body *')].findLast(
        (one) => one.getBoundingClientRect().right > innerWidth + 1 && !clipped(one),
      );
      wrong.push(`${width} px wide: ${wide?.outerHTML.slice(0, 120)}`);
    }
    for (const top of [0, document.documentElement.scrollHeight]) {
      scrollTo(0, top);
      for (const name of ['exit', 'call']) {
        const link = document.querySelector<HTMLElement>(`.dock .${name}`);
        const box = link?.getBoundingClientRect();
        if (!link || !box) {
          wrong.push(`no ${name}`);
          continue;
        }
        const { left, top: above, right, bottom, width: w, height: h } = box;
        if (left < 0 || above < 0 || right > innerWidth || bottom > innerHeight)
          wrong.push(`${name} leaves the screen`);
        if (w < 44 || h < 44) wrong.push(`${name} is ${w} x ${h}`);
        if (link.scrollWidth > link.clientWidth + 1) wrong.push(`the words of ${name} do not fit`);
        const hit = document.elementFromPoint(left + w / 2, above + h / 2);
        if (!hit || !link.contains(hit)) wrong.push(`${name} is covered by ${hit?.outerHTML.slice(0, 80)}`);
      }
      const dock = document.querySelector('.dock')?.getBoundingClientRect();
      if (dock && dock.height > innerHeight * 0.3)
        wrong.push(`the bar takes ${Math.round(dock.height)} of ${innerHeight} px`);
    }
    // At its end the page's last link stands clear of the bar.
    const last = [...document.querySelectorAll('footer a')].at(-1)?.getBoundingClientRect();
    const dock = document.querySelector('.dock')?.getBoundingClientRect();
    if (last && dock && last.bottom > dock.top && last.top < dock.bottom)
      wrong.push('the last link lies under the bar');
    return wrong;
  }, screen.text);
}

describe.skipIf(missing !== null)(`within reach${missing === null ? '' : ` (${missing})`}`, () => {
  test('on every page', async () => {
    const page = await openPage();
    const wrong: string[] = [];
    for (const address of [...addresses, '/khong-co-trang-nay']) {
      await page.goto(address, { waitUntil: 'load' });
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      for (const name of ['exit', 'call']) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement?.className ?? '');
        if (!focused.includes(name)) wrong.push(`${address}: the focus is not on ${name}`);
      }
      for (const screen of SCREENS)
        for (const one of await wrongAt(page, screen))
          wrong.push(`${address} at ${screen.width}x${screen.height} ${screen.text}: ${one}`);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test('on every page of the way through a report', async () => {
    const page = await openPage();
    const wrong: string[] = [];
    for (const teller of ['6-8', '9-12', 'ba-me']) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`/viet/${teller}`);
      for (let step = 0; step < 25 && !(await page.locator('.receipt').count()); step += 1) {
        const heading = await page.locator('h1').innerText();
        for (const screen of SCREENS)
          for (const one of await wrongAt(page, screen))
            wrong.push(`${teller}, ${heading} at ${screen.width}x${screen.height}: ${one}`);
        const draft = page.locator('main [name=draft]').first();
        const before = await draft.inputValue();
        if (await page.locator('#story').count()) await page.locator('#story').fill('Nội dung giữ chỗ.');
        if (await page.locator('[name=places]').count()) await page.locator('input[value=ZALO]').check();
        const picture = page.locator('main .pictures button').nth(1);
        if (await picture.count()) await picture.click();
        else await page.locator('main .go button.main').last().click();
        await expect.poll(() => draft.inputValue()).not.toBe(before);
      }
      for (const screen of SCREENS)
        for (const one of await wrongAt(page, screen))
          wrong.push(`${teller}, the words at ${screen.width}x${screen.height}: ${one}`);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
