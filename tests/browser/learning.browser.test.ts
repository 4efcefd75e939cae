import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { anonymous, DAY } from '../../src/kernel/index.ts';
import { publishedItems } from '../../src/learning/index.ts';
import { selfChecks } from '../../src/learning/lessons/self-check.ts';
import { itemAddress } from '../../src/learning/library/item-address.pure.ts';
import { openPublishedHome } from '../../src/learning/library/published-home.testing.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/* What children, parents and teachers find, read and practise: /hoc and everything below it, and /chuyen/doc. */

const HTML_BUDGET = 15 * 1024;
const house = useServer(async () =>
  servePages('portal', await openPublishedHome('2026-11-24T02:00:00Z'), async () => anonymous, true),
);
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
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
}

/** Nothing sticks out of a phone's screen, and the page is no heavier than a cheap phone should load. */
async function fits(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect([where, wide]).toEqual([where, 0]);
  expect([where, gzipSync(await page.content()).length < HTML_BUDGET]).toEqual([where, true]);
}

const addressOf = async (id: string): Promise<string> => {
  const item = must(await publishedItems(house.server.platform)).find((one) => one.id === id);
  if (!item) throw new Error(`${id} is not published`);
  return itemAddress(item);
};

describe.skipIf(missing !== null)(`the reading pages${missing === null ? '' : ` (${missing})`}`, () => {
  test('a child of eleven finds, learns and answers a lesson without scripts; nothing stays on the device', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/em/9-12');
    await page.locator('main a[href="/hoc/9-12"]').click();
    await page.getByRole('heading', { level: 1, name: 'Hôm nay em muốn đọc gì?' }).waitFor();
    await look(page, 'home-mid');
    await page.getByRole('link', { name: /Người lạ trên mạng vẫn là người lạ/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Người lạ trên mạng vẫn là người lạ' }).waitFor();
    // What stands in the history of a phone tells no topic, neither as a title nor in the address.
    expect(await page.title()).toBe('Đọc chơi – Lá Chắn');
    expect(new URL(page.url()).pathname).toMatch(/^\/hoc\/bai\/[a-z2-7]{8}$/);
    await fits(page, 'lesson');
    await look(page, 'lesson');
    // One right, one wrong, one left out: a word to each choice, no number of right ones.
    await page.getByLabel('“Anh nạp thẻ cho, không cần trả”').check();
    await page.getByLabel('“Trận này mình thủ nhà chính nhé”').check();
    await page.getByRole('button', { name: 'Xem lời đáp cho từng câu' }).click();
    await page.getByText('Câu này chỉ nói chuyện trong trận, bình thường thôi.').waitFor();
    await page.getByText('Quà như vậy hay kèm một lời đòi về sau.').waitFor();
    await page.getByText('Ai bảo em giấu người nhà thì em nên kể ngay.').waitFor();
    const shown = await page.locator('main').innerText();
    expect(shown).toContain('Chưa chọn');
    expect(shown).not.toMatch(/\d+\s*\/\s*\d+|điểm số|xếp hạng/);
    await look(page, 'lesson-answered');
    await page.getByRole('link', { name: 'Làm lại từ đầu' }).click();
    expect(await page.locator('input:checked').count()).toBe(0);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('a teenager walks a scene to its end, by the keyboard alone, and takes it along as a file', async () => {
    const { page, context } = await open();
    await page.goto(`/hoc/tinh-huong/${await addressOf('tam-anh-ghep')}`);
    await look(page, 'scene-cover');
    await fits(page, 'cover');
    const press = async (name: string | RegExp) => {
      const link = page.getByRole('link', { name }).first();
      await link.focus();
      await page.keyboard.press('Enter');
    };
    await press('Bắt đầu');
    await page.waitForURL('**/0');
    await look(page, 'scene');
    const walked: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      if (await page.getByRole('link', { name: 'Chơi lại từ đầu' }).count()) break;
      await fits(page, page.url());
      const turns = page.locator('.turns a');
      const from = page.url();
      // A choice that came back here once is not taken again.
      const seen = walked.filter((one) => one === from).length;
      walked.push(from);
      if (await turns.count()) await turns.nth(seen % (await turns.count())).focus();
      else {
        await look(page, 'scene-answer');
        await page.locator('main .scene a.button').focus();
      }
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.href !== from);
    }
    await page.getByRole('link', { name: 'Gọi 111', exact: true }).last().waitFor();
    await look(page, 'scene-end');
    expect(await page.title()).toBe('Đọc chơi – Lá Chắn');
    expect(await context.cookies()).toEqual([]);
    const file = await page.request.get(`/hoc/tinh-huong/${await addressOf('tam-anh-ghep')}/tep`);
    expect(file.headers()['content-disposition']).toBe('attachment; filename="doc-choi.html"');
    const text = await file.text();
    expect(text.length).toBeLessThan(300 * 1024);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('var(--art');
    await context.close();
  });

  test('scenes for the youngest wait for a human voice and are nowhere', async () => {
    expect(house.server.heldBack).toBe(2);
    const html = await (await fetch(`${house.server.url}/hoc/6-8`, { headers: { accept: 'text/html' } })).text();
    expect(html).not.toContain('/hoc/tinh-huong/');
    expect(html).toContain('Chưa có giọng đọc ở đây.');
    expect(html).toMatch(/class="page[^"]* early"/);
  });

  test('a child of seven turns the pages of a story one by one, without scripts, and comes to somebody who helps', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    const path = `/hoc/doc/${await addressOf('rua-con-va-chiec-may-tinh-bang')}`;
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: 'Rùa con và chiếc máy tính bảng' }).waitFor();
    await look(page, 'early-opening');
    const said: string[] = [];
    const seen = async (name: string) => {
      await fits(page, name);
      // One picture, a few words, one button onward, the place of the voice.
      expect([name, await page.locator('main .drawing').count()]).toEqual([name, 1]);
      expect([name, await page.locator('main .say p').count()]).toEqual([name, 1]);
      await page.getByText('Chưa có giọng đọc ở đây.').waitFor();
      said.push(await page.locator('main .say p').innerText());
    };
    await seen('opening');
    await page.getByRole('link', { name: 'Bắt đầu' }).click();
    for (let turn = 2; turn < 20; turn += 1) {
      await page.waitForURL(`**${path}?trang=${turn}`);
      await seen(`page ${turn}`);
      if (turn === 3) await look(page, 'early-page');
      const next = page.getByRole('link', { name: 'Trang sau' });
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(said).toContain('Tắt đi.');
    expect(new Set(said).size).toBe(said.length);
    await page.locator('main a[href="tel:111"]').waitFor();
    await look(page, 'early-last');
    const last = page.url();
    await page.getByRole('link', { name: 'Trang trước' }).click();
    await page.waitForURL((url) => url.href !== last);
    // A grown-up reads it aloud from one page, and leads back to the pictures.
    await page.getByRole('link', { name: 'Người lớn: xem cả bài trên một trang' }).click();
    await page.waitForURL(`**${path}?trang=ca-bai`);
    for (const one of said) await page.getByText(one, { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Đọc từng trang, có hình lớn' }).click();
    await page.waitForURL((url) => url.pathname === path && url.search === '');
    for (const wrong of ['0', '99', 'x', '-1']) expect((await page.goto(`${path}?trang=${wrong}`))?.status()).toBe(404);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('a lesson for the youngest is a card a page too, and its questions come last', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    const path = `/hoc/bai/${await addressOf('chia-khoa-cua-em')}`;
    await page.goto(path);
    await page.getByRole('link', { name: 'Bắt đầu' }).click();
    for (let turn = 2; turn < 20 && (await page.locator('#quiz').count()) === 0; turn += 1) {
      await page.waitForURL(`**${path}?trang=${turn}`);
      await fits(page, `page ${turn}`);
      expect(await page.locator('main .drawing').count()).toBe(1);
      await page.getByRole('link', { name: 'Trang sau' }).click();
    }
    await look(page, 'early-questions');
    for (const input of await page.locator('#quiz input').all()) await input.check();
    await page.getByRole('button', { name: 'Xem lời đáp cho từng câu' }).click();
    await page.locator('.result').first().waitFor();
    await page.getByRole('link', { name: 'Làm lại từ đầu' }).click();
    expect(await page.locator('#quiz input:checked').count()).toBe(0);
    await page.getByRole('link', { name: 'Trang trước' }).click();
    await page.getByRole('heading', { level: 1, name: 'Việc nhỏ cho em' }).waitFor();
    expect((await page.goto(`${path}?trang=ca-bai`))?.status()).toBe(200);
    await page.locator('#quiz').waitFor();
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('the question of the day is the same for everybody on a day, and answered without being kept', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/hoc/16-17');
    await look(page, 'home-older');
    await fits(page, '/hoc/16-17');
    const asked = await page.locator('#minute legend').innerText();
    await page.getByRole('button', { name: 'Xem lời đáp' }).click();
    expect(await page.locator('#minute .result').innerText()).toBe('Chưa chọn');
    await page.locator('#minute input').first().check();
    expect(await page.locator('#minute legend').innerText()).toBe(asked);
    await page.goto('/hoc/16-17');
    await page.locator('#minute input').first().check();
    await page.getByRole('button', { name: 'Xem lời đáp' }).click();
    await page.getByText('Bạn đã chọn').first().waitFor();
    const link = page.locator('#minute .from a');
    expect(await link.getAttribute('href')).toMatch(/^\/hoc\/bai\//);
    // A page that was open over night names a question that is no longer asked.
    house.server.clock.advance(DAY);
    await page.goto('/hoc/16-17');
    expect(await page.locator('#minute legend').innerText()).not.toBe(asked);
    const stale = await page.request.post('/hoc/16-17', {
      headers: { origin: house.server.url, accept: 'text/html' },
      form: { 'a-khong-co': 'x' },
    });
    expect(stale.status()).toBe(409);
    expect(await stale.text()).toContain('Câu hỏi vừa được đổi.');
    await context.close();
  });

  test('a self-check speaks to its answers, is kept by nobody, and ends in 111 whatever is said', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/hoc/13-15');
    await page.locator('a[href="/hoc/tu-kiem/2/13-15"]').click();
    await look(page, 'check');
    await fits(page, 'check');
    expect(await page.title()).toBe('Trang đọc');
    const answer = async (value: 'yes' | 'no') => {
      for (const { id } of selfChecks[1]?.statements ?? [])
        await page.locator(`input[name="a-${id}"][value="${value}"]`).check();
      const [response] = await Promise.all([
        page.waitForResponse((one) => one.request().method() === 'POST'),
        page.getByRole('button', { name: 'Xem có thể làm gì' }).click(),
      ]);
      expect(response.headers()['cache-control']).toBe('no-store');
    };
    await page.getByRole('button', { name: 'Xem có thể làm gì' }).click();
    await page.getByText('Chọn ít nhất một ô').waitFor();
    await answer('yes');
    await look(page, 'check-danger');
    await fits(page, 'check-danger');
    expect(await page.locator('.notice.danger').count()).toBe(1);
    expect(await page.locator('main a[href="tel:111"]').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/hoc/tu-kiem/2/13-15');
    await page.getByRole('link', { name: 'Xem lại các câu' }).click();
    expect(await page.locator('input:checked').count()).toBe(0);
    await answer('no');
    expect(await page.locator('main a[href="tel:111"]').count()).toBe(1);
    expect(await context.cookies()).toEqual([]);
    // First readers and adults are not asked about themselves here.
    expect((await page.goto('/hoc/tu-kiem/2/6-8'))?.status()).toBe(404);
    await context.close();
  });

  test('somebody finds by words that stand in no address, and sees a number first where they speak of hurting oneself', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/hoc/13-15');
    await page.getByLabel('Em muốn tìm gì?').fill('doa tung anh');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.locator('h2.count').waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/hoc/tim/13-15');
    expect(await page.title()).toBe('Trang đọc');
    await look(page, 'search');
    await fits(page, 'search');
    const first = page.locator('section li a').first();
    expect(await first.getAttribute('href')).toBe(`/chuyen/doc/${await addressOf('bi-doa-tung-anh')}/13-15`);
    await page.getByLabel('Em muốn tìm gì?').fill('em không muốn sống nữa');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.locator('.notice.danger a[href="tel:111"]').waitFor();
    await look(page, 'search-urgent');
    await page.getByLabel('Em muốn tìm gì?').fill('<xyzzy>');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('Chưa có bài nào nói về điều này.').waitFor();
    await page.getByLabel('Em muốn tìm gì?').fill('  ');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('Viết vài chữ vào ô rồi bấm Tìm.').waitFor();
    await context.close();
  });

  test('from the page of a problem one comes to help step by step, spoken to by the own word', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    for (const [teller, word] of [
      ['13-15', 'em'],
      ['16-17', 'bạn'],
    ] as const) {
      await page.goto(`/chuyen/1/${teller}`);
      await look(page, 'problem');
      const answered = page.waitForResponse((one) => one.url().includes('/chuyen/doc/'));
      await page.locator('main a[href^="/chuyen/doc/"]').first().click();
      expect((await answered).headers()['cache-control']).toBe('no-store');
      expect(await page.title()).toBe('Trang đọc');
      const text = await page.locator('article').innerText();
      expect(text).not.toMatch(/\{[Ee]m\}/);
      expect(text.toLowerCase()).toContain(` ${word} `);
      await look(page, `help-${teller}`);
      await fits(page, 'help');
    }
    // A help page is found under its own address alone, and not among what is only read.
    const address = await addressOf('bi-doa-tung-anh');
    expect((await page.goto(`/hoc/doc/${address}`))?.status()).toBe(404);
    await page.getByRole('heading', { name: 'Bài này không còn ở đây' }).waitFor();
    await context.close();
  });

  test('parents and teachers have their own, under its own title, with what it rests on', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/nguoi-lon');
    await look(page, 'parents');
    await page.locator('main a[href="/hoc/ba-me"]').click();
    await look(page, 'home-parent');
    await fits(page, '/hoc/ba-me');
    await page.locator('main a[href^="/hoc/doc/"]').first().click();
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    expect(await page.title()).toBe(`${title} – Lá Chắn`);
    await page.getByRole('heading', { name: 'Bài này dựa vào đâu' }).waitFor();
    await look(page, 'article-parent');
    await page.goto('/thay-co');
    await page.locator('main a[href="/hoc/thay-co"]').click();
    await page.getByText('Hôm nay thầy cô muốn đọc gì?').waitFor();
    await context.close();
  });

  test('the site map names what may be found and no help page, and a drawing is painted in both themes', async () => {
    const map = await (await fetch(`${house.server.url}/sitemap.xml`)).text();
    expect(map).toContain('/hoc/thay-co<');
    expect(map).toContain(`/hoc/doc/${await addressOf('nguoi-la-trong-tro-choi')}<`);
    expect(map).not.toContain('/chuyen/');
    const drawing = await fetch(`${house.server.url}/hoc/hinh/friends-bench.svg`);
    expect(drawing.headers.get('content-type')).toBe('image/svg+xml');
    const svg = await drawing.text();
    expect(svg).toContain('prefers-color-scheme');
    expect(svg).not.toContain('var(');
    for (const name of ['khong-co', '__proto__', '..%2F..%2Fpictures'])
      expect((await fetch(`${house.server.url}/hoc/hinh/${name}.svg`)).status).toBe(404);
  });

  test('axe finds nothing on a page of each kind, in both languages', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' });
    const scene = `/hoc/tinh-huong/${await addressOf('tam-anh-ghep')}`;
    const places = [
      ['choose', '/hoc'],
      ['home-early', '/hoc/6-8'],
      ['home-teen', '/hoc/13-15'],
      ['card', `/hoc/doc/${await addressOf('mam-com-khong-man-hinh')}`],
      ['card-early', `/hoc/doc/${await addressOf('mat-khau-la-chia-khoa')}`],
      ['article', `/hoc/doc/${await addressOf('nguoi-la-trong-tro-choi')}`],
      ['question', `/hoc/doc/${await addressOf('ba-me-co-gian-khong')}`],
      ['help', `/chuyen/doc/${await addressOf('bi-doa-tung-anh')}`],
      ['lesson-early', `/hoc/bai/${await addressOf('chia-khoa-cua-em')}`],
      ['lesson-early-card', `/hoc/bai/${await addressOf('chia-khoa-cua-em')}?trang=2`],
      ['lesson-early-questions', `/hoc/bai/${await addressOf('chia-khoa-cua-em')}?trang=5`],
      ['lesson-early-whole', `/hoc/bai/${await addressOf('chia-khoa-cua-em')}?trang=ca-bai`],
      ['story-early', `/hoc/doc/${await addressOf('rua-con-va-chiec-may-tinh-bang')}?trang=6`],
      ['story-early-last', `/hoc/doc/${await addressOf('rua-con-va-chiec-may-tinh-bang')}?trang=11`],
      ['story-early-whole', `/hoc/doc/${await addressOf('rua-con-va-chiec-may-tinh-bang')}?trang=ca-bai`],
      ['cover', scene],
      ['scene', `${scene}/0`],
      ['check', '/hoc/tu-kiem/1/16-17'],
      ['search', '/hoc/tim'],
    ] as const;
    for (const language of ['', '/en']) {
      for (const [name, at] of places) {
        await page.goto(`${language}${at}`);
        await noViolations({ page }, `${language}${at}`);
        await fits(page, `${language}${at}`);
        if (language === '') await look(page, name);
      }
    }
    // A quiz and a check with their answers.
    await page.goto(`/hoc/bai/${await addressOf('nguoi-la-tren-mang')}`);
    for (const input of await page.locator('#quiz input').all()) await input.check();
    await page.getByRole('button', { name: 'Xem lời đáp cho từng câu' }).click();
    await page.locator('.result').first().waitFor();
    await noViolations({ page }, 'answered quiz');
    await page.goto('/hoc/tu-kiem/2/13-15');
    await page.locator('input[value="yes"]').first().check();
    await page.getByRole('button', { name: 'Xem có thể làm gì' }).click();
    await page.locator('.notice').waitFor();
    await noViolations({ page }, 'advice');
    await context.close();
  });
});
