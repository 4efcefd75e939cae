import { afterEach, describe, expect, test } from 'vitest';
import { sipCall } from '../../tools/test/sip-caller.ts';
import { sipServersMissing } from '../../tools/test/sip-servers.ts';
import { type SipTelephone, sipTelephone } from '../../tools/test/sip-telephone.ts';
import { ready } from './desk-visit.ts';
import { exchangeBehindProxy } from './exchange-behind-proxy.ts';
import { chooseBrowser, hears, helper, openShift, startPhoneDesk, status, VOICE } from './phone-desk.ts';
import { useServer } from './use-server.ts';

const PASSWORDS = {
  '1001': 'mat-khau-may-le-1001',
  '1002': 'mat-khau-may-le-1002',
  '1003': 'mat-khau-may-le-1003',
} as const;

const house = useServer(
  () => startPhoneDesk((tell) => exchangeBehindProxy(PASSWORDS, tell)),
  180_000,
  VOICE,
  sipServersMissing() ?? null,
);
const { missing } = house;

const telephones: SipTelephone[] = [];
async function telephone(number: string, password?: string): Promise<SipTelephone> {
  const made = await sipTelephone(house.server.exchange.servers, number, password);
  telephones.push(made);
  return made;
}
afterEach(async () => void (await Promise.all(telephones.splice(0).map((one) => one.stop()))));

/** A voice comes to a telephone, and the relay passes what either end sends. */
async function voiceFlows(...ends: readonly SipTelephone[]): Promise<void> {
  const heard = ends.map((one) => one.heard());
  await expect.poll(() => ends.every((one, at) => one.heard() > (heard[at] ?? 0) + 800)).toBe(true);
  const before = await house.server.exchange.relayed();
  expect(before).toHaveLength(2);
  await expect
    .poll(async () => (await house.server.exchange.relayed()).map((now, at) => now > (before[at] ?? 0) + 10))
    .toEqual([true, true]);
}

if (missing !== null) console.warn(`SKIPPED: a call through kamailio, rtpengine and baresip to the desk (${missing})`);
describe.skipIf(missing !== null)('a call through kamailio and rtpengine to the desk', { timeout: 240_000 }, () => {
  test('rings in the browser, is spoken, comes back after a reload, goes to a colleague’s telephone and is written down', async () => {
    const { owner } = house.server;
    const [first, second] = [await helper(house, '111_agent'), await helper(house, '111_counsellor')];
    const { page } = first;
    await chooseBrowser(first, '1001', 'mot-mat-khau-khac');
    await openShift(first);
    await status(page, 'Tổng đài không nhận máy lẻ hoặc mật khẩu này.');
    await chooseBrowser(first, '1001', PASSWORDS['1001']);
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    await page.goto('/truc');
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');

    const child = await telephone('0912345678');
    child.dial('111');
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    expect(child.events()).not.toContain('CALL_ESTABLISHED');
    await page.keyboard.press('Alt+a');
    await status(page, 'Có cuộc gọi đang đổ chuông.');
    await page.getByRole('button', { name: 'Nghe máy' }).click();
    await status(page, 'Đang nói chuyện.');
    await Promise.all([hears(page), voiceFlows(child)]);
    expect(child.events()).toContain('CALL_ESTABLISHED');

    await page.reload();
    await status(page, 'Đang nói chuyện.');
    await Promise.all([hears(page), voiceFlows(child)]);
    const { rows: events } = await owner.query('select code from counselling.contact_event order by at, id');
    expect(events.map(({ code }) => code)).toContain('call-parked');
    expect(child.events()).not.toContain('CALL_CLOSED');

    const colleague = await telephone('1003', PASSWORDS['1003']);
    await second.page.goto('/truc/goi-lai');
    await ready(second.page);
    await second.page.getByLabel('Số máy lẻ').fill('1003');
    await second.page.getByRole('button', { name: 'Lưu số máy lẻ' }).click();
    await second.page.getByText('Đã lưu số máy lẻ.').waitFor();
    await openShift(second);
    await page.getByRole('button', { name: 'Chuyển', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Cho ai').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Chuyển', exact: true }).click();
    await second.page.getByRole('heading', { name: 'Đồng nghiệp muốn chuyển một cuộc' }).waitFor();
    await second.page.keyboard.press('Alt+a');
    await expect.poll(() => colleague.events()).toContain('CALL_ESTABLISHED');
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    await voiceFlows(child, colleague);

    await second.page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
    const writeDown = second.page.getByRole('link', { name: 'Ghi lại và đóng' });
    await writeDown.waitFor();
    await expect.poll(() => child.events()).toContain('CALL_CLOSED');
    await expect.poll(() => colleague.events()).toContain('CALL_CLOSED');
    await writeDown.click();
    await second.page.getByRole('heading', { name: /^Ghi lại / }).waitFor();
    await ready(second.page);
    await second.page.locator('input[name=reasons]').first().check();
    await second.page.getByLabel('Tư vấn tại chỗ').check();
    await second.page.getByLabel('Ghi thêm cho đồng nghiệp').press('Control+Enter');
    await second.page.waitForURL(/\/truc$/);
    const { rows } = await owner.query(
      `select c.state, c.extension, k.state as contact, r.channel, r.version
       from counselling.phone_call c join counselling.contact k on k.id = c.contact_id
       join counselling.contact_record r on r.contact_id = k.id`,
    );
    expect(rows).toEqual([{ state: 'ended', extension: '1003', contact: 'done', channel: 'PHONE', version: 1 }]);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await Promise.all([first, second].map((one) => one.page.context().close()));
  });

  test('of a measuring program that follows the recorded route rings, is spoken and ends as its caller ends it', async () => {
    const { owner, exchange } = house.server;
    // The clock of this house stands still: a shift of before would be offered this call too.
    await owner.query('update counselling.helper_shift set ended_at = last_sign_at where ended_at is null');
    const one = await helper(house, '111_agent');
    const { page } = one;
    await chooseBrowser(one, '1002', PASSWORDS['1002']);
    await openShift(one);
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1002.');
    const caller = await sipCall(exchange.servers, { from: '0987654321', to: '111', seconds: 6 });
    try {
      await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
      await page.keyboard.press('Alt+a');
      await status(page, 'Có cuộc gọi đang đổ chuông.');
      await page.getByRole('button', { name: 'Nghe máy' }).click();
      await status(page, 'Đang nói chuyện.');
      // It sends back what it hears.
      await hears(page);
      expect([await caller.ended, caller.log()]).toEqual([0, expect.anything()]);
      await status(page, 'Điện thoại sẵn sàng, máy lẻ 1002.');
      // The telephone in the browser is ready before the house has written down that the call is over.
      await expect
        .poll(async () => (await owner.query('select state from counselling.phone_call where ended_at is null')).rows)
        .toEqual([]);
      expect(one.complaints).toEqual([]);
    } finally {
      await caller.stop();
    }
    await page.context().close();
  });
});
