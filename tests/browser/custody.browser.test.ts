import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { openSealed } from '../../src/offences/bundles/seal-for.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;
/** Where pictures of the pages are put for somebody who looks at them. */
const SHOTS = process.env.SHOTS;
const picture = async ({ page }: Pick<Desk, 'page'>, name: string) =>
  SHOTS === undefined ? undefined : void (await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }));

/** Opens a file by the API. @returns the address of its page `/vi-pham/[id]/chung-cu` */
async function openFile({ page }: Desk): Promise<string> {
  const id = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/offence-files', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ summary: 'Vụ việc mẫu để giữ chứng cứ.' }),
    });
    return ((await answer.json()) as { id: string }).id;
  });
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  return `/vi-pham/${id}/chung-cu`;
}

const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

describe.skipIf(missing !== null)('evidence of a file at the desk', { timeout: 300_000 }, () => {
  test('is taken in, written on, checked, bundled with progress, downloaded and looked at', async () => {
    const lead = await desk(commune.investigator, '/');
    const { page } = lead;
    const path = await openFile(lead);
    await page.goto(path);
    await ready(page);
    await noViolations(lead, 'no evidence yet');
    await page.getByText('Nhận một tệp', { exact: true }).click();
    const take = page.locator('form[action="?/nhan"]');
    await take.getByLabel('Tên mục').fill('Văn bản trả lời của Nền tảng Mẫu');
    await take.getByLabel('Nguồn').fill('Nền tảng Mẫu trả lời theo yêu cầu mẫu');
    await take.getByLabel('Lý do').fill('Nhận theo yêu cầu mẫu');
    await take.getByLabel('Tệp').setInputFiles({
      name: 'anh.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]),
    });
    await take.getByRole('button', { name: 'Nhận vào' }).click();
    await take.getByText('Tệp có hình ảnh, âm thanh hoặc video nên không được nhận.').waitFor();
    await take.getByLabel('Tệp').setInputFiles(text('tra-loi.csv', 'tai-khoan;ngay\nmau-1;01/11/2026\n'));
    await take.getByRole('button', { name: 'Nhận vào' }).click();
    await page.getByRole('heading', { name: '1. Văn bản trả lời của Nền tảng Mẫu' }).waitFor();

    await page.getByText('Ghi mục giữ ở nơi khác', { exact: true }).click();
    const outside = page.locator('form[action="?/noi-khac"]');
    await outside.getByLabel('Tên mục').fill('Điện thoại mẫu');
    await outside.getByLabel('Nguồn').fill('Thu giữ theo biên bản mẫu');
    await outside.getByLabel('Lý do').fill('Lưu kho');
    await outside.getByLabel('Nơi giữ').fill('Kho vật chứng mẫu, ngăn 3');
    await outside.getByLabel('Giá trị băm SHA-256').fill('ab'.repeat(32));
    await outside.getByLabel('Số byte').fill('64000');
    await outside.getByRole('button', { name: 'Ghi mục này' }).click();
    await page.getByRole('heading', { name: '2. Điện thoại mẫu' }).waitFor();

    await page.getByText('Nhập danh sách giá trị băm', { exact: true }).click();
    const list = page.locator('form[action="?/bam"]');
    await list.getByLabel('Tên mục').fill('Danh sách của lực lượng bạn');
    await list.getByLabel('Nguồn').fill('Lực lượng bạn mẫu');
    await list.getByLabel('Lý do').fill('Đối chiếu');
    const media = { MediaID: 1, Category: null, MD5: 'A'.repeat(32), RelativeFilePath: 'x.jpg' };
    const vics = { '@odata.context': 'http://x/ProjectVic/DataModels/2.0.xml/US/$metadata#Media', value: [media] };
    await list.getByLabel('Tệp').setInputFiles(text('vics.json', JSON.stringify(vics)));
    await list.getByRole('button', { name: 'Nhập danh sách' }).click();
    await page.getByText('Các trường không giữ lại: RelativeFilePath (1).').waitFor();

    const first = page.locator('article').first();
    await first.getByText('Ghi việc tiếp theo').click();
    await first.locator('form[action="?/viec"]').getByLabel('Việc').selectOption('SEALED');
    await first.locator('form[action="?/viec"]').getByLabel('Lý do').fill('Niêm phong sau khi đọc');
    await first.getByRole('button', { name: 'Ghi vào chuỗi' }).click();
    await first.getByText('Đã niêm phong').first().waitFor();
    await first.getByText(/Chuỗi quản lý \(2 việc\)/).click();
    await page.getByRole('button', { name: 'Kiểm tra mọi chuỗi' }).click();
    await page.getByText('Đã kiểm tra 3 mục').waitFor();
    await noViolations(lead, 'evidence with its chains');
    await picture(lead, 'custody-desk');

    await page.getByText('Đóng gói cho cơ quan khác', { exact: true }).click();
    const bundle = page.locator('form[action="?/goi"]');
    await bundle.getByText('gói sẽ ghi rõ là không có dấu thời gian').waitFor();
    const identity = await generateIdentity();
    await bundle.getByLabel('Nơi nhận').fill('Viện kiểm sát mẫu');
    await bundle.getByLabel('Khóa nhận của đơn vị').fill('age1sai');
    await bundle.getByLabel('Lý do').fill('Chuyển hồ sơ mẫu');
    await bundle.getByRole('button', { name: 'Đóng gói' }).click();
    await bundle.getByText('Khóa nhận của đơn vị chưa đúng.').waitFor();
    await bundle.getByLabel('Khóa nhận của đơn vị').fill(await identityToRecipient(identity));
    await bundle.getByRole('button', { name: 'Đóng gói' }).click();
    const taking = page.getByRole('link', { name: /^Tải gói GC-/ });
    await taking.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), taking.click()]);
    expect(download.suggestedFilename()).toMatch(/^GC-.*\.zip\.age$/);
    const pieces: Buffer[] = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
    const zip = await openSealed(Buffer.concat(pieces), identity);

    await page.getByText('Kiểm tra một gói', { exact: true }).click();
    const look = page.locator('form[action="?/kiem-tra"]');
    const bring = async (buffer: Buffer) => {
      await look.locator('input[type=file]').setInputFiles({ name: 'goi.zip', mimeType: 'application/zip', buffer });
      await look.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    };
    await bring(zip);
    await page.getByText(/^Gói GC-.* còn nguyên vẹn: 3 mục, chữ ký đúng\.$/).waitFor();
    const changed = Buffer.from(zip);
    changed[zip.indexOf('tai-khoan;ngay')] = 0x58;
    await bring(changed);
    await page.getByText('data/00001.csv').waitFor();
    await noViolations(lead, 'a bundle that was changed', ['light']);
    await picture(lead, 'custody-bundle');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(lead, 'custody-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    for (const [where, width] of [
      [path, 360],
      [`/en${path}`, 1024],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(where);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width);
      await noViolations(lead, `${where} at ${width}`, ['light']);
      await picture(lead, `custody-${width}`);
    }
    expect(lead.complaints).toEqual([]);
    const state = await lead.context.storageState();
    await lead.context.close();

    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
      acceptDownloads: true,
    });
    await plain.page.goto(path);
    const opened = plain.page.locator('article').nth(2);
    await opened.getByText('Mở tệp', { exact: false }).first().click();
    await opened.locator('form[action$="/tep"]').first().getByLabel('Lý do').fill('Đọc không cần kịch bản');
    const [file] = await Promise.all([
      plain.page.waitForEvent('download'),
      opened.getByRole('button', { name: 'Mở và tải tệp' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^VP-.*-3/);
    await plain.page.getByRole('button', { name: 'Kiểm tra mọi chuỗi' }).click();
    await plain.page.getByText('Đã kiểm tra 3 mục').waitFor();
    await plain.context.close();
  });

  test('who has no part in it is turned away', async () => {
    const other = await desk(helpline.counsellor, '/');
    const path = '/vi-pham/01936000-0000-7000-8000-000000000001/chung-cu';
    expect((await other.page.goto(path))?.status()).toBe(403);
    await other.context.close();
  });
});
