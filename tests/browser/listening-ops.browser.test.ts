import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { ministry } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

async function visit(opened: Desk, address: string): Promise<void> {
  await opened.page.goto(address);
  await ready(opened.page);
}

const line = (id: string) =>
  JSON.stringify({ id, at: '2026-11-24T08:00:00+07:00', text: `Bài mẫu ${id} nói về buổi chợ sáng nay ở quê.` });

describe.skipIf(missing !== null)('the upkeep of listening', { timeout: 300_000 }, () => {
  test('a source is made from its kind’s fields, begins paused, takes a file with bad lines by number', async () => {
    const analyst = await desk(ministry.listeningAnalyst, '/lang-nghe/nguon');
    const { page } = analyst;
    await noViolations(analyst, '/lang-nghe/nguon');
    await page.getByRole('link', { name: 'Thêm nguồn' }).first().click();
    await page.getByText('Chọn loại nguồn.').waitFor();
    await noViolations(analyst, '/lang-nghe/nguon/moi');

    await page.getByRole('link', { name: /^Bình luận YouTube/ }).click();
    const key = page.getByLabel('Khóa API');
    await key.waitFor();
    expect(await key.getAttribute('type')).toBe('password');
    await noViolations(analyst, 'a kind with secrets');
    await page.getByLabel('Tên nguồn').fill('Kênh mẫu');
    await page.getByLabel('Căn cứ pháp lý').fill('Văn bản mẫu số 1');
    await page.getByLabel('Mã kênh').fill('không phải mã');
    await key.fill('khoa-mau-khong-that');
    await page.getByRole('button', { name: 'Thêm nguồn' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('Mã kênh').getAttribute('aria-invalid')).toBe('true');

    await visit(analyst, '/lang-nghe/nguon/moi?loai=import');
    await page.getByLabel('Tên nguồn').fill('Tệp của đối tác mẫu');
    await page.getByLabel('Căn cứ pháp lý').fill('Thỏa thuận mẫu số 2');
    await page.getByRole('button', { name: 'Thêm nguồn' }).click();
    await page.waitForURL(/\/lang-nghe\/nguon\/[0-9a-f-]{36}$/);
    await page.getByText('Nguồn đang tạm dừng nên không nhận bài.').waitFor();
    await page.getByRole('button', { name: 'Cho chạy', exact: true }).click();
    await page.getByRole('button', { name: 'Tạm dừng' }).waitFor();
    const buffer = Buffer.from([line('1'), 'hỏng', line('2'), '{"id":"3"}', line('4')].join('\n'));
    await page
      .getByLabel('Tệp', { exact: true })
      .setInputFiles({ name: 'bai.ndjson', mimeType: 'application/x-ndjson', buffer });
    await page.getByRole('button', { name: 'Nhập tệp' }).click();
    await page.getByText('3 bài nhận mới').waitFor();
    const bad = page.getByRole('region', { name: 'Dòng hỏng, theo số thứ tự trong tệp' });
    expect(await bad.locator('tbody th').allInnerTexts()).toEqual(['2', '4']);
    await noViolations(analyst, 'a source');
    expect(analyst.complaints).toEqual([]);
  });

  test('a rule is drafted with checks in words, tried on history, and put into use by another', async () => {
    const analyst = await desk(ministry.listeningAnalyst, '/lang-nghe/quy-tac/moi');
    const { page } = analyst;
    await page.getByLabel('Mã quy tắc').fill('scam.sample-test');
    await page.getByLabel('Tên tiếng Việt').fill('Quy tắc thử');
    await page.getByLabel('Tên tiếng Anh').fill('Trial rule');
    const any = page.getByLabel('Có ít nhất một trong');
    await any.fill(' nap the mau \n(hong');
    await page.getByRole('button', { name: 'Kiểm tra' }).first().click();
    await page.getByText('Mẫu thứ 2').waitFor();
    await any.fill(' nap the mau ');
    await page.getByLabel('Câu của anh chị').fill('Nạp thẻ mẫu đi');
    await page.getByRole('button', { name: 'Kiểm tra' }).first().click();
    await page.getByText('Câu này khớp.').waitFor();
    await noViolations(analyst, '/lang-nghe/quy-tac/moi');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.waitForURL(/\/lang-nghe\/quy-tac\/scam\.sample-test$/);
    await page.getByText('Phiên bản này chưa được chạy thử.').waitFor();
    await page.getByRole('button', { name: 'Chạy thử 1' }).click();
    await page.getByText('Sẽ có thêm cảnh báo').waitFor();
    await page.getByLabel('Lý do đề nghị').fill('Thẻ mẫu đang lan');
    await page.getByRole('button', { name: 'Trình duyệt 1' }).click();
    await page.getByText('Đang chờ người phụ trách khác duyệt.').waitFor();
    await noViolations(analyst, 'a rule');
    await visit(analyst, '/lang-nghe/quy-tac');
    await noViolations(analyst, '/lang-nghe/quy-tac');

    // It waits in the supervisor's list of today, which leads to it.
    const supervisor = await desk(ministry.listeningSupervisor, '/?loai=approval');
    await supervisor.page.getByRole('link', { name: /^Duyệt quy tắc lắng nghe scam\.sample-test/ }).click();
    await supervisor.page.waitForURL(/\/lang-nghe\/quy-tac\/scam\.sample-test$/);
    await supervisor.page.getByText('Thẻ mẫu đang lan').waitFor();
    await supervisor.page.getByRole('button', { name: 'Đưa vào sử dụng 1' }).click();
    await supervisor.page.getByRole('dialog').getByRole('button', { name: 'Đưa vào sử dụng' }).click();
    await supervisor.page.getByText('Đang dùng').first().waitFor();
    await supervisor.page.getByText('Triệu Mẫu Vững Vàng').first().waitFor();
  });

  test('a candidate is drafted, replayed with its progress and compared, and only then put into use by another', async () => {
    const analyst = await desk(ministry.listeningAnalyst, '/lang-nghe/mo-hinh');
    const { page } = analyst;
    await noViolations(analyst, '/lang-nghe/mo-hinh');
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/lang-nghe\/mo-hinh\/[0-9a-f-]{36}$/);
    await noViolations(analyst, 'a model');
    await visit(analyst, '/lang-nghe/mo-hinh/phien-ban');
    await noViolations(analyst, '/lang-nghe/mo-hinh/phien-ban');
    await page.getByRole('button', { name: 'Soạn phiên bản đề nghị' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Bắt nạt', { exact: false }).first().waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Soạn phiên bản đề nghị' }).click();
    await page.waitForURL(/\/phien-ban\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;
    await page.getByText('Chưa chạy lại').waitFor();
    await page.getByRole('button', { name: 'Chạy lại để so sánh' }).click();
    await page.getByText(/Đã xong/).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Trình duyệt' }).click();
    await page.getByRole('dialog').getByLabel('Lý do đề nghị').fill('Ít cảnh báo thừa hơn');
    await page.getByRole('dialog').getByRole('button', { name: 'Trình duyệt' }).click();
    await page.getByText('Đang chờ người phụ trách khác duyệt.').waitFor();
    await noViolations(analyst, 'a version of the pipeline');

    const supervisor = await desk(ministry.listeningSupervisor, address);
    await supervisor.page.getByText('Ít cảnh báo thừa hơn').waitFor();
    await supervisor.page.getByRole('button', { name: 'Đưa phiên bản vào sử dụng' }).click();
    await supervisor.page.getByRole('dialog').getByRole('button', { name: 'Đưa phiên bản vào sử dụng' }).click();
    await supervisor.page.getByText('Đang dùng', { exact: true }).waitFor();
  });

  test('timers and their proofs are seen; pseudonyms are joined by two persons for a case', async () => {
    const supervisor = await desk(ministry.listeningSupervisor, '/lang-nghe/luu-giu');
    await supervisor.page.getByText('Bài không có dấu hiệu').first().waitFor();
    await noViolations(supervisor, '/lang-nghe/luu-giu');
    await visit(supervisor, '/lang-nghe/luu-giu/bai-hong');
    await noViolations(supervisor, '/lang-nghe/luu-giu/bai-hong');

    const reviewer = await desk(ministry.reviewer, '/lang-nghe/luu-giu/noi-but-danh');
    await reviewer.page.getByRole('button', { name: 'Xin nối bút danh' }).click();
    const dialog = reviewer.page.getByRole('dialog');
    await dialog.getByLabel('Hồ sơ').fill('không có mã');
    await dialog.getByLabel('Mã của người viết tại nguồn').fill('tai-khoan-mau');
    await dialog.getByRole('button', { name: 'Xin nối bút danh' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Hồ sơ').fill('/ho-so/01990000-0000-7000-8000-0000000000aa');
    await dialog.getByRole('button', { name: 'Xin nối bút danh' }).click();
    await reviewer.page.getByText('Đang chờ người thứ hai').waitFor();
    expect(await reviewer.page.getByRole('button', { name: /^Cho phép/ }).count()).toBe(0);

    await visit(supervisor, '/lang-nghe/luu-giu/noi-but-danh');
    await noViolations(supervisor, '/lang-nghe/luu-giu/noi-but-danh');
    await supervisor.page.getByRole('button', { name: /^Cho phép/ }).click();
    await supervisor.page.getByText('Được phép').waitFor();
    await visit(reviewer, '/lang-nghe/luu-giu/noi-but-danh');
    await reviewer.page.getByRole('button', { name: /^Đọc các bài/ }).click();
    await reviewer.page.getByText(/bài dưới các bút danh này/).waitFor();
    await noViolations(reviewer, 'a joining that is read');
  });
});
