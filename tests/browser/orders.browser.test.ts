import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, orders, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);

describe.skipIf(missing !== null)('the desk of orders', { timeout: 240_000 }, () => {
  test('what two verified is proposed, read as a draft, ordered by another person, and answered by the member', async () => {
    const analyst = await desk(register.analyst, '/noi-dung/chua-lenh');
    const { page } = analyst;
    await noViolations(analyst, 'without an order');
    await page
      .getByRole('link', { name: /^Đề xuất yêu cầu/ })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname.startsWith('/noi-dung/lenh/moi'));
    await ready(page);
    // Whom it goes to is chosen, never taken from the top of a list.
    const to = page.locator('#addressee');
    expect(await to.inputValue()).toBe('');
    await to.selectOption({ label: 'Nền tảng: Nền tảng Mẫu (hư cấu)' });
    await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
    await page.getByText('Chưa chọn căn cứ nội dung.').first().waitFor();
    await page.getByLabel('Nội dung khác gây hại cho trẻ em').check();
    // The document follows the form without a press.
    await page.getByText('Điều 2. Lý do: Nội dung khác gây hại cho trẻ em.').waitFor();
    await noViolations(analyst, 'composer');
    await page.getByRole('button', { name: 'Gửi đề xuất' }).click();
    await page.waitForURL(/\/noi-dung\/lenh\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    expect(await page.content()).not.toContain('noi-mau');
    expect(analyst.complaints).toEqual([]);
    await analyst.context.close();

    const officer = await desk(orders.officer, path);
    await officer.page.getByRole('button', { name: 'Xem dự thảo văn bản' }).click();
    await officer.page.getByText('Điều 1.').waitFor();
    await noViolations(officer, 'order before it is given');
    await officer.page.getByRole('button', { name: 'Ra yêu cầu', exact: true }).click();
    await officer.page.getByText('Đã gửi').first().waitFor();
    const file = await officer.page.request.get(`${path}/tep?loai=ORDER&dang=pdf`);
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await noViolations(officer, 'order that was sent', ['light']);
    expect(officer.complaints).toEqual([]);
    await officer.context.close();

    const member = await desk(orders.member, '/noi-dung/lenh');
    await noViolations(member, 'orders of a member');
    await member.page.goto(path);
    await ready(member.page);
    await member.page.getByLabel('Câu trả lời').selectOption('IMPOSSIBLE');
    await member.page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await member.page.getByText('Câu trả lời chưa đủ hoặc chưa đúng.').first().waitFor();
    await member.page.getByLabel('Câu trả lời').selectOption('ACTIONED');
    await member.page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await member.page.getByText('Bên nhận báo đã thực hiện').first().waitFor();
    await noViolations(member, 'order of a member', ['light']);
    expect((await member.page.goto('/noi-dung'))?.status()).toBe(403);
    await member.context.close();
  });

  test('pages fit a phone, speak English, and do without scripts', async () => {
    const opened = await desk(orders.second, '/noi-dung/lenh');
    const { page } = opened;
    await page.locator('a[data-row]').first().waitFor();
    const order = (await page.locator('a[data-row]').first().getAttribute('href')) as string;
    const state = await opened.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [
      '/noi-dung/lenh',
      order,
      '/noi-dung/noi-nhan',
      '/noi-dung/chua-lenh',
      '/noi-dung/khieu-nai',
      '/noi-dung/tai-khoan',
      `/en${order}`,
    ]) {
      await page.goto(path);
      await ready(page);
      await fits(opened, path);
      await noViolations(opened, `${path} on a phone`, ['light']);
    }
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto('/noi-dung/noi-nhan');
    await plain.page.locator('summary').last().click();
    await plain.page.getByLabel('Tên', { exact: true }).fill('Nơi lưu trữ thử (hư cấu)');
    await plain.page.getByRole('button', { name: 'Thêm nơi nhận' }).click();
    await plain.page.getByRole('heading', { name: 'Nơi lưu trữ thử (hư cấu)' }).waitFor();
    await plain.page.goto(order);
    const item = await plain.page.locator('a[href^="/noi-dung/"]', { hasText: /^ND-/ }).getAttribute('href');
    await plain.page.goto(`/noi-dung/lenh/moi?muc=${item?.split('/').at(-1)}`);
    await plain.page.locator('input[name="urgent"]').uncheck();
    await plain.page.getByLabel('Nội dung khác gây hại cho trẻ em').check();
    await plain.page.locator('#addressee').selectOption({ label: 'Nền tảng: Nền tảng Mẫu (hư cấu)' });
    await plain.page.getByLabel('Bắt nạt, làm nhục trẻ em').check();
    await plain.page.getByRole('button', { name: 'Xem trước văn bản' }).click();
    await plain.page.getByText('Điều 2. Lý do: Bắt nạt, làm nhục trẻ em; Nội dung khác gây hại cho trẻ em.').waitFor();
    // What was chosen stays chosen.
    expect(await plain.page.getByLabel('Bắt nạt, làm nhục trẻ em').isChecked()).toBe(true);
    await plain.context.close();
  });

  test('who has no part in it is turned away', async () => {
    const other = await desk(helpline.counsellor, '/');
    for (const path of ['/noi-dung/lenh', '/noi-dung/noi-nhan', '/noi-dung/chua-lenh']) {
      const answer = await other.page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    await other.context.close();
  });
});
