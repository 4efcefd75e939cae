import { describe, expect, test } from 'vitest';
import { beginShift } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** A child asks for a chat, with a first line of danger, on a page without scripts. */
async function asks(line: string): Promise<void> {
  const child = await openWindow(house.browser, { baseURL: house.server.portal, javaScriptEnabled: false });
  await child.page.goto('/tro-chuyen/13-15');
  await child.page.getByLabel('Không', { exact: true }).check();
  await child.page.getByLabel('Em muốn nói gì trước tiên?').fill(line);
  await child.page.getByRole('button', { name: 'Vào chờ' }).click();
  await question(child.page, 'Giữ sáu từ này để quay lại');
  await child.context.close();
}

if (missing !== null) console.warn(`SKIPPED: the board of a shift (${missing})`);
describe.skipIf(missing !== null)('the board of a shift', { timeout: 240_000 }, () => {
  test('shows danger until a helper takes it, gives it to one, takes it back, and hands the shift over', async () => {
    await asks('Bố đang cầm dao đuổi em.');
    const board = await desk(helpline.supervisor, '/truc/bang');
    const { page } = board;
    const danger = page.getByRole('heading', { name: /^Nguy hiểm, chưa ai nhận/ });
    await danger.waitFor();
    await page.getByText('Chưa ai vào ca.').waitFor();
    await noViolations(board, 'a board with danger that nobody has');

    // A counsellor begins their shift in another browser: the board shows it without being touched.
    const counsellor = await desk(helpline.counsellor, '/truc');
    const helper = counsellor.page;
    await beginShift(helper, 'counsellor');
    await helper.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    const people = page.getByRole('region', { name: 'Người đang trực' });
    await people.locator('.status', { hasText: 'Sẵn sàng' }).waitFor();
    // What rings is not owned yet.
    expect(await danger.count()).toBe(1);
    await helper.keyboard.press('Alt+a');
    await danger.waitFor({ state: 'detached' });
    await people.getByText('1 cuộc, 35 % sức').waitFor();

    // A second contact is given by the keyboard alone, and taken back by the toast.
    await helper.getByLabel('Nhận cuộc mới').selectOption('winding-down');
    await helper.getByRole('button', { name: 'Đặt', exact: true }).click();
    await people.locator('.status', { hasText: 'Sắp hết ca' }).waitFor();
    await asks('Em cần hỏi một chuyện.');
    const contacts = page.getByRole('region', { name: 'Các cuộc đang mở' });
    await contacts.getByText('chưa ai tiếp').first().waitFor();
    await page.locator('body').press('j');
    await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('chon');
    // Walks to the one that waits.
    for (let steps = 0; steps < 5; steps += 1) {
      const row = await page.locator('li:has(:focus)').textContent();
      if (row?.includes('chưa ai tiếp')) break;
      await page.keyboard.press('j');
    }
    await page.keyboard.press(' ');
    await page.keyboard.press('g');
    await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('to');
    await page.locator('#board-to').selectOption({ index: 1 });
    await contacts.getByRole('button', { name: 'Giao', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Đã làm 1 cuộc.').waitFor();
    await noViolations(board, 'a board with a contact that was given');
    await helper.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await helper.getByRole('button', { name: 'Lúc này quá sức' }).click();

    // A note for the next shift; whoever wrote it confirms nothing.
    await page.getByLabel('Ghi chú cho ca sau').fill('Một em hẹn viết lại lúc 15 giờ.');
    await page.getByRole('button', { name: 'Để lại ghi chú' }).click();
    await page.getByText('Chờ ca sau xác nhận').waitFor();
    expect(await page.getByRole('button', { name: 'Tôi đã đọc' }).count()).toBe(0);

    // A diversion, and its way back.
    await page.getByText('Chuyển hướng hàng chờ', { exact: true }).click();
    await page.getByRole('button', { name: 'Chuyển hướng', exact: true }).click();
    const diverted = page.locator('form.notice', { hasText: 'Tiếp nhận → Tư vấn' });
    await diverted.waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).last().click();
    await diverted.waitFor({ state: 'detached' });

    await page.goto('/truc/man-hinh');
    await page.getByRole('heading', { name: 'Bàn trực 111' }).waitFor();
    expect(await page.getByRole('dialog').textContent()).not.toContain('Mẫu');
    await noViolations(board, 'a wallboard');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/truc\/bang$/);

    // The contact of danger is over: two peers look back at it apart, and then the counsellor reads both.
    await helper.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await helper.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.locator('li', { hasText: 'Ghi lại' }).getByRole('checkbox').check();
    await contacts.getByRole('button', { name: 'Kết thúc thay' }).click();
    await page.getByText('Đã làm 1 cuộc.').first().waitFor();
    await page.goto('/truc/chat-luong');
    await page.getByRole('button', { name: 'Chọn các cuộc để nhìn lại' }).click();
    const second = await desk(helpline.secondCounsellor, '/truc/chat-luong');
    for (const reviewer of [page, second.page]) {
      await reviewer.goto('/truc/chat-luong');
      // Others were drawn with it.
      await reviewer
        .locator('main li', { hasText: 'cuộc nguy hiểm' })
        .getByRole('button', { name: /^Nhận đọc/ })
        .click();
      await reviewer
        .locator('main li', { hasText: 'Chờ phiếu của tôi' })
        .locator('a[href*="/truc/chat-luong/"]')
        .click();
      await reviewer.getByText('Bố đang cầm dao đuổi em.').waitFor();
      for (const choice of await reviewer.locator('main select').all()) await choice.selectOption('YES');
      if (reviewer === page) {
        await reviewer.locator('#PARAPHRASES').selectOption('NO');
        await noViolations(board, 'a sheet that looks back at a contact');
      }
      await reviewer.getByRole('button', { name: 'Gửi phiếu' }).click();
      await reviewer.getByText('Đã gửi phiếu.').waitFor();
    }
    await helper.goto(new URL(page.url()).pathname);
    await helper.getByText('nên bàn thêm').waitFor();
    await helper.getByLabel('Viết').fill('Lúc đó em đang khóc.');
    await helper.getByRole('button', { name: 'Gửi', exact: true }).click();
    await helper.getByText('Lúc đó em đang khóc.', { exact: true }).first().waitFor();
    await noViolations(counsellor, 'two sheets side by side');
    await second.context.close();
    expect(board.complaints).toEqual([]);
    expect(counsellor.complaints).toEqual([]);
    await Promise.all([board.context.close(), counsellor.context.close()]);
  });
});
