import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { beginShift, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, PHONE, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** Goes on by Tab until the thing of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      const labels =
        at && 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])].map((one) => one.textContent) : [];
      return [...labels, at?.getAttribute('aria-label'), at?.textContent].map((one) =>
        (one ?? '').replace(/\s+/g, ' ').trim(),
      );
    });
    if (now.some((one) => one.replace(/ ?(\(không bắt buộc\)|(Alt|Ctrl)\+\w+)$/, '') === name)) return;
  }
  throw new Error(`no way by Tab to ${name}`);
}

async function childWrites(first: string): Promise<Page> {
  const { page } = await openWindow(house.browser, {
    baseURL: house.server.portal,
    viewport: PHONE,
    reducedMotion: 'reduce',
  });
  await page.goto('/tro-chuyen/13-15');
  await page.getByLabel('Không', { exact: true }).check();
  await page.getByLabel('Em muốn nói gì trước tiên?').fill(first);
  await page.getByRole('button', { name: 'Vào chờ' }).click();
  await question(page, 'Giữ sáu từ này để quay lại');
  await page.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
  return page;
}

describe.skipIf(missing !== null)('the record of a contact', { timeout: 240_000 }, () => {
  test('from the accepting to the closing by keyboard alone; then the child is asked how it was', async () => {
    const helper = await desk(helpline.agent, '/truc');
    const { page } = helper;
    await ready(page);
    await tabTo(page, 'Vào ca');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Nghe thử chuông');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Vào ca');
    await page.keyboard.press('Enter');
    await page.getByText('Sẵn sàng').first().waitFor();
    const phone = await childWrites('Các bạn bắt nạt em trên Facebook.');
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await page.keyboard.press('Alt+a');
    await page.getByRole('log').getByText('Các bạn bắt nạt em trên Facebook.').waitFor();
    await tabTo(page, 'Trả lời');
    await page.keyboard.type('Chào em, 111 đây.');
    await page.keyboard.press('Control+Enter');
    await phone.getByText('Chào em, 111 đây.').waitFor();
    await tabTo(page, 'Kết thúc');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Kết thúc');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ghi lại và đóng' }).waitFor();
    await page.keyboard.press('Alt+r');
    await page.waitForURL('**/truc/ghi/**');
    await page.getByRole('heading', { name: /^Ghi lại / }).waitFor();
    await ready(page);
    await noViolations(helper, 'the record of a contact');
    // Suggested, with why, and nothing ticked by it.
    await page.getByText('vì có: “bắt nạt”').waitFor();
    expect(await page.locator('input[name=reasons]:checked').count()).toBe(0);
    await tabTo(page, 'Thêm: Bạo lực');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Tư vấn tại chỗ');
    await page.keyboard.press('Space');
    await page.getByText('Bản nháp đã được giữ').waitFor();
    await page.reload();
    await ready(page);
    await page.locator('input[name=reasons]:checked').waitFor();
    await tabTo(page, 'Ghi thêm cho đồng nghiệp');
    await page.keyboard.type('Em sẽ kể với cô giáo.');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/truc$/);
    await page.getByText('Chưa tiếp cuộc nào.').waitFor();
    await page.getByRole('button', { name: 'Hết ca' }).press('Enter');
    await page.getByRole('button', { name: 'Vào ca' }).waitFor();
    expect(helper.complaints).toEqual([]);

    await question(phone, 'Cuộc nói chuyện đã xong');
    await phone.getByRole('heading', { name: 'Em thấy thế nào?' }).waitFor();
    await noViolations({ page: phone }, 'the survey of a child');
    await phone.getByRole('group', { name: 'Trước khi nói chuyện, em thấy' }).getByLabel('Tệ', { exact: true }).check();
    await phone.getByRole('group', { name: 'Bây giờ em thấy' }).getByLabel('Ổn', { exact: true }).check();
    await phone.getByRole('button', { name: 'Gửi', exact: true }).last().click();
    await phone.getByRole('heading', { name: 'Em thấy thế nào?' }).waitFor({ state: 'detached' });
    await phone.context().close();
    await helper.context.close();
  });

  test('a report is made of it in one press, with the child’s own words, and both sides lead to each other', async () => {
    const helper = await desk(helpline.counsellor, '/truc');
    const { page } = helper;
    await beginShift(page);
    const phone = await childWrites('Có người dọa tung ảnh của em.');
    await page.getByRole('button', { name: /^Nhận/ }).click();
    await page.getByRole('log').getByText('Có người dọa tung ảnh của em.').waitFor();
    await page.getByRole('link', { name: 'Ghi lại, lập tin báo' }).click();
    await page.getByRole('heading', { name: /^Ghi lại / }).waitFor();
    await ready(page);
    await page.getByLabel('Em đang gặp nguy hiểm ngay lúc này?').selectOption({ label: 'Có' });
    await page.getByRole('button', { name: 'Lập tin báo' }).click();
    await page.getByText('Em đang gặp nguy hiểm. Mở tin báo').waitFor();
    await noViolations(helper, 'a report that was made of a contact');
    await page.getByRole('button', { name: 'Gửi cho em trong cuộc trò chuyện' }).click();
    await page.getByText('Đã gửi cho em.').waitFor();
    await phone.getByText('111 đã lập tin báo cho em.').waitFor();
    await page.getByRole('link', { name: 'Mở tin báo để chuyển khẩn cấp' }).click();
    await page.waitForURL('**/bao-cao/**');
    await ready(page);
    await page.locator('#screening-kind').waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('1');
    await page.locator('#screening-kind').fill('bn');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Chuyển ngay' }).getByText('Mẫu 01 hoàn thành sau').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /^Từ cuộc trò chuyện / }).click();
    await page.getByText('Cuộc này đã có tin báo.').waitFor();
    expect(helper.complaints).toEqual([]);
    await phone.context().close();
    await helper.context.close();
  });
});
