import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const NO = ['2', '2', '2', '2', '2', '2', '2', '2'];
/** As above, but for one: somebody threatens the child. */
const THREAT = ['2', '2', '2', '2', '2', '1', '2', '2'];

/** A child files over the portal. */
async function file(): Promise<void> {
  const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Nội dung giữ chỗ.' }),
  });
  expect(answer.status).toBe(201);
}

/** Opens the report that was filed last. @returns its code */
async function openNewest({ page }: Desk): Promise<string> {
  await page.goto('/bao-cao?pham-vi=tat-ca');
  await ready(page);
  await page.locator('a[data-row]').first().click();
  await page.waitForURL(/\/bao-cao\/[0-9a-f]/);
  await ready(page);
  await page.locator('#screening').waitFor();
  return (await page.locator('h1').innerText()).trim();
}

/** Takes the report that is open, screens it with these keys and begins to verify. */
async function verify({ page }: Desk, answers: readonly string[]): Promise<void> {
  await page.locator('h1').click();
  await page.keyboard.press('g');
  await page.getByText('Anh chị đang phụ trách.').waitFor();
  for (const key of answers) await page.keyboard.press(key);
  await page.locator('#screening-kind:focus').waitFor();
  for (const key of ['b', 'n', 'Enter', 'Enter']) await page.keyboard.press(key);
  await page.getByText('Đã lưu kết quả sàng lọc.').waitFor();
  await page.getByRole('button', { name: 'Bắt đầu xác minh' }).click();
  await page.getByRole('button', { name: 'Xác minh: có thật' }).waitFor();
  await page.getByText('Kết thúc tin báo').click();
}

if (missing !== null) console.warn(`SKIPPED: two colleagues and a report in a browser (${missing})`);
describe.skipIf(missing !== null)('a report and another one, a report and a colleague', { timeout: 240_000 }, () => {
  test('two reports are laid side by side by the code that is typed, and joined', async () => {
    await file();
    const opened = await desk(helpline.counsellor);
    const { page, context, complaints } = opened;
    const original = await openNewest(opened);
    await file();
    const code = await openNewest(opened);
    expect(code).not.toBe(original);
    await verify(opened, NO);
    await page.getByRole('button', { name: /^Trùng với tin khác/ }).click();
    const dialog = page.getByRole('dialog');
    const typed = dialog.getByLabel('Mã tin báo gốc');
    await typed.fill('0000-0000');
    await dialog.getByText('Không thấy tin báo nào có mã này.').waitFor();
    // As somebody writes it who copies it from a note.
    await typed.fill(original.toLowerCase().replace('-', ' '));
    const table = dialog.locator('table.compare');
    await table.waitFor();
    expect(await table.locator('thead th.figures').allInnerTexts()).toEqual([code, original]);
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows.length).toBe(4);
    for (const row of rows) expect(row.split('\t').every((cell) => cell.trim() !== '')).toBe(true);
    await noViolations(opened, 'two reports side by side');
    // What is typed over leaves nothing of the other report on the page.
    await typed.fill('0000');
    await table.waitFor({ state: 'hidden' });
    await typed.fill(original);
    await table.waitFor();
    await dialog.getByRole('radio').first().check();
    await dialog.getByLabel('Lời nhắn cho người báo tin').fill('Cô chú đã nhận.');
    await dialog.locator('button[type="submit"]').click();
    await page.getByText('Tin báo này đã gộp vào').waitFor();
    await page.getByRole('link', { name: 'tin báo gốc' }).click();
    await page.getByRole('heading', { level: 1, name: original }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('where danger was, a colleague is asked, reads why, and ends it; both pages say the same', async () => {
    await file();
    const one = await desk(helpline.counsellor);
    const two = await desk(helpline.secondCounsellor);
    const code = await openNewest(one);
    await verify(one, THREAT);
    await one.page.getByRole('button', { name: /Xác minh: không có/ }).click();
    const dialog = one.page.getByRole('dialog', { name: 'Xác minh: không có sự việc' });
    await dialog.getByText('Tin này từng có nguy hiểm').waitFor();
    await noViolations(one, 'a colleague is asked');
    await dialog.getByLabel('Đã kiểm tra, không thấy sự việc như tin báo').check();
    await dialog.getByLabel('Đã làm gì, thấy gì').fill('Đã xem đường dẫn, đã hỏi lại em.');
    await dialog.getByLabel('Lời nhắn cho người báo tin').fill('Cô chú đã tìm hiểu.');
    await dialog.getByRole('button', { name: 'Đề nghị đồng nghiệp đồng ý' }).click();
    await one.page.getByText('Đang chờ đồng nghiệp đồng ý kết thúc.').waitFor();
    // Nothing has changed, and whoever asked does not decide.
    await one.page.locator('.head header', { hasText: 'Đang xác minh' }).waitFor();
    expect(await one.page.getByRole('button', { name: 'Đồng ý kết thúc' }).count()).toBe(0);
    expect(await one.page.getByRole('button', { name: 'Rút đề nghị' }).count()).toBe(1);

    await two.page.goto('/');
    await ready(two.page);
    await two.page.getByRole('link', { name: 'Cùng xem một tin báo được đề nghị kết thúc' }).last().click();
    await two.page.getByRole('heading', { level: 1, name: code }).waitFor();
    await ready(two.page);
    await two.page.locator('blockquote', { hasText: 'Đã xem đường dẫn, đã hỏi lại em.' }).waitFor();
    await noViolations(two, 'a colleague decides');
    await two.page.getByRole('button', { name: 'Đồng ý kết thúc' }).click();
    for (const { page } of [two, one])
      await page.locator('.head header', { hasText: 'Đã xác minh: không có sự việc' }).waitFor();
    for (const opened of [one, two]) {
      expect(opened.complaints).toEqual([]);
      await opened.context.close();
    }
  });
});
