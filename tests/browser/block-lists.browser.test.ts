import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

describe.skipIf(missing !== null)('the page of the block lists', { timeout: 240_000 }, () => {
  test('shows what an entry would block, takes a proposal and blocks nothing before somebody else agreed', async () => {
    const opened = await desk(register.analyst, '/noi-dung/danh-sach-chan');
    const { page } = opened;
    await noViolations(opened, 'block list');
    await page.locator('#thu-value').fill('drive.google.com');
    await page.getByRole('button', { name: 'Xem thử' }).click();
    await page.getByText('Cần người thứ ba: nhiều người khác cùng đăng trên máy chủ này.').waitFor();
    await page.locator('#value').fill('https://trang-thu.example/bai');
    await page.locator('#expiresAt').fill('01/03/2027');
    await page.locator('#reviewAt').fill('15/01/2027');
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText('Địa chỉ hoặc tên miền này không đưa vào danh sách chặn được.').first().waitFor();
    await page.locator('#value').fill('trang-thu.example');
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.locator('a[data-row]').first().waitFor();
    await ready(page);
    expect(await page.locator('table').innerText()).toContain('Chờ người thứ hai');
    await noViolations(opened, 'block list with an entry', ['light']);
    await opened.context.close();
  });
});
