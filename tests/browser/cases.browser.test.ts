import { describe, expect, test } from 'vitest';
import { type Desk, proveAgain, ready, signIn } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline, province } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const STORY = 'Nội dung giữ chỗ: một tài khoản lạ nhắn tin nhiều lần cho em.';
const NAME = 'Phan Thị Mẫu Hồ Sơ';

/** The case that the first test opens, for the others. */
let path = '';
let reference = '';

/** Presses the key that goes to the next duty, and the button that it lands on. */
async function doNext({ page }: Desk) {
  await page.locator('h1').click();
  await page.keyboard.press('v');
  await page.keyboard.press('Enter');
}

describe.skipIf(missing !== null)('the case page', { timeout: 240_000 }, () => {
  test('a case is opened from a confirmed report, and each leads to the other', async () => {
    const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({
        reporter: { kind: 'child', band: 'B13_15', name: 'Em Mẫu' },
        narrative: STORY,
        province: '01',
        commune: '00004',
        places: [{ kind: 'FACEBOOK', account: 'tai.khoan.mau' }],
      }),
    });
    expect(answer.status).toBe(201);

    const opened = await desk(helpline.counsellor, '/bao-cao?pham-vi=tat-ca');
    const { page, complaints, context } = opened;
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/bao-cao\//);
    await ready(page);
    const report = new URL(page.url()).pathname;
    // Whoever handles a report may verify it.
    await page.keyboard.press('g');
    await page.getByText('Đã nhận', { exact: false }).first().waitFor();
    await page.keyboard.press('s');
    await page.locator('#screening input[type="radio"]').first().waitFor();
    await page.getByLabel('Cần xác minh, xử lý').focus();
    await page.keyboard.press('Space');
    await page.locator('#screening input[name="urgency"][value="U2"]').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Lọc danh sách').fill('bat nat');
    await page.locator('#screening').getByLabel('Bắt nạt trực tuyến').check();
    await page.getByRole('button', { name: 'Lưu kết quả sàng lọc' }).click();
    await page.getByRole('button', { name: 'Bắt đầu xác minh' }).click();
    await page.getByRole('button', { name: 'Xác minh: có thật' }).click();
    await page.getByRole('link', { name: 'Mở hồ sơ bảo vệ' }).click();
    await page.waitForURL(/\/ho-so\/mo/);
    await ready(page);
    await noViolations(opened, 'opening a case');
    await page.getByLabel('Tỉnh, thành phố').selectOption('01');
    await expect.poll(() => page.locator('#commune option').count()).toBeGreaterThan(10);
    await page.getByLabel(/^Xã, phường/).selectOption('00004');
    await page.getByLabel('Trẻ em bị xâm hại').check();
    await page.locator('#muc-child_name').fill(NAME);
    await page.locator('#muc-place_of_incident').fill('Nơi giữ chỗ');
    await page.locator('#muc-present_state').fill('Nội dung trung tính về tình trạng.');
    await page.getByRole('button', { name: 'Mở hồ sơ', exact: true }).click();
    await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}$/);
    path = new URL(page.url()).pathname;
    reference = (await page.locator('h1').textContent()) ?? '';
    // Whoever handed it over sees steps and clocks, and no text.
    await page.getByText('Anh chị thấy hồ sơ đang ở bước nào').waitFor();
    expect(await page.getByText(NAME).count()).toBe(0);
    // What is kept from them is said to be kept, not to be absent, and no tab leads to it.
    expect(await page.getByText('Anh chị không xem được phần này.').count()).toBe(4);
    expect(await page.getByText('Không có thời hạn nào đang chạy.').count()).toBe(0);
    expect(await page.getByRole('navigation', { name: 'Các phần của hồ sơ' }).count()).toBe(0);
    // One code stands on both, and the strip leads from each to the other; what hangs on the file is named and closed.
    expect(await page.locator('.spine [data-state="closed"]').count()).toBe(3);
    const to = page.locator('.spine [data-part="report"] a');
    expect(await to.innerText()).toBe(reference.trim());
    await to.click();
    await page.waitForURL((url) => url.pathname === report);
    await page.locator('.spine [data-part="case"] a', { hasText: reference.trim() }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the commune finds it by its code and does the acts by keyboard; the other colleague sees them come', async () => {
    const officer = await desk(commune.officer, '/ho-so');
    const chair = await desk(commune.chair, path);
    const { page } = officer;
    await page.keyboard.press('m');
    await page.keyboard.type(reference);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === path);
    await ready(page);
    expect(await page.getByText(NAME).count()).toBe(0);

    // The next duty, by keyboard; it was done an hour ago and says so.
    await doNext(officer);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Bắt đầu đánh giá nguy cơ ban đầu' }).press('Enter');
    await page.getByText('Đã làm: Bắt đầu đánh giá nguy cơ ban đầu').waitFor();
    await chair.page.getByText('Đánh giá nguy cơ ban đầu').first().waitFor();
    // What cannot be done yet says what is missing and leads there.
    await page.getByRole('link', { name: 'Điền biểu mẫu' }).first().waitFor();
    await page.getByText('Điền và gửi Mẫu số 02', { exact: false }).first().waitFor();

    // Assigning: the chair's page hears of it without a reload.
    await page.getByRole('button', { name: 'Giao cho…' }).click();
    await dialog.getByLabel('Người nhận').selectOption({ label: 'tôi' });
    await dialog.getByRole('button', { name: 'Giao cho…' }).click();
    await chair.page.getByText('Hoàng Mẫu Tận Tâm').first().waitFor();
    await officer.context.close();
    await chair.context.close();
  });

  test('two officers at once: the second is told what the first did, live or by a refusal, and what was chosen stays', async () => {
    const officer = await desk(commune.officer, path);
    const chair = await desk(commune.chair, path);
    const deaf = await desk();
    // This window never hears of anything, as where a line is bad.
    await deaf.context.route('**/api/v1/live', (route) => route.abort());
    await signIn(deaf, commune.chair, path);
    const typing = async ({ page }: Desk) => {
      await page.getByRole('button', { name: 'Đặt mức bảo mật' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Lý do (hiện trong diễn biến)').selectOption('THREAT');
      await dialog.getByLabel('Mức bảo mật').selectOption('sensitive');
      return dialog;
    };
    const hearing = await typing(chair);
    const refused = await typing(deaf);
    await officer.page.getByRole('button', { name: 'Ghi nhận có tranh cãi về tuổi' }).click();
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Ghi nhận có tranh cãi về tuổi' }).click();
    await officer.page.getByText('Đã làm: Ghi nhận có tranh cãi về tuổi').waitFor();

    await hearing.getByText('Có tranh cãi về tuổi của trẻ').waitFor();
    expect(await hearing.getByLabel('Lý do (hiện trong diễn biến)').inputValue()).toBe('THREAT');
    await refused.getByRole('button', { name: 'Đặt mức bảo mật' }).click();
    await refused.getByText('Có tranh cãi về tuổi của trẻ').waitFor();
    expect(await refused.getByRole('alert').count()).toBe(1);
    expect(await refused.getByLabel('Lý do (hiện trong diễn biến)').inputValue()).toBe('THREAT');
    await refused.getByRole('button', { name: 'Đặt mức bảo mật' }).click();
    await deaf.page.getByText('Đã làm: Đặt mức bảo mật').waitFor();
    for (const one of [officer, chair, deaf]) await one.context.close();
  });

  test('who the child is opens with a reason and a fresh proof, and the child can see who looked', async () => {
    const opened = await desk(commune.officer, `${path}/nguoi`);
    const { page, context } = opened;
    await page
      .getByRole('button', { name: /^Mở xem/ })
      .first()
      .click();
    await page.getByLabel('Lý do').selectOption('visit');
    await page.getByRole('dialog').getByRole('button', { name: 'Mở xem' }).click();
    const asked = page.getByRole('dialog', { name: 'Xác nhận lại danh tính' });
    await asked.or(page.getByText(NAME).first()).first().waitFor();
    if (await asked.isVisible()) await proveAgain(house.browser, house.server.desk, opened, commune.officer);
    await page.getByText(NAME).first().waitFor();
    await page.locator('section', { hasText: 'như trẻ được thấy' }).getByRole('button').click();
    await page.getByText('xem tên và cách liên hệ của em').first().waitFor();
    await page.getByRole('button', { name: 'Che lại' }).first().click();
    expect(await page.getByText(NAME).count()).toBe(0);
    await context.close();
  });

  test.each<[string, string[]]>([
    [commune.chair, ['', '/ke-hoach', '/quyet-dinh', '/tai-lieu', '/nguoi', '/in']],
    [province.officer, ['']],
  ])('axe finds nothing on the parts of a case: %s', async (login, parts) => {
    const opened = await desk(login, '/ho-so');
    await noViolations(opened, '/ho-so');
    for (const part of parts) {
      await opened.page.goto(`${path}${part}`);
      await ready(opened.page);
      await noViolations(opened, part || 'the overview');
    }
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test.each([1024, 360])('at %d pixels no part of a case is wider than its window', async (width) => {
    const opened = await desk(undefined, undefined, width, 740);
    await signIn(opened, commune.chair, '/ho-so');
    for (const part of [
      '/ho-so',
      '/ho-so/mo',
      path,
      `${path}/ke-hoach`,
      `${path}/quyet-dinh`,
      `${path}/tai-lieu`,
      `${path}/nguoi`,
      `${path}/in`,
    ]) {
      await opened.page.goto(part);
      await ready(opened.page);
      expect(
        await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        part,
      ).toBeLessThanOrEqual(0);
    }
    await opened.context.close();
  });
});
