import { describe, expect, test } from 'vitest';
import { itemAddress } from '../../src/learning/library/item-address.pure.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { editors } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** Two others read the newest version and approve it. */
async function approveTwice(path: string): Promise<void> {
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
}

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

    await approveTwice(path);

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

  test('goes the whole way: written from nothing, approved, published, corrected while its readers keep the old words, withdrawn', async () => {
    const slug = 'the-di-tron-duong';
    const writer = await desk(editors.first, '/bai/moi');
    const { page } = writer;
    await ready(page);
    await page.locator('#form').selectOption('CARD');
    await page.locator('#title').fill('Thẻ đi trọn đường (mẫu)');
    await page.locator('#slug').fill(slug);
    await page.locator('#band').selectOption('B9_12');
    await page.getByRole('button', { name: 'Mở bài mới' }).click();
    await page.waitForURL(/\/sua$/);
    await ready(page);
    const path = new URL(page.url()).pathname.replace(/\/sua$/, '');
    await page.goto(`${path}/chu`);
    await ready(page);
    const [head] = (await page.locator('#text').inputValue()).split('# ');
    await page
      .locator('#text')
      .fill(
        `${head}# Thẻ đi trọn đường (mẫu)\n> A card that goes the whole way (sample)\n! Câu dẫn ngắn.\n> A short lead.\n\nEm dừng lại một chút.\n> Stop for a moment.\n\n= Em gọi 111 lúc nào cũng được.\n> You can call 111 at any time.\n[nút: CALL_111]\n`,
      );
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    const published = async (version: number) => {
      await page.waitForURL((url) => url.pathname === path);
      await ready(page);
      await page.getByRole('button', { name: 'Gửi duyệt' }).click();
      await page.getByText('Chờ duyệt').first().waitFor();
      await approveTwice(path);
      await page.reload();
      await ready(page);
      await page.getByRole('button', { name: 'Đăng', exact: true }).click();
      await page
        .getByRole('listitem')
        .filter({ hasText: `Đang đăng · Bản ${version}` })
        .waitFor();
    };
    const child = await openWindow(house.browser, { baseURL: house.server.portal });
    const read = async () => {
      const answer = await child.page.goto(`/hoc/doc/${itemAddress({ kind: 'TEXT', id: slug })}`);
      return { status: answer?.status(), text: await child.page.locator('main').innerText() };
    };
    expect((await read()).status).toBe(404);
    await published(2);
    expect((await read()).text).toContain('Em dừng lại một chút.');

    await page.goto(`${path}/sua`);
    await ready(page);
    await page.locator('[id="vi:blocks.0"]').fill('Em dừng lại, thở một hơi.');
    await page.locator('[id="en:blocks.0"]').fill('Stop and take a breath.');
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.getByText('0 trên 2 người đã duyệt').waitFor();
    expect((await read()).text).toContain('Em dừng lại một chút.');
    await published(3);
    expect((await read()).text).toContain('Em dừng lại, thở một hơi.');

    await page.locator('#withdraw-reason').fill('Thử gỡ bài (mẫu).');
    await page.getByRole('button', { name: 'Gỡ ngay' }).click();
    await expect.poll(async () => (await read()).status).toBe(404);
    expect(writer.complaints).toEqual([]);
    await child.context.close();
    await writer.context.close();
  });

  test('is started by an editor, and written by the form and as plain text', async () => {
    const writer = await desk(editors.first, '/bai/moi');
    const { page } = writer;
    await ready(page);
    await noViolations(writer, 'item-new');
    await page.locator('#form').selectOption('CARD');
    await page.locator('#title').fill('Thẻ thử của bài viết mới');
    await page.getByRole('button', { name: 'Mở bài mới' }).click();
    await page.waitForURL(/\/sua$/);
    await ready(page);
    const path = new URL(page.url()).pathname.replace(/\/sua$/, '');
    await page.locator('[id="vi:lead"]').fill('Một câu dẫn.');
    await page.locator('[id="shape:blocks.1"]').selectOption('steps');
    await page.locator('button[value="add blocks.1"]').click();
    await page.locator('[id="vi:blocks.1.steps.0"]').waitFor();
    // What was typed stands, and the keyboard is at the new part.
    expect(await page.locator('[id="vi:lead"]').inputValue()).toBe('Một câu dẫn.');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('blocks.1');
    await noViolations(writer, 'item being edited with a new part', ['light']);
    await page.locator('[id="vi:blocks.1.steps.0"]').fill('Dừng lại.');
    await page.locator('button[value="up blocks.1"]').click();
    await page.locator('[id="vi:blocks.0.steps.0"]').waitFor();
    expect(await page.locator('[id="vi:blocks.0.steps.0"]').inputValue()).toBe('Dừng lại.');
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.waitForURL((url) => url.pathname === path);
    await ready(page);
    await page.getByText('Dừng lại.').first().waitFor();

    await page.goto(`${path}/chu`);
    await ready(page);
    await noViolations(writer, 'item as plain text');
    const field = page.locator('#text');
    const before = await field.inputValue();
    expect(before).toContain('1. Dừng lại.');
    await field.fill(`${before}[màu: đỏ]`);
    await page.getByRole('button', { name: 'Kiểm tra, chưa lưu' }).click();
    await page.getByText('Không có điều đặt tên này').waitFor();
    await field.fill(before.replace('1. Dừng lại.', '1. Dừng lại một chút.\n> Stop for a moment.'));
    await page.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.waitForURL((url) => url.pathname === path);
    await page.getByText('Dừng lại một chút.').first().waitFor();
    expect(writer.complaints).toEqual([]);
    for (const at of ['/bai/moi', '/bai/nhap', `${path}/sua`, `${path}/chu`]) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(at);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    await writer.context.close();
  });

  test('a scenario is drawn, its faults lead to their scenes, and a file of another tool is told by its lines', async () => {
    const writer = await desk(editors.first, '/bai/nhap');
    const { page } = writer;
    await ready(page);
    await noViolations(writer, 'item-import');
    await page.locator('#title').fill('Tình huống thử');
    await page.locator('#source').fill('=== a ===\nMột câu\n~ x = 1\n');
    await page.getByRole('button', { name: 'Lấy vào' }).click();
    await page.getByText('Dòng 3: Ngoài phần được hỗ trợ').waitFor();
    await page
      .locator('#source')
      .fill('=== a ===\nCó người nhắn\nEm thấy tin.\n+ [Kể] # wrong\n  -> b\n=== b ===\nHết\nEm đã kể.\n-> END\n');
    await page.getByRole('button', { name: 'Lấy vào' }).click();
    await page.waitForURL(/\/sua$/);
    await ready(page);
    await noViolations(writer, 'scenario being edited');
    await page.getByRole('link', { name: /^Có người nhắn.*mở đầu · \d lỗi/ }).click();
    expect(new URL(page.url()).hash).toBe('#scene-a');
    await page.getByRole('link', { name: 'Cảnh kết thiếu việc làm ngay hoặc thiếu 111' }).click();
    expect(new URL(page.url()).hash).toBe('#scene-b');
    await page.locator('[id="vi:scenes.0.choices.0.feedback"]').fill('Chờ một chút, mình nghĩ lại nhé.');
    await page.locator('button[value="add scenes.2"]').click();
    await page.locator('[id="is:scenes.2.id"]').waitFor();
    await page.getByText('Không có đường nào tới cảnh này').first().waitFor();
    expect(writer.complaints).toEqual([]);
    await writer.context.close();
  });

  test('is seen as each band reads it, and read by somebody outside who answers once', async () => {
    const writer = await desk(editors.first, '/bai?tim=mat-khau-la-chia-khoa');
    const { page } = writer;
    await page
      .getByRole('link', { name: /Mật khẩu/ })
      .first()
      .click();
    await page.waitForURL(/\/bai\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    await page.locator('#whom').fill('Cô giáo chủ nhiệm (mẫu)');
    await page.getByRole('button', { name: 'Tạo đường dẫn' }).click();
    const link = (await page.locator('.secret').innerText()).trim();
    expect(link).toMatch(/\/ngoai\/[A-Za-z0-9_-]{43}$/);
    await page.goto(`${path}/xem`);
    await ready(page);
    await noViolations(writer, 'item as on the portal');
    expect(await page.locator('svg.art').count()).toBeGreaterThan(0);

    const outside = await desk();
    await outside.page.goto(link);
    await ready(outside.page);
    await outside.page.getByText('Gửi Cô giáo chủ nhiệm (mẫu).').waitFor();
    await noViolations(outside, 'read from outside');
    await outside.page.getByLabel('Nên đăng bài này').check();
    await outside.page.locator('#comment').fill('Dễ hiểu, nên đăng.');
    await outside.page.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await outside.page.getByText('Cảm ơn anh chị.').waitFor();
    await outside.page.goto(link);
    await outside.page.getByText('Đường dẫn này không còn dùng được.').waitFor();
    expect(outside.complaints).toEqual([]);
    await outside.context.close();

    await page.goto(path);
    await page.getByText('Dễ hiểu, nên đăng.').waitFor();
    expect(writer.complaints).toEqual([]);
    await writer.context.close();
  });

  test('stands in a campaign with its day, and its voices are listed part by part', async () => {
    const writer = await desk(editors.first, '/bai/dot');
    const { page } = writer;
    await ready(page);
    await noViolations(writer, 'campaigns');
    await page.locator('#titleVi').fill('Tuần không bắt nạt (mẫu)');
    await page.locator('input[name="bands"]').first().check();
    await page.locator('#startsOn').fill('07/12/2026');
    await page.locator('#endsOn').fill('31/12/2027');
    await page.getByRole('button', { name: 'Mở đợt', exact: true }).click();
    await page.waitForURL(/\/bai\/dot\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.locator('#item').fill('mat-khau-la-chia-khoa');
    await page.getByRole('button', { name: 'Xếp bài' }).click();
    await page.getByRole('link', { name: /Mật khẩu/ }).waitFor();
    await noViolations(writer, 'campaign');
    await page.getByRole('link', { name: /Mật khẩu/ }).click();
    await page.waitForURL(/\/bai\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByRole('link', { name: 'Thu và nghe giọng đọc' }).click();
    await page.waitForURL(/\/giong$/);
    await ready(page);
    await page.getByText('Chưa có giọng').first().waitFor();
    await noViolations(writer, 'voices of an item');
    expect(writer.complaints).toEqual([]);
    await writer.context.close();
  });
});
