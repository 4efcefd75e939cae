import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { itemThatSaysGone } from './demonstration.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { orders } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);

/** Where the pictures go when a person looks at what a test saw: set SCREENSHOTS to a folder. */
async function shots(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

describe.skipIf(missing !== null)('looks on the desk', { timeout: 240_000 }, () => {
  test('an officer reads what each look found, and says what a machine cannot', async () => {
    const officer = await desk(orders.officer, '/');
    const { page } = officer;
    await page.getByText('Địa chỉ đã gỡ nay lại có một trang').first().waitFor();
    await page.goto('/noi-dung?trang-thai=GONE');
    await ready(page);
    const gone = (await page.locator('a[data-row]').first().getAttribute('href')) as string;
    await page.goto(gone);
    await ready(page);
    const looks = page.locator('#kiem-tra');
    await looks.getByText('Không thấy 3/3 lần').waitFor();
    expect(await looks.locator('tbody tr').count()).toBe(5);
    expect(await looks.getByText('Được tính là một lần không thấy').count()).toBe(3);
    await looks.getByText('HTTP 404').first().waitFor();
    expect(await page.content()).not.toContain('noi-mau');
    await noViolations(officer, 'an item that is gone');
    // Without a page of scripts it is the same act.
    const state = await officer.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [gone, `/en${gone}`, `/noi-dung/lenh/moi?muc=${gone.split('/').at(-1)}&lai=1`]) {
      await page.goto(path);
      await ready(page);
      await fits(officer, path);
      await noViolations(officer, `${path} on a phone`, ['light']);
    }
    await page.getByText('Soạn theo yêu cầu').waitFor();
    expect(officer.complaints).toEqual([]);
    await officer.context.close();
    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto(gone);
    await plain.page.getByRole('button', { name: 'Là trang khác, tiếp tục theo dõi' }).click();
    await plain.page.getByText('Cán bộ trả lời kết quả kiểm tra').waitFor();
    expect(await plain.page.getByRole('button', { name: 'Là trang khác, tiếp tục theo dõi' }).count()).toBe(0);
    await plain.context.close();
  });

  test('what words alone call gone ends by two officers: one says what was seen, the other agrees', async () => {
    // Its page says so in words, at a platform that cannot be asked.
    const { id, reference } = await itemThatSaysGone();
    const first = await desk(orders.officer, `/noi-dung/${id}`);
    const looks = first.page.locator('#kiem-tra');
    await looks.getByText('Tự xem và báo đã không còn').click();
    await noViolations(first, 'saying that something is gone');
    await shots(first.page, 'seen-gone-form');
    await first.page.selectOption('#seen', 'ACCOUNT_LOCKED');
    await first.page.selectOption('#means', 'APP');
    await first.page.fill('#note', 'Đã thử khi chưa đăng nhập.');
    await looks.getByRole('button', { name: 'Gửi để người thứ hai xác nhận' }).click();
    await looks.getByText('Chờ người thứ hai xác nhận là không còn.').waitFor();
    // Whoever saw it may take it back and does not agree to it.
    await looks.getByRole('button', { name: 'Rút lại' }).waitFor();
    expect(await looks.getByRole('button', { name: 'Tôi đã xem, đúng là không còn' }).count()).toBe(0);
    const second = await desk(orders.second, '/');
    await second.page.getByText(`Xác nhận ${reference} không còn trên mạng`).first().waitFor();
    await second.page.goto(`/noi-dung/${id}`);
    await ready(second.page);
    await second.page.getByText('Đã thử khi chưa đăng nhập.').waitFor();
    await noViolations(second, 'agreeing that something is gone');
    await shots(second.page, 'seen-gone-waits');
    await second.page.getByRole('button', { name: 'Tôi đã xem, đúng là không còn' }).click();
    await second.page.getByText('Người thứ hai xác nhận không còn').waitFor();
    expect(await second.page.locator('#kiem-tra').getByText('Chờ người thứ hai').count()).toBe(0);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.context.close();
    await second.context.close();
  });
});
