import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../apps/server/paths.ts';
import { portalPages } from './every-page.ts';
import { startPortal } from './portal-server.ts';
import { next, openWindow, question, useServer } from './use-server.ts';

/* The portal where things go wrong: no network, the page left, no storage, other colours, other ways in. */

const house = useServer(startPortal);
const { missing } = house;

const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, { baseURL: house.server.url, ...options });

/** The questions of a child of 9 to 12, and what is answered to each. */
const STEPS: readonly (readonly [
  question: string,
  answer: (page: Page) => Promise<unknown>,
  kept: (page: Page) => Promise<unknown>,
])[] = [
  [
    'có an toàn không',
    (page) => page.locator('input[name=safe][value=unsure]').check(),
    async (page) => expect(await page.locator('input[name=safe][value=unsure]').isChecked()).toBe(true),
  ],
  [
    'Chuyện gì đã xảy ra',
    (page) => page.locator('#story').fill('Chuyện có dấu: ễ Ặ 😀'),
    async (page) => expect(await page.locator('#story').inputValue()).toBe('Chuyện có dấu: ễ Ặ 😀'),
  ],
  [
    'đâu trên mạng',
    (page) => page.locator('input[value=UNKNOWN]').check(),
    async (page) => expect(await page.locator('input[value=UNKNOWN]').isChecked()).toBe(true),
  ],
  [
    'khi nào',
    (page) => page.locator('#words').fill('tối qua'),
    async (page) => expect(await page.locator('#words').inputValue()).toBe('tối qua'),
  ],
  [
    'tỉnh, thành phố',
    (page) => page.locator('#province').selectOption('96'),
    async (page) => expect(await page.locator('#province').inputValue()).toBe('96'),
  ],
  [
    'Xã, phường',
    (page) => page.locator('#commune').fill('bac lieu'),
    async (page) => expect(await page.locator('#commune').inputValue()).toMatch(/bac lieu|Phường Bạc Liêu/),
  ],
  [
    'an toàn\\?',
    (page) => page.locator('input[value=REPLY_HERE]').check(),
    async (page) => expect(await page.locator('input[value=REPLY_HERE]').isChecked()).toBe(true),
  ],
];

