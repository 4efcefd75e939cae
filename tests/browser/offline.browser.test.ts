import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../src/kernel/index.ts';
import { publishedItems, withdrawItem } from '../../src/learning/index.ts';
import { itemAddress } from '../../src/learning/library/item-address.pure.ts';
import { openPublishedHome } from '../../src/learning/library/published-home.testing.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { switchScriptsOff } from './scripts-off.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/* Lessons without a network (/hoc/goi), from telephone to telephone, on the home screen (/hoc/cai), and what is shared into a report (/chia-se). */

// The browser has the day of this machine, so the house has it too.
const house = useServer(async () =>
  servePages('portal', await openPublishedHome(new Date().toISOString()), async () => anonymous, true),
);
const { missing } = house;
const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, { baseURL: house.server.url, reducedMotion: 'reduce', ...options });

const lessons = async () =>
  must(await publishedItems(house.server.platform)).filter(
    (item) => item.kind === 'LESSON' && item.body.band === 'B9_12',
  );
const kept = (page: Page) => page.locator('[data-kept-list] li');
/** Waits until the page says so. */
const noted = (page: Page, words: RegExp) => page.locator('[data-kept-note]').filter({ hasText: words }).waitFor();
const stored = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    return paths.toSorted();
  });

async function keepFirst(page: Page): Promise<string> {
  await page.goto('/hoc/goi');
  const button = page.locator('[data-keep-pack]').first();
  await button.waitFor();
  const name = (await button.getAttribute('data-keep-pack')) ?? '';
  await button.click();
  await noted(page, /^Đã giữ bài/);
  return name;
}

async function fileOf(page: Page, name: string): Promise<Buffer> {
  const answer = await page.request.get(`/hoc/goi/${name.slice(0, 8)}/tep`);
  expect(answer.headers()['content-disposition']).toBe('attachment; filename="bai-hoc.html"');
  return answer.body();
}

const choose = (page: Page, buffer: Buffer) =>
  page.locator('[data-kept-file]').setInputFiles({ name: 'bai-hoc.html', mimeType: 'text/html', buffer });

