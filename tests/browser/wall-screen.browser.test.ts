import { describe, expect, test } from 'vitest';
import { openDesk } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

if (missing !== null) console.warn(`SKIPPED: a screen on the wall (${missing})`);
describe.skipIf(missing !== null)('a screen on the wall', { timeout: 300_000 }, () => {
  test('is opened by a code in a browser where nobody is signed in, sees the wall alone, says when its figures are old, and is shut', async () => {
    const board = await desk(helpline.supervisor, '/truc/bang');
    const { page } = board;
    await page.getByRole('link', { name: 'Nối màn hình treo tường' }).click();
    await page.getByText('Chưa có màn hình nào.').waitFor();
    await page.getByLabel('Tên màn hình').fill('Phòng trực mẫu');
    await page.getByRole('button', { name: 'Cấp mã', exact: true }).click();
    const code = (await page.locator('.letters').textContent()) ?? '';
    expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    const link = (await page.locator('.code code').textContent()) ?? '';
    expect(link).toContain(`/man-hinh#${code}`);
    await noViolations(board, 'a code for a screen');
    // Shown once.
    await page.goto('/truc/man-hinh/cap');
    await page.getByText('chưa nối lần nào').waitFor();
    expect(await page.locator('.letters').count()).toBe(0);

    // Typed, without scripts.
    const screen = await openDesk(house.browser, house.server.desk);
    const wall = screen.page;
    await wall.goto('/man-hinh');
    await wall.getByLabel('Mã nối màn hình').fill('AAAAA-AAAAA');
    await wall.getByRole('button', { name: 'Nối màn hình' }).click();
    await wall.getByText('Mã không đúng, đã dùng rồi hoặc đã hết hạn.').waitFor();
    await noViolations(screen, 'a code that was wrong');
    // As the link on the screen itself brings it.
    await wall.goto('about:blank');
    await wall.goto(`/man-hinh#${code}`);
    await wall.getByRole('heading', { name: 'Bàn trực 111' }).waitFor();
    expect(new URL(wall.url()).hash).toBe('');
    await noViolations(screen, 'a wall without a session');
    await page.goto('/truc/man-hinh/cap');
    await page.getByText(/xem lần cuối/).waitFor();

    // The key opens nothing else: no page, no route, not even by hand as a machine shows one.
    const [cookie] = (await screen.context.cookies()).filter(({ name }) => name.endsWith('lachan_wall'));
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    const other = await screen.context.newPage();
    for (const at of ['/truc', '/truc/bang', '/truc/man-hinh', '/bao-cao', '/']) {
      await other.goto(at);
      expect(new URL(other.url()).pathname).toBe('/dang-nhap');
    }
    const status = async (at: string, authorization?: string) => {
      const shown = authorization === undefined ? {} : { headers: { authorization } };
      return (await screen.context.request.get(`${house.server.desk}${at}`, shown)).status();
    };
    const key = `Bearer ${cookie?.value}`;
    expect(await status('/api/v1/wallboard')).toBe(401);
    expect(await status('/api/v1/wallboard', key)).toBe(200);
    for (const at of ['/api/v1/contacts', '/api/v1/contacts/own', '/api/v1/shift-board', '/api/v1/cases'])
      expect([at, await status(at), await status(at, key)]).toEqual([at, 401, 403]);

    // Cut off, it says so in large letters, and takes it back once it hears again.
    await screen.context.setOffline(true);
    await wall.getByText(/SỐ LIỆU CŨ/).waitFor({ timeout: 90_000 });
    await screen.context.setOffline(false);
    await wall.getByText(/SỐ LIỆU CŨ/).waitFor({ state: 'detached', timeout: 30_000 });

    // Revoked while it is open.
    await page.getByRole('button', { name: /^Thu hồi/ }).click();
    await wall.getByText('Màn hình này không còn được xem.', { exact: false }).waitFor({ timeout: 30_000 });
    expect(await wall.locator('.big').count()).toBe(0);
    await wall.goto('/man-hinh');
    await wall.getByLabel('Mã nối màn hình').waitFor();
    expect(await status('/api/v1/wallboard', key)).toBe(401);
    await Promise.all([screen.context.close(), board.context.close()]);
  });
});
