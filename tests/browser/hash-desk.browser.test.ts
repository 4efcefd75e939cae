import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, ministry, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
/** A hash of the right length that stands for no picture. */
const HASH = '5a'.repeat(32);

/** Opens the review by keyboard and goes on until the entry with this file number lies open. */
async function reviewUntil({ page }: Desk, reference: string): Promise<void> {
  await page.keyboard.press('Enter');
  const form = page.locator('div.item');
  await form.waitFor();
  for (let tries = 0; !(await form.getByText(reference, { exact: true }).isVisible()); tries += 1) {
    expect(tries, `${reference} comes to be reviewed`).toBeLessThan(40);
    const before = await form.locator('input[name=entry]').inputValue();
    await page.keyboard.press('s');
    await page.waitForFunction(
      (id) => document.querySelector<HTMLInputElement>('div.item input[name=entry]')?.value !== id,
      before,
    );
  }
}

async function judge({ page }: Desk, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.getByText('Đã chốt 1 mục trong lần này.').waitFor();
}

describe.skipIf(missing !== null)('the register’s desk', { timeout: 240_000 }, () => {
  test('an entry is proposed, judged blind by two with the keyboard, and arbitrated by a third', async () => {
    const operator = await desk(register.operator, '/ma-bam/moi');
    const { page } = operator;
    const hash = page.getByLabel('Mã băm 1');
    for (const [value, told] of [
      [HASH.slice(1), 'Đang có 63 ký tự'],
      [HASH.toUpperCase(), 'Có chữ hoa'],
    ] as const) {
      await hash.fill(value);
      await page.getByText(told).waitFor();
    }
    await hash.fill(HASH);
    await page.getByLabel('Chất lượng').first().fill('20');
    await page.getByLabel('Căn cứ pháp lý (mã)').fill('TEST-MAU');
    await page.getByLabel('Số hồ sơ của đơn vị').fill('THU/0001');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByRole('alert').or(page.getByText('Chất lượng dưới 50')).first().waitFor();
    await page.getByLabel('Chất lượng').first().fill('90');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByRole('link', { name: 'Mở mục' }).click();
    await page.waitForURL(/\/ma-bam\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;

    const first = await desk(register.analyst, '/ma-bam/duyet');
    await reviewUntil(first, 'THU/0001');
    await noViolations(first, 'review');
    await judge(first, ['1', 'l']);
    await first.page.goto(address);
    await first.page.getByText('Anh chị đã cho ý kiến').waitFor();

    const second = await desk(register.secondAnalyst, address);
    expect(await second.page.getByText('Đưa vào danh sách').count()).toBe(0);
    expect(await second.page.locator('main').innerText()).not.toContain('Tài liệu xâm hại');
    await second.page.goto('/ma-bam/duyet');
    await ready(second.page);
    await reviewUntil(second, 'THU/0001');
    expect(await second.page.locator('div.item').innerText()).not.toContain('Hai ý kiến');
    await judge(second, ['5', 'x']);

    const approver = await desk(register.approver, '/ma-bam/duyet?phan=phan-xu');
    await reviewUntil(approver, 'THU/0001');
    expect(await approver.page.locator('div.item').innerText()).not.toContain('Lý Mẫu Tỉ Mỉ');
    await judge(approver, ['1', 'l']);
    await page.goto(address);
    await page.getByText('Đã quyết định').waitFor();
    expect(await page.getByText('Quyết định khi hai ý kiến khác nhau').count()).toBe(1);

    // Found by a hash three bits away; what was typed is nowhere in the address.
    await page.goto('/ma-bam');
    await ready(page);
    await page.getByRole('textbox', { name: 'Tìm theo số mục hoặc mã băm' }).fill(`5d${HASH.slice(2)}`);
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('lệch 3/31 bit').first().waitFor();
    expect(page.url()).not.toContain('5d5a');

    // A hash is withdrawn with a reason, by keyboard.
    await approver.page.goto(address);
    await ready(approver.page);
    await approver.page.keyboard.press('w');
    const dialog = approver.page.getByRole('dialog', { name: 'Rút mục' });
    await dialog.getByLabel('Lý do').selectOption('COLLISION');
    await dialog.getByRole('button', { name: 'Rút mục' }).click();
    await approver.page.getByText('Trùng mã băm với nội dung khác').first().waitFor();
    for (const one of [operator, first, second, approver]) {
      expect(one.complaints).toEqual([]);
      await one.context.close();
    }
  });

  test('a file is previewed, taken in by the job while the page may be left, and its lines explained', async () => {
    const opened = await desk(register.operator, '/ma-bam/moi/tep');
    const { page } = opened;
    const hashes = Array.from({ length: 4 }, (_, at) => `${String(at).repeat(2)}${'6c'.repeat(31)}`);
    const lines = [
      'id,media,type,value,quality',
      ...hashes.map((hash, at) => `thu-${at},image,pdq,${hash},90`),
      'thu-9,image,pdq,ABC,90',
    ];
    await page.getByLabel('Tệp', { exact: true }).setInputFiles({
      name: 'thu.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\n')),
    });
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Độ dài không đúng với loại mã.').first().waitFor();
    await noViolations(opened, 'import');
    await page.getByRole('button', { name: 'Nhập 4 mục' }).click();
    await page.getByText('Đã xong 4 mục.').waitFor({ timeout: 60_000 });
    await opened.context.close();
  });

  test('a member’s list says what it would send before it is saved, and a bank of watched hashes stands out', async () => {
    const opened = await desk(register.approver, '/ma-bam/thanh-vien');
    const { page } = opened;
    await page.getByRole('button', { name: 'Tạo danh sách' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tạo danh sách' });
    await dialog.getByLabel('Mã', { exact: true }).fill('THU_NGHIEM');
    await dialog.getByLabel('Tên tiếng Việt').fill('Danh sách thử');
    await dialog.getByLabel('Tên tiếng Anh').fill('Test list');
    await dialog.getByLabel('Kho', { exact: true }).selectOption('WATCH_AI');
    expect(await dialog.getByRole('button', { name: 'Lưu' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Thử: sẽ gửi gì' }).click();
    await dialog
      .getByText(/Gửi \d+ mục/)
      .first()
      .waitFor();
    await dialog.locator('.preview').getByText('Theo dõi', { exact: true }).waitFor();
    await noViolations(opened, 'list');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('heading', { name: 'Danh sách thử' }).waitFor();
    await opened.context.close();
  });

  test('a partner is joined on the page, with what is wrong said at its field, and may be paused', async () => {
    const opened = await desk(register.operator, '/ma-bam/trao-doi');
    const { page } = opened;
    await page.getByRole('button', { name: 'Nối đối tác' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nối đối tác' });
    await dialog.getByLabel('Nguồn', { exact: true }).selectOption('MAU-NEN-TANG-A');
    await dialog.getByLabel('Nhận vào kho').selectOption('PARTNERS');
    await dialog.getByLabel('Địa chỉ máy đối tác').fill('so-mau.example');
    await dialog.getByLabel('Tên đăng nhập của hệ thống tại đối tác').fill('viet-nam');
    await dialog.getByLabel('Khóa của hệ thống tại đối tác').fill('khoa-mau');
    await dialog.getByLabel('Danh sách của đối tác mà hệ thống đọc').fill('viet_nam');
    await dialog.getByRole('button', { name: 'Nối đối tác' }).click();
    await dialog.getByText('Ô này chưa đúng dạng.').waitFor();
    await noViolations(opened, 'join a partner');
    await dialog.getByLabel('Địa chỉ máy đối tác').fill('http://127.0.0.1:9/');
    await dialog.getByRole('button', { name: 'Nối đối tác' }).click();
    await dialog.getByText('Địa chỉ của đối tác phải là https.').waitFor();
    // Port 9 of this machine: nothing of the test calls out.
    await dialog.getByLabel('Địa chỉ máy đối tác').fill('https://127.0.0.1:9/');
    await dialog.getByRole('button', { name: 'Nối đối tác' }).click();
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'MAU-NEN-TANG-A' }) });
    await card.getByText('https://127.0.0.1:9').waitFor();
    expect(await page.content()).not.toContain('khoa-mau');
    // This machine's own network is not on the operator's list, so that nobody is called to show a certificate.
    await card.getByText('Địa chỉ và chứng thư chưa được xác nhận nên chưa trao đổi gì.').waitFor();
    await card.getByRole('button', { name: 'Xin xác nhận chứng thư MAU-NEN-TANG-A' }).click();
    const why = page.getByRole('dialog', { name: 'Xin xác nhận chứng thư' });
    await why.getByLabel('Lý do đề nghị').fill('Lý do giữ chỗ.');
    await noViolations(opened, 'ask for the confirmation of a partner');
    await why.getByRole('button', { name: 'Xin xác nhận chứng thư' }).click();
    await why.getByText('Địa chỉ của đối tác nằm trong mạng nội bộ nên không được kết nối.').waitFor();
    await why.getByRole('button', { name: 'Thôi' }).click();
    await card.getByRole('button', { name: 'Tạm dừng MAU-NEN-TANG-A' }).click();
    await card.getByText('Tạm dừng', { exact: true }).waitFor();
    await opened.context.close();
  });

  test('a machine of an agency chosen by its name gets a key, and must then show a certificate and come from a network', async () => {
    const opened = await desk(ministry.systemAdministrator, '/may');
    const { page } = opened;
    await page.getByRole('button', { name: 'Thêm hệ thống kết nối' }).click();
    const adding = page.getByRole('dialog', { name: 'Thêm hệ thống kết nối' });
    await adding.getByLabel('Tên hệ thống').fill('Cổng mẫu');
    const agency = adding.getByLabel('Đơn vị', { exact: true });
    await agency.fill('tong dai');
    await adding.locator('datalist option').first().waitFor({ state: 'attached' });
    await agency.fill('bo');
    await adding.getByLabel('Phạm vi').fill('hash.match');
    await adding.getByRole('button', { name: 'Thêm hệ thống kết nối' }).click();
    await adding.getByText('Có nhiều đơn vị khớp với tên này.').waitFor();
    await agency.fill('tong dai');
    const suggested = adding.locator('datalist option[value*="(C111)"]');
    await suggested.waitFor({ state: 'attached' });
    await agency.fill((await suggested.getAttribute('value')) ?? '');
    await adding.getByRole('button', { name: 'Thêm hệ thống kết nối' }).click();
    await page.getByText('Khóa của Cổng mẫu').waitFor();

    await page.getByRole('button', { name: 'Chứng thư, địa chỉ Cổng mẫu' }).click();
    const proofs = page.getByRole('dialog', { name: 'Cổng mẫu phải xuất trình gì' });
    await proofs.getByLabel('Chứng thư').fill('khong-phai-dau-van-tay');
    await proofs.getByRole('button', { name: 'Lưu' }).click();
    await proofs.getByText('Chứng thư hoặc địa chỉ của hệ thống kết nối không đúng dạng.').waitFor();
    await noViolations(opened, 'proofs');
    await proofs.getByLabel('Chứng thư').fill(`sha256 Fingerprint=${'AB:'.repeat(31)}CD`);
    await proofs.getByLabel('Địa chỉ mạng').fill('203.0.113.0/24\n2001:db8::/32');
    await proofs.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Phải xuất trình một trong 1 chứng thư. Chỉ từ 203.0.113.0/24, 2001:db8::/32.').waitFor();
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test('the exposure budget stops hard, kindly, and the supervisor sees the load alone', async () => {
    const approver = await desk(register.approver, '/ma-bam/duyet?phan=muc-tiep-xuc');
    await noViolations(approver, 'load');
    await approver.page.getByLabel('Số mục mỗi ca').fill('1');
    await approver.page.getByLabel('Căn cứ của mức mới').fill('THU-NGHIEM');
    await approver.page.getByRole('button', { name: 'Lưu' }).click();
    await approver.page.getByText('Đã đặt mức mới.').waitFor();
    const analyst = await desk(register.analyst, '/ma-bam/duyet');
    await analyst.page.getByRole('heading', { name: 'Hôm nay như vậy là đủ. Cảm ơn anh chị.' }).waitFor();
    expect(await analyst.page.locator('div.item').count()).toBe(0);
    await noViolations(analyst, 'stopped');
    await approver.page.reload();
    await approver.page.getByText('hết mức').first().waitFor();
    await approver.page.getByLabel('Số mục mỗi ca').fill('240');
    await approver.page.getByLabel('Căn cứ của mức mới').fill('THU-NGHIEM');
    await approver.page.getByRole('button', { name: 'Lưu' }).click();
    await approver.context.close();
    await analyst.context.close();
  });

  test('an act of a page that its reader may not do is refused, though the page is open to them', async () => {
    const analyst = await desk(register.analyst, '/ma-bam/ngan-hang');
    const answer = await analyst.page.evaluate(async () => {
      const body = new FormData();
      body.set('code', 'MAU-CUA-AI');
      const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
      const response = await fetch('?/moi', { method: 'POST', body, headers });
      return (await response.json()) as { type: string; status: number; data: string };
    });
    expect([answer.type, answer.status]).toEqual(['failure', 403]);
    expect(answer.data).toContain('access.not-permitted');
    await analyst.page.reload();
    expect(await analyst.page.getByText('MAU-CUA-AI').count()).toBe(0);
    await analyst.context.close();
  });

  test('every page is accessible in light and dark, fits a phone, and shows no picture', async () => {
    for (const [login, paths] of [
      [
        register.operator,
        ['/ma-bam', '/ma-bam/moi', '/ma-bam/moi/tep', '/ma-bam/ngan-hang', '/ma-bam/nguon', '/ma-bam/trao-doi'],
      ],
      [
        register.approver,
        ['/ma-bam/thanh-vien', '/ma-bam/nhat-ky', '/ma-bam/tu-go', '/ma-bam/duyet?phan=cho-tra-loi', '/en/ma-bam'],
      ],
    ] as const) {
      const opened = await desk(login, paths[0]);
      const { page } = opened;
      for (const path of paths) {
        await page.setViewportSize({ width: 1440, height: 900 });
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        await ready(page);
        await noViolations(opened, path);
        expect(await page.locator('img, video, picture, canvas').count(), path).toBe(0);
        await page.setViewportSize({ width: 360, height: 740 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${path} at 360`).toBeLessThanOrEqual(360);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto('/ma-bam?trang-thai=DISPUTED');
      await ready(page);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/ma-bam\/[0-9a-f-]{36}$/);
      await ready(page);
      await noViolations(opened, 'entry');
      expect(opened.complaints).toEqual([]);
      await opened.context.close();
    }
  });

  test('the log checks itself and is exported; roles without the register see nothing of it', async () => {
    const auditor = await desk(register.auditor, '/ma-bam/nhat-ky');
    await auditor.page.getByRole('button', { name: 'Kiểm tra tính nguyên vẹn' }).click();
    await auditor.page.getByText(/lần trên trang này đúng như khi ghi/).waitFor();
    const csv = await (await auditor.page.request.get('/ma-bam/nhat-ky/tep?khop=1')).text();
    expect(csv.split('\r\n')[0]).toContain('at,member');
    expect(csv).not.toMatch(/[0-9a-f]{64}/);
    expect((await auditor.page.goto('/ma-bam'))?.status()).toBe(403);
    await auditor.context.close();
    const agent = await desk(helpline.agent, '/');
    expect(await agent.page.getByRole('link', { name: 'Nội dung và vi phạm' }).count()).toBe(0);
    for (const path of ['/ma-bam', '/ma-bam/duyet', '/ma-bam/nhat-ky', '/ma-bam/tu-go'])
      expect((await agent.page.goto(path))?.status(), path).toBe(403);
    expect((await agent.page.request.get('/ma-bam/nhat-ky/tep', { maxRedirects: 0 })).status()).not.toBe(200);
    await agent.context.close();
  });
});
