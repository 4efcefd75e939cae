import { describe, expect, test } from 'vitest';
import { addDays, vietnamDate } from '../../src/kernel/time.pure.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, investigators, ministry } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const LIST = '/vi-pham';
const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);
/** Where pictures of the pages are put for somebody who looks at them. */
const SHOTS = process.env.SHOTS;
const picture = async ({ page }: Pick<Desk, 'page'>, name: string) =>
  SHOTS === undefined ? undefined : void (await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }));

describe.skipIf(missing !== null)('offence files at the desk', { timeout: 300_000 }, () => {
  test('a tip is opened, described, moved; a request is drafted by one and approved by another', async () => {
    const lead = await desk(investigators.lead, '/vi-pham/moi');
    const { page } = lead;
    await page.getByLabel('Nội dung').fill('Tin báo mẫu: một tài khoản dọa tung ảnh.');
    await page.getByLabel('Loại hành vi').selectOption('OI-SEXT');
    await noViolations(lead, 'a new offence file');
    await page.getByRole('button', { name: 'Lập vụ việc' }).click();
    await page.waitForURL(/\/vi-pham\/[0-9a-f-]{36}$/);
    await ready(page);
    const file = new URL(page.url()).pathname;
    const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
    expect(reference).toMatch(/^VP-/);
    await page.getByLabel('Giai đoạn', { exact: true }).selectOption('VERIFYING_SOURCE');
    await page.getByRole('button', { name: 'Chuyển giai đoạn' }).click();
    await page.locator('dl').getByText('Kiểm tra, xác minh nguồn tin').waitFor();

    await page.getByText('Soạn yêu cầu', { exact: true }).first().click();
    await page.getByLabel('Loại yêu cầu').selectOption('USER_DATA');
    await page.getByLabel('Nơi nhận', { exact: true }).fill('Nền tảng Mẫu');
    await page.getByLabel('Nội dung yêu cầu').fill('Thông tin đăng ký của tài khoản mẫu');
    // What is wrong stands at the form that was sent, not at another whose field is called the same.
    await page.locator('#to-agency').fill('KHONG-CO');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.locator('#to-agency-error').waitFor();
    expect(await page.locator('#agency-error').count()).toBe(0);
    await page.locator('#to-agency').fill('');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.getByRole('button', { name: 'Trình duyệt' }).click();
    await page.getByText('Chờ duyệt').waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt', exact: true }).count()).toBe(0);
    await noViolations(lead, 'offence file with a request');

    const second = await desk(investigators.second, file);
    await second.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await second.page.getByText('Đã duyệt, chưa gửi').waitFor();
    expect(second.complaints).toEqual([]);
    await second.context.close();

    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: 'Ghi là đã gửi' }).click();
    await page.getByText('Đã gửi, chờ trả lời').waitFor();
    await page.locator('#yeu-cau time.clock').waitFor();
    const request = (await page.locator('#yeu-cau').innerText()).match(/YC-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] as string;
    // The day on which the addressee must have answered stands in the calendar of who works on the file.
    await page.goto(`/lich?dang=ds&ngay=${addDays(vietnamDate(new Date()), 1)}`);
    await page.getByRole('link', { name: new RegExp(request) }).waitFor();
    await page.getByText('không có trong tệp lịch tải về').waitFor();
    await noViolations(lead, 'calendar with offence clocks');
    await picture(lead, 'calendar-desk');
    await page.getByRole('link', { name: new RegExp(request) }).click();
    await page.waitForURL((url) => url.pathname === file);

    // The code finds it for whoever may know of it.
    for (const [login, found] of [
      [investigators.lead, true],
      [investigators.elsewhere, false],
      [helpline.supervisor, false],
    ] as const) {
      const who = await desk(login, '/');
      const answer = await who.page.evaluate(
        async (code) => (await fetch('/tim/ma', { method: 'POST', body: code })).text(),
        reference,
      );
      expect([login, answer.includes(reference)]).toEqual([login, found]);
      await who.context.close();
    }
    expect(lead.complaints).toEqual([]);
    await lead.context.close();
  });

  test('what two say of the same persons stands side by side; a name is shown when it is asked for', async () => {
    const lead = await desk(investigators.lead, `${LIST}?giai-doan=INVESTIGATION`);
    const { page } = lead;
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/vi-pham\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByRole('heading', { name: 'Đối tượng liên quan' }).waitFor();
    expect(await page.getByText('có nhận định trái ngược').count()).toBe(2);
    expect(await page.content()).not.toContain('Người Mẫu Hư Cấu');
    await page.getByRole('button', { name: 'Xem tên' }).click();
    await page.getByText('Người Mẫu Hư Cấu').waitFor();
    await noViolations(lead, 'offence file');
    await picture(lead, 'file-desk');
    const one = new URL(page.url()).pathname;

    // Somebody of another file of the unit is held to be the same: both files say so, and it is taken back where it was said.
    const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
    const other = await lead.context.newPage();
    const opened = await page.evaluate(async (summary) => {
      const answer = await fetch('/api/v1/offence-files', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ summary }),
      });
      return ((await answer.json()) as { id: string }).id;
    }, 'Tin báo mẫu khác của đơn vị.');
    await other.goto(`/vi-pham/${opened}`);
    await ready(other);
    await other.getByText('Ghi một đối tượng', { exact: true }).click();
    const name = other.locator('form[action="?/doiTuong"]');
    await name.getByLabel('Mô tả').fill('Tài khoản mẫu dùng ảnh giống nhau.');
    await name.getByRole('button', { name: 'Lưu' }).click();
    await other.locator('#doi-tuong').getByText('Người số 1').first().waitFor();
    await other.getByText('So sánh hai đối tượng', { exact: true }).click();
    const compare = other.locator('form[action="?/soSanh"]');
    await compare.getByLabel('Mã vụ việc khác').fill(reference);
    await compare.getByLabel('Người số mấy ở đó').fill('9');
    await compare.getByRole('button', { name: 'Lưu' }).click();
    await other.locator('#otherNumber-error').waitFor();
    await compare.getByLabel('Người số mấy ở đó').fill('1');
    await compare.getByRole('button', { name: 'Lưu' }).click();
    await other.getByText(`Người số 1 và Người số 1 của ${reference} là một người`).waitFor();
    await noViolations({ page: other }, 'a comparison across files', ['light']);
    await other.close();
    await page.reload();
    await ready(page);
    await page.getByText(/^Người số 1 và Người số 1 của VP-.* là một người$/).waitFor();
    // Two requests wait for an answer: what is wrong with the one stands at its own form.
    const answers = page.locator('form[action="?/traLoi"]');
    expect(await answers.count()).toBe(2);
    for (const at of [0, 1]) await page.getByText('Ghi trả lời', { exact: true }).nth(at).click();
    await answers.nth(1).getByLabel('Tóm tắt trả lời').fill('data:image/png;base64,AAAA');
    await answers.nth(1).getByRole('button', { name: 'Lưu' }).click();
    await answers.nth(1).getByText('không nhận hình ảnh').waitFor();
    expect(await answers.nth(0).getByText('không nhận hình ảnh').count()).toBe(0);
    expect(await answers.nth(0).getByLabel('Tóm tắt trả lời').getAttribute('aria-invalid')).toBeNull();
    await page.goto('/vi-pham/thong-ke');
    await page.getByRole('heading', { name: 'Số liệu về vụ việc' }).waitFor();
    await page.getByText('Số liệu này tính cả vụ việc minh họa').waitFor();
    await noViolations(lead, 'figures of offence files');
    await picture(lead, 'figures-desk');
    const [csv, sheet] = await Promise.all(
      ['csv', 'xlsx'].map((format) => page.request.get(`/vi-pham/thong-ke/tep?dang=${format}`)),
    );
    expect(csv?.headers()['content-disposition']).toContain('-minh-hoa');
    expect(await csv?.text()).toMatch(/^\uFEFFBảng,Mã,Mục,Cột,Giá trị\r\n/);
    expect((await sheet?.body())?.subarray(0, 2).toString()).toBe('PK');
    expect((await page.request.get('/vi-pham/thong-ke/tep?dang=pdf')).status()).toBe(404);
    await page.goto(LIST);
    await page.locator('a[data-row]').first().waitFor();
    await noViolations(lead, 'list of offence files');
    await picture(lead, 'list-desk');

    // Another unit takes part in this one and decides nothing; the body that coordinates knows that it is there.
    const partner = await desk(investigators.elsewhere, one);
    expect(await partner.page.getByRole('button', { name: 'Chuyển giai đoạn' }).count()).toBe(0);
    await partner.page.getByRole('heading', { name: 'Yêu cầu gửi ra ngoài' }).waitFor();
    await partner.context.close();
    const coordinator = await desk(investigators.coordinator, one);
    await coordinator.page.getByText('Nội dung thuộc đơn vị chủ trì.').waitFor();
    expect(await coordinator.page.getByRole('heading', { name: 'Đối tượng liên quan' }).count()).toBe(0);
    await noViolations(coordinator, 'what the register says of a file', ['light']);
    await coordinator.context.close();
    for (const login of [helpline.supervisor, ministry.officer, helpline.counsellor]) {
      const stranger = await desk(login, '/');
      expect((await stranger.page.goto(LIST))?.status()).toBe(403);
      expect((await stranger.page.goto(one))?.status()).toBe(403);
      expect(await stranger.page.content()).not.toContain('VP-');
      await stranger.context.close();
    }

    const state = await lead.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [LIST, one, '/vi-pham/moi', '/vi-pham/thong-ke', `/en${one}`, `/en${LIST}`]) {
      await page.goto(path);
      await ready(page);
      await fits(lead, path);
      await picture(lead, `phone${path.replaceAll(/[^a-z]/g, '-').slice(0, 24)}`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(one);
    await picture(lead, 'file-phone-dark');
    expect(lead.complaints).toEqual([]);
    await lead.context.close();

    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto(one);
    await plain.page.getByRole('button', { name: 'Xem mô tả' }).first().click();
    await plain.page.getByText('Tài khoản mẫu nhận tiền vào nhóm.').waitFor();
    // The page that comes back holds what was written open, at the form that it was written in.
    await plain.page.goto(one);
    const late = plain.page.locator('form[action="?/traLoi"]');
    await plain.page.getByText('Ghi trả lời', { exact: true }).nth(1).click();
    await late.nth(1).getByLabel('Tóm tắt trả lời').fill('data:image/png;base64,AAAA');
    await late.nth(1).getByRole('button', { name: 'Lưu' }).click();
    await late.nth(1).getByText('không nhận hình ảnh').waitFor();
    expect(await late.nth(1).getByLabel('Tóm tắt trả lời').inputValue()).toContain('data:image');
    expect(await late.nth(0).getByLabel('Tóm tắt trả lời').inputValue()).toBe('');
    expect(await plain.page.locator('form[action="?/traLoi"] [aria-invalid]').count()).toBe(1);
    await plain.page.goto('/vi-pham/moi');
    await plain.page.getByLabel('Nội dung').fill('data:image/png;base64,AAAA');
    await plain.page.getByRole('button', { name: 'Lập vụ việc' }).click();
    await plain.page.getByText('không nhận hình ảnh').waitFor();
    expect(await plain.page.getByLabel('Nội dung').inputValue()).toContain('data:image');
    await plain.context.close();
  });
});
