import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { openSealed } from '../../src/offences/bundles/seal-for.ts';
import { type Desk, ready } from './desk-visit.ts';
import { commune, helpline, investigators } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const MASK = '••••811';

/** Opens a file on a tip and writes the telephone of it down, as its unit wrote it. @returns the address of its page, and its code */
async function tip({ page }: Desk, summary: string, phone: string): Promise<{ file: string; reference: string }> {
  await page.goto('/vi-pham/moi');
  await ready(page);
  await page.getByLabel('Nội dung').fill(summary);
  await page.getByLabel('Loại hành vi').selectOption('OI-SEXT');
  await page.getByRole('button', { name: 'Lập vụ việc' }).click();
  await page.waitForURL(/\/vi-pham\/[0-9a-f-]{36}$/);
  await ready(page);
  const section = page.locator('#dinh-danh');
  await section.getByText('Ghi một định danh', { exact: true }).first().click();
  const form = section.locator('form[action="?/dinhDanh"]');
  await form.getByLabel('Loại', { exact: true }).selectOption('PHONE');
  await form.getByLabel('Ghi như trong nguồn').fill(phone);
  await form.getByRole('button', { name: 'Ghi một định danh' }).click();
  await section.getByText(`Số điện thoại ${MASK}`).first().waitFor();
  const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
  return { file: new URL(page.url()).pathname, reference };
}

const opened = async (login: string, path: string) => {
  const one = await desk(login, path);
  await ready(one.page);
  return one;
};

/** How many series wait for somebody to decide. */
async function proposed({ page }: Desk): Promise<number> {
  await page.goto('/vi-pham/chuoi?trang-thai=PROPOSED');
  await ready(page);
  return page.locator('a[data-row]').count();
}