describe.skipIf(missing !== null)(`the portal in hard times${missing === null ? '' : ` (${missing})`}`, () => {
  test('the network lost at each step loses nothing', async () => {
    const { page, context } = await open();
    await page.goto('/viet/9-12');
    for (const [asked, answer, kept] of STEPS) {
      await question(page, new RegExp(asked));
      await answer(page);
      await context.setOffline(true);
      await next(page);
      await page.locator('.fault').getByText('Mạng bị ngắt').waitFor();
      await kept(page);
      await context.setOffline(false);
      await page.locator('.fault button').click();
    }
    await question(page, 'Xem lại rồi gửi');
    const told = await page.locator('dl').innerText();
    for (const one of ['Chuyện có dấu: ễ Ặ 😀', 'tối qua', 'Phường Bạc Liêu, Cà Mau']) expect(told).toContain(one);
    await context.close();
  });

  test('the page left at each step, and Back: the step stands as it was', async () => {
    const { page, context } = await open();
    await page.goto('/viet/9-12');
    for (const [asked, answer, kept] of STEPS) {
      await question(page, new RegExp(asked));
      await page.goto('/rieng-tu');
      await page.goBack();
      await question(page, new RegExp(asked));
      await answer(page);
      await next(page);
      await expect.poll(() => page.locator('h1').innerText()).not.toMatch(new RegExp(asked));
      await page.goBack();
      await question(page, new RegExp(asked));
      await kept(page);
      await next(page);
    }
    await question(page, 'Xem lại rồi gửi');
    await context.close();
  });

  test('a telephone without room or leave to keep anything tells all the same, and nothing is kept', async () => {
    const { page, context } = await open();
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('full', 'QuotaExceededError');
          },
        });
    });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto('/viet/13-15');
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await page.locator('#story').fill('Chuyện thử');
    // The draft is kept in the entry of the history, at a pause of a second.
    await page.locator('[data-saved-note]').getByText('Đã giữ bản nháp').waitFor();
    await page.reload();
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Chuyện thử');
    expect(faults).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('every form of Vietnamese letters is one story', async () => {
    const { page, context } = await open();
    const story = 'Nó dọa em, em sợ lắm ạ.';
    for (const form of ['NFC', 'NFD', 'NFKD'] as const) {
      await page.goto('/em/16-17');
      await page.goto('/viet/16-17');
      await page.locator('input[name=safe]').first().check();
      await next(page);
      await page.locator('#story').fill(story.normalize(form));
      await next(page);
      for (const asked of ['đâu trên mạng', 'khi nào', 'tỉnh, thành phố', 'an toàn?']) {
        await question(page, new RegExp(asked));
        await page.locator('.go button[value=skip]').click();
      }
      await question(page, 'Xem lại rồi gửi');
      await next(page);
      await question(page, 'Cảm ơn bạn đã kể');
      house.server.clock.advance(60_000);
      const { rows } = await house.server.owner.query(
        'select id from intake.report order by received_at desc, id desc limit 1',
      );
      const opened = await house.server.app.modules.intake.openReport(house.server.context(house.server.counsellor), {
        report: rows[0].id,
        read: ['narrative'],
      });
      expect(opened.ok && opened.value.narrative?.text).toBe(story);
    }
    await context.close();
  });

  test('a child who cannot write tells with pictures alone; nothing reads with a machine’s voice', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/em/6-8');
    await page.getByText('Chưa có giọng đọc ở đây').waitFor();
    await page.getByRole('link', { name: 'Em muốn kể' }).click();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Sợ').click();
    // The mouse still lies where it chose: what comes to be under it does not look chosen.
    await button('Có').hover();
    const colour = (name: string) => button(name).evaluate((shown) => getComputedStyle(shown).backgroundColor);
    expect(await colour('Có')).toBe(await colour('Không có ai'));
    for (const name of ['Không có ai', 'Khi chơi trò chơi', 'Người lạ']) await button(name).click();
    await page.locator('.go button[value=skip]').click();
    await question(page, 'Em xem lại rồi bấm Gửi nhé.');
    await next(page);
    await question(page, 'Cảm ơn em đã kể');
    const { rows } = await house.server.owner.query(
      'select danger_now, urgency, portal_band from intake.report order by received_at desc, id desc limit 1',
    );
    expect(rows[0]).toEqual({ danger_now: 'no', urgency: null, portal_band: 'B6_8' });
    await context.close();
  });

  test('the exit needs no network: times tables at once, and the other page as soon as there is one', async () => {
    const { page, context } = await open();
    await page.goto('/viet/13-15');
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await page.locator('#story').fill('Điều bí mật');
    await context.setOffline(true);
    await page.locator('[data-exit]').click();
    await question(page, 'Bảng nhân');
    await page.getByText('7 × 8 = 56').waitFor();
    expect(new URL(page.url()).pathname).toBe('/dong-vat');
    expect(await page.content()).not.toContain('bí mật');
    expect(await page.title()).toBe('Bảng nhân');
    await context.setOffline(false);
    await question(page, 'Những con vật của Việt Nam');
    await context.close();
  });

  test('three times Shift leaves too, and the page says so where there is a keyboard', async () => {
    const { page, context } = await open({ viewport: { width: 1280, height: 800 } });
    await page.goto('/viet/13-15');
    await page.getByText('hoặc bấm Shift ba lần').waitFor();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
    await page.waitForURL('**/dong-vat');
    await context.close();
  });

  test('without a script its limits are told before anything is, and only then', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/viet/13-15');
    // Elements only where the browser reads what is for those without scripts.
    const note = page.locator('noscript .nojs');
    expect(await note.textContent()).toContain('Trình duyệt này đang tắt JavaScript');
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await note.count()).toBe(0);
    await context.close();
    const scripted = await open();
    await scripted.page.goto('/viet/13-15');
    expect(await scripted.page.locator('noscript .nojs').count()).toBe(0);
    await scripted.context.close();
  });

  test('what stands in the history says nothing, and the addresses of before lead there', async () => {
    const { page, context } = await open();
    for (const [from, to] of [
      ['/bao-cao/9-12', '/viet/9-12'],
      ['/en/quay-lai', '/en/mo'],
      ['/go-anh', '/hinh'],
      ['/go-anh/rut-lai', '/mo'],
      ['/xoa-dau-vet', '/don-dep'],
      ['/tro-giup', '/so'],
    ] as const) {
      await page.goto(from);
      expect(new URL(page.url()).pathname).toBe(to);
      expect(await page.title()).toMatch(/^(Trang đọc|Reading page)$/);
    }
    await context.close();
  });

  test('the list of what stays in the history is true, and has every page', async () => {
    const listed = readFileSync(join(ROOT, 'docs', 'security', 'traces.md'), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, addresses, title] = /^\| (`\/.*`) \| (.+) \|$/.exec(line) ?? [];
        return addresses === undefined
          ? []
          : [...addresses.matchAll(/`([^`]+)`/g)].map(([, at]) => [at, title] as const);
      });
    const { page, context } = await open();
    // A band, a picture or a page that there is not is the error page, and the sample page is for those who build.
    const opened = Object.entries(portalPages)
      .flatMap(([route, row]) => ('seenIn' in row || route.endsWith('/_mau') ? [] : row))
      .filter((path) => !/khong-co|40-50|\/7$|\/tu-kiem\/9$/.test(path));
    for (const path of opened) {
      const form = path
        .replace(/\?.*/, '')
        .replace(
          /^(\/(?:em|chuyen|viet|tro-chuyen|chan|canh-bao|lop|hoc\/(?:tim|tu-kiem|cai)|hoc(?=\/(?:\d|ba-me|thay-co))))\/.+/,
          '$1/…',
        );
      const title = listed.find(([at]) => at === form)?.[1];
      await page.goto(path);
      expect([path, await page.title()]).toEqual([path, title]);
    }
    expect(listed.filter(([at]) => !opened.some((path) => path.startsWith(at?.replace('…', '') ?? '')))).toEqual([]);
    expect(opened.length).toBeGreaterThan(20);
    await context.close();
  });

  test('taking pictures down is two taps or fewer from every page about threats', async () => {
    const { page, context } = await open();
    for (const [start, ...taps] of [
      ['/', 'a[href="/chuyen/1"]', 'main a[href="/hinh"]'],
      ['/em/13-15', 'a[href="/chuyen/1/13-15"]', 'main a[href="/hinh"]'],
      ['/chuyen/1', 'main a[href="/hinh"]'],
      ['/so', 'main a[href="/hinh"]'],
    ] as const) {
      await page.goto(start);
      for (const tap of taps) await page.locator(tap).first().click();
      await page.waitForURL('**/hinh');
      await page.getByText('Đây không phải lỗi của bạn.').waitFor();
    }
    await context.close();
  });

  test('in forced colours and with reduced motion every choice and both ways out are seen', async () => {
    const { page, context } = await open({ forcedColors: 'active', reducedMotion: 'reduce' });
    for (const address of ['/', '/chuyen/1', '/viet', '/viet/6-8', '/hinh']) {
      await page.goto(address);
      expect(await page.locator('.exit').isVisible()).toBe(true);
      expect(await page.locator('.dock .call').isVisible()).toBe(true);
      const moving = await page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
      );
      expect([address, moving]).toEqual([address, 0]);
      for (const input of await page.locator('main input:visible[type=radio], main input:visible[type=checkbox]').all())
        expect(await input.evaluate((one) => getComputedStyle(one).appearance)).not.toBe('none');
    }
    await context.close();
  });

  test('a screen reader hears the ways out, then where it is, then the question', async () => {
    const { page, context } = await open();
    await page.goto('/viet/9-12');
    const order = await page.evaluate(() =>
      [...document.querySelectorAll('a[href], button:not([tabindex="-1"]), h1, input:not([type=hidden])')].map((one) =>
        one.tagName === 'H1'
          ? 'question'
          : (one.className.match(/exit|call|skip/)?.[0] ?? one.getAttribute('name') ?? 'other'),
      ),
    );
    expect(order.slice(0, 3)).toEqual(['exit', 'call', 'skip']);
    expect(order.indexOf('question')).toBeLessThan(order.indexOf('safe'));
    await context.close();
  });
});
