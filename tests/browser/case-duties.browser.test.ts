import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline, ministry, province } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
/** Names and telephone numbers that only a case's sealed parts hold. */
const IDENTITY = /\b0\d{9}\b|0912 345/;

async function go({ page }: Desk, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

describe.skipIf(missing !== null)('duties and oversight of cases', { timeout: 300_000 }, () => {
  test('an officer begins with what waits in the one order of work, walks it by key, and keeps the filter in the address', async () => {
    const opened = await desk(commune.officer, '/');
    const { page, context, complaints } = opened;
    const headings = await page.locator('tr.heading th').allInnerTexts();
    const order = ['Cứu ngay', 'Đến lượt tôi', 'Sắp tới', 'Trễ lâu', 'Chờ người khác'];
    const places = headings.map((text) => order.indexOf(text.replace(/\s*\d+$/, '').trim()));
    expect(places.length).toBeGreaterThan(1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    // The twelve hours of an emergency stand at the top, whatever is late.
    expect(places[0]).toBe(0);
    const filters = page.getByRole('group', { name: 'Bộ lọc' });
    const chip = filters.getByRole('link', { name: /^Đến lượt tôi \d+$/ });
    const count = Number((await chip.innerText()).replace(/\D/g, ''));
    await chip.click();
    await page.waitForURL(/nhom=my-turn/);
    await page.waitForFunction((many) => document.querySelectorAll('tbody tr:not(.heading)').length === many, count);
    await page.reload();
    await ready(page);
    expect(await page.locator('tbody tr:not(.heading)').count()).toBe(count);
    await filters.getByRole('link', { name: /^Đến lượt tôi/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('nhom'));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.locator('a[data-row]').nth(1).getAttribute('href');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(second);
    await filters.getByRole('link', { name: /^Biểu mẫu \d+$/ }).click();
    await page.waitForURL(/loai=form/);
    await page.reload();
    await ready(page);
    expect(await page.locator('a[data-row]').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Mẫu số/)]),
    );
    await page.locator('a[data-row]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ho-so\/.+\/bieu-mau\/FORM-/);
    await go(opened, '/');
    await noViolations(opened, '/');
    await page.setViewportSize({ width: 360, height: 740 });
    await go(opened, '/');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await noViolations(opened, '/ on a phone');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a counsellor has reports in the same list, those in danger first, and each leads to its report', async () => {
    const opened = await desk(helpline.counsellor, '/');
    const { page, context, complaints } = opened;
    expect((await page.locator('tr.heading th').first().innerText()).replace(/\s*\d+$/, '').trim()).toBe('Cứu ngay');
    await page
      .getByRole('group', { name: 'Bộ lọc' })
      .getByRole('link', { name: /^Cứu ngay \d+$/ })
      .click();
    await page.waitForURL(/nhom=save-now/);
    await noViolations(opened, '/ of a counsellor');
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/bao-cao\/[0-9a-f-]{36}/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the commune sees all its cases on one page and takes away what it sees, without identities', async () => {
    const opened = await desk(commune.officer, '/xa');
    const { page, context, complaints } = opened;
    const all = await page.locator('a[data-row]').allInnerTexts();
    expect(all.length).toBeGreaterThan(5);
    await page
      .getByRole('group', { name: 'Bộ lọc' })
      .getByRole('link', { name: /^U1 \d+$/ })
      .click();
    await page.waitForURL(/khan=U1/);
    await page.waitForFunction((count) => document.querySelectorAll('a[data-row]').length < count, all.length);
    const shown = await page.locator('a[data-row]').allInnerTexts();
    const csv = await (await page.request.get('/xa/tep?khan=U1&dang=csv')).text();
    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0]).sort()).toEqual([...shown].sort());
    expect(csv).not.toMatch(IDENTITY);
    const xlsx = await page.request.get('/xa/tep?khan=U1&dang=xlsx');
    expect(xlsx.headers()['content-disposition']).toMatch(/\.xlsx"$/);
    expect((await xlsx.body()).subarray(0, 2).toString()).toBe('PK');
    expect((await page.request.get('/xa/tep?dang=pdf')).status()).toBe(404);
    await noViolations(opened, '/xa');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a case has as many overdue duties in the list of cases and in the commune’s as in the list of today', async () => {
    const opened = await desk(commune.officer, '/xa');
    const { page, context } = opened;
    /** By case: the rows that lead to it, with whether their clock has run out and the number that they say. */
    const rows = () =>
      page.locator('tbody tr:not(.heading)').evaluateAll((all) =>
        all.map((row) => ({
          id: /^\/ho-so\/([^/?]+)/.exec(row.querySelector('a[data-row]')?.getAttribute('href') ?? '')?.[1] ?? '',
          late: row.querySelector('time.breached') !== null,
          said: Number(/(\d+) việc quá hạn/.exec(row.textContent ?? '')?.[1] ?? 0),
        })),
      );
    const said = async () => new Map((await rows()).flatMap(({ id, said }) => (said > 0 ? [[id, said]] : [])));
    const inCommune = await said();
    expect(inCommune.size).toBeGreaterThan(0);
    await go(opened, '/ho-so?qua-han=1');
    expect(await said()).toEqual(inCommune);
    const waiting = new Map<string, number>();
    for (let at = 0, full = true; full; at += 1) {
      await go(opened, `/?sau=${at}`);
      const shown = await rows();
      for (const { id, late } of shown) if (id !== '' && late) waiting.set(id, (waiting.get(id) ?? 0) + 1);
      full = shown.length === 50;
    }
    expect(waiting).toEqual(inCommune);
    await context.close();
  });

  test('the calendar is walked by key, has a list of the same, and leaves as a file without identities', async () => {
    const opened = await desk(commune.officer, '/lich');
    const { page, context, complaints } = opened;
    await noViolations(opened, '/lich');
    const today = page.locator('[data-day][aria-current="date"]');
    const day = await today.getAttribute('data-day');
    await today.focus();
    await page.keyboard.press('ArrowLeft');
    const before = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.day);
    expect(Date.parse(day ?? '') - Date.parse(before ?? '')).toBe(86_400_000);
    await page.keyboard.press('w');
    await page.waitForURL(/kieu=tuan/);
    await ready(page);
    await noViolations(opened, '/lich week');
    await page.keyboard.press('l');
    await page.waitForURL(/dang=ds/);
    await noViolations(opened, '/lich list');
    await go(opened, '/lich');
    const href = await page.getByRole('link', { name: /\.ics/ }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.headers()['content-type']).toContain('text/calendar');
    const text = (await answer.text()).replaceAll('\r\n ', '');
    expect(text).toMatch(/SUMMARY:.+ · [0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(text).not.toMatch(IDENTITY);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the province sees its clocks, drills down to the rows it may see, and marks a raised breach as seen', async () => {
    const opened = await desk(province.officer, '/dong-ho');
    const { page, context, complaints } = opened;
    await noViolations(opened, '/dong-ho of a province');
    const seen = page.getByRole('button', { name: /^Đã xem/ });
    const raised = await seen.count();
    expect(raised).toBeGreaterThan(0);
    await seen.first().click();
    await expect.poll(() => seen.count()).toBe(raised - 1);
    await page.getByRole('region', { name: 'Theo địa bàn' }).getByRole('link').first().click();
    await page.waitForURL(/xa=\d{5}/);
    await page.getByRole('heading', { name: 'Từng thời hạn đang chạy' }).waitFor();
    const csv = await (await page.request.get('/dong-ho/tep?dang=csv')).text();
    expect(csv).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4},/);
    for (const line of csv.trim().split('\r\n').slice(1))
      for (const cell of line.split(',').slice(-7, -1)) expect(cell).toMatch(/^(0|\d{2,}|ẩn \(<10\))$/);
    // The officer of a commune has no such page.
    const officer = await desk(commune.officer, '/');
    await officer.page.goto('/dong-ho');
    expect(new URL(officer.page.url()).pathname).toBe('/khong-duoc');
    await officer.context.close();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a rule is tried before it is put in force; a gap is refused in plain words, and the history tells who and why', async () => {
    const opened = await desk(ministry.officer, '/dong-ho');
    const { page, context, complaints } = opened;
    await noViolations(opened, '/dong-ho of the ministry');
    await go(opened, '/quy-tac');
    await noViolations(opened, '/quy-tac');
    await page.getByRole('link', { name: 'Hoàn thành thủ tục phê duyệt kế hoạch' }).click();
    await page.waitForURL(/\/quy-tac\/DL-PLAN-7WD/);
    await ready(page);
    const correct = page.locator('details', { has: page.getByRole('heading', { name: 'Sửa dữ liệu sai' }) });
    await correct.locator('summary').first().click();
    await correct.getByLabel('Số lượng').fill('1');
    await correct.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click();
    await correct.getByText(/thời hạn đang chạy thay đổi/).waitFor();
    await correct.getByText(/thành quá hạn ngay/).waitFor();
    // Nothing has happened yet, and what was tried must be tried again after a change.
    await correct.getByLabel('Số lượng').fill('9');
    await correct.getByText(/Xem trước lại/).waitFor();
    expect(await correct.getByRole('button', { name: 'Sửa và tính lại thời hạn' }).isDisabled()).toBe(true);
    await correct.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click();
    await correct.getByText('Không có thời hạn nào thành quá hạn.').waitFor();
    await correct.getByLabel('Lý do').fill('Đối chiếu lại với văn bản.');
    await noViolations(opened, '/quy-tac/[id]');
    await correct.getByRole('button', { name: 'Sửa và tính lại thời hạn' }).click();
    await page.getByText('Đối chiếu lại với văn bản.').waitFor();
    await page.getByText('Số lượng: 7 → 9').waitFor();

    const replace = page.locator('details', { has: page.getByRole('heading', { name: 'Nhập quy định mới' }) });
    await replace.locator('summary').first().click();
    await replace.getByLabel('Quy định mới có hiệu lực từ').fill('01/01/2016');
    await replace.getByLabel('Nguồn pháp lý').fill('Nghị định giữ chỗ');
    await replace.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click();
    await replace.getByRole('alert').waitFor();
    await replace.getByLabel('Quy định mới có hiệu lực từ').fill('01/06/2027');
    await replace.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click();
    await replace.getByText(/giữ quy định cũ/).waitFor();
    await replace.getByLabel('Lý do').fill('Quy định mới giữ chỗ.');
    await replace.getByRole('button', { name: 'Đưa quy định mới vào hiệu lực' }).click();
    await page.waitForURL(/\/quy-tac\/DL-PLAN-7WD\.2027/);
    await go(opened, '/quy-tac/DL-PLAN-7WD.2017');
    await correct.locator('summary').first().click();
    await correct.getByLabel('Đến hết ngày').fill('20/05/2027');
    await correct.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click();
    await correct.getByText(/Từ 21\/05\/2027 đến 31\/05\/2027 không có quy định nào/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a day of the year’s notice is recorded with its source after its effect was shown, and taken back', async () => {
    const opened = await desk(ministry.officer, '/quy-tac');
    const { page, context, complaints } = opened;
    await page.getByRole('link', { name: 'Ngày nghỉ, ngày làm bù' }).click();
    await page.waitForURL(/ngay-nghi/);
    await ready(page);
    await page.getByRole('link', { name: '2028', exact: true }).click();
    await page.waitForURL(/nam=2028/);
    await ready(page);
    await noViolations(opened, '/quy-tac/ngay-nghi');
    const record = page.locator('section', { has: page.getByRole('heading', { name: 'Ghi một ngày' }) }).first();
    const attempt = record.getByRole('button', { name: 'Xem trước ảnh hưởng' });
    await record.getByLabel('Ngày', { exact: true }).fill('15/03/2028');
    await record.getByLabel('Loại').selectOption('working_day');
    await record.getByLabel('Tên tiếng Việt').fill('Ngày thử nghiệm');
    await record.getByLabel('Tên tiếng Anh').fill('Trial day');
    await record.getByLabel('Căn cứ').fill('Thông báo giữ chỗ');
    await attempt.click();
    // A Wednesday is worked anyway.
    await record.getByText('Ngày hoặc mục đã nhập chưa đúng.').waitFor();
    await record.getByLabel('Loại').selectOption('holiday');
    await attempt.click();
    await record.getByText(/thời hạn đang chạy/).waitFor();
    await record.getByLabel('Lý do').fill('Thông báo của năm 2028.');
    await noViolations(opened, '/quy-tac/ngay-nghi with an effect');
    await record.getByRole('button', { name: 'Ghi và tính lại thời hạn' }).click();
    const row = page.locator('tr', { hasText: '15/03/2028' });
    await row.getByText('Ngày thử nghiệm').waitFor();
    await row.getByText(/Thông báo của năm 2028/).waitFor();
    await go(opened, '/lich?ngay=2028-03-15');
    expect(await page.getByText('Ngày thử nghiệm').count()).toBeGreaterThan(0);

    await go(opened, '/quy-tac/ngay-nghi?nam=2028');
    await page.getByRole('button', { name: 'Sửa hoặc rút ngày 15/03/2028' }).click();
    await record.getByLabel('Việc cần làm').selectOption('withdraw');
    await attempt.click();
    await record.getByLabel('Lý do').fill('Thông báo đã sửa.');
    await record.getByRole('button', { name: 'Ghi và tính lại thời hạn' }).click();
    await page.getByRole('heading', { name: 'Ngày đã rút' }).waitFor();
    expect(await row.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();

    const officer = await desk(commune.officer, '/quy-tac/ngay-nghi?nam=2028');
    await officer.page.getByText(/Thông báo đã sửa/).waitFor();
    expect(await officer.page.getByRole('button', { name: /Xem trước/ }).count()).toBe(0);
    await officer.context.close();
  });

  test('a form version is published from a file after its difference was shown', async () => {
    const opened = await desk(ministry.officer, '/quy-tac/bieu-mau');
    const { page, context, complaints } = opened;
    await noViolations(opened, '/quy-tac/bieu-mau');
    const present = JSON.parse(
      await (await page.request.get('/quy-tac/bieu-mau/tep?mau=FORM-06&ban=2017.1')).text(),
    ) as { version: string; validFrom: string; sections: { fields: { vi: string }[] }[] };
    const file = (body: unknown) => ({
      name: 'mau.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(body)),
    });
    const input = page.getByLabel('Tệp của phiên bản mới');
    await input.setInputFiles(file({ ...present, version: '2027.1', validFrom: '2027-07-01', la: 1 }));
    await page.getByRole('alert').waitFor();
    await page.locator('.faults').waitFor();
    const next = structuredClone({ ...present, version: '2027.1', validFrom: '2027-07-01' });
    (next.sections[0]?.fields[0] as { vi: string }).vi = 'Tên mới của mục';
    await input.setInputFiles(file(next));
    await page.getByText('Tên mới của mục').first().waitFor();
    await noViolations(opened, '/quy-tac/bieu-mau with a difference');
    await page.getByRole('button', { name: 'Công bố phiên bản này' }).click();
    await page.getByRole('rowheader', { name: '2027.1' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an investigator ends the own track, in the list of the duties', async () => {
    const opened = await desk(commune.investigator, '/');
    const { page, context, complaints } = opened;
    await page.getByRole('link', { name: 'Việc của đơn vị', exact: true }).click();
    await page.waitForURL(/\/viec\/huong$/);
    await ready(page);
    await noViolations(opened, '/viec/huong');
    const ends = page
      .locator('tr', { hasText: 'Công an xử lý vi phạm' })
      .getByRole('button', { name: /^Kết thúc hướng/ });
    const open = await ends.count();
    expect(open).toBeGreaterThan(0);
    for (let left = open - 1; left >= 0; left -= 1) {
      await ends.first().click();
      const dialog = page.getByRole('dialog', { name: 'Kết thúc hướng này?' });
      await dialog.getByRole('button', { name: 'Kết thúc hướng' }).click();
      await page.getByText('Đã kết thúc hướng của đơn vị.').first().waitFor();
      await expect.poll(() => ends.count()).toBe(left);
    }
    await page.locator('td').getByText('đã xong').first().waitFor();
    await go(opened, '/viec/huong?con=1');
    await page.getByText('Không còn hướng nào đang xử lý.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the chair confirms an access and answers a contact request; the auditor tries a change of access', async () => {
    const chair = await desk(commune.chair, '/viec/quyen-xem');
    await noViolations(chair, '/viec/quyen-xem');
    const keep = chair.page.getByRole('button', { name: /^Giữ/ });
    const waiting = await keep.count();
    expect(waiting).toBeGreaterThan(0);
    await keep.first().click();
    await expect.poll(() => keep.count()).toBe(waiting - 1);
    await chair.context.close();

    const elsewhere = await desk(commune.chairElsewhere, '/viec/lien-he');
    await noViolations(elsewhere, '/viec/lien-he');
    await elsewhere.page
      .getByRole('button', { name: /^Đồng ý liên hệ/ })
      .first()
      .click();
    await elsewhere.page.locator('td').getByText('đã đồng ý').first().waitFor();
    await elsewhere.context.close();

    const officer = await desk(commune.officer, '/xa');
    const reference = await officer.page.locator('a[data-row]').first().textContent();
    await officer.context.close();
    const auditor = await desk(ministry.dataOfficer, '/quyen/thu');
    const { page } = auditor;
    await page.getByRole('textbox', { name: 'Mã hồ sơ' }).fill('ZZZZ-ZZZZ');
    await page.getByRole('button', { name: 'Xem ai đọc được' }).click();
    await page.locator('.error').waitFor();
    await page.getByRole('textbox', { name: 'Mã hồ sơ' }).fill(reference ?? '');
    await page.getByRole('button', { name: 'Xem ai đọc được' }).click();
    await page.getByRole('rowheader', { name: /Hoàng Mẫu Tận Tâm/ }).waitFor();
    await page.getByLabel('Thử thay đổi').selectOption('label');
    await page.getByLabel('Mức bảo mật').selectOption('restricted');
    await page.getByRole('button', { name: 'Thử thay đổi này' }).click();
    await page.getByText('đọc được → không').first().waitFor();
    await noViolations(auditor, '/quyen/thu');
    expect(auditor.complaints).toEqual([]);
    await auditor.context.close();
  });
});
