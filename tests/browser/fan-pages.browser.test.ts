import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { editors } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

describe.skipIf(missing !== null)('what the portal tells elsewhere', { timeout: 240_000 }, () => {
  test('is composed, approved by two others, stands in the feed and is taken away', async () => {
    const writer = await desk(editors.first, '/bai?tim=mat-khau-la-chia-khoa');
    const { page } = writer;
    await page
      .getByRole('link', { name: /Mật khẩu/ })
      .first()
      .click();
    await page.waitForURL(/\/bai\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByRole('link', { name: 'Giới thiệu bài ở nơi khác' }).click();
    await page.waitForURL(/\/dang$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.getByText('chưa được giới thiệu ở đâu').waitFor();
    await noViolations(writer, 'nothing told yet');
    await page.getByRole('button', { name: 'Soạn bản đăng mới' }).click();
    await page.waitForURL(/\?ban=/);
    await ready(page);
    const address = page.url();
    const picture = page.locator('#xem-truoc img').first();
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1_080);
    await noViolations(writer, 'announcement');
    const lead = page.locator('[id="lead"]');
    await lead.fill('Mật khẩu tốt giữ nhà của em.');
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.locator('#xem-truoc').getByText('Mật khẩu tốt giữ nhà của em.').first().waitFor();
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText('Chờ duyệt').first().waitFor();
    for (const [who, count] of [
      [editors.second, 1],
      [editors.third, 2],
    ] as const) {
      const reader = await desk(who, `${path}${new URL(address).search}`);
      await reader.page.getByRole('button', { name: 'Tôi đã xem hết và duyệt' }).click();
      await reader.page.getByText(`${count} trên 2 người đã duyệt`).waitFor();
      expect(reader.complaints).toEqual([]);
      await reader.context.close();
    }
    await page.goto(address);
    await ready(page);
    await page.getByRole('button', { name: 'Đăng', exact: true }).click();
    await page.locator('#noi-dang').getByText('Đang trong bản tin').waitFor();
    const feed = async () => (await fetch(`${house.server.portal}/hoc/tin.xml`)).text();
    expect(await feed()).toContain('Mật khẩu tốt giữ nhà của em.');
    const [address2 = ''] = /https?:[^"]*\/hoc\/dang\/[0-9a-f]{64}\.png/.exec(await feed()) ?? [];
    const sent = await fetch(`${house.server.portal}${new URL(address2).pathname}`);
    expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'image/png']);
    for (const wrong of ['0'.repeat(64), 'x', '..%2Fx'])
      expect((await fetch(`${house.server.portal}/hoc/dang/${wrong}.png`)).status).toBe(404);
    await page.locator('#withdraw-reason').fill('Thử gỡ (mẫu).');
    await page.getByRole('button', { name: 'Gỡ ngay' }).click();
    await page.locator('#noi-dang').getByText('Đã gỡ').waitFor();
    expect(await feed()).not.toContain('Mật khẩu tốt giữ nhà của em.');
    await page.setViewportSize({ width: 360, height: 740 });
    for (const at of [address, '/bai/binh-luan']) {
      await page.goto(at);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    await noViolations(writer, 'comments');
    expect(writer.complaints).toEqual([]);
    await writer.context.close();
  });
});
