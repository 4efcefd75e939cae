import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

describe.skipIf(missing !== null)('alerts of the network', { timeout: 240_000 }, () => {
  test('are written by one, approved by another, acknowledged by a recipient and taken back with a count of who has said so', async () => {
    const writer = await desk(register.analyst, '/noi-dung/canh-bao');
    const { page } = writer;
    await noViolations(writer, 'alerts');
    await page.getByRole('link', { name: 'Soạn cảnh báo' }).first().click();
    await page.waitForURL(/\/noi-dung\/canh-bao\/moi/);
    await ready(page);
    await page.locator('#headline').fill('Cảnh báo thử (mẫu)');
    await page.locator('#expiresAt').fill('01/03/2027');
    await page.locator('#value-0').fill('Mô tả thử (mẫu).');
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText('Chưa có nơi nhận hợp lệ.').first().waitFor();
    await noViolations(writer, 'alert form', ['light']);
    await page.locator('input[name="functions"][value="RUN_HELPLINE"]').check();
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.waitForURL(/\/noi-dung\/canh-bao\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.getByText('Người soạn không tự duyệt').waitFor();
    expect(writer.complaints).toEqual([]);
    await writer.context.close();

    const second = await desk(register.secondAnalyst, path);
    await second.page.getByRole('button', { name: 'Duyệt và phát đi' }).click();
    await second.page.getByText('Đang có hiệu lực').first().waitFor();
    await noViolations(second, 'alert that was issued');
    await second.page.getByText('chưa mở xem').first().waitFor({ timeout: 60_000 });

    const recipient = await desk(helpline.supervisor, '/noi-dung/canh-bao/hop-thu');
    await noViolations(recipient, 'inbox of alerts');
    await recipient.page
      .getByRole('link', { name: /Cảnh báo thử/ })
      .first()
      .click();
    await recipient.page.waitForURL(/\/noi-dung\/canh-bao\/hop-thu\/[0-9a-f-]{36}$/);
    await ready(recipient.page);
    await noViolations(recipient, 'received alert');
    await recipient.page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await recipient.page.getByText('Đơn vị đã xác nhận lúc').waitFor();
    expect((await recipient.page.goto('/noi-dung/canh-bao'))?.status()).toBe(403);
    await recipient.context.close();

    await second.page.getByRole('button', { name: 'Thu hồi ngay' }).click();
    await second.page.getByText('0/1 đơn vị đã xác nhận').waitFor();
    await noViolations(second, 'alert that was recalled');
    expect(second.complaints).toEqual([]);
    await second.page.setViewportSize({ width: 360, height: 740 });
    for (const at of [path, '/noi-dung/canh-bao', '/noi-dung/canh-bao/moi']) {
      await second.page.goto(at);
      await ready(second.page);
      expect(await second.page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(360);
    }
    await second.context.close();
  });
});
