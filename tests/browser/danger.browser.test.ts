import { describe, expect, test } from 'vitest';
import { beginShift } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline, province } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, PHONE, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

if (missing !== null) console.warn(`SKIPPED: a child in danger now (${missing})`);
describe.skipIf(missing !== null)('a child in danger now', { timeout: 300_000 }, () => {
  test('is asked by the dialogue, an officer on a phone takes it with one press, and the child keeps its plan', async () => {
    // The commune puts somebody on its roster, on a phone.
    const officer = await desk(commune.officer, '/truc-ban/danh-sach', PHONE.width, PHONE.height);
    await question(officer.page, 'Danh sách trực');
    await officer.page.getByText('Chưa có ai trong danh sách').waitFor();
    await noViolations(officer, 'a roster with nobody on it');
    await officer.page.getByRole('button', { name: 'Thêm người trực' }).click();
    const entry = officer.page.getByRole('dialog');
    await entry.getByLabel('Họ tên').fill('Trực Mẫu Sẵn Sàng');
    await entry.getByLabel('Số gọi được ngay').fill('024 3000 111');
    await noViolations(officer, 'an officer who is put on the roster');
    await entry.getByRole('button', { name: 'Thêm', exact: true }).click();
    await officer.page.getByText('Cả tuần lúc nào cũng có người trực.').waitFor();

    const child = await openWindow(house.browser, { baseURL: house.server.portal, reducedMotion: 'reduce' });
    const phone = child.page;
    await phone.goto('/tro-chuyen/13-15');
    await phone.getByLabel('Không', { exact: true }).check();
    await phone.getByLabel('Em muốn nói gì trước tiên?').fill('Em sợ.');
    await phone.getByRole('button', { name: 'Vào chờ' }).click();
    await phone.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
    const helper = await desk(helpline.agent, '/truc');
    const { page } = helper;
    await beginShift(page);
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await page.keyboard.press('Alt+a');
    await question(phone, 'Em đang nói chuyện với 111');

    // By keys alone: the dialogue is beside the talk, and its words go into the answer without being sent.
    const danger = page.getByRole('region', { name: 'Hỏi về nguy hiểm' });
    await danger.waitFor();
    await page.keyboard.press('Alt+n');
    await page.keyboard.press('2');
    await danger.getByRole('heading', { name: 'Người làm hại đang ở cùng chỗ với trẻ?' }).waitFor();
    await danger.getByRole('button', { name: 'Đưa câu này vào ô trả lời' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Trả lời' }).inputValue()).toContain('có hoặc không');
    expect(await phone.getByText('có hoặc không').count()).toBe(0);
    await noViolations(helper, 'a question of the dialogue');
    await danger.getByRole('heading', { name: 'Người làm hại đang ở cùng chỗ với trẻ?' }).focus();
    await page.keyboard.press('1');
    await danger.getByText('Nguy hiểm ngay lúc này').first().waitFor();
    await danger.getByRole('heading', { name: 'Trẻ có bị thương, chảy máu, khó thở?' }).waitFor();
    await danger.getByText('Bàn giao trẻ cho người đến được').first().waitFor();
    await noViolations(helper, 'danger now');

    // The officer on duty of the commune is called; nobody answers the telephone, and the message goes out.
    await danger.getByLabel('Tỉnh, thành phố').selectOption('01');
    await danger.getByLabel('Xã, phường').selectOption('00004');
    await danger.getByRole('button', { name: 'Gọi trực ban xã, phường' }).click();
    await danger.getByText('Trực Mẫu Sẵn Sàng').first().waitFor();
    await noViolations(helper, 'an officer to be rung');
    await danger.getByRole('button', { name: 'Không nghe máy' }).click();
    await danger.getByText('Đã nhắn, chờ xã, phường trả lời').waitFor();

    await officer.page.goto('/');
    await officer.page.getByText('111 gọi: trẻ đang nguy hiểm').first().waitFor();
    await officer.page.goto('/truc-ban');
    const take = officer.page.getByRole('button', { name: /Tôi nhận, đi ngay/ });
    await take.waitFor();
    expect((await take.boundingBox())?.height).toBeGreaterThanOrEqual(64);
    await noViolations(officer, 'a call that waits for an officer');
    await take.click();
    await officer.page.getByText('Không có lượt gọi nào đang chờ.').waitFor();
    await danger.getByText('Đã có người nhận').waitFor();
    await expect.poll(() => danger.getByRole('button', { name: 'Công an (113) đã nhận' }).count()).toBe(0);

    // The plan, in the child's words: seen beside the talk at once, and kept.
    const plan = page.getByRole('region', { name: 'Kế hoạch an toàn' });
    await plan.getByText('Chưa có. Viết cùng trẻ').click();
    await plan.getByLabel('Người em có thể nói thật').fill('Bà ngoại, cô giáo chủ nhiệm.');
    await plan.getByLabel('Việc em tự làm được').fill('Gọi chị số 0912 345 678.');
    await plan.getByRole('button', { name: 'Lưu và cho trẻ xem' }).click();
    await plan.getByText('Chưa lưu, vì có số điện thoại').waitFor();
    await plan.getByLabel('Việc em tự làm được').fill('Ra sân ngồi với bà.');
    await plan.getByRole('button', { name: 'Lưu và cho trẻ xem' }).click();
    await phone.getByText('Ra sân ngồi với bà.').waitFor();
    await noViolations(child, 'a child who sees its plan');
    await noViolations(helper, 'a plan that was written');
    await phone.getByRole('link', { name: 'Giữ lại thẻ này' }).click();
    await question(phone, 'Ghi nhớ của em');
    await noViolations(child, 'a plan to keep');
    const [file] = await Promise.all([
      phone.waitForEvent('download'),
      phone.getByRole('link', { name: 'Lưu vào máy này' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('ghi-nho.txt');

    // What the dialogue and the call know stands in the report that is made of it: nothing is typed twice.
    await page.getByRole('link', { name: 'Ghi lại, lập tin báo' }).click();
    await page.getByRole('heading', { name: /^Ghi lại / }).waitFor();
    await expect.poll(() => page.getByLabel('Em đang gặp nguy hiểm ngay lúc này?').inputValue()).toBe('yes');
    await expect.poll(() => page.getByLabel('Xã, phường').inputValue()).toBe('00004');
    await page.goto('/truc');

    // The same without scripts.
    const plain = await openWindow(house.browser, { baseURL: house.server.portal, javaScriptEnabled: false });
    await plain.context.addCookies(await child.context.cookies());
    await plain.page.goto('/tro-chuyen');
    await plain.page.getByText('Ra sân ngồi với bà.').waitFor();
    await plain.page.getByRole('link', { name: 'Giữ lại thẻ này' }).click();
    await plain.page.getByText('Bà ngoại, cô giáo chủ nhiệm.').waitFor();

    // The province finds that its commune did not answer the telephone, and says that it has looked at it.
    const above = await desk(province.officer, '/truc-ban/so-lieu');
    await above.page.getByRole('heading', { name: 'Chưa xem xét' }).waitFor();
    await noViolations(above, 'the ledger of non-answers');
    await above.page.getByRole('button', { name: /Đã xem xét/ }).click();
    await above.page.getByText('Đã ghi.').waitFor();
    expect([...helper.complaints, ...officer.complaints, ...above.complaints]).toEqual([]);
    await Promise.all([child, plain, helper, officer, above].map(({ context }) => context.close()));
  });

  test('is played in an exercise that is marked as one and that nobody outside 111 sees', async () => {
    const helper = await desk(helpline.counsellor, '/truc/dien-tap');
    const { page } = helper;
    await page.getByRole('button', { name: 'Bắt đầu diễn tập' }).click();
    await page.getByText('DIỄN TẬP: không gọi ai thật').first().waitFor();
    await page.getByText('0000000001').waitFor();
    expect(await page.locator('a[href^="tel:0"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Bận, đang họp' }).click();
    await page.getByText('Đã nhắn, chờ xã, phường trả lời').waitFor();
    await noViolations(helper, 'an exercise');
    const officer = await desk(commune.officer, '/truc-ban', PHONE.width, PHONE.height);
    await officer.page.getByText('Không có lượt gọi nào đang chờ.').waitFor();
    await page.getByRole('button', { name: 'Đóng vai trực ban: tôi nhận' }).click();
    await page.getByRole('heading', { name: 'Đã diễn tập' }).waitFor();
    expect([...helper.complaints, ...officer.complaints]).toEqual([]);
    await Promise.all([helper, officer].map(({ context }) => context.close()));
  });
});
