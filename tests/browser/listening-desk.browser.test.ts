import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, ministry } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

async function go(page: Page, path: string): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(200);
  await ready(page);
}

/** The first alert that waits for a decision. */
async function openWaiting(page: Page): Promise<void> {
  await go(page, '/lang-nghe/canh-bao?trang-thai=RAISED');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/lang-nghe\/canh-bao\/[0-9a-f-]{36}$/);
  await ready(page);
}

describe.skipIf(missing !== null)('the listening desk', { timeout: 240_000 }, () => {
  test('the overview tells what rises and how sure it is, and its numbers lead to their rows', async () => {
    const { page, context, complaints } = await desk(ministry.reviewer, '/lang-nghe');
    await page.getByRole('heading', { name: 'Đang tăng' }).waitFor();
    // The true share with what it rests on; or that too few were audited to tell it.
    await page.getByText(/Tỷ lệ thật được ước tính từ|Chưa đủ 30 bài kiểm tra ngẫu nhiên/).waitFor();
    // A period is kept by the address, and a period that cannot be is said.
    await page.getByRole('link', { name: '30 ngày' }).click();
    await page.waitForURL(/ky=30/);
    await page.reload();
    await ready(page);
    expect(await page.getByRole('link', { name: '30 ngày' }).getAttribute('aria-current')).toBe('true');
    await go(page, '/lang-nghe?tu=2026-09-01&den=2020-01-01');
    await page.getByText('Khoảng thời gian không hợp lệ.').waitFor();

    await go(page, '/lang-nghe');
    const open = page
      .getByRole('list', { name: 'Cảnh báo chờ quyết định' })
      .getByRole('link')
      .filter({ hasText: 'S2' });
    const told = Number(/([\d.]+)$/.exec(await open.innerText())?.[1]?.replaceAll('.', ''));
    await open.click();
    await page.waitForURL(/muc=2/);
    await ready(page);
    expect(await page.locator('a[data-row]').count()).toBe(Math.min(told, 50));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an alert is read blurred, unmasked with a reason for two minutes, and confirmed once', async () => {
    const reviewer = await desk(ministry.reviewer, '/lang-nghe/canh-bao');
    const { page } = reviewer;
    await openWaiting(page);
    const address = page.url();
    const words = page.locator('.words p');
    expect(await words.getAttribute('aria-hidden')).toBe('true');
    await page.keyboard.press('b');
    expect(await words.getAttribute('aria-hidden')).toBe('false');
    await page.keyboard.press('m');
    const why = page.getByRole('dialog', { name: 'Xem bài như khi viết' });
    expect(await why.getByRole('button', { name: 'Mở xem' }).isDisabled()).toBe(true);
    await why.getByLabel('Vì sao cần xem').selectOption('to-decide');
    await noViolations(reviewer, 'why');
    await why.getByRole('button', { name: 'Mở xem' }).click();
    await page.locator('.post [role=status]').waitFor();
    await noViolations(reviewer, 'unmasked');
    await page.getByRole('button', { name: 'Che lại' }).click();

    await page.keyboard.press('c');
    const confirm = page.getByRole('dialog', { name: 'Xác nhận đây là việc gây hại' });
    await confirm.getByText('Mạng lưới gỡ bỏ nội dung').waitFor();
    await confirm.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByText('Đã xác nhận').first().waitFor();
    await page.getByText('Kiều Mẫu Khách Quan quyết định lúc', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^Xác nhận/ }).count()).toBe(0);

    // Another one is dismissed, with a reason; who sees codes alone may decide nothing.
    await openWaiting(page);
    await page.keyboard.press('x');
    const dismiss = page.getByRole('dialog', { name: 'Bỏ cảnh báo này' });
    await dismiss.getByLabel('Lý do').selectOption('joke');
    await dismiss.getByRole('button', { name: 'Bỏ cảnh báo' }).click();
    await page.locator('.head').getByText('Lời đùa').waitFor();
    const analyst = await desk(ministry.listeningAnalyst, new URL(address).pathname);
    await analyst.page.getByText('không thấy lời của bài', { exact: false }).waitFor();
    expect(await analyst.page.locator('.words').count()).toBe(0);
    expect(await analyst.page.getByRole('button', { name: /Mở che|Xác nhận|Bỏ cảnh báo/ }).count()).toBe(0);
    for (const one of [reviewer, analyst]) await one.context.close();
  });

  test('a post is reviewed with the keyboard alone, nothing is decided without a choice, and the budget counts', async () => {
    const reviewer = await desk(ministry.secondReviewer, '/lang-nghe/duyet');
    const { page } = reviewer;
    // Nothing is opened before it is asked for.
    expect(await page.locator('form.choose').count()).toBe(0);
    await page.keyboard.press('Enter');
    const form = page.locator('form.choose');
    await form.waitFor();
    const task = () => form.locator('input[name=task]').inputValue();
    const first = await task();
    await noViolations(reviewer, 'blurred');
    await page.keyboard.press('b');
    await noViolations(reviewer, 'a post');
    await page.keyboard.press('Enter');
    await page.getByText('Cần chọn ít nhất một điều.').waitFor();
    await page.keyboard.press('0');
    expect(await form.getByLabel('Lừa đảo nhằm vào trẻ em').isChecked()).toBe(true);
    await page.keyboard.press('k');
    expect(await form.getByLabel('Lừa đảo nhằm vào trẻ em').isChecked()).toBe(false);
    // Unmasking decides nothing.
    await page.keyboard.press('m');
    const why = page.getByRole('dialog', { name: 'Xem bài như khi viết' });
    await why.getByLabel('Vì sao cần xem').selectOption('to-check-masking');
    await why.getByRole('button', { name: 'Mở xem' }).click();
    await page.locator('.post [role=status]').waitFor();
    expect(await task()).toBe(first);
    await page.keyboard.press('s');
    await expect.poll(task).not.toBe(first);
    const second = await task();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByText('Đã chốt 1 bài trong lần này.').waitFor();
    expect(await form.count().then((n) => (n === 0 ? '' : task()))).not.toBe(second);
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Giờ nghỉ' }).waitFor();
    await noViolations(reviewer, 'a break');
    await reviewer.context.close();
  });

  test('every page is accessible in both languages, fits a phone, and shows no picture', async () => {
    const opened = await desk(ministry.listeningSupervisor, '/lang-nghe');
    const { page } = opened;
    for (const path of ['/lang-nghe', '/lang-nghe?ky=1', '/lang-nghe/canh-bao', '/lang-nghe/duyet', '/en/lang-nghe']) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await go(page, path);
      await noViolations(opened, path);
      expect(await page.locator('img, video, picture, canvas').count(), path).toBe(0);
      await page.setViewportSize({ width: 360, height: 740 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at 360`).toBeLessThanOrEqual(360);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await openWaiting(page);
    await noViolations(opened, 'an alert');
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test('who sees figures opens no alert; who has no part in listening sees nothing of it', async () => {
    const officer = await desk(ministry.officer, '/lang-nghe');
    await officer.page.getByText('không mở từng cảnh báo', { exact: false }).waitFor();
    expect(await officer.page.locator('main a[href*="/canh-bao"]').count()).toBe(0);
    expect(
      Number(
        (await officer.page.getByRole('region', { name: 'Số liệu chính' }).locator('b').first().innerText()).replace(
          /\D/g,
          '',
        ),
      ),
    ).toBeGreaterThan(0);
    for (const path of ['/lang-nghe/canh-bao', '/lang-nghe/duyet'])
      expect((await officer.page.goto(path))?.status(), path).toBe(403);
    const agent = await desk(helpline.agent, '/');
    expect(await agent.page.getByRole('link', { name: 'Nội dung và vi phạm' }).count()).toBe(0);
    for (const path of ['/lang-nghe', '/lang-nghe/canh-bao', '/lang-nghe/duyet'])
      expect((await agent.page.goto(path))?.status(), path).toBe(403);
    for (const one of [officer, agent]) await one.context.close();
  });

  test('the public is told what is listened to and what is kept, without a script', async () => {
    const context = await house.browser.newContext({ baseURL: house.server.portal, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/rieng-tu');
    await page.locator('main').getByRole('link', { name: 'Lá Chắn lắng nghe gì' }).click();
    await page.getByRole('heading', { name: 'Giữ trong bao lâu' }).waitFor();
    await page.getByRole('row', { name: 'Bài trong một cảnh báo 90 ngày' }).waitFor();
    // What is invented is no source that the public is told of.
    await page.getByText('lúc này không có nguồn thật nào đang chạy', { exact: false }).waitFor();
    await context.close();
  });
});
