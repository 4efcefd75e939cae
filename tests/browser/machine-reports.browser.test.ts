import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, orders, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const LIST = '/noi-dung/bao-cao-tu-dong';
const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);

describe.skipIf(missing !== null)('reports that machines filed', { timeout: 240_000 }, () => {
  test('the unit sees flags, quality and outcome, and opens what was written with a reason, police by a ground of law', async () => {
    const analyst = await desk(register.analyst, LIST);
    const { page } = analyst;
    await page.locator('a[data-row]').first().waitFor();
    await noViolations(analyst, 'list of machine reports');
    // Neither the test nor the one that is still open.
    expect(await page.locator('a[data-row]').count()).toBe(4);
    await page.getByRole('link', { name: 'Có tệp nền tảng chưa xem' }).click();
    await page.waitForURL((url) => url.searchParams.get('chua-xem') === '1');
    await ready(page);
    expect(await page.locator('a[data-row]').count()).toBe(2);
    await page.locator('a[data-row]').last().click();
    await page.waitForURL(/bao-cao-tu-dong\/[0-9a-f-]{36}$/);
    await ready(page);
    expect(await page.content()).not.toMatch(/tep-mau|noi-mau|203\.0\.113/);
    await noViolations(analyst, 'one machine report');
    const unviewed = page.getByRole('article').filter({ hasText: 'Nền tảng chưa xem tệp này' });
    await unviewed.getByRole('button', { name: 'Mở thông tin tệp' }).click();
    await page.getByText('công an chỉ được mở khi có căn cứ pháp lý').first().waitFor();
    await unviewed.getByLabel('Căn cứ pháp lý').selectOption('PROCEEDINGS');
    await unviewed.getByRole('button', { name: 'Mở thông tin tệp' }).click();
    await page.getByText('tep-mau-5.jpg').waitFor();
    await page.getByText('hxxps[:]//noi-mau-5[.]example/bai/5').waitFor();
    await page.getByRole('button', { name: 'Mở nội dung' }).click();
    await page.getByText('203.0.113.7').first().waitFor();
    await noViolations(analyst, 'a machine report that was opened', ['light']);
    await page.getByRole('link', { name: /^ND-/ }).first().click();
    await page.getByRole('heading', { name: 'Tệp do nền tảng báo' }).waitFor();
    await noViolations(analyst, 'item with files of platforms', ['light']);
    expect(analyst.complaints).toEqual([]);
    await analyst.context.close();
  });

  test('a member sees its own in every state, with its quality, and nothing that was written', async () => {
    const member = await desk(orders.member, LIST);
    const { page } = member;
    await page.locator('a[data-row]').first().waitFor();
    expect(await page.locator('a[data-row]').count()).toBe(6);
    await page.getByRole('heading', { name: 'Báo cáo của đơn vị trong 30 ngày qua' }).waitFor();
    await noViolations(member, 'machine reports of a member');
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/bao-cao-tu-dong\/[0-9a-f-]{36}$/);
    await ready(page);
    expect(await page.getByRole('button', { name: /^Mở/ }).count()).toBe(0);
    await noViolations(member, 'machine report of a member', ['light']);
    expect(member.complaints).toEqual([]);
    await member.context.close();
  });

  test('pages fit a phone, speak English, and do without scripts; others are turned away', async () => {
    const opened = await desk(register.analyst, LIST);
    const { page } = opened;
    await page.locator('a[data-row]').first().waitFor();
    const one = (await page.locator('a[data-row]').last().getAttribute('href')) as string;
    const state = await opened.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [LIST, one, `/en${one}`]) {
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
    await plain.page.goto(one);
    await plain.page.getByRole('button', { name: 'Mở thông tin tệp' }).first().click();
    await plain.page.getByText('originalFileName').first().waitFor();
    await plain.context.close();
    const other = await desk(helpline.counsellor, '/');
    for (const path of [LIST, one]) expect([path, (await other.page.goto(path))?.status()]).toEqual([path, 403]);
    await other.context.close();
  });
});
