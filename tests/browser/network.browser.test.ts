import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, orders, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
const OWN = '/mang-luoi/PLATFORM-MAU-1';
const OTHER = '/mang-luoi/PLATFORM-MAU-3';
const SHOTS = process.env.SHOTS;
const shot = async ({ page }: Pick<Desk, 'page'>, name: string) => {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};
const fits = async ({ page }: Pick<Desk, 'page'>, width: number, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width);

describe.skipIf(missing !== null)('the pages of the network', { timeout: 300_000 }, () => {
  test('the coordinator sees who lacks what and who is slow, decides on a claim, and calls a drill that a member acknowledges', async () => {
    const coordinator = await desk(orders.coordinator, '/mang-luoi');
    const { page } = coordinator;
    await page.getByText('Trùng với Nhà lưu trữ Mẫu (hư cấu): 203.0.113.0/25').waitFor();
    await page.getByRole('row').filter({ hasText: 'Nhà mạng Mẫu' }).getByText('Đêm nay không ai trực').waitFor();
    await noViolations(coordinator, 'members');
    await shot(coordinator, 'members');
    const forged = page.getByRole('listitem').filter({ hasText: '203.0.113.0/24' });
    await forged.getByRole('button', { name: /^Không xác nhận/ }).click();
    await page.getByText('Đã ghi quyết định.').waitFor();
    await page.goto('/mang-luoi?thieu=NO_AGREEMENT');
    await ready(page);
    expect(await page.locator('a[data-row]').allTextContents()).toEqual([expect.stringContaining('Diễn đàn Mẫu')]);

    await page.goto(OTHER);
    await ready(page);
    await page.getByText('Chưa có ai trực.').waitFor();
    await noViolations(coordinator, 'member as the coordinator sees it');
    await shot(coordinator, 'member-slow');

    await page.goto('/mang-luoi/dien-tap');
    await ready(page);
    await noViolations(coordinator, 'drills');
    await shot(coordinator, 'drills');
    await page.getByRole('button', { name: 'Bắt đầu diễn tập' }).click();
    await page.locator('a[data-row]').nth(2).waitFor();
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/dien-tap\/[0-9a-f-]{36}$/);
    await ready(page);
    const drill = new URL(page.url()).pathname;
    await page.getByText('Đang chờ').first().waitFor();

    const member = await desk(orders.member, '/mang-luoi');
    await member.page.waitForURL((url) => url.pathname === OWN);
    await ready(member.page);
    await member.page.getByRole('heading', { name: /^DIỄN TẬP/ }).waitFor();
    await noViolations(member, 'page of a member');
    await shot(member, 'member-own');
    await member.page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await member.page.getByText('Đã xác nhận. Cảm ơn đơn vị.').waitFor();
    // Another member is not there for it, nor is the list of all, nor the drills of others.
    expect((await member.page.goto(OTHER))?.status()).toBe(404);
    expect((await member.page.goto(drill))?.status()).toBe(403);
    expect(member.complaints).toEqual([]);
    await member.context.close();

    await page.reload();
    await ready(page);
    await page
      .getByText(/Sau \d+ phút · trên trang này/)
      .first()
      .waitFor();
    await noViolations(coordinator, 'results of a drill');
    await shot(coordinator, 'drill');
    await page.getByRole('button', { name: 'Kết thúc diễn tập' }).click();
    await page.getByText('Không trả lời').first().waitFor();
    expect(coordinator.complaints).toEqual([]);
    await coordinator.context.close();
  });

  test('a member enters a webhook that an officer approves, tries it, reads in words why it did not arrive, and renews its secret', async () => {
    const member = await desk(orders.member, `${OWN}/da-gui`);
    const { page } = member;
    await page.getByText('Chưa có gì được gửi tới đơn vị này.').waitFor();
    await noViolations(member, 'ways of a member, nothing sent');
    await page.getByRole('link', { name: 'Sửa liên hệ ở trang Nơi nhận' }).click();
    await page.waitForURL('**/noi-dung/noi-nhan');
    await ready(page);
    await page.locator('summary').filter({ hasText: 'Thêm liên hệ' }).first().click();
    await page.locator('select[name="channel"]').first().selectOption('WEBHOOK');
    await page.locator('input[name="address"]').first().fill('https://khong-co-may-nay.example/nhan');
    await page.locator('form[action="?/lienHe"]').first().getByRole('button').click();
    await page.getByText(/^whsec_/).waitFor();

    const officer = await desk(orders.officer, '/noi-dung/noi-nhan');
    await officer.page.getByRole('button', { name: /^Duyệt liên hệ.*webhook/ }).click();
    await officer.page.getByRole('button', { name: /^Duyệt liên hệ.*webhook/ }).waitFor({ state: 'detached' });
    await officer.context.close();

    await page.goto(`${OWN}/da-gui`);
    await ready(page);
    await page
      .getByRole('button', { name: /^Gửi thử/ })
      .first()
      .click();
    // No such name exists: said in words, with what to do, and when it is tried next.
    await page.getByText('Không tìm thấy tên miền của máy nhận.').first().waitFor({ timeout: 30_000 });
    await page.goto(`${OWN}/da-gui?loai=TEST&trang-thai=waiting`);
    await ready(page);
    await page.getByRole('row').filter({ hasText: 'Gửi thử' }).first().waitFor();
    await page.reload();
    await ready(page);
    await page.getByRole('row').filter({ hasText: 'Gửi thử' }).first().waitFor();
    await page.goto(`${OWN}/da-gui?loai=ALERT_RECALL`);
    await ready(page);
    await page.getByText('Không có lần gửi nào như vậy.').waitFor();
    await page.goto(`${OWN}/da-gui`);
    await ready(page);
    await page.getByText('Dấu vân tay (SHA-256):').first().waitFor();
    await page.getByText('Đổi khóa ký của webhook').first().click();
    await page.getByRole('button', { name: 'Đổi, giữ khóa cũ thêm 7 ngày' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByText(/khóa cũ còn dùng đến/).waitFor();
    await noViolations(member, 'ways and deliveries of a member');
    await shot(member, 'deliveries');
    await page.setViewportSize({ width: 360, height: 800 });
    await fits(member, 360, 'deliveries on a phone');
    await noViolations(member, 'deliveries on a phone', ['light']);
    await shot(member, 'deliveries-phone');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(member, 'deliveries-phone-dark');
    await page.setViewportSize({ width: 1024, height: 800 });
    await fits(member, 1024, 'deliveries on a small screen');
    await page.setViewportSize({ width: 1440, height: 900 });
    await shot(member, 'deliveries-dark');
    // Another member's are not there for it.
    expect((await page.goto(`${OTHER}/da-gui`))?.status()).toBe(404);
    await member.context.close();
  });

  test('an officer sees what came since the last look, and marks it as seen', async () => {
    const analyst = await desk(register.analyst, '/noi-dung/ca');
    const { page } = analyst;
    await page.getByText(/^Vừa đến: \d+$/).waitFor();
    await noViolations(analyst, 'digest');
    await shot(analyst, 'digest');
    await page.getByRole('button', { name: 'Đã xem hết' }).click();
    await page.getByText('Không có gì mới từ lần xem trước.').waitFor();
    await page.getByText('Vừa đến: 0').waitFor();
    await noViolations(analyst, 'digest with nothing new', ['light']);
    expect(analyst.complaints).toEqual([]);
    await analyst.context.close();
  });

  test('pages fit a phone and a small screen, speak English, and do without scripts', async () => {
    const opened = await desk(orders.coordinator, '/mang-luoi/dien-tap');
    const drill = (await opened.page.locator('a[data-row]').first().getAttribute('href')) as string;
    for (const width of [360, 1024]) {
      await opened.page.setViewportSize({ width, height: 800 });
      for (const path of ['/mang-luoi', OWN, '/mang-luoi/dien-tap', drill, `/en${OTHER}`]) {
        await opened.page.goto(path);
        await ready(opened.page);
        await fits(opened, width, `${path} at ${width}`);
        if (width === 360) await noViolations(opened, `${path} on a phone`, ['light']);
        if (width === 360) await shot(opened, `phone${path.replaceAll('/', '-').slice(0, 30)}`);
      }
    }
    await opened.page.emulateMedia({ colorScheme: 'dark' });
    await opened.page.setViewportSize({ width: 1440, height: 900 });
    await opened.page.goto('/mang-luoi');
    await ready(opened.page);
    await shot(opened, 'members-dark');
    expect(opened.complaints).toEqual([]);
    await opened.context.close();

    const member = await desk(orders.member, OWN);
    const state = await member.context.storageState();
    await member.page.setViewportSize({ width: 360, height: 800 });
    await fits(member, 360, 'own page on a phone');
    await shot(member, 'phone-own');
    await member.context.close();
    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto(OWN);
    await plain.page.getByText('Thêm ca trực').first().click();
    await plain.page.getByLabel('Ai nghe máy').fill('Trực thêm (hư cấu)');
    await plain.page.getByLabel('Số gọi được ngay').fill('gọi tôi');
    await plain.page.getByRole('button', { name: 'Thêm ca trực' }).click();
    await plain.page.getByText('Ca trực chưa đủ hoặc chưa đúng.').first().waitFor();
    await plain.page.goto(OWN);
    await plain.page.getByText('Thêm ca trực').first().click();
    await plain.page.getByLabel('Ai nghe máy').fill('Trực thêm (hư cấu)');
    await plain.page.getByLabel('Số gọi được ngay').fill('0900 111 222');
    await plain.page.getByRole('button', { name: 'Thêm ca trực' }).click();
    await plain.page.getByText('Trực thêm (hư cấu)').first().waitFor();
    await plain.context.close();
  });

  test('who has no part in it is turned away', async () => {
    const other = await desk(helpline.counsellor, '/');
    for (const path of ['/mang-luoi', OWN, '/mang-luoi/dien-tap', '/noi-dung/ca']) {
      const answer = await other.page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    await other.context.close();
  });
});
