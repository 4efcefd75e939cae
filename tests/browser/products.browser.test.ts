import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dex, samplePackage } from '../../src/learning/catalogue/packages/android-package.testing.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { evaluators } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

/* The catalogue's desk: /danh-muc, a product that is entered, evaluated and shown, what the platform reads
 * of a package at /danh-muc/[id]/goi, and what children and providers wrote at /danh-muc/cho. */

const house = useDemonstration();
const { missing, desk } = house;
const shots = process.env.SHOTS;

async function look(page: Page, name: string) {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/desk-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
}

describe.skipIf(missing !== null)('the catalogue at the desk', { timeout: 300_000 }, () => {
  test('has invented products, with what was found and how far two agree', async () => {
    const reader = await desk(evaluators.first, '/danh-muc');
    const { page } = reader;
    await page.getByRole('link', { name: /Đảo Bạn Mới/ }).waitFor();
    await noViolations(reader, 'products');
    await look(page, 'list');
    await page.goto('/danh-muc?tim=dao+ban');
    await ready(page);
    await page
      .getByRole('link', { name: /Đảo Bạn Mới/ })
      .first()
      .click();
    await page.waitForURL(/\/danh-muc\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByText('Trả tiền cho may rủi: hộp quà, vòng quay').first().waitFor();
    await page.getByText(/kappa\) 1, cần ít nhất 0,7/).waitFor();
    await noViolations(reader, 'a product');
    await look(page, 'product');
    expect(reader.complaints).toEqual([]);
    await reader.context.close();
  });

  test('takes a product in, evaluates it by the script, blind to the other until both have answered, and shows it', async () => {
    const first = await desk(evaluators.first, '/danh-muc/moi');
    const { page } = first;
    await noViolations(first, 'a new product', ['light']);
    await page.locator('#name').fill('Bản Đồ Sao (thử)');
    await page.locator('#maker').fill('Công ty Thử');
    await page.locator('#aboutVi').fill('Tìm chòm sao bằng điện thoại (thử).');
    await page.getByRole('button', { name: 'Nhập', exact: true }).click();
    await page.getByText('Thông tin về sản phẩm chưa dùng được.').first().waitFor();
    await page.locator('input[name="bands"][value="B9_12"]').check();
    await page.locator('#place-WEB').fill('https://sao.example/');
    await page.getByRole('button', { name: 'Nhập', exact: true }).click();
    await page.waitForURL(/\/danh-muc\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'Đưa lên Cổng' }).click();
    await page.getByText('Đang hiện trên Cổng').waitFor();
    await page.goto(`${path}/danh-gia?lop=USE`);
    await ready(page);
    await noViolations(first, 'an evaluation', ['light']);
    await look(page, 'evaluation');
    await page.locator('#versionName').fill('12/2026');
    await page.locator('input[name="answer-use.loot"][value="YES"]').check();
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.getByText('Bản đánh giá chưa dùng được.').first().waitFor();
    await page.locator('[id="reason-use.loot"]').fill('Vòng quay trả bằng tiền thật (thử).');
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.waitForURL((url) => url.pathname === path);
    await ready(page);
    await page.getByText('còn thiếu người dùng thử thứ hai').first().waitFor();
    await first.context.close();

    const second = await desk(evaluators.second, path);
    await second.page.getByText('Một người khác đã dùng thử').waitFor();
    expect(await second.page.locator('main').innerText()).not.toContain('Vòng quay trả bằng tiền thật (thử).');
    await second.page.goto(`${path}/danh-gia?lop=USE`);
    await ready(second.page);
    await second.page.locator('#versionName').fill('12/2026');
    await second.page.locator('input[name="answer-use.loot"][value="YES"]').check();
    await second.page.locator('[id="reason-use.loot"]').fill('Vòng quay, 10.000 đồng một lượt (thử).');
    await second.page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await second.page.waitForURL((url) => url.pathname === path);
    await ready(second.page);
    await second.page.getByText('Có điều đáng lo, chúng tôi không khuyên dùng').waitFor();
    expect(second.complaints).toEqual([]);
    await second.page.goto(`${path}/sua`);
    await ready(second.page);
    await noViolations(second, 'a product that is changed', ['light']);
    for (const at of ['/danh-muc', path, `${path}/danh-gia`, `${path}/sua`, '/danh-muc/cho']) {
      await second.page.setViewportSize({ width: 360, height: 740 });
      await second.page.goto(at);
      await ready(second.page);
      expect(await second.page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(360);
    }
    await second.context.close();
  });

  test('reads a package that a provider handed in, says in plain words what is in it, and refuses what is none', async () => {
    const first = await desk(evaluators.first, '/danh-muc/moi');
    const { page } = first;
    await page.locator('#name').fill('Vườn Chữ (thử)');
    await page.locator('#maker').fill('Công ty Thử');
    await page.locator('#aboutVi').fill('Tập đọc (thử).');
    await page.locator('input[name="bands"][value="B6_8"]').check();
    await page.locator('#place-ANDROID').fill('example.vuonchu');
    await page.getByRole('button', { name: 'Nhập', exact: true }).click();
    await page.waitForURL(/\/danh-muc\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Để máy đọc gói Android' }).click();
    await page.waitForURL(`**${path}/goi`);
    await ready(page);
    await page.getByText('Máy chưa đọc gói nào của sản phẩm này.').waitFor();
    await noViolations(first, 'a package before it is read');
    const apk = (buffer: Buffer) => ({ name: 'goi.apk', mimeType: 'application/octet-stream', buffer });
    await page.locator('#package').setInputFiles(apk(Buffer.from('không phải gói')));
    await page.getByRole('button', { name: 'Đọc gói', exact: true }).click();
    await page.getByText('Tệp này không phải là gói cài đặt Android.').waitFor();
    const app = { permissions: ['android.permission.CAMERA', 'android.permission.ACCESS_FINE_LOCATION'] };
    const file = samplePackage(app, [dex(['example.vuonchu.Main', 'com.appsflyer.AppsFlyerLib'])]);
    await page.locator('#package').setInputFiles(apk(file));
    await page.locator('input[name="camera"][value="NO"]').check();
    await page.locator('#cameraReason').fill('Quét mã bài học (thử).');
    await page.getByRole('button', { name: 'Đọc gói', exact: true }).click();
    await page.getByRole('heading', { name: 'Gói bản 4.2.0' }).waitFor();
    await page.getByText('com.appsflyer.AppsFlyerLib').waitFor();
    await page.getByText('Các quyền gói xin (2)').click();
    await page.getByText('biết chính xác máy đang ở đâu').waitFor();
    await page.getByText('Gói nói gì về mình').click();
    await noViolations(first, 'a package that was read');
    await look(page, 'package');
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    // Both are the browser's own words on a refusal that the page then tells in ours.
    expect(first.complaints.filter((said) => !said.includes('415'))).toEqual([]);

    // The same without scripts: the browser sends the form and is led back.
    const state = await first.context.storageState();
    const plain = await house.browser.newContext({
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
      locale: 'vi-VN',
    });
    const bare = await plain.newPage();
    await bare.goto(`${path}/goi`);
    await bare.locator('#package').setInputFiles(apk(Buffer.from('không phải gói')));
    await bare.getByRole('button', { name: 'Đọc gói', exact: true }).click();
    await bare.waitForURL(/loi=package\.not-android$/);
    await bare.getByText('Tệp này không phải là gói cài đặt Android.').waitFor();
    await bare.locator('#package').setInputFiles(apk(samplePackage({ versionName: '4.3.0' })));
    await bare.getByRole('button', { name: 'Đọc gói', exact: true }).click();
    await bare.waitForURL(/da-doc=/);
    await bare.getByRole('heading', { name: 'Gói bản 4.3.0' }).waitFor();
    await plain.close();
    await first.context.close();

    // Somebody else agrees, and it counts.
    const second = await desk(evaluators.second, path);
    await second.page.getByRole('button', { name: 'Đồng ý', exact: true }).first().click();
    // It stands in the folded list of evaluations.
    await second.page.getByText('Được tính').first().waitFor({ state: 'attached' });
    await second.context.close();
  });

  test('decides on what children and providers wrote', async () => {
    const reader = await desk(evaluators.second, '/danh-muc/cho');
    const { page } = reader;
    await page.getByText('Gọi mình 0900 000 000 nhé').waitFor();
    await page.getByText('Máy sẽ che 1 chỗ').waitFor();
    await noViolations(reader, 'what waits');
    await look(page, 'waiting');
    await page.getByRole('button', { name: 'Đăng', exact: true }).click();
    await page.getByText('Không có nhận xét nào đang chờ.').waitFor();
    // Who used the product does not judge the appeal against it.
    const appeal = page.locator('li.panel', { hasText: 'Rương biển ghi rõ tỷ lệ' });
    await appeal.locator('textarea').fill('Đã xem lại (thử).');
    await appeal.getByRole('button', { name: 'Gửi trả lời' }).click();
    await page.getByText('Người đã đánh giá sản phẩm không trả lời khiếu nại').first().waitFor();
    const proposal = page.locator('li.panel', { hasText: 'Sổ Ảnh Gia Đình' });
    await proposal.locator('select[name="take"]').selectOption('khong');
    await proposal.locator('textarea').fill('Cần bản chính sách (thử).');
    await proposal.getByRole('button', { name: 'Gửi trả lời' }).click();
    await proposal.waitFor({ state: 'detached' });
    expect(reader.complaints).toEqual([]);
    await reader.context.close();
  });
});
