import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { beginShift, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, PHONE, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
const DAY = 86_400_000;
/** Script that the page of a chat may load, in bytes of Brotli. */
const CHAT_SCRIPT = 45 * 1024;
const inAMonth = () =>
  new Date(Date.now() + 30 * DAY).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).replaceAll('-', '/');

if (missing !== null) console.warn(`SKIPPED: what stands around a contact (${missing})`);
describe.skipIf(missing !== null)('around a contact', { timeout: 300_000 }, () => {
  test('a sentence is found by a stroke, somebody reads along after the child’s yes, a plan is shared and two slow it', async () => {
    const helper = await desk(helpline.counsellor, '/truc');
    const { page } = helper;
    await beginShift(page);
    await page.getByText('Sẵn sàng').first().waitFor();
    const child = await openWindow(house.browser, {
      baseURL: house.server.portal,
      viewport: PHONE,
      reducedMotion: 'reduce',
    });
    const phone = child.page;
    const scripts = new Map<string, number>();
    phone.on('response', async (response) => {
      if (response.request().resourceType() !== 'script') return;
      const body = await response.body().catch(() => undefined);
      if (body) scripts.set(response.url(), brotliCompressSync(body).length);
    });
    await phone.goto('/tro-chuyen/13-15');
    await phone.getByLabel('Không', { exact: true }).check();
    await phone.getByLabel('Em muốn nói gì trước tiên?').fill('Em cần hỏi một chuyện.');
    await phone.getByRole('button', { name: 'Vào chờ' }).click();
    await phone.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await page.keyboard.press('Alt+a');
    await page.getByRole('log').getByText('Em cần hỏi một chuyện.').waitFor();

    // Letters without diacritics find it, the blank is filled, and nothing is sent by choosing.
    const answer = page.getByRole('textbox', { name: 'Trả lời' });
    await answer.pressSequentially('/khong');
    await page.getByRole('option', { name: /Không phải lỗi của em/ }).waitFor();
    await noViolations(helper, 'sentences to choose from');
    await answer.press('Enter');
    await expect.poll(() => answer.inputValue()).toBe('Chuyện này không phải lỗi của em. Em kể ra là rất dũng cảm.');
    expect(await phone.getByText('rất dũng cảm').count()).toBe(0);
    await answer.press('Control+Enter');
    await phone.getByText('Em kể ra là rất dũng cảm.').waitFor();
    const weight = [...scripts.values()].reduce((sum, one) => sum + one, 0);
    expect(weight).toBeGreaterThan(1_000);
    expect(weight, [...scripts].join('\n')).toBeLessThanOrEqual(CHAT_SCRIPT);

    // The child is asked before anybody reads along to learn, and says no; asked again, it says yes.
    const board = await desk(helpline.supervisor, '/truc/bang');
    const supervisor = board.page;
    const asks = async () => {
      await supervisor.goto('/truc/bang');
      await ready(supervisor);
      await supervisor.getByText('Đọc cùng một cuộc', { exact: true }).click();
      await supervisor.getByLabel('Đọc để làm gì').selectOption('training');
      await supervisor.getByRole('button', { name: 'Bắt đầu đọc' }).click();
      await supervisor.waitForURL(/cuoc=/);
      await phone.getByText('muốn đọc cùng để học').waitFor();
    };
    await asks();
    await noViolations(child, 'a child who is asked whether somebody may read along');
    expect(await supervisor.getByText('Em cần hỏi một chuyện.').count()).toBe(0);
    await phone.getByRole('button', { name: 'Không đồng ý' }).click();
    await phone.getByText('muốn đọc cùng để học').waitFor({ state: 'detached' });
    await asks();
    await phone.getByRole('button', { name: 'Đồng ý cho đọc cùng' }).click();
    await phone.getByText('Một người giám sát của 111 đang đọc cùng').waitFor();
    await supervisor.reload();
    await supervisor.getByText('Em cần hỏi một chuyện.').first().waitFor();

    // The board works without scripts: what a supervisor leaves to the next shift is kept.
    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      viewport: { width: 1440, height: 900 },
      javaScriptEnabled: false,
    });
    await plain.context.addCookies(await board.context.cookies());
    await plain.page.goto('/truc/bang');
    await question(plain.page, 'Bảng điều phối ca');
    await plain.page.getByRole('region', { name: 'Người đang trực' }).getByText('Sẵn sàng').first().waitFor();
    await plain.page.locator('textarea[name=text]').fill('Ghi chú không cần kịch bản.');
    await plain.page.locator('form:has(textarea[name=text]) button[type=submit]').click();
    await plain.page.getByText('Ghi chú không cần kịch bản.').first().waitFor();
    await plain.context.close();

    await page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.getByRole('link', { name: 'Ghi lại và đóng' }).click();
    await page.getByRole('heading', { name: /^Ghi lại / }).waitFor();
    await ready(page);
    await page.getByRole('button', { name: 'Kế hoạch chung' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[name=weekdays][value="2"]').check();
    await dialog.locator('#reviewOn').fill(inAMonth());
    await dialog.getByLabel('Cách tiếp đã thống nhất').fill('Nghe trước, không hỏi lại từ đầu.');
    await noViolations(helper, 'a plan that is shared');
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Nghe trước, không hỏi lại từ đầu.').waitFor();
    await page.getByRole('button', { name: 'Đề nghị làm chậm' }).click();
    await dialog.getByLabel('Kể ngắn gọn cho giám sát').fill('Nhắn lặp lại nhiều lần.');
    await noViolations(helper, 'a slowing that is asked for');
    await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByText(/Đã đề nghị làm chậm/).waitFor();
    await supervisor.goto('/truc/lam-cham');
    await ready(supervisor);
    await noViolations(board, 'contacts that are slowed, and one that is asked for');
    await supervisor.getByRole('button', { name: /^Đồng ý/ }).click();
    await expect.poll(() => supervisor.getByRole('button', { name: /^Đồng ý/ }).count()).toBe(0);
    expect([...helper.complaints, ...board.complaints]).toEqual([]);
    await Promise.all([child, helper, board].map(({ context }) => context.close()));
  });

  test('the figures of the past weeks are drawn and told as tables', async () => {
    const board = await desk(helpline.supervisor, '/truc/so-lieu');
    const { page } = board;
    await ready(page);
    const months = await page
      .locator('#tu option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    await page.locator('#tu').selectOption(months.toSorted().at(-3) ?? '');
    await page.locator('main form[method=get] button').click();
    await page.waitForURL(/tu=/);
    await ready(page);
    await page
      .getByRole('heading', { name: 'Cuộc đến theo tháng' })
      .or(page.getByText('Cuộc đến theo tháng'))
      .first()
      .waitFor();
    expect(await page.locator('main figure').count()).toBeGreaterThan(3);
    await noViolations(board, 'figures of 111 with data');
    expect(board.complaints).toEqual([]);
    await board.context.close();
  });

  test('a series is begun from a case by its code, and shared with who handles one', async () => {
    const helper = await desk(helpline.counsellor, '/ho-so');
    const { page } = helper;
    await ready(page);
    const codes = await page.locator('main a[data-row]').allInnerTexts();
    const [first, second] = codes.map((one) => one.trim());
    await page.goto('/tu-van');
    await ready(page);
    await page.locator('main a[data-row]').first().click();
    await page.waitForURL(/\/tu-van\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByText('Chia sẻ với nơi giữ hồ sơ', { exact: true }).first().click();
    await page.locator('#ma-ho-so').fill('bé ở trường cũ');
    await page.getByRole('button', { name: 'Chia sẻ với nơi giữ hồ sơ' }).click();
    await page.locator('#ma-ho-so-error').waitFor();
    await page.locator('#ma-ho-so').fill(first ?? '');
    await noViolations(helper, 'a series that is shared');
    await page.getByRole('button', { name: 'Chia sẻ với nơi giữ hồ sơ' }).click();
    await page.getByText('Đã chia sẻ.').first().waitFor();
    await expect.poll(() => page.getByText('Chưa chia sẻ với nơi nào').count()).toBe(0);
    await page.goto('/tu-van');
    await ready(page);
    await page.locator('#maHoSo').fill(second ?? '');
    await page.getByRole('button', { name: 'Mở đợt tư vấn' }).click();
    await page.waitForURL(/\/tu-van\/[0-9a-f-]{36}$/);
    await page
      .getByText(second ?? 'no case', { exact: false })
      .first()
      .waitFor();
    expect(helper.complaints).toEqual([]);
    await helper.context.close();
  });
});
