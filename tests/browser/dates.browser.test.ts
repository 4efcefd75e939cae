import { describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { createDeskKey } from '../../src/kernel/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

/** As most browsers come, and would write 27 November 11/27/2026. */
const ENGLISH = { locale: 'en-US', timezoneId: 'America/New_York' } as const;
const WRONG = 'Chưa đúng ngày. Hãy viết ngày/tháng/năm, ví dụ 27/11/2026.';

const house = useServer(startDesk);
const { missing } = house;

if (missing !== null) console.warn(`SKIPPED: dates in a browser that speaks English (${missing})`);
describe.skipIf(missing !== null)('dates in a browser that speaks English', () => {
  test('are written day first, said to be wrong in words, and arrive as the day that was meant', async () => {
    const { owner, kernel, clock } = house.server;
    await createDeskKey(owner, kernel.vault, INTAKE.desk, clock.now());
    const agent = await house.server.person(INTAKE.agency, [{ role: '111_agent', desk: INTAKE.desk }]);
    const desk = await deskOf(house, agent, ENGLISH);
    const { page, context, complaints } = desk;
    await page.goto('/bao-cao/moi');
    await ready(page);
    const from = page.getByLabel('Từ ngày');
    const field = page.locator('.field', { has: from });
    expect(await from.getAttribute('placeholder')).toBe('ngày/tháng/năm');
    await page.getByLabel('Chuyện đã xảy ra').fill('Nội dung giữ chỗ.');
    await from.fill('11/27/2025');
    await from.press('Tab');
    await field.getByRole('alert').getByText(WRONG).waitFor();
    await noViolations(desk, 'a date that is none');
    // The browser does not send it, and what was written stays.
    await page.getByRole('button', { name: 'Ghi nhận tin báo' }).click();
    expect(await from.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(WRONG);
    expect(await from.inputValue()).toBe('11/27/2025');
    await from.fill('5.11.2025');
    await from.press('Tab');
    expect(await from.inputValue()).toBe('05/11/2025');
    expect(await field.getByRole('alert').count()).toBe(0);
    // The calendar of the browser is there for who wants it, and writes as we do.
    await field.locator('input[type=date]').evaluate((input: HTMLInputElement) => {
      input.value = '2025-11-28';
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect.poll(() => from.inputValue()).toBe('28/11/2025');
    await page.getByRole('button', { name: 'Ghi nhận tin báo' }).click();
    // The verb takes days as `2025-11-28` alone, and none that is not of the calendar.
    await page.locator('.receipt').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('choose what a list lies between without scripts too; a wrong one is said in words', async () => {
    const auditor = await house.server.person(INTAKE.agency, ['auditor']);
    const { page, context } = await deskOf(house, auditor, { ...ENGLISH, javaScriptEnabled: false });
    await page.goto('/nhat-ky?tu=2026-01-02&ket-qua=tu-choi');
    expect(await page.getByLabel('Từ ngày').inputValue()).toBe('02/01/2026');
    await page.getByLabel('Từ ngày').fill('3/4/2026');
    await page.getByLabel('Đến ngày').fill('27-11-2026');
    await page.getByRole('button', { name: 'Tìm', exact: true }).last().click();
    await page.waitForURL(/tu=3%2F4%2F2026/);
    expect(new URL(page.url()).searchParams.get('ket-qua')).toBe('tu-choi');
    expect(await page.getByLabel('Từ ngày').inputValue()).toBe('3/4/2026');
    expect(await page.getByText(WRONG).count()).toBe(0);
    await page.goto('/nhat-ky?tu=11/27/2026');
    await page.getByText(WRONG).waitFor();
    await context.close();
  });
});
