import { describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { ok } from '../../src/kernel/index.ts';
import { SESSION_LIMITS } from '../../src/members/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { useServer } from './use-server.ts';

const MINUTE = 60_000;

const house = useServer(startDesk);
const { missing } = house;

/** Something changes at the desk, and the open page fetches its list again. */
async function somethingHappens(): Promise<void> {
  await house.server.platform.transaction(async (tx) => {
    tx.notify({ topic: 'report.replied', id: '0', desk: INTAKE.desk });
    return ok();
  });
}

if (missing !== null) console.warn(`SKIPPED: an idle desk in a browser (${missing})`);
describe.skipIf(missing !== null)('a desk that nobody sits at', () => {
  test('fetches what changes, and lets its session end all the same; a person’s own click keeps it', async () => {
    const counsellor = await house.server.person(INTAKE.agency, [{ role: '111_counsellor', desk: INTAKE.desk }]);
    const { page, context } = await deskOf(house, counsellor);
    const seen = async () => {
      const { rows } = await house.server.owner.query('select last_seen_at from members.session where person = $1', [
        counsellor.id,
      ]);
      return rows[0].last_seen_at as Date;
    };
    // What happens before the line is up is not heard.
    const line = page.waitForResponse((response) => response.url().endsWith('/api/v1/live'));
    await page.goto('/');
    await ready(page);
    await line;
    const opened = await seen();

    house.server.clock.advance(5 * MINUTE);
    const fetched = page.waitForResponse((response) => response.url().includes('__data.json'));
    await somethingHappens();
    expect((await fetched).status()).toBe(200);
    expect(await seen(), 'a look at what changed is no sign of life').toEqual(opened);
    // The word is taken back, so that the next click counts.
    await expect.poll(() => page.evaluate(() => document.cookie)).not.toContain('unattended');
    await page.getByRole('link', { name: 'Thông báo' }).click();
    await page.waitForURL(/\/thong-bao/);
    expect((await seen()).getTime()).toBe(opened.getTime() + 5 * MINUTE);

    await page.goto('/');
    await ready(page);
    for (let minutes = 0; minutes < 15; minutes += 5) {
      house.server.clock.advance(5 * MINUTE);
      const again = page.waitForResponse((response) => response.url().includes('__data.json'), { timeout: 5_000 });
      await somethingHappens();
      await again.catch(() => undefined);
    }
    house.server.clock.advance(MINUTE);
    expect(SESSION_LIMITS.idleMs).toBe(15 * MINUTE);
    await page.goto('/');
    await page.waitForURL(/\/dang-nhap/);
    await context.close();
  });

  test('warns two minutes before the session ends; staying renews it, and signing in again leads back to the page', async () => {
    const counsellor = await house.server.person(INTAKE.agency, [{ role: '111_counsellor', desk: INTAKE.desk }]);
    const { page, context } = await deskOf(house, counsellor);
    await page.clock.install();
    await page.goto('/bao-cao?khan=U2');
    await ready(page);
    const later = async (minutes: number) => {
      house.server.clock.advance(minutes * MINUTE);
      await page.clock.fastForward(minutes * MINUTE);
    };
    const warning = page.getByRole('dialog', { name: 'Phiên sắp kết thúc' });
    // Both clocks stand still while the page hears how long the session lives.
    const asked = page.waitForResponse((response) => response.url().endsWith('/phien'));
    await later(12);
    // The clock of the page looks every five seconds.
    await page.clock.runFor(6_000);
    await asked;
    expect(await warning.count()).toBe(0);
    await later(1.5);
    await page.clock.runFor(6_000);
    await warning.waitFor();
    expect(await warning.innerText()).toMatch(/Còn \d+ giây/);
    await warning.getByRole('button', { name: 'Ở lại' }).click();
    await warning.waitFor({ state: 'hidden' });

    // Renewed at the server: it lives on well after the first one would have ended.
    await later(10);
    expect((await page.request.get('/phien', { maxRedirects: 0 })).status()).toBe(200);
    await later(16);
    await page.clock.runFor(6_000);
    await page.getByRole('dialog', { name: 'Phiên đã kết thúc' }).waitFor();
    await page.getByRole('link', { name: 'Đăng nhập lại' }).click();
    await page.waitForURL((url) => url.pathname === '/dang-nhap' && url.searchParams.get('sau') === '/bao-cao?khan=U2');
    await context.close();
  });
});
