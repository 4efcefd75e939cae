import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const STATE = 'Nội dung trung tính viết sau khi chuyển.';

/** A child files over the portal: danger now, in the demonstration's commune. */
async function file(): Promise<void> {
  const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      reporter: { kind: 'child', band: 'B13_15' },
      narrative: 'Nội dung giữ chỗ.',
      province: '01',
      commune: '00004',
      danger: { now: 'yes' },
    }),
  });
  expect(answer.status).toBe(201);
}

/** Pictures to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe.skipIf(missing !== null)('form 01 after an emergency was handed over', { timeout: 240_000 }, () => {
  test('is a duty of who handed over, is filled in and sent once, and the commune checks and signs it', async () => {
    await file();
    const counsellor = await desk(helpline.counsellor, '/bao-cao?pham-vi=tat-ca');
    const { page } = counsellor;
    await ready(page);
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/bao-cao\/[0-9a-f]/);
    await ready(page);
    const report = new URL(page.url()).pathname;
    await page.locator('h1').click();
    await page.keyboard.press('1');
    await page.locator('#screening-kind').fill('bn');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Chuyển ngay' });
    await sheet.waitFor();
    await sheet.getByText('Mẫu 01 hoàn thành sau').waitFor();
    await sheet.getByRole('button', { name: 'Chuyển ngay' }).click();
    await page.getByText(/Đã chuyển cho .* Mã hồ sơ/).waitFor();
    const code = (await page.locator('h1').innerText()).trim();

    // The report says what is owed, and so does the list of the day, with the clock of the rule.
    await page.locator('[data-owed]').getByText('Còn phải hoàn thành Mẫu 01').waitFor();
    await picture(page, 'report-owed');
    await page.goto('/?loai=supplement');
    await ready(page);
    const duty = page.locator('[data-row], li, tr').filter({ hasText: code }).filter({ hasText: 'Hoàn thành Mẫu 01' });
    await duty.first().waitFor();
    await noViolations(counsellor, 'a duty of form 01');
    await picture(page, 'duty');
    await duty
      .first()
      .getByRole('link', { name: /Hoàn thành/ })
      .first()
      .click();
    await page.waitForURL(/\/bao-cao\/mau-01\//);
    await ready(page);
    const owed = new URL(page.url()).pathname;
    await noViolations(counsellor, 'form 01 to complete');

    // What is missing is said at its field, and what is written is there again after leaving.
    await page.getByLabel('Tình trạng hiện tại của trẻ').fill(STATE);
    await page.getByRole('button', { name: 'Gửi Mẫu 01' }).click();
    await page.locator('#muc-category-error').waitFor();
    await page.goto(report);
    await ready(page);
    await page.goto(owed);
    await ready(page);
    await page.locator('[data-taken-back]').waitFor();
    expect(await page.getByLabel('Tình trạng hiện tại của trẻ').inputValue()).toBe(STATE);
    await page.getByLabel('Trẻ em bị xâm hại').check();
    await page.getByLabel('Họ và tên trẻ').fill('Trẻ Mẫu Trung Tính');
    await picture(page, 'form');
    await page.getByRole('button', { name: 'Gửi Mẫu 01' }).click();
    await page.getByText(/Đã gửi lúc/).waitFor();
    expect(await page.getByRole('button', { name: 'Gửi Mẫu 01' }).count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toContain(STATE);
    await picture(page, 'sent');
    await page.goto(report);
    await ready(page);
    expect(await page.locator('[data-owed]').count()).toBe(0);
    // Back and reload bring no second sending.
    await page.goto(owed);
    await page.reload();
    await ready(page);
    expect(await page.getByRole('button', { name: 'Gửi Mẫu 01' }).count()).toBe(0);
    expect(counsellor.complaints).toEqual([]);
    await counsellor.context.close();

    const officer = await desk(commune.officer, '/?loai=supplement-taking-in');
    const theirs = officer.page;
    await ready(theirs);
    const waits = theirs.locator('[data-row], li, tr').filter({ hasText: code }).filter({ hasText: 'Nhận Mẫu 01' });
    await waits.first().waitFor();
    await picture(theirs, 'officer-duty');
    await waits
      .first()
      .getByRole('link', { name: /Xem và nhận/ })
      .first()
      .click();
    await theirs.waitForURL(/\/bieu-mau$/);
    await ready(theirs);
    await theirs.getByText(/đã gửi Mẫu 01 đầy đủ lúc/).waitFor();
    await noViolations(officer, 'forms with form 01 sent afterwards');
    await picture(theirs, 'officer-forms');
    await theirs.getByRole('button', { name: 'Nhận vào bản nháp Mẫu 01' }).click();
    await theirs.waitForURL(/\/bieu-mau\/FORM-01$/);
    await ready(theirs);
    await theirs.locator('[data-sent-from]').getByText('Tổng đài').waitFor();
    expect(await theirs.getByLabel('Tình trạng hiện tại của trẻ').inputValue()).toBe(STATE);
    await noViolations(officer, 'a draft that was sent');
    await picture(theirs, 'officer-draft');
    await theirs.getByRole('button', { name: 'Kiểm tra và gửi' }).click();
    await theirs.waitForURL(/kiem=1/);
    await ready(theirs);
    await theirs.getByRole('button', { name: 'Gửi biểu mẫu' }).click();
    await theirs.waitForURL(/da-gui=FORM-01/);
    await ready(theirs);
    expect(await theirs.getByText(/Mẫu 01 do .* chờ kiểm tra và ký/).count()).toBe(0);
    expect(officer.complaints).toEqual([]);
    await officer.context.close();
  });

  test('stands on the shift’s page with whose it is, and is given to somebody else there', async () => {
    const supervisor = await desk(helpline.supervisor, '/ca-truc');
    const { page } = supervisor;
    await ready(page);
    const owed = page.getByRole('region', { name: /Mẫu 01 còn phải hoàn thành/ });
    // The demonstration's own: handed over by the second counsellor, an hour before it began.
    const row = owed.getByRole('listitem').filter({ hasText: 'Lê Mẫu Kiên Nhẫn' }).first();
    await row.waitFor();
    await noViolations(supervisor, 'the shift with forms that are owed');
    await picture(page, 'shift');
    await row.getByRole('combobox').selectOption({ label: 'Nguyễn Mẫu Lắng Nghe' });
    await row.getByRole('button').click();
    await page.getByText('Đã giao Mẫu 01').waitFor();
    await owed.getByRole('listitem').filter({ hasText: 'Nguyễn Mẫu Lắng Nghe' }).first().waitFor();
    expect(supervisor.complaints).toEqual([]);
    await supervisor.context.close();
  });
});
