import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { editors } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

describe.skipIf(missing !== null)('what the portal teaches', { timeout: 240_000 }, () => {
  test('is changed by one editor, compared, approved by two others, published and withdrawn', async () => {
    const writer = await desk(editors.first, '/bai?tim=mat-khau-la-chia-khoa');
    const { page } = writer;
    await noViolations(writer, 'items');
    await page
      .getByRole('link', { name: /Mật khẩu/ })
      .first()
      .click();
    await page.waitForURL(/\/bai\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.getByText('2 trên 2 người đã duyệt').waitFor();
    await noViolations(writer, 'item');
    await page.getByRole('link', { name: 'Sửa bài' }).click();
    await page.waitForURL(/\/sua$/);
    await ready(page);
    await noViolations(writer, 'item being edited', ['light']);
    const title = page.locator('[id="vi:title"]');
    await title.fill(`${await title.inputValue()} của mình`);
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.waitForURL(/\/bai\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByText('chỉ tiếng Việt đổi').waitFor();
    await page.getByText('0 trên 2 người đã duyệt').waitFor();
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText('Chờ duyệt').first().waitFor();
    expect(await page.getByRole('button', { name: 'Tôi đã đọc và duyệt' }).count()).toBe(0);
    expect(writer.complaints).toEqual([]);

    for (const [who, count] of [
      [editors.second, 1],
      [editors.third, 2],
    ] as const) {
      const reader = await desk(who, path);
      await reader.page.getByRole('button', { name: 'Tôi đã đọc và duyệt' }).click();
      await reader.page.getByText(`${count} trên 2 người đã duyệt`).waitFor();
      if (count === 1) await noViolations(reader, 'item that waits');
      expect(reader.complaints).toEqual([]);
      await reader.context.close();
    }

    await page.goto(path);
    await ready(page);
    await page.getByRole('button', { name: 'Đăng', exact: true }).click();
    await page.getByText('Đang đăng').first().waitFor();
    await page.locator('#withdraw-reason').fill('Thử gỡ bài (mẫu).');
    await page.getByRole('button', { name: 'Gỡ ngay' }).click();
    await page.getByText('Gỡ khỏi Cổng').last().waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const at of [path, '/bai', `${path}/sua`]) {
      await page.goto(at);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    expect(writer.complaints).toEqual([]);
    await writer.context.close();
  });
});
