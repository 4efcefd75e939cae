import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../src/kernel/index.ts';
import { openCatalogueHome } from '../../src/learning/catalogue/catalogue.testing.ts';
import { decideProviderWord } from '../../src/learning/catalogue/providers/decide-provider-word.ts';
import { listProviderWords } from '../../src/learning/catalogue/providers/list-provider-words.ts';
import { decideReview } from '../../src/learning/catalogue/reviews/decide-review.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/* The catalogue as a child, a parent and a provider meet it: /ung-dung, one product, a review, a disclosure written as one, a code. */

const HTML_BUDGET = 15 * 1024;
const house = useServer(async () => servePages('portal', await openCatalogueHome(), async () => anonymous, true));
const { missing } = house;
const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, { baseURL: house.server.url, ...options });
/** Where pictures of the pages are kept for whoever wants to look at them. */
const shots = process.env.SHOTS;

const look = async (page: Page, name: string) => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
};

describe.skipIf(missing !== null)(`the catalogue${missing === null ? '' : ` (${missing})`}`, () => {
  test('is found, narrowed and read without scripts, with every reason of a warning', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/ung-dung');
    await page.getByText('Danh mục chưa có sản phẩm nào.').waitFor();
    await house.server.listed({}, { name: 'Vườn Chữ (mẫu)', kind: 'GAME', label: '00+' });
    await house.server.listed(
      { 'use.stranger-contact': 'YES', 'use.purchase': 'YES', 'policy.retention': 'UNSAID' },
      { name: 'Đảo Bạn Mới (mẫu)', kind: 'GAME', bands: ['B9_12', 'B13_15'] },
    );
    await page.goto('/ung-dung');
    const lines = page.locator('.lines > li');
    expect(await lines.locator('h3').allInnerTexts()).toEqual(['Vườn Chữ (mẫu)', 'Đảo Bạn Mới (mẫu)']);
    await look(page, 'list');
    expect(gzipSync(await page.content()).length).toBeLessThan(HTML_BUDGET);
    await page.getByText('Chọn kỹ hơn').click();
    await page.getByLabel('Dành cho').selectOption('B13_15');
    await page.getByRole('button', { name: 'Tìm' }).click();
    expect(await lines.locator('h3').allInnerTexts()).toEqual(['Đảo Bạn Mới (mẫu)']);
    await page.getByRole('link', { name: 'Đảo Bạn Mới (mẫu)' }).click();
    await page.getByText('Có điều đáng lo, chúng tôi không khuyên dùng.').waitFor();
    await page.getByText('Người lạ nhắn được cho trẻ em').waitFor();
    expect(await page.locator('.flag').first().innerText()).toMatch(/Lý do mẫu\..*01\/12\/2026, danh sách bản 1/);
    // Something good stands beside a warning.
    await page.getByRole('link', { name: 'Vườn Chữ (mẫu)' }).waitFor();
    await page.locator('summary', { hasText: 'Dùng thử' }).click();
    await look(page, 'entry');
    expect(gzipSync(await page.content()).length).toBeLessThan(HTML_BUDGET);
    // What stands in the history of a phone is the title of the list.
    expect(await page.title()).toBe('Ứng dụng và trò chơi – Lá Chắn');
    await page.goto('/ung-dung?tim=khong-co');
    await page.getByText('Không có sản phẩm nào như vậy.').waitFor();
    await page.goto('/ung-dung/khong-co');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const feed = (await (await page.request.get('/ung-dung/danh-sach.json')).json()) as { dataFeedElement: object[] };
    expect(feed.dataFeedElement).toHaveLength(2);
    await context.close();
  });

  test('takes a review that is shown once somebody has read it, and tells by a code', async () => {
    const product = await house.server.listed({}, { name: 'Bạn Đọc (mẫu)' });
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByLabel('Bạn thấy thế nào?').fill('Truyện hay, đọc rõ');
    await page.locator('#write ~ form').getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Chọn nhóm tuổi và một câu trả lời').waitFor();
    expect(await page.getByLabel('Bạn thấy thế nào?').inputValue()).toBe('Truyện hay, đọc rõ');
    await page.getByText('Có', { exact: true }).click();
    await page.getByLabel('Bạn ở nhóm tuổi nào?').selectOption('B9_12');
    await page.locator('#write ~ form').getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Lời nhận xét đang chờ có người đọc.').waitFor();
    const code = (await page.locator('.code').innerText()).trim();
    const ask = async () => {
      await page.goto('/ung-dung/ma');
      await page.getByLabel('Mã có tám chữ và số').fill(code.toLowerCase());
      await page.locator('main button').click();
    };
    await ask();
    await page.getByText('Đang chờ có người đọc.').waitFor();
    const { rows } = await house.server.owner.query('select id from learning.product_review where code = $1', [code]);
    must(await decideReview(house.server.as(house.server.people.third), { review: rows[0].id, decision: 'PUBLISH' }));
    await ask();
    await page.getByText('Đã đăng:').waitFor();
    await look(page, 'code');
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByText('9 đến 12 tuổi · giới thiệu cho bạn: Có').waitFor();
    await context.close();
  });

  test('never shows what a child tells of itself: 111 has it, and the child the way back', async () => {
    const product = await house.server.listed({}, { name: 'Kể Riêng (mẫu)' });
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByLabel('Bạn thấy thế nào?').fill('Có chú trong game đòi em gửi ảnh, em sợ lắm');
    await page.getByLabel('Bạn ở nhóm tuổi nào?').selectOption('B9_12');
    await page.locator('#write ~ form').getByRole('button', { name: 'Gửi' }).click();
    await page.getByRole('heading', { name: 'Cảm ơn em đã kể' }).waitFor();
    expect(await page.locator('main li').count()).toBe(6);
    expect(await page.locator('main a[href="tel:111"]').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('đòi em gửi ảnh');
    await look(page, 'told');
    const kept = await house.server.owner.query(
      "select (select count(*)::int from learning.product_review where product_id = $1) as reviews, (select count(*)::int from intake.report where channel = 'WEB') as reports",
      [product.id],
    );
    expect(kept.rows).toEqual([{ reviews: 0, reports: 1 }]);
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByText('Chưa có nhận xét nào.').waitFor();
    await context.close();
  });

  test('takes what providers say, and shows their answer beside the result', async () => {
    const product = await house.server.listed({ 'use.ads-shown': 'YES' }, { name: 'Có Quảng Cáo (mẫu)' });
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByText('Dành cho nhà cung cấp: trả lời hoặc khiếu nại').click();
    await page.getByLabel('Nội dung').fill('Bản sau sẽ bỏ quảng cáo.');
    await page.getByLabel('Cách liên hệ').fill('lien.he@cong-ty.example');
    await page.locator('#nha-cung-cap button').click();
    await page.getByText('Đã nhận. Giữ mã này để xem trả lời:').waitFor();
    const by = house.server.as(house.server.people.third);
    const waiting = must(await listProviderWords(by)).find((one) => one.product === product.id);
    must(await decideProviderWord(by, { word: waiting?.id ?? '', take: true, answer: 'Đã đăng.' }));
    await page.goto(`/ung-dung/${product.slug}`);
    await page.getByText('Lời của nhà cung cấp, đăng nguyên văn.').waitFor();
    await page.getByText('Bản sau sẽ bỏ quảng cáo.').waitFor();
    await page.goto('/ung-dung/gui');
    await page.getByLabel('Tên sản phẩm').fill('Kể Chuyện Đêm (mẫu)');
    await page.getByLabel('Nhà cung cấp', { exact: true }).fill('Công ty Mẫu');
    await page.getByLabel('Địa chỉ trang tải hoặc trang web').fill('tai ve di');
    await page.getByLabel('Giới thiệu ngắn').fill('Kể chuyện cho trẻ nhỏ.');
    await page.getByLabel('Cách liên hệ').fill('lien.he@cong-ty.example');
    await page.locator('main form button').click();
    await page.getByText('Ghi tên sản phẩm, địa chỉ trang và cách liên hệ.').waitFor();
    await page.getByLabel('Địa chỉ trang tải hoặc trang web').fill('https://ke-chuyen.example');
    await look(page, 'submit');
    await page.locator('main form button').click();
    await page.getByRole('heading', { name: 'Đã nhận đề nghị' }).waitFor();
    await context.close();
  });

  test('passes axe in every state, in both languages and at the narrowest', async () => {
    const bad = await house.server.listed({ 'use.loot': 'YES' }, { name: 'Vòng Quay (mẫu)' });
    for (const locale of ['', '/en'])
      for (const path of ['/ung-dung', `/ung-dung/${bad.slug}`, '/ung-dung/ma', '/ung-dung/gui']) {
        const { page, context } = await open({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
        await page.goto(`${locale}${path}`);
        await noViolations({ page }, `${locale}${path}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await context.close();
      }
  });
});
