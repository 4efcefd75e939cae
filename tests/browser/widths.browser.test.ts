import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { commune, helpline, ministry, province, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

/*
 * No page of the desk is wider than its window: on a phone, at 200 % zoom of a window of 1280 (half as many CSS pixels), and on
 * a small screen; and no card of a list on a phone has lines that say nothing.
 */
const WIDTHS = [
  { width: 360, height: 740 },
  { width: 640, height: 400 },
  { width: 1024, height: 768 },
] as const;

/** A page by its address, or the first such link on another. */
type Way = string | { readonly on: string; readonly link: string; readonly below?: readonly string[] };

const WAYS: Readonly<Record<string, readonly Way[]>> = {
  [helpline.supervisor]: [
    '/',
    '/bao-cao',
    { on: '/bao-cao', link: 'a[data-row]' },
    '/bao-cao/moi',
    '/tim',
    '/ca-truc',
    '/viec/het-ca',
    '/dong-ho',
    '/mo-khan',
    '/nhat-ky',
    '/quyen',
    '/thong-bao',
    '/toi',
    '/huong-dan',
    '/huong-dan/tu-van',
    '/khong-duoc?can=agency.manage&sau=/don-vi',
  ],
  [commune.officer]: [
    '/',
    '/lich',
    '/lich?dang=ds',
    {
      on: '/ho-so',
      link: 'main a[data-row], main tr a',
      below: [
        '/bieu-mau',
        '/bieu-mau/FORM-02/in',
        '/ke-hoach',
        '/chuyen-gui',
        '/chuyen-gui/moi',
        '/quyet-dinh',
        '/nguoi',
        '/tai-lieu',
      ],
    },
    '/ho-so/mo',
    '/chuyen-gui',
    '/chuyen-gui/noi-nhan',
    '/viec/lien-he',
    '/xa',
  ],
  [commune.chair]: ['/', { on: '/', link: 'main a[href*="/quyet-dinh/ky"]' }, '/viec/quyen-xem'],
  [province.officer]: [
    '/dong-ho',
    '/ho-so',
    '/quy-tac',
    { on: '/quy-tac', link: 'main tr a' },
    '/quy-tac/ngay-nghi',
    '/quy-tac/bieu-mau',
  ],
  [commune.investigator]: [
    '/',
    '/viec/huong',
    '/chuyen-gui',
    { on: '/chuyen-gui', link: 'main a[href*="/chuyen-gui/0"]' },
  ],
  [helpline.administrator]: [
    '/',
    '/nguoi',
    { on: '/nguoi', link: 'main a[href*="/nguoi/"]' },
    '/don-vi',
    '/don-vi/C111',
  ],
  [ministry.systemAdministrator]: ['/may', '/giong-doc'],
  [ministry.listeningSupervisor]: [
    '/lang-nghe',
    '/lang-nghe/canh-bao',
    { on: '/lang-nghe/canh-bao', link: 'main tr a' },
    '/lang-nghe/nguon',
    '/lang-nghe/quy-tac',
    '/lang-nghe/mo-hinh',
    '/lang-nghe/mo-hinh/phien-ban',
    '/lang-nghe/luu-giu',
  ],
  [register.operator]: [
    '/ma-bam',
    '/ma-bam/moi',
    '/ma-bam/moi/tep',
    '/ma-bam/ngan-hang',
    '/ma-bam/nguon',
    '/ma-bam/thanh-vien',
    '/ma-bam/trao-doi',
    '/ma-bam/nhat-ky',
    '/ma-bam/tu-go',
  ],
};

const house = useDemonstration();
const { missing, desk } = house;

/** What makes the page wider than its window, at each width; empty where nothing does. */
async function tooWide(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return undefined;
      const clipped = (one: Element) => {
        for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
          if (getComputedStyle(up).overflowX !== 'visible') return true;
        return false;
      };
      const last = [...document.querySelectorAll('body *')].findLast(
        (one) => one.getBoundingClientRect().right > clientWidth + 1 && !clipped(one),
      );
      return `${scrollWidth} px: ${last?.outerHTML.slice(0, 140)}`;
    });
    if (wide !== undefined) found.push(`${where} at ${size.width}: ${wide}`);
    if (size.width === 360) found.push(...(await emptyCells(page)).map((cell) => `${where} on a phone: ${cell}`));
  }
  return found;
}

/** Cells of lists that take a line on a phone and say nothing; the first one of a card is its name. */
async function emptyCells(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('td[data-label]:not(.first)')]
      .filter((cell) => cell.getClientRects().length > 0 && ['', '–'].includes(cell.innerText.trim()))
      .filter((cell) => cell.querySelector('input, select, button, a, svg') === null)
      .map((cell) => cell.dataset.label ?? ''),
  );
}

if (missing !== null) console.warn(`SKIPPED: the widths of the desk (${missing})`);
describe.skipIf(missing !== null)('no page of the desk scrolls sideways', { timeout: 300_000 }, () => {
  test.each(Object.entries(WAYS))('that %s opens', async (login, ways) => {
    const { page, context, complaints } = await desk(login);
    const wrong: string[] = [];
    const look = async (address: string) => {
      await page.goto(address);
      await ready(page);
      wrong.push(...(await tooWide(page, address)));
    };
    for (const way of ways) {
      if (typeof way === 'string') {
        await look(way);
        continue;
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(way.on);
      await ready(page);
      const link = page.locator(way.link).first();
      expect(await link.count(), `${way.link} on ${way.on}`).toBe(1);
      const address = new URL((await link.getAttribute('href')) as string, page.url());
      await look(address.pathname + address.search);
      for (const part of way.below ?? []) await look(address.pathname + part);
    }
    expect(wrong).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
