import { describe, expect, test } from 'vitest';
import { addDays, vietnamDate } from '../../src/kernel/index.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const { missing, desk } = useDemonstration();

if (missing !== null) console.warn(`SKIPPED: the roster in a browser (${missing})`);
describe.skipIf(missing !== null)('the roster', { timeout: 240_000 }, () => {
  test('is planned by a supervisor, solved, published, and seen by a counsellor on a phone', async () => {
    const planning = await desk(helpline.supervisor, '/lich-truc');
    const { page } = planning;
    await page.getByRole('button', { name: 'Lập lịch mới' }).click();
    await page.locator('#roster-from').fill(addDays(vietnamDate(new Date()), 2));
    await page.locator('#roster-days').fill('3');
    await page.getByRole('button', { name: 'Xếp lịch' }).click();
    await page.waitForURL(/\/lich-truc\/[0-9a-f-]{36}$/);
    const publish = page.getByRole('button', { name: 'Ban hành lịch' });
    await publish.waitFor({ timeout: 120_000 });
    expect(await page.locator('tbody tr').count()).toBe(3);
    await noViolations(planning, 'a roster that is a draft');
    await publish.click();
    await page.getByText('đã ban hành').first().waitFor();
    const address = new URL(page.url()).pathname;
    await page.goto('/lich-truc/du-bao');
    await page.getByRole('heading', { name: 'Quy tắc và số liệu' }).waitFor();
    await noViolations(planning, 'what numbers of people would mean');
    await planning.context.close();

    const reading = await desk(helpline.counsellor, '/lich-truc');
    await reading.page.setViewportSize({ width: 360, height: 740 });
    await reading.page.locator(`a[href$="${address}"]`).click();
    await reading.page.waitForURL(`**${address}`);
    expect(await reading.page.getByRole('button', { name: 'Bỏ bản nháp' }).count()).toBe(0);
    await noViolations(reading, 'a published roster on a phone');
    await reading.context.close();
  });
});
