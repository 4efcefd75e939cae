import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const QUESTION = 'Câu hỏi trung tính về giờ hẹn';
const ANSWER = 'Câu trả lời trung tính';
const GOAL = 'Mục tiêu trung tính';
/** Stands in a private note and nowhere else. */
const PRIVATE = 'chimvànhkhuyên ghi riêng';

describe.skipIf(house.missing !== null)('a facility and who sends children there', { timeout: 300_000 }, () => {
  test('says its room in one press, and is found by place without diacritics', async () => {
    const facility = await house.desk(commune.facilityWorker, '/co-so/cua-don-vi');
    const { page } = facility;
    await ready(page);
    await noViolations(facility, 'the own facility before it described itself');
    await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Hà Nội' });
    await page.waitForURL(/tinh=01/);
    await page.getByLabel('Xã, phường').selectOption({ label: 'Ba Đình' });
    await page.getByLabel('Số nhà, đường').fill('Số 1 đường Mẫu');
    await page.getByLabel('Điện thoại').fill('024 0000 0000');
    await page.getByLabel('Giờ làm việc').fill('8 giờ đến 17 giờ');
    await page.getByLabel('Hỗ trợ tâm lý - xã hội').check();
    await page.getByRole('button', { name: 'Lưu thông tin' }).click();
    await page.getByText('chưa cập nhật lần nào').waitFor();
    await page.getByRole('button', { name: 'Thêm một chỗ trống' }).press('Enter');
    await page.getByText('Còn 1 chỗ').waitFor();
    await noViolations(facility, 'the own facility');
    await page.getByRole('button', { name: 'Hết chỗ' }).click();
    await page.getByRole('status').getByText('Hết chỗ').waitFor();
    await page.getByRole('button', { name: 'Thêm một chỗ trống' }).click();
    await page.getByText('Còn 1 chỗ').waitFor();

    const officer = await house.desk(commune.officer, '/co-so');
    await officer.page.getByLabel('Tìm theo tên hoặc nơi').fill('ba dinh');
    await officer.page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await officer.page.waitForURL(/q=ba/);
    await officer.page.locator('tr', { hasText: 'Trung tâm Công tác xã hội Mẫu' }).getByText('Còn 1 chỗ').waitFor();
    expect(await officer.page.locator('tr', { hasText: 'Nhà tạm lánh Mẫu' }).count()).toBe(0);
    await noViolations(officer, 'the directory of facilities');
    expect(facility.complaints).toEqual([]);
  });

  test('accepts, asks back and is answered; a series follows, whose private note nobody else reads', async () => {
    const officer = await house.desk(commune.officer, '/ho-so');
    const path = await officer.page
      .locator('tr', { hasText: 'Đang thực hiện' })
      .locator('a[data-row]')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).pathname);
    await officer.page.goto(`${path}/chuyen-gui/moi?muc-dich=SOCIAL_WORK`);
    await ready(officer.page);
    await officer.page.getByRole('radio', { name: /Trung tâm Công tác xã hội Mẫu/ }).check();
    await officer.page.getByRole('radio', { name: /Nghĩa vụ bảo vệ trẻ em/ }).check();
    for (const piece of ['REASON', 'NEEDS', 'RISK', 'AGE_SEX', 'NAME'])
      await officer.page.locator(`[name="f.${piece}"]`).fill('Nội dung trung tính');
    await officer.page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await officer.page.waitForURL(/\/chuyen-gui\/[0-9a-f-]{36}$/);
    await ready(officer.page);
    const referral = new URL(officer.page.url()).pathname;

    const facility = await house.desk(commune.facilityWorker, referral);
    const { page } = facility;
    await ready(page);
    await page.getByLabel('Câu hỏi cho nơi gửi').fill(QUESTION);
    await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    await page.getByText('Chờ nơi gửi trả lời.', { exact: false }).waitFor();

    await officer.page.getByLabel('Trả lời câu hỏi của nơi nhận').fill(ANSWER);
    await officer.page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await page.getByText('Trả lời câu hỏi').first().waitFor();
    await page.getByRole('button', { name: 'Mở nội dung' }).click();
    await page.getByText(ANSWER).waitFor();
    await page.getByRole('button', { name: 'Nhận', exact: true }).click();

    await page.getByRole('link', { name: 'Mở đợt tư vấn' }).click();
    await page.waitForURL(/\/tu-van\?tu=referral/);
    await ready(page);
    await noViolations(facility, 'the list of series');
    await page.getByLabel('Tuổi').selectOption('A16_17');
    await page.getByRole('button', { name: 'Mở đợt tư vấn' }).click();
    await page.waitForURL(/\/tu-van\/[0-9a-f-]{36}$/);
    await ready(page);
    const series = new URL(page.url()).pathname;
    await page.getByLabel('Mục tiêu mới').fill(GOAL);
    await page.getByLabel('Mục tiêu mới').press('Enter');
    await page.getByRole('button', { name: `Đã đạt ${GOAL}` }).waitFor();
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
    await page.getByRole('textbox', { name: 'Giờ hẹn' }).fill(`${day} 09:30`);
    await page.getByRole('button', { name: 'Hẹn buổi mới' }).click();
    await page.getByText('Đã hẹn', { exact: true }).first().waitFor();
    const agreement = page.getByRole('region', { name: 'Sự đồng ý' });
    await agreement.locator('summary').click();
    await agreement.locator('button[type=submit]').click();
    await page.getByText('Đủ để ghi buổi tư vấn').waitFor();
    await page.getByLabel('Viết ghi chú riêng').fill(PRIVATE);
    await page.getByRole('button', { name: 'Lưu ghi chú riêng' }).click();
    await page.getByText(PRIVATE).first().waitFor();
    await noViolations(facility, 'a series, at its counsellor');

    await officer.page.goto('/tu-van');
    await officer.page.locator(`a[href="${series}"]`).first().click();
    await officer.page.getByText(GOAL).waitFor();
    expect(await officer.page.content()).not.toContain('vànhkhuyên');
    expect(await officer.page.getByRole('button', { name: 'Mở ghi chú riêng' }).count()).toBe(0);
    await noViolations(officer, 'a series, at who handles the case');
    const counsellor = await house.desk(helpline.counsellor, '/tu-van');
    expect((await counsellor.page.goto(series))?.status()).toBe(404);

    await page.goto('/lich?dang=ds');
    await page.locator('.what', { hasText: 'Buổi tư vấn' }).first().waitFor();
    expect(facility.complaints).toEqual([]);
    expect(officer.complaints).toEqual([]);
  });
});
