import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { content, helpline, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
/** No page of an address is wider than a phone. */
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);

describe.skipIf(missing !== null)('the desk of content', { timeout: 240_000 }, () => {
  test('an address is entered, triaged and graded blind by two with the keyboard', async () => {
    const first = await desk(register.analyst, '/noi-dung/moi');
    const { page } = first;
    await page.getByLabel('Địa chỉ', { exact: true }).fill('https://ten:mat-khau@thu-nghiem.example/');
    await page.getByRole('button', { name: 'Gửi vào hàng chờ' }).click();
    await page.getByText('Địa chỉ này không dùng được.').first().waitFor();
    await noViolations(first, 'enter an address');
    await page.getByLabel('Địa chỉ', { exact: true }).fill('https://thu-nghiem.example/bai/1');
    await page.getByLabel('Trẻ đang gặp nguy hiểm').selectOption('yes');
    await page.getByRole('button', { name: 'Gửi vào hàng chờ' }).click();
    await page.getByRole('link', { name: 'Mở mục này' }).click();
    await page.waitForURL(/\/noi-dung\/[0-9a-f-]{36}$/);
    await ready(page);
    const address = new URL(page.url()).pathname;
    const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
    expect(await page.content()).not.toContain('thu-nghiem.example');
    await page.getByRole('button', { name: 'Xem địa chỉ' }).click();
    await page.getByText('hxxps[:]//thu-nghiem[.]example/bai/1').waitFor();
    await noViolations(first, 'item');
    await page.getByRole('button', { name: 'Lưu và chuyển thẩm định' }).click();
    await page.locator('dl').getByText('Chờ thẩm định').waitFor();

    // Whoever entered it is not offered it; two others grade it, and the second sees nothing of the first.
    for (const [login, seen] of [
      [register.secondAnalyst, false],
      [content.verifier, true],
    ] as const) {
      const grader = await desk(login, '/noi-dung/tham-dinh');
      await grader.page.keyboard.press('Enter');
      const form = grader.page.locator('div.item');
      await form.waitFor();
      for (let tries = 0; !(await form.getByText(reference).isVisible()); tries += 1) {
        expect(tries, `${reference} comes to be graded`).toBeLessThan(40);
        const before = await form.locator('input[name=item]').first().inputValue();
        await grader.page.keyboard.press('s');
        await grader.page.waitForFunction(
          (id) => document.querySelector<HTMLInputElement>('div.item input[name=item]')?.value !== id,
          before,
        );
      }
      await noViolations(grader, 'grading');
      if (seen) {
        expect(await form.innerText()).not.toContain('Lý Mẫu');
        expect(await form.innerText()).not.toContain('Hai kết luận');
      }
      await grader.page.keyboard.press('1');
      await grader.page.keyboard.press('Enter');
      await grader.page.getByText('Anh chị đã thẩm định 1 mục trong lượt này.').waitFor();
      expect(grader.complaints).toEqual([]);
      await grader.context.close();
    }
    await page.goto(address);
    await page.locator('dl').getByText('Đã xác minh vi phạm').waitFor();
    expect(await page.getByText('Thẩm định độc lập').count()).toBe(2);
    await noViolations(first, 'verified item', ['light']);
    expect(first.complaints).toEqual([]);
    await first.context.close();
  });

  test('the queue keeps its filter, its pages fit a phone, and the weights are changed with a reason', async () => {
    const opened = await desk(register.analyst, '/noi-dung');
    const { page } = opened;
    await page.locator('a[data-row]').first().waitFor();
    await noViolations(opened, 'queue');
    await page.getByRole('link', { name: /^Đã xác minh/ }).click();
    await page.waitForURL(/trang-thai=VERIFIED/);
    await page.reload();
    await ready(page);
    await page.locator('td').getByText('Đã xác minh vi phạm').first().waitFor();
    const file = await page.request.get('/noi-dung/tep?dang=csv&trang-thai=VERIFIED%2CRETURNED');
    expect(file.status()).toBe(200);
    expect(await file.text()).not.toContain('noi-mau');

    await page.goto('/noi-dung/muc-uu-tien');
    await ready(page);
    await noViolations(opened, 'weights');
    await page.getByLabel('Trẻ đang gặp nguy hiểm').fill('10');
    await page.getByLabel('Vì sao đổi').fill('Lý do giữ chỗ.');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Bộ trọng số này không dùng được.').first().waitFor();
    await page.getByLabel('Trẻ đang gặp nguy hiểm').fill('95');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Bộ điểm do đơn vị đặt.').waitFor();
    await page.getByRole('link', { name: 'Sửa noi-mau-3.example' }).click();
    await page.getByRole('heading', { name: 'Sửa quy tắc của noi-mau-3.example' }).waitFor();
    const rule = page.locator('#quy-tac');
    await rule.getByLabel('Số ngày có hiệu lực').fill('30');
    await noViolations(opened, 'a rule that is changed', ['light']);
    await rule.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã ghi quy tắc.').first().waitFor();
    await rule.getByRole('heading', { name: 'Thêm quy tắc' }).waitFor();

    const state = await opened.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    const item = (await page
      .goto('/noi-dung')
      .then(() => page.locator('a[data-row]').first().getAttribute('href'))) as string;
    for (const path of ['/noi-dung', item, '/noi-dung/moi', '/noi-dung/muc-uu-tien', '/noi-dung/tham-dinh']) {
      await page.goto(path);
      await ready(page);
      await fits(opened, path);
      await noViolations(opened, `${path} on a phone`, ['light']);
    }
    await page.goto(`/en${item}`);
    await ready(page);
    await noViolations(opened, 'in English', ['light']);
    expect(opened.complaints).toEqual([]);
    await opened.context.close();

    // Without scripts: the same pages, the same acts.
    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto('/noi-dung?trang-thai=RECEIVED');
    await plain.page.locator('a[data-row]').first().click();
    await plain.page.getByRole('button', { name: 'Xem địa chỉ' }).click();
    await plain.page.getByText('Địa chỉ viết để không bấm được').waitFor();
    await plain.page.getByRole('button', { name: 'Lưu và chuyển thẩm định' }).click();
    await plain.page.locator('dl').getByText('Chờ thẩm định').waitFor();
    await plain.page.goto('/noi-dung/tham-dinh');
    await plain.page.getByRole('button', { name: 'Bắt đầu' }).click();
    await plain.page.locator('div.item').waitFor();
    await plain.context.close();
  });

  test('who has no part in it is turned away', async () => {
    const other = await desk(helpline.counsellor, '/');
    for (const path of ['/noi-dung', '/noi-dung/tham-dinh', '/noi-dung/muc-uu-tien', '/noi-dung/moi']) {
      const answer = await other.page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    await other.context.close();
  });
});
