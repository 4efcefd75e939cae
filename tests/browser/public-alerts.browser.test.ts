import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { anonymous, DAY } from '../../src/kernel/index.ts';
import { openAlertsHome } from '../../src/takedown/alerts/alerts.testing.ts';
import { recallAlert } from '../../src/takedown/index.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/* Public alerts as anybody reads them: /canh-bao and one of them, which stands, was updated, was taken back, has ended. */

const HTML_BUDGET = 15 * 1024;
const house = useServer(async () =>
  servePages('portal', await openAlertsHome('2026-11-24T02:00:00Z'), async () => anonymous, true),
);
const { missing } = house;
const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, { baseURL: house.server.url, ...options });
/** Where pictures of the pages are kept for whoever wants to look at them. */
const shots = process.env.SHOTS;

const alert = {
  tlp: 'CLEAR',
  pap: 'CLEAR',
  event: 'SCAM',
  audiences: ['PUBLIC'],
  headline: 'Lời mời làm mẫu nhí trên mạng là lừa đảo (mẫu)',
  parts: [
    {
      type: 'TEXT',
      value: 'Có người giả làm công ty người mẫu, xin ảnh và tiền cọc của học sinh (mẫu).\nHọ thúc trả lời ngay.',
    },
    { type: 'ADVICE', value: 'Không gửi ảnh, không chuyển tiền (mẫu).\nHỏi người lớn mà em tin.\nGiữ lại tin nhắn.' },
    { type: 'DOMAIN', about: 'SERVICE', tlp: 'GREEN', value: 'mau-nhi.example' },
  ],
};

describe.skipIf(missing !== null)(`public alerts${missing === null ? '' : ` (${missing})`}`, () => {
  test('where there is none the page says so and what to do', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/');
    await page.locator('footer a[href="/canh-bao"]').click();
    await page.getByText('Hiện không có cảnh báo nào đang có hiệu lực.').waitFor();
    expect(await page.locator('main a[href="/viet"]').count()).toBe(1);
    await context.close();
  });

  test('one that stands is found from the home page without scripts, updated, taken back, and never says more than it may', async () => {
    const { id, reference } = await house.server.issue(alert);
    const { page, context } = await open({ javaScriptEnabled: false });
    const look = async (name: string) => {
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
    await page.goto('/');
    await page.locator('main a[href="/canh-bao"]').click();
    await look('list');
    await page.getByRole('link', { name: alert.headline }).click();
    await page.getByRole('heading', { level: 1, name: alert.headline }).waitFor();
    await page.getByText('Hỏi người lớn mà em tin.').waitFor();
    const shown = await page.locator('main').innerText();
    expect(shown).toContain(reference);
    expect(shown).toContain('Từ 24/11/2026 đến hết 24/12/2026.');
    expect(await page.content()).not.toContain('mau-nhi.example');
    // What stands in the history of a phone tells no topic.
    expect(await page.title()).toBe('Cảnh báo an toàn – Lá Chắn');
    expect(gzipSync(await page.content()).length).toBeLessThan(HTML_BUDGET);
    await look('stands');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.paper').isVisible()).toBe(true);
    expect(await page.locator('.dock').isVisible()).toBe(false);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/print.png`, fullPage: true });
    await page.emulateMedia({ media: 'screen' });
    const feed = await (await page.request.get('/api/v1/public-alerts/feed.atom')).text();
    expect(feed).toContain(`/canh-bao/${reference}"`);

    house.server.clock.advance(DAY);
    const next = await house.server.issue({
      ...alert,
      follows: id,
      headline: 'Lời mời làm mẫu nhí: thêm chiêu mới (mẫu)',
    });
    await page.reload();
    await page.getByText('Đã cập nhật ngày 25/11/2026, thay cho bản ngày 24/11/2026.').waitFor();

    house.server.clock.advance(DAY);
    must(await recallAlert(house.server.context(house.server.alerts.second), { alert: next.id, reason: 'CHILD_DATA' }));
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Cảnh báo này đã được thu hồi' }).waitFor();
    await page.getByText('Thu hồi ngày 26/11/2026').waitFor();
    const recalled = await page.content();
    for (const gone of ['mẫu nhí', 'xin ảnh', 'trẻ em bị']) expect(recalled).not.toContain(gone);
    await look('recalled');
    await page.goto('/canh-bao');
    await page.getByText(`Cảnh báo ${reference} đã được thu hồi ngày 26/11/2026.`).waitFor();
    await look('list-recalled');
    await context.close();
  });

  test('axe finds nothing on a page of each standing, in both languages', async () => {
    const stands = await house.server.issue({ ...alert, areas: ['01', '79'], nature: 'SIGNAL' });
    const ended = await house.server.issue({
      ...alert,
      expiresAt: new Date(house.server.clock.now().getTime() + DAY),
    });
    const { page, context } = await open({ reducedMotion: 'reduce' });
    for (const language of ['', '/en']) {
      for (const at of ['/canh-bao', `/canh-bao/${stands.reference}`, '/canh-bao/CB-AAAA-AAAA']) {
        await page.goto(`${language}${at}`);
        await noViolations({ page }, `${language}${at}`);
      }
    }
    await page.goto('/canh-bao/CB-AAAA-AAAA');
    await page.getByRole('heading', { name: 'Không tìm thấy cảnh báo này' }).waitFor();
    house.server.clock.advance(2 * DAY);
    await page.goto(`/canh-bao/${ended.reference}`);
    await page.getByRole('heading', { name: 'Cảnh báo này đã hết hiệu lực' }).waitFor();
    await noViolations({ page }, 'ended');
    await context.close();
  });

  test('who was acted upon finds the way to the reasons from every page and from the numbers to call', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto('/nguoi-lon');
    await page.locator('footer a[href="/ly-do"]').click();
    await page.getByRole('heading', { level: 1, name: 'Vì sao nội dung hoặc tài khoản của bạn bị xử lý' }).waitFor();
    await page.goto('/so');
    await page.locator('main a[href="/chan"]').click();
    await page.getByRole('heading', { level: 1, name: 'Trang bị chặn để bảo vệ trẻ em' }).waitFor();
    await page.locator('main a[href="/ly-do"]').click();
    await page.getByLabel('Mã trong thông báo, 8 ký tự').waitFor();
    await context.close();
  });
});