describe.skipIf(missing !== null)(`lessons without a network${missing === null ? '' : ` (${missing})`}`, () => {
  test('a child keeps a lesson, loses the network, and learns it to its end', async () => {
    const { page, context } = await open();
    const name = await keepFirst(page);
    await kept(page).first().waitFor();
    await noViolations({ page }, 'with a kept lesson');
    await context.setOffline(true);
    // Whatever page to learn from is opened now, the kept lessons are what there is.
    await page.goto('/hoc');
    await page.getByRole('heading', { level: 1, name: 'Học khi không có mạng' }).waitFor();
    // The same in the place of a page that lies deeper: its looks and its script are there.
    await page.goto('/hoc/bai/abcd2345');
    await page.getByText('Máy đang không có mạng.').waitFor();
    expect(await page.locator('[data-kept]').evaluate((one) => getComputedStyle(one).borderRadius)).not.toBe('0px');
    await kept(page).first().getByRole('link').click();
    await page.waitForURL(`**/hoc/goi/giu/${name}`);
    const first = page.locator('details').first();
    await first.locator('summary').click();
    await first.getByText(/Đúng rồi\.|Chưa hẳn\./).waitFor();
    const turns = page.locator('.scenes section:visible .turns a');
    if ((await turns.count()) > 0) {
      const from = page.url();
      await turns.first().click();
      expect(page.url()).not.toBe(from);
    }
    await page.getByRole('link', { name: 'Gọi 111' }).first().waitFor();
    await page.getByRole('link', { name: /Bài giữ trên máy/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Học khi không có mạng' }).waitFor();
    await context.close();
  });

  test('nothing that is read, told or asked in secret is stored, before and after a lesson is kept', async () => {
    const { page, context } = await open();
    for (const path of ['/hoc', '/hoc/9-12', '/viet/9-12', '/hoc/goi']) await page.goto(path);
    expect(await stored(page)).toEqual([]);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    const name = await keepFirst(page);
    const before = await stored(page);
    expect(before.filter((path) => !path.startsWith('/_app/immutable/'))).toEqual(['/hoc/goi', `/hoc/goi/giu/${name}`]);
    for (const path of [
      '/hoc/9-12',
      '/hoc/tu-kiem/1',
      '/hoc/tim',
      '/viet/9-12',
      '/mo',
      '/tro-chuyen',
      '/chia-se',
      '/lop',
    ])
      await page.goto(path);
    await page.goto('/hoc/goi');
    expect(await stored(page)).toEqual(before);
    // Self-checks are not answered by the worker even where there is no network.
    await context.setOffline(true);
    await expect(page.goto('/hoc/tu-kiem/1')).rejects.toThrow();
    await expect(page.goto('/viet/9-12')).rejects.toThrow();
    await context.setOffline(false);
    await page.goto('/hoc/goi');
    await page.getByRole('button', { name: 'Xóa hết bài trên máy' }).click();
    await noted(page, /Đã xóa hết bài giữ trên máy này\./);
    expect(await stored(page)).toEqual([]);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await context.close();
  });

  test('a lesson passes from one telephone to another; what was changed, cut or is something else is refused in words', async () => {
    const one = await open();
    const name = await keepFirst(one.page);
    const file = await fileOf(one.page, name);
    await one.context.close();
    const { page, context } = await open();
    await page.goto('/hoc/goi');
    await page.locator('[data-kept]').waitFor();
    const text = file.toString('utf8');
    for (const [buffer, words] of [
      [Buffer.from(text.replace('</h1>', ' gọi số này</h1>')), /đã sửa tệp này/],
      [Buffer.from(text.slice(0, -80)), /không phải gói bài học/],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /không phải gói bài học/],
      [Buffer.from(text.replace(/la-chan-ky [0-9a-f]{16}/, `la-chan-ky ${'0'.repeat(16)}`)), /không do Lá Chắn làm ra/],
      [Buffer.alloc(2 * 1024 * 1024 + 1, 'a'), /lớn hơn 2 MB/],
    ] as const) {
      await choose(page, buffer);
      await noted(page, words);
      expect(await kept(page).count()).toBe(0);
    }
    await choose(page, file);
    await noted(page, /^Đã giữ bài/);
    expect(await kept(page).count()).toBe(1);
    await context.close();
  });

  test('a lesson that was withdrawn goes from the device as soon as the house can be asked', async () => {
    const { page, context } = await open();
    const [lesson] = (await lessons()).slice(-1);
    if (!lesson) throw new Error('no lesson');
    const file = await fileOf(page, itemAddress(lesson));
    await page.goto('/hoc/goi');
    await page.locator('[data-kept]').waitFor();
    await choose(page, file);
    await kept(page).first().waitFor();
    const { rows } = await house.server.owner.query<{ id: string }>('select id from learning.item where slug = $1', [
      lesson.id,
    ]);
    must(
      await withdrawItem(house.server.as(house.server.people.writer), {
        item: rows[0]?.id ?? '',
        reason: 'Sai một câu.',
      }),
    );
    await page.reload();
    await noted(page, /vừa được sửa hoặc rút xuống/);
    expect(await kept(page).count()).toBe(0);
    expect((await page.request.get(`/hoc/goi/${itemAddress(lesson)}/tep`)).status()).toBe(404);
    await context.close();
  });

  test('in English it is kept and learnt as well, by a worker of its own', async () => {
    const { page, context } = await open();
    await page.goto('/en/hoc/goi');
    await page.locator('[data-keep-pack]').first().click();
    await noted(page, /is kept\. It opens without a network\.$/);
    await context.setOffline(true);
    await page.goto('/en/hoc/13-15');
    await page.getByText('There is no network. Lessons kept on this device still open.').waitFor();
    await kept(page).first().getByRole('link').click();
    await page.waitForURL('**/en/hoc/goi/giu/*-en');
    await page.getByRole('link', { name: 'Call 111' }).first().waitFor();
    await page.getByRole('link', { name: /Lessons kept here/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Learn without a network' }).waitFor();
    await context.close();
  });

  test('at 400 % zoom no page is wider than its window', async () => {
    const { page, context } = await open({ viewport: { width: 320, height: 256 } });
    const [lesson] = await lessons();
    const address = lesson ? itemAddress(lesson) : '';
    await keepFirst(page);
    for (const path of [
      '/hoc/goi',
      '/hoc/cai/doc-choi',
      `/hoc/chieu/${address}`,
      `/hoc/giao-an/${address}`,
      '/hoc/the-noi-chuyen',
      '/chia-se',
      '/lop',
      '/thay-co/lop',
      '/thay-co/lop/quan-ly',
    ]) {
      await page.goto(path);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
    }
    await context.close();
  });

  test('without scripts each lesson is there as a file, and the page says so', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/hoc/goi');
    expect(await page.locator('noscript .notice').textContent()).toContain('Trình duyệt đang tắt JavaScript');
    expect(await page.locator('[data-keep-pack]:visible').count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Tải tệp/ }).count()).toBeGreaterThan(10);
    await context.close();
  });
});

