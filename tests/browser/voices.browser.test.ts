import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { drawTone } from '../../tools/test/draw-tone.ts';
import { type Desk, proveAgain, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, ministry } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const GAP = 'Chưa có giọng đọc ở đây';
const tone = {
  name: 'giong.mp3',
  mimeType: 'audio/mpeg',
  buffer: drawTone({ seconds: 4, as: 'mp3', title: 'Tên thật' }),
};

const row = (page: Page, screen: string) =>
  page.locator('ol > li', { has: page.getByRole('heading', { level: 2, name: new RegExp(`^${screen}`) }) });

async function upload(page: Page, screen: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  await row(page, screen).getByRole('button').first().click();
  const dialog = page.getByRole('dialog', { name: /Tải bản ghi lên|Thay bản khác/ });
  await dialog.getByLabel('Tệp ghi âm').setInputFiles(file);
  await dialog.getByLabel('Người đọc đồng ý').check();
  await dialog.getByRole('button', { name: /Tải bản ghi lên|Thay bản khác/ }).click();
  return dialog;
}

async function childAt(path: string, scripts: boolean): Promise<Page> {
  const { page } = await openWindow(house.browser, {
    baseURL: house.server.portal,
    locale: undefined,
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  });
  await page.goto(path);
  return page;
}

describe.skipIf(house.missing !== null)('recorded voices', () => {
  test('are uploaded on the desk, heard by children with and without scripts, and withdrawn', async () => {
    const desk: Desk = await house.desk(ministry.systemAdministrator, '/giong-doc');
    const { page } = desk;
    await ready(page);
    await page.getByText('12 trang chưa có giọng đọc').waitFor();
    await noViolations({ page }, 'the desk’s page of voices');

    const silent = await childAt('/em/6-8', true);
    await silent.getByText(GAP).waitFor();
    expect(await silent.locator('audio').count()).toBe(0);

    const dialog = await upload(page, 'Trang mở đầu', { ...tone, buffer: Buffer.from('không phải âm thanh') });
    await proveAgain(house.browser, house.server.desk, desk, ministry.systemAdministrator);
    await dialog.getByRole('alert').getByText('không phải bản ghi âm').waitFor();
    await dialog.getByLabel('Tệp ghi âm').setInputFiles({ ...tone, buffer: Buffer.alloc(600_000) });
    await dialog.getByRole('button', { name: 'Tải bản ghi lên' }).click();
    await dialog.getByRole('alert').getByText('lớn hơn 200 KB').waitFor();
    await noViolations({ page }, 'a recording that is refused');
    await dialog.getByLabel('Tệp ghi âm').setInputFiles(tone);
    await dialog.getByRole('button', { name: 'Tải bản ghi lên' }).click();
    await row(page, 'Trang mở đầu').getByText('Đang phát').waitFor();
    await page.getByText('11 trang chưa có giọng đọc').waitFor();
    await upload(page, 'Em thấy thế nào', tone);
    await page.getByText('10 trang chưa có giọng đọc').waitFor();
    const heard = await row(page, 'Trang mở đầu')
      .locator('audio')
      .evaluate(async (audio: HTMLAudioElement) => {
        audio.muted = true;
        await audio.play();
        return audio.duration;
      });
    expect(Math.abs(heard - 4)).toBeLessThan(0.4);

    for (const scripts of [true, false]) {
      const child = await childAt('/em/6-8', scripts);
      const requests: string[] = [];
      child.on('request', (request) => requests.push(new URL(request.url()).pathname));
      await child.reload();
      const audio = child.locator('audio');
      await audio.waitFor();
      expect(await child.getByText(GAP).count()).toBe(0);
      // It speaks when it is asked to, and costs nothing before.
      expect(await audio.getAttribute('autoplay')).toBeNull();
      expect(requests.filter((path) => path.startsWith('/tep/'))).toEqual([]);
      await child.getByText('Xem lời đọc').click();
      await child.getByText('Em bấm vào nút màu xanh.', { exact: false }).last().waitFor();
      if (scripts) await noViolations({ page: child }, 'a page with a voice');
      const address = (await audio.getAttribute('src')) as string;
      expect(address).toMatch(/^\/tep\/[0-9a-f-]{36}$/);
      const answer = await child.request.get(address, { headers: { range: 'bytes=0-99' } });
      expect([answer.status(), answer.headers()['content-type'], answer.headers()['cache-control']]).toEqual([
        206,
        'audio/mpeg',
        'public, max-age=86400',
      ]);
      expect((await (await child.request.get(address)).body()).includes('Tên thật')).toBe(false);
      await child.getByRole('link', { name: 'Em muốn kể' }).click();
      await child.getByRole('heading', { level: 1, name: /thấy thế nào/ }).waitFor();
      await child.locator('audio').waitFor();
      await child.getByRole('button', { name: 'Bình thường' }).click();
      await child.getByRole('heading', { level: 1, name: /làm em đau/ }).waitFor();
      await child.getByText(GAP).waitFor();
      await child.context().close();
    }

    const child = await childAt('/em/6-8', true);
    const played = await child.locator('audio').evaluate(async (audio: HTMLAudioElement) => {
      audio.muted = true;
      await audio.play();
      await new Promise((resolve) => audio.addEventListener('timeupdate', resolve, { once: true }));
      return audio.error === null && audio.duration;
    });
    expect(played).toBeGreaterThan(3.6);

    await row(page, 'Trang mở đầu').getByRole('button', { name: 'Gỡ xuống' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gỡ xuống' }).click();
    await row(page, 'Trang mở đầu').getByText('Chưa có').waitFor();
    await child.reload();
    await child.getByText(GAP).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  test('are no business of who counsels', async () => {
    const { page } = await house.desk(helpline.counsellor, '/giong-doc');
    await page.waitForURL(/khong-duoc/);
  });
});
