import { describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { fillReports } from '../../tools/test/fill-reports.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { useServer } from './use-server.ts';

const MANY = 10_000;
/** Bytes of a document, unpacked. */
const LARGEST = 400_000;

const house = useServer(startDesk);
const { missing } = house;

if (missing !== null) console.warn(`SKIPPED: a list of ten thousand (${missing})`);
describe.skipIf(missing !== null)('ten thousand open reports', { timeout: 300_000 }, () => {
  test('are walked page by page, and what is chosen is what is shown', async () => {
    const { owner } = house.server;
    await fillReports(owner, MANY, 1);
    const roles = [{ role: '111_supervisor', desk: INTAKE.desk }] as const;
    const supervisor = await house.server.person(INTAKE.agency, [...roles]);
    const colleague = await house.server.person(INTAKE.agency, [{ role: '111_counsellor', desk: INTAKE.desk }]);
    const { page, context, complaints } = await deskOf(house, supervisor);
    const open = async (address: string) => {
      const answer = await page.goto(address);
      await ready(page);
      expect((await answer?.body())?.length, address).toBeLessThan(LARGEST);
    };

    await open('/bao-cao');
    const seen = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const ids = await page.locator('a[data-row]').evaluateAll((rows) => rows.map(({ id }) => id));
      expect(ids).toHaveLength(50);
      for (const id of ids) seen.add(id);
      const before = page.url();
      await page.getByRole('link', { name: 'Xem tiếp' }).click();
      await page.waitForURL((url) => url.href !== before);
      await ready(page);
    }
    expect(seen.size).toBe(150);

    // What waits is counted as far as a source gives; the page says that there is more.
    await open('/');
    await page.getByText(/Danh sách này chỉ gồm những việc gấp nhất/).waitFor();
    expect(await page.locator('main tbody tr').count()).toBeLessThanOrEqual(60);

    await open('/ca-truc');
    await page.getByText('Đang hiện 100 tin đầu.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Chọn cả 100 tin' }).click();
    await page.getByLabel('Giao cho').selectOption(colleague.id);
    await page.getByRole('button', { name: 'Giao 100 tin' }).click();
    await page.getByText('Đã giao 100 tin cho').waitFor();
    const { rows } = await owner.query('select count(*)::int as given from intake.report where assigned_to = $1', [
      colleague.id,
    ]);
    expect(rows).toEqual([{ given: 100 }]);
    await expect.poll(() => page.locator('input[name=report]').count()).toBe(100);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