describe.skipIf(missing !== null)('the home screen and what is shared', () => {
  test('a neutral name is a choice, and only the page of that choice can be installed', async () => {
    const { page, context } = await open();
    await page.goto('/hoc/cai');
    expect(await page.locator('link[rel=manifest]').count()).toBe(0);
    await page.getByRole('link', { name: /^Đọc chơi/ }).click();
    const address = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await page.request.get(address ?? '')).json()) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: 'Đọc chơi',
      start_url: '/hoc/goi',
      share_target: { method: 'POST', action: '/chia-se' },
    });
    expect(JSON.stringify(manifest)).not.toMatch(/Lá Chắn/);
    const icon = await page.request.get('/bieu-tuong/doc-choi.svg');
    expect(icon.headers()['content-type']).toBe('image/svg+xml');
    expect((await page.request.get('/ten/khong-co.webmanifest')).status()).toBe(404);
    await context.close();
  });

  test('what another app shares leads into a report in which it can be read first; pasted it does the same', async () => {
    const { page, context } = await open();
    const seen = await switchScriptsOff(page);
    // As a telephone posts it that shares into an installed app: no page began it.
    const handOver = (path: string, parts: Record<string, string>) =>
      fetch(`${house.server.url}${path}`, {
        method: 'POST',
        headers: { accept: 'text/html', 'sec-fetch-site': 'none', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(parts),
      });
    for (const path of ['/chia-se', '/en/chia-se']) {
      const shared = await handOver(path, { text: 'Nhắn lạ', url: 'https://x.example/a' });
      expect(shared.status).toBe(200);
      expect(shared.headers.get('cache-control')).toBe('no-store');
      const draft = /name="draft" value="([^"]+)"/.exec(await shared.text())?.[1] ?? '';
      expect(draft).not.toBe('');
      // It never goes on with a report, not even with its own draft, and no other page takes it.
      expect((await handOver(path, { draft, go: 'send' })).status).toBe(422);
      expect((await handOver('/viet', { draft, go: 'send' })).status).toBe(403);
    }
    expect((await house.server.owner.query('select 1 from intake.report')).rows).toEqual([]);
    await page.goto('/chia-se');
    await seen('/chia-se');
    await page.getByRole('button', { name: 'Kể tiếp' }).click();
    await page.getByText('Ô này đang trống.').waitFor();
    await page.getByLabel('Đường dẫn hoặc lời nhắn').fill('Có người gửi em link này: https://x.example/a');
    await page.getByRole('button', { name: 'Kể tiếp' }).click();
    await page.locator('form[data-step] [name=draft]').waitFor({ state: 'attached' });
    // What was pasted stands in no address.
    expect(page.url()).toBe(`${house.server.url}/chia-se`);
    await context.close();
  });

  test('a page of another house cannot post into it', async () => {
    const answer = await fetch(`${house.server.url}/chia-se`, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ text: 'x' }),
    });
    expect(answer.status).toBe(403);
  });
});