describe.skipIf(missing !== null)('one telephone in two provinces', { timeout: 600_000 }, () => {
  test('is found by both, becomes a series and one lead’s matter, a request with its clock and a bundle that openssl verifies, and is nothing to a commune', async () => {
    const lead = await desk(investigators.lead, '/');
    const elsewhere = await desk(investigators.elsewhere, '/');
    const coordinator = await desk(investigators.coordinator, '/');
    const before = await proposed(coordinator);
    const ours = await tip(lead, 'Tin báo mẫu ở tỉnh thứ nhất.', '0912 345 811');
    const theirs = await tip(elsewhere, 'Tin báo mẫu ở tỉnh thứ hai, do người khác viết.', '+84 (91) 2345-811');

    // Each is told of the other unit, and of nothing else.
    for (const [one, own, other] of [
      [lead, ours, theirs],
      [elsewhere, theirs, ours],
    ] as const) {
      await one.page.goto(own.file);
      await one.page.locator('#dinh-danh').getByText(`${MASK}: gọi`).waitFor();
      for (const path of [own.file, `${own.file}/so-do`, '/vi-pham/tranh-trung', '/thong-bao', '/']) {
        await one.page.goto(path);
        expect(await one.page.content(), path).not.toContain(other.reference);
      }
      expect((await one.page.goto(other.file))?.status()).toBe(404);
    }
    await elsewhere.page.goto('/thong-bao');
    await elsewhere.page.getByText(theirs.reference).first().waitFor();

    // Who coordinates the country is proposed both as one series, by units and without a word of the files.
    await expect.poll(() => proposed(coordinator), { timeout: 60_000, interval: 2_000 }).toBe(before + 1);
    await coordinator.page.locator('a[data-row]').first().click();
    await coordinator.page.waitForURL(/\/vi-pham\/chuoi\/[0-9a-f-]{36}$/);
    await ready(coordinator.page);
    for (const { reference } of [ours, theirs])
      expect(await coordinator.page.locator('#thanh-phan').innerText()).not.toContain(reference);
    expect(await coordinator.page.locator('#thanh-phan tbody tr').count()).toBe(2);
    const series = (await coordinator.page.getByRole('heading', { level: 1 }).innerText())
      .replace(/^Chuỗi /, '')
      .trim();
    expect(series).toMatch(/^CV-/);
    expect(await coordinator.page.locator('#can-cu').innerText()).toContain('Số điện thoại');
    expect(await coordinator.page.content()).not.toContain(MASK);
    await coordinator.page
      .locator('form')
      .filter({ hasText: 'Nhận chuỗi' })
      .getByLabel('Lý do')
      .selectOption('SAME_OFFENDER');
    await coordinator.page.getByRole('button', { name: 'Nhận chuỗi' }).click();
    await coordinator.page.locator('dl').getByText('Đã nhận').waitFor();
    const found = await coordinator.page.evaluate(
      async (code) => (await fetch('/tim/ma', { method: 'POST', body: code })).text(),
      series,
    );
    expect(found).toContain(series);

    // They let one unit lead both; the other unit lets it in, by its own act.
    await coordinator.page.goto('/vi-pham/tranh-trung');
    await ready(coordinator.page);
    const pointer = coordinator.page.locator('article', { hasText: MASK });
    await pointer.getByText('Ghi kết quả và kết thúc').first().click();
    const close = pointer.locator('form[action="?/ketThuc"]').first();
    await close.getByLabel('Kết quả').selectOption('MERGED');
    await close.getByLabel('Đơn vị chủ trì').selectOption('CAT-01');
    await close.getByRole('button', { name: 'Ghi kết quả và kết thúc' }).click();
    // Each side has a line of it; closed for one, it is closed for both.
    await expect.poll(() => pointer.count()).toBe(0);
    await elsewhere.page.goto(theirs.file);
    await ready(elsewhere.page);
    await elsewhere.page.getByText('Mời đơn vị phối hợp').first().click();
    const share = elsewhere.page.locator('form[action="?/moi"]');
    await share.getByLabel('Đơn vị').fill('CAT-01');
    const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
    await share.getByLabel('Đến').fill(day);
    await share.getByRole('button', { name: 'Mời đơn vị phối hợp' }).click();
    await elsewhere.page.locator('#don-vi tbody tr').nth(1).waitFor();

    // Now the way between the two is seen, and why.
    const [from, to] = [ours, theirs].map(({ file }) => `FILE.${file.split('/').at(-1)}`);
    await lead.page.goto(`${ours.file}/so-do?a=${from}&b=${to}`);
    await ready(lead.page);
    await lead.page.getByText('Có đường nối, số liên kết trên đường: 2').waitFor();
    await lead.page.locator('#bang').getByText(theirs.reference).first().waitFor();
    await lead.page.locator('#bang').getByText(MASK).first().waitFor();

    // A request to a platform: one drafts it, another approves it, and its clock runs from when it left.
    const { page } = lead;
    await page.goto(ours.file);
    await ready(page);
    await page.getByLabel('Giai đoạn', { exact: true }).selectOption('VERIFYING_SOURCE');
    await page.getByRole('button', { name: 'Chuyển giai đoạn' }).click();
    await page.locator('dl').getByText('Kiểm tra, xác minh nguồn tin').waitFor();
    await page.getByText('Soạn yêu cầu', { exact: true }).first().click();
    await page.getByLabel('Loại yêu cầu').selectOption('USER_DATA');
    await page.getByLabel('Nơi nhận', { exact: true }).fill('Nền tảng Mẫu');
    await page.getByLabel('Nội dung yêu cầu').fill('Thông tin đăng ký của tài khoản mẫu');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.getByRole('button', { name: 'Trình duyệt' }).click();
    await page.getByText('Chờ duyệt').waitFor();
    const second = await opened(investigators.second, ours.file);
    await second.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await second.page.getByText('Đã duyệt, chưa gửi').waitFor();
    await second.context.close();
    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: 'Ghi là đã gửi' }).click();
    await page.locator('#yeu-cau time.clock').waitFor();

    // The answer is evidence; its bundle leaves and is verified by openssl alone.
    await page.goto(`${ours.file}/chung-cu`);
    await ready(page);
    await page.getByText('Nhận một tệp', { exact: true }).click();
    const take = page.locator('form[action="?/nhan"]');
    await take.getByLabel('Tên mục').fill('Văn bản trả lời của Nền tảng Mẫu');
    await take.getByLabel('Nguồn').fill('Nền tảng Mẫu trả lời theo yêu cầu mẫu');
    await take.getByLabel('Lý do').fill('Nhận theo yêu cầu mẫu');
    await take.getByLabel('Tệp').setInputFiles({
      name: 'tra-loi.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('tai-khoan;ngay\nmau-1;01/11/2026\n'),
    });
    await take.getByRole('button', { name: 'Nhận vào' }).click();
    await page.getByRole('heading', { name: '1. Văn bản trả lời của Nền tảng Mẫu' }).waitFor();
    await page.getByText('Đóng gói cho cơ quan khác', { exact: true }).click();
    const bundle = page.locator('form[action="?/goi"]');
    const identity = await generateIdentity();
    await bundle.getByLabel('Nơi nhận').fill('Viện kiểm sát mẫu');
    await bundle.getByLabel('Khóa nhận của đơn vị').fill(await identityToRecipient(identity));
    await bundle.getByLabel('Lý do').fill('Chuyển hồ sơ mẫu');
    await bundle.getByRole('button', { name: 'Đóng gói' }).click();
    const taking = page.getByRole('link', { name: /^Tải gói GC-/ });
    await taking.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), taking.click()]);
    const pieces: Buffer[] = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    try {
      writeFileSync(join(folder, 'goi.zip'), await openSealed(Buffer.concat(pieces), identity));
      const run = (program: string, args: readonly string[], cwd: string) =>
        execFileSync(program, [...args], { cwd, encoding: 'utf8' });
      run('python3', ['-m', 'zipfile', '-e', 'goi.zip', '.'], folder);
      const bag = join(folder, readdirSync(folder).find((name) => name.startsWith('GC-')) ?? '');
      const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-in', 'manifest.json'];
      expect(run('openssl', [...verify, '-sigfile', 'manifest.json.sig'], bag)).toContain('Verified Successfully');
      const key = /^ {3}([0-9a-f]{64})$/m.exec(run('cat', ['HUONG-DAN.txt'], bag))?.[1] ?? '';
      expect(run('python3', ['-I', join(bag, 'kiem_tra.py'), 'goi.zip', key], folder)).toContain('DUNG');
    } finally {
      rmSync(folder, { recursive: true });
    }

    // The officer of the commune, and the helpline, learn of none of it.
    for (const login of [commune.officer, helpline.supervisor]) {
      const stranger = await opened(login, '/');
      for (const path of ['/vi-pham', ours.file, `${ours.file}/so-do`, '/vi-pham/chuoi', '/vi-pham/tranh-trung'])
        expect([path, (await stranger.page.goto(path))?.status()]).toEqual([path, 403]);
      for (const path of ['/', '/thong-bao', '/lich', '/dong-ho']) {
        await stranger.page.goto(path);
        const content = await stranger.page.content();
        for (const code of [ours.reference, theirs.reference, series, MASK])
          expect([login, path, content.includes(code)]).toEqual([login, path, false]);
      }
      for (const code of [ours.reference, theirs.reference, series])
        expect(
          await stranger.page.evaluate(
            async (term) => (await fetch('/tim/ma', { method: 'POST', body: term })).text(),
            code,
          ),
        ).toBe('[]');
      await stranger.context.close();
    }
    for (const one of [lead, elsewhere, coordinator]) {
      expect(one.complaints).toEqual([]);
      await one.context.close();
    }
  });
});
