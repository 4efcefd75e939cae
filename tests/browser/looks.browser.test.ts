import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { orders } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);

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
});
