import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startPortal } from './portal-server.ts';
import { next, openWindow, question, useServer } from './use-server.ts';

/* A child who is threatened with pictures: tells, and has the picture stopped, in either order, and keeps one receipt. */
const scene = fileURLToPath(new URL('../../hash-kernel/testdata/pdq/scene-01.png', import.meta.url));

const house = useServer(startPortal);
const { missing } = house;

const openPage = async (): Promise<Page> => (await openWindow(house.browser, { baseURL: house.server.url })).page;

/** From the first question, which says that there is no danger, to the thanks. */
async function tell(page: Page): Promise<void> {
  await question(page, 'có an toàn không');
  await page.locator('input[name=safe]').first().check();
  await next(page);
  await question(page, 'Chuyện gì đã xảy ra');
  await page.locator('#story').fill('Nội dung giữ chỗ.');
  await next(page);
  for (const asked of ['đâu trên mạng', 'khi nào', 'tỉnh, thành phố', 'an toàn?']) {
    await question(page, new RegExp(asked));
    await page.locator('.go button[value=skip]').click();
  }
  await question(page, 'Xem lại rồi gửi');
  await next(page);
  await question(page, 'Cảm ơn');
}

async function stopPicture(page: Page): Promise<void> {
  await page.locator('#device').waitFor();
  await page.setInputFiles('#files', scene);
  await page.waitForFunction(() => /^Đã có/.test(document.querySelector('#progress')?.textContent ?? ''));
  await page.selectOption('#ageBand', 'A12_13');
  await page.getByText('Của chính mình', { exact: true }).click();
  await page.getByText(/^Tôi đồng ý gửi/).click();
  await page.getByRole('button', { name: 'Gửi yêu cầu gỡ' }).click();
  await question(page, 'Đã nhận mã nhận dạng ảnh');
}

async function receipt(page: Page): Promise<{ locator: string; words: string[] }> {
  await page.locator('.receipt').waitFor();
  return {
    locator: (await page.locator('.locator b').textContent()) as string,
    words: (await page.locator('.receipt ol li').allInnerTexts()).map((one) => one.replace(/^\s*\d/, '').trim()),
  };
}

/** Opens the one door: the report is there, and what became of the picture. */
async function comeBack(page: Page, kept: { locator: string; words: string[] }): Promise<void> {
  await page.goto('/mo');
  await page.fill('#locator', kept.locator);
  await page.fill('#word-1', kept.words.join(' '));
  await page.getByRole('button', { name: 'Mở', exact: true }).last().click();
  await question(page, 'Chuyện của em');
  await page.getByText('Rút lại yêu cầu này').waitFor();
}

const counts = async () =>
  (
    await house.server.owner.query(
      `select (select count(*)::int from intake.report) as reports, (select count(*)::int from hashes.removal) as removals,
         (select count(*)::int from intake.receipt) + (select count(locator)::int from hashes.removal) as receipts`,
    )
  ).rows[0] as { reports: number; removals: number; receipts: number };

describe.skipIf(missing !== null)(`one receipt under threat${missing === null ? '' : ` (${missing})`}`, () => {
  test('told first: the picture is stopped on the way to the words, which open both', async () => {
    const page = await openPage();
    await page.goto('/chuyen/1/13-15');
    await page.getByText('Hít vào chậm').waitFor();
    await page.getByText('Đây không phải lỗi của em').waitFor();
    await page.getByText('Đừng trả tiền').waitFor();
    await page.getByText('Đừng xóa gì cả').waitFor();
    await page.getByRole('link', { name: 'Kể và chặn ảnh' }).click();
    await tell(page);
    await page.getByRole('button', { name: 'Chặn ảnh ngay' }).click();
    await stopPicture(page);
    expect(await page.locator('.receipt').count()).toBe(0);
    await page.getByRole('button', { name: 'Tiếp theo: cất sáu từ' }).click();
    await question(page, 'Cất sáu từ để quay lại');
    const kept = await receipt(page);
    expect(await counts()).toEqual({ reports: 1, removals: 1, receipts: 1 });
    const { rows } = await house.server.owner.query('select story_signals, danger_now, urgency from intake.report');
    expect(rows).toEqual([{ story_signals: ['EXTORTION'], danger_now: 'no', urgency: null }]);
    await comeBack(page, kept);
    await page.context().close();
  });

  test('stopped first: the words of that request are those of the report told after it', async () => {
    const page = await openPage();
    const before = await counts();
    await page.goto('/hinh');
    await stopPicture(page);
    const kept = await receipt(page);
    await page.getByRole('button', { name: 'dùng chung một thẻ' }).click();
    await question(page, 'Ai đang kể');
    await page.getByLabel('13–15 tuổi').check();
    await next(page);
    await tell(page);
    await page.getByRole('button', { name: 'Tiếp theo: cất sáu từ' }).click();
    await question(page, 'Cất sáu từ để quay lại');
    expect(await receipt(page)).toEqual(kept);
    const after = await counts();
    expect([after.reports, after.removals, after.receipts]).toEqual([
      before.reports + 1,
      before.removals + 1,
      before.receipts + 1,
    ]);
    await comeBack(page, kept);
    await page.context().close();
  });
});
