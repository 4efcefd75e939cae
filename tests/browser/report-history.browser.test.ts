import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  missing,
  next,
  openReport,
  pointAtPictures,
  press,
  reportShortly,
  useReportFlow,
  visit,
} from './report-flow.ts';
import { question } from './use-server.ts';

const flow = useReportFlow();

/** Whether Back or Forward had to fetch the page again, instead of finding it in the browser's memory. */
async function loadedAnew(page: Page): Promise<boolean> {
  const by = await page.evaluate(
    () => (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[])[0]?.type,
  );
  return by === 'back_forward';
}

describe.skipIf(missing !== null)(
  `the history of a telephone that a report was told on${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('Back leads to the question before with its answer, Forward on again, and the quick exit leaves none of them', async () => {
      const { page, context } = await visit(true);
      await page.goto(flow.server.url);
      await page.getByRole('link', { name: '13–15 tuổi' }).click();
      await page.getByRole('link', { name: 'Kể cho cô chú 111' }).click();
      await question(page, 'an toàn không');
      await page.getByLabel('Không chắc').check();
      await next(page);
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Điều bí mật');
      await next(page);
      await question(page, 'đâu trên mạng');
      await page.getByLabel('Zalo').check();

      await page.goBack();
      await question(page, 'Chuyện gì đã xảy ra');
      expect(await page.locator('#story').inputValue()).toBe('Điều bí mật');
      await page.locator('#story').fill('Điều bí mật, viết thêm');
      await page.goBack();
      await question(page, 'an toàn không');
      expect(await page.getByLabel('Không chắc').isChecked()).toBe(true);
      await page.goForward();
      await question(page, 'Chuyện gì đã xảy ra');
      expect(await page.locator('#story').inputValue()).toBe('Điều bí mật, viết thêm');
      await page.goForward();
      await question(page, 'đâu trên mạng');
      expect(await page.getByLabel('Zalo').isChecked()).toBe(true);

      // The form's own Back goes back in the history too, and a mistake told on the page is no entry.
      await press(page, 'Quay lại');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('');
      await next(page);
      await page.getByRole('alert').getByRole('link').click();
      expect(await page.locator('#story').evaluate((field) => field === document.activeElement)).toBe(true);
      await page.locator('#story').fill('Điều bí mật');
      await next(page);
      await question(page, 'đâu trên mạng');
      // Entries hold a number, the one that is shown also the sealed draft; no address holds anything.
      expect(Object.keys(await page.evaluate(() => history.state))).toEqual(['at', 'draft']);
      expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('bí mật');
      expect(page.url()).toBe(`${flow.server.url}/viet/13-15`);

      await page.reload();
      await question(page, 'đâu trên mạng');
      await page.goBack();
      await question(page, 'Chuyện gì đã xảy ra');
      expect(await page.locator('#story').inputValue()).toBe('Điều bí mật');
      await press(page, 'English');
      await question(page, 'What happened?');
      await press(page, 'Continue');
      await question(page, 'Where online');
      await page.goBack();
      await question(page, 'What happened?');
      await page.goBack();
      await question(page, 'Are you safe right now?');
      expect(page.url()).toBe(`${flow.server.url}/en/viet/13-15`);
      await press(page, 'Continue');
      await question(page, 'What happened?');

      await page.getByRole('link', { name: 'Leave quickly' }).click();
      await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
      // Every entry that is left, on both sides, is the exit page: the pages before the form are left again at once.
      for (const way of ['goForward', 'goBack', 'goBack', 'goBack', 'goForward', 'goForward', 'goForward'] as const) {
        await page[way]().catch(() => undefined);
        await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
        expect(page.url()).toBe(`${flow.server.url}/dong-vat`);
        expect(await page.content()).not.toContain('bí mật');
      }
      await context.close();
    });

    test('where the browser does not tell whence Back comes, the quick exit still leaves nothing of the form', async () => {
      const { page, context } = await visit(true);
      await context.addInitScript(() => {
        Reflect.deleteProperty(window, 'navigation');
      });
      await page.goto(flow.server.url);
      // The pages before the form tell nothing by their titles.
      expect(await page.title()).toBe('Lá Chắn');
      await page.getByRole('link', { name: '13–15 tuổi' }).click();
      await page.waitForURL('**/em/13-15');
      expect(await page.title()).toBe('Trang đọc');
      await page.getByRole('link', { name: 'Kể cho cô chú 111' }).click();
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Điều bí mật');
      await next(page);
      await question(page, 'đâu trên mạng');
      await next(page);
      await question(page, 'khi nào');
      await page.goBack();
      await question(page, 'đâu trên mạng');
      await page.getByRole('link', { name: 'Thoát nhanh' }).click();
      await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
      const seen: string[] = [];
      for (const way of ['goForward', 'goBack', 'goBack', 'goForward', 'goForward', 'goForward'] as const) {
        await page[way]().catch(() => undefined);
        await page.locator('h1').waitFor();
        expect(await page.content()).not.toContain('bí mật');
        seen.push(new URL(page.url()).pathname);
      }
      expect(seen).toEqual(['/dong-vat', '/dong-vat', '/em/13-15', '/dong-vat', '/dong-vat', '/dong-vat']);
      await context.close();
    });

    test('a step that is mended from the review is one Back away, and what was sent is not come back to', async () => {
      const { page, context } = await visit(true);
      await page.goto(`${flow.server.url}/em/6-8`);
      await page.getByRole('link', { name: 'Em muốn kể' }).click();
      await pointAtPictures(page);
      await page.locator('#story').fill('Chuyện thứ nhất');
      await next(page);
      await question(page, 'Em xem lại');
      await page.getByRole('button', { name: 'Sửa: Chuyện đã xảy ra' }).click();
      await question(page, 'Em kể chuyện gì');
      await page.goBack();
      await question(page, 'Em xem lại');
      await page.goBack();
      await question(page, 'Em kể chuyện gì');
      await page.goForward();
      await question(page, 'Em xem lại');
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn em đã kể');
      await page.goBack();
      await question(page, 'Cảm ơn em đã kể');
      await page.goBack();
      await page.getByRole('link', { name: 'Em muốn kể' }).waitFor();
      for (let forward = 0; forward < 2; forward += 1) {
        await page.goForward();
        await page.locator('#main h1').waitFor();
        // Where the browser has let go of the page meanwhile, it is loaded anew and empty.
        if (!(await loadedAnew(page))) await question(page, 'Cảm ơn em đã kể');
        expect(await page.content()).not.toContain('Chuyện thứ nhất');
      }
      await context.close();
    });

    test('the first sight after sending is the thanks, however far down the questions were scrolled', async () => {
      const { page, context } = await visit(true, { width: 320, height: 568 });
      await page.goto(`${flow.server.url}/viet/9-12`);
      await question(page, 'có an toàn không');
      await page.locator('input[name=safe]').first().check();
      await next(page);
      await question(page, /đã xảy ra/);
      await page.locator('#story').fill('Chuyện dài. '.repeat(200));
      await next(page);
      for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
        await question(page, new RegExp(one));
        await press(page, 'Bỏ qua câu này');
      }
      await question(page, 'Xem lại rồi gửi');
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn em đã kể');
      // The browser would scroll a moment after the page was shown.
      await page.waitForTimeout(500);
      expect(await page.evaluate(() => scrollY)).toBe(0);
      for (const seen of [page.locator('h1'), page.getByText('Đây không phải lỗi của em')]) {
        const box = await seen.boundingBox();
        const dock = await page.locator('.dock').boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(dock?.y ?? 0);
      }
      await press(page, 'Tiếp theo: cất sáu từ');
      await question(page, 'Cất sáu từ để quay lại');
      await page.waitForTimeout(500);
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await context.close();
    });

    test('a reload keeps the thanks, and whoever opens the address again finds nothing of what was told', async () => {
      const { page, context } = await visit(true);
      await page.goto(`${flow.server.url}/viet/9-12`);
      await question(page, 'có an toàn không');
      await page.locator('input[name=safe]').first().check();
      await next(page);
      await question(page, /đã xảy ra/);
      await page.locator('#story').fill('Chuyện chỉ em biết');
      await next(page);
      for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
        await question(page, new RegExp(one));
        await press(page, 'Bỏ qua câu này');
      }
      await question(page, 'Xem lại rồi gửi');
      // Somebody takes the phone and opens the page from a link.
      const open = () => Promise.all([page.waitForEvent('load'), page.evaluate(() => location.assign(location.href))]);
      await page.reload();
      await question(page, 'Xem lại rồi gửi');
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn em đã kể');
      await page.reload();
      await question(page, 'Cảm ơn em đã kể');
      await open();
      await question(page, 'có an toàn không');
      await page.reload();
      await question(page, 'có an toàn không');
      expect(await page.getByText('Cảm ơn em').count()).toBe(0);
      await page.locator('input[name=safe]').first().check();
      await next(page);
      await question(page, /đã xảy ra/);
      await page.locator('#story').fill('Chuyện mới viết dở');
      await next(page);
      await question(page, 'đâu trên mạng');
      await open();
      await question(page, 'có an toàn không');
      await next(page);
      await question(page, /đã xảy ra/);
      expect(await page.locator('#story').inputValue()).toBe('');
      await context.close();
    });

    test('Back while the connection is away says so and keeps what was written', async () => {
      const { page, context } = await visit(true);
      await page.goto(`${flow.server.url}/viet/13-15`);
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Mạng chập chờn');
      await context.setOffline(true);
      await page.goBack();
      await page.locator('.fault').getByText('Mạng bị ngắt').waitFor();
      expect(await page.locator('#story').inputValue()).toBe('Mạng chập chờn');
      await context.setOffline(false);
      await page.locator('.fault').getByRole('button', { name: 'Gửi lại' }).click();
      await question(page, 'an toàn không');
      await next(page);
      await question(page, 'Chuyện gì đã xảy ra');
      expect(await page.locator('#story').inputValue()).toBe('Mạng chập chờn');
      await context.close();
    });

    test('without scripts, Back after the quick exit shows nothing that was written', async () => {
      const { page, context } = await visit(false);
      await page.goto(`${flow.server.url}/viet/13-15`);
      await press(page, 'Bỏ qua câu này');
      await page.locator('#story').fill('Điều bí mật');
      await next(page);
      await question(page, 'đâu trên mạng');
      await page.getByRole('link', { name: 'Thoát nhanh' }).click();
      await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
      // The page is kept by nobody, so the browser has only its own page to show, which asks before a form is repeated.
      await expect(page.goBack()).rejects.toThrow('ERR_CACHE_MISS');
      await context.close();
    });

    test.each([true, false])('the quick exit ends an open report (scripts: %s)', async (scripts) => {
      const { page, context } = await visit(scripts);
      const kept = await reportShortly(page, '13-15', 'Chuyện để thoát');
      await openReport(page, kept);
      const session = (await context.cookies())[0]?.value as string;
      await page.getByRole('link', { name: 'Thoát nhanh' }).click();
      await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
      expect(await context.cookies()).toEqual([]);
      // The session is gone at the server too: a copy of the cookie opens nothing.
      await context.addCookies([{ name: 'lachan_receipt', value: session, url: flow.server.url }]);
      await page.goto(`${flow.server.url}/mo`);
      await question(page, 'Xem trả lời');
      await page.getByText('Trang đã tự đóng để giữ an toàn').waitFor();
      await context.close();
    });
  },
);
