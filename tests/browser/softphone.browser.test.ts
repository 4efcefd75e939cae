import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Caller } from './exchange-calls.ts';
import { noViolations } from './no-violations.ts';
import { chooseBrowser, hears, helper, openShift, startPhoneDesk, status, VOICE, watchLines } from './phone-desk.ts';
import { sipExchange } from './sip-exchange.ts';
import { openWindow, useServer } from './use-server.ts';

const PASSWORDS = { '1001': 'mat-khau-may-le-1001', '1002': 'mat-khau-may-le-1002' } as const;

const house = useServer(() => startPhoneDesk((tell) => sipExchange(PASSWORDS, tell)), 180_000, VOICE);
const { missing } = house;

/** As a browser does where its person says no: the microphone is refused once. */
const refuseMicrophone = (page: Page) =>
  page.evaluate(() => {
    const { mediaDevices } = navigator;
    const allowed = mediaDevices.getUserMedia;
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = allowed;
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });

/** Somebody at a telephone: another page, which the exchange joins with the desk. */
async function caller(): Promise<Caller & { readonly page: Page }> {
  const { page } = await openWindow(house.browser);
  await watchLines(page);
  const at = new URL(house.server.exchange.commands).origin;
  await page.goto(at);
  return {
    page,
    offer: () =>
      page.evaluate(async () => {
        const line = new RTCPeerConnection();
        for (const track of (await navigator.mediaDevices.getUserMedia({ audio: true })).getTracks())
          line.addTrack(track);
        await line.setLocalDescription();
        while (line.iceGatheringState !== 'complete')
          await new Promise((changed) => line.addEventListener('icegatheringstatechange', changed, { once: true }));
        return line.localDescription?.sdp ?? '';
      }),
    join: (sdp) =>
      page.evaluate(async (answer) => {
        const { lines } = globalThis as unknown as { lines: RTCPeerConnection[] };
        await lines.at(-1)?.setRemoteDescription({ type: 'answer', sdp: answer });
        for (const before of lines.slice(0, -1)) before.close();
      }, sdp),
  };
}

if (missing !== null) console.warn(`SKIPPED: a telephone in the browser (${missing})`);
describe.skipIf(missing !== null)('a telephone in the browser', { timeout: 240_000 }, () => {
  test('takes a call, survives a reload, and hands the caller to a colleague, who ends the call and writes it down', async () => {
    const { exchange, owner } = house.server;
    const [first, second] = [await helper(house, '111_agent'), await helper(house, '111_counsellor')];
    const { page } = first;
    const open = (await page.goto('/truc/goi-lai'))?.headers() ?? {};
    expect(open['content-security-policy']).toMatch(/connect-src 'self';/);
    expect(open['permissions-policy']).toContain('microphone=()');

    await chooseBrowser(first, '1001', 'mot-mat-khau-khac');
    await openShift(first);
    await status(page, 'Tổng đài không nhận máy lẻ hoặc mật khẩu này.');
    expect(exchange.refused()).toBeGreaterThan(0);
    await chooseBrowser(first, '1001', PASSWORDS['1001']);
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    const own = (await page.goto('/truc'))?.headers() ?? {};
    expect(own['content-security-policy']).toContain(`connect-src 'self' ${new URL(exchange.address).origin};`);
    expect(own['permissions-policy']).toContain('microphone=(self)');
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    await expect.poll(() => exchange.registered()).toEqual(['1001']);
    const tab = await first.context.newPage();
    await tab.goto('/truc');
    await status(tab, 'Điện thoại đang mở ở một thẻ khác của trình duyệt này.');
    await tab.close();

    // The exchange goes, comes back before it takes registrations, and has the telephone again once it does.
    exchange.restart();
    await status(page, 'Mất kết nối với tổng đài, đang nối lại.');
    await expect.poll(() => exchange.busyAsked(), { timeout: 60_000 }).toBeGreaterThan(0);
    exchange.ready();
    await expect.poll(() => exchange.registered(), { timeout: 60_000 }).toEqual(['1001']);
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    // Meanwhile the shift is another one: the page registers with what it is given for that, and not with what it had.
    await page.route('**/api/v1/softphone/own', async (route) => {
      const answer = await route.fetch();
      const given = { ...((await answer.json()) as object), shift: crypto.randomUUID(), password: 'mot-mat-khau-khac' };
      await route.fulfill({ response: answer, json: given });
    });
    exchange.restart();
    exchange.ready();
    await status(page, 'Tổng đài không nhận máy lẻ hoặc mật khẩu này.');
    await page.unroute('**/api/v1/softphone/own');
    await page.goto('/truc');
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    await expect.poll(() => exchange.registered()).toEqual(['1001']);

    const child = await caller();
    await exchange.call('call-1', '0912345678', child);
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await page.keyboard.press('Alt+a');
    await status(page, 'Có cuộc gọi đang đổ chuông.');
    await refuseMicrophone(page);
    await page.getByRole('button', { name: 'Nghe máy' }).click();
    await page.getByText('Trình duyệt chưa cho dùng micro.').waitFor();
    await noViolations(first, 'a call that rings in the browser');
    await page.getByRole('button', { name: 'Nghe máy' }).click();
    await status(page, 'Đang nói chuyện.');
    await Promise.all([hears(page), hears(child.page)]);
    await page.getByRole('button', { name: 'Tắt micro' }).click();
    await status(page, 'Micro đang tắt: người gọi không nghe thấy anh chị.');
    await page.getByRole('button', { name: 'Bật micro' }).click();
    await noViolations(first, 'a call in the browser');
    // The page of the record is another one, and the voice goes on.
    await page
      .getByRole('link', { name: /^Ghi lại/ })
      .first()
      .click();
    await page.waitForURL(/truc\/ghi/);
    await Promise.all([hears(page), hears(child.page)]);

    await page.goto('/truc');
    await status(page, 'Đang nói chuyện.');
    await Promise.all([hears(page), hears(child.page)]);
    const { rows: events } = await owner.query('select code from counselling.contact_event order by at, id');
    expect(events.map(({ code }) => code)).toContain('call-parked');

    await chooseBrowser(second, '1002', PASSWORDS['1002']);
    await openShift(second);
    await status(second.page, 'Điện thoại sẵn sàng, máy lẻ 1002.');
    await page.getByRole('button', { name: 'Chuyển', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Cho ai').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Chuyển', exact: true }).click();
    await second.page.getByRole('heading', { name: 'Đồng nghiệp muốn chuyển một cuộc' }).waitFor();
    await second.page.keyboard.press('Alt+a');
    await status(second.page, 'Có cuộc gọi đang đổ chuông.');
    await second.page.getByRole('button', { name: 'Nghe máy' }).click();
    await status(second.page, 'Đang nói chuyện.');
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    await Promise.all([hears(second.page), hears(child.page)]);

    await second.page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await second.page.getByRole('link', { name: 'Ghi lại và đóng' }).waitFor();
    await status(second.page, 'Điện thoại sẵn sàng, máy lẻ 1002.');
    const { rows } = await owner.query(
      `select c.state, c.extension, k.state as contact from counselling.phone_call c join counselling.contact k on k.id = c.contact_id`,
    );
    expect(rows).toEqual([{ state: 'ended', extension: '1002', contact: 'wrapping' }]);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await Promise.all([first, second, child].map((one) => one.page.context().close()));
  });
});
