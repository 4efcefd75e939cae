import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { plantAccount } from '../../src/channels/accounts/account.testing.ts';
import { workAllLanes } from '../../src/channels/inbound/inbound.testing.ts';
import { receiveCall } from '../../src/channels/inbound/receive-call.ts';
import { signedHeaders } from '../../src/channels/standard-webhook.ts';
import { telephoneSettings } from '../../src/channels/telephone/telephone-settings.ts';
import { offerContacts } from '../../src/counselling/contacts/offer-contacts.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { anonymous, createDeskKey, newId } from '../../src/kernel/index.ts';
import { must } from '../../tools/test/test-result.ts';
import { type DeskServer, deskOf, startDesk } from './desk-server.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { type Caller, type SipExchange, sipExchange } from './sip-exchange.ts';
import { openWindow, useServer } from './use-server.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a test key..').toString('base64')}`;
const PASSWORDS = { '1001': 'mat-khau-may-le-1001', '1002': 'mat-khau-may-le-1002' } as const;
/** A microphone that hums and is allowed, and addresses of this machine in the open: a test has no network. */
const VOICE = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
];

interface PhoneServer extends DeskServer {
  readonly exchange: SipExchange;
}

/** The desk with an exchange that browsers reach, which tells its steps as one of another make does. */
async function startPhoneDesk(): Promise<PhoneServer> {
  const desk = await startDesk({ CHANNEL_NETWORKS: '127.0.0.0/8' });
  const { kernel, owner, clock, context } = desk;
  await createDeskKey(owner, kernel.vault, INTAKE.desk, clock.now());
  let account = '';
  const exchange = await sipExchange(PASSWORDS, async (type, call, more) => {
    clock.advance(1_000);
    const text = JSON.stringify({ type: `call.${type}`, call, at: clock.now().toISOString(), ...more });
    const headers = new Headers(signedHeaders(SECRET, newId<'message'>(), text, clock.now()));
    must(await receiveCall(context(anonymous), { account, request: { body: Buffer.from(text), headers } }));
    await workAllLanes(desk);
    // As the ticker does when it hears of it.
    await offerContacts(desk.platform);
  });
  const settings = telephoneSettings.parse({
    ...{ exchange: 'webhook', number: '111', address: exchange.commands },
    ...{ softphoneAddress: exchange.address, softphoneDomain: 'exchange.example' },
  });
  account = await plantAccount(desk, {
    adapter: 'telephone',
    ...{ agency: INTAKE.agency, name: 'Tổng đài thử', address: '111', settings, secrets: { secret: SECRET } },
  });
  return {
    ...desk,
    exchange,
    close: async () => {
      await exchange.close();
      await desk.close();
    },
  };
}

const house = useServer(startPhoneDesk, 180_000, VOICE);
const { missing } = house;

const status = (page: Page, said: string) =>
  page.getByRole('region', { name: 'Điện thoại trong trình duyệt' }).getByText(said).waitFor();

/** How much of a voice has come in by a page's newest line. */
const heardBy = (page: Page) => (): Promise<number> =>
  page.evaluate(async () => {
    const { lines } = globalThis as unknown as { lines: RTCPeerConnection[] };
    const stats = (await lines.at(-1)?.getStats()) ?? new Map();
    const voice = [...stats.values()].find(({ type }) => type === 'inbound-rtp');
    return (voice?.packetsReceived as number | undefined) ?? 0;
  });
async function hears(page: Page): Promise<void> {
  const heard = heardBy(page);
  const before = await heard();
  await expect.poll(heard).toBeGreaterThan(before + 10);
}

/** Keeps the lines that a page opens. */
const watchLines = (page: Page) =>
  page.addInitScript(() => {
    const lines: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    class Watched extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        lines.push(this);
      }
    }
    Object.assign(globalThis, { lines, RTCPeerConnection: Watched });
  });

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

async function helper(role: string): Promise<Desk> {
  const person = await house.server.person(INTAKE.agency, [{ role, desk: INTAKE.desk }]);
  const desk = await deskOf(house, person, { ignoreHTTPSErrors: true });
  await watchLines(desk.page);
  return desk;
}

async function chooseBrowser({ page }: Desk, extension: string, password: string): Promise<void> {
  await page.goto('/truc/goi-lai');
  await ready(page);
  await page.getByLabel('Máy lẻ cho trình duyệt').fill(extension);
  await page.getByLabel('Mật khẩu máy lẻ').fill(password);
  await page.getByRole('button', { name: 'Dùng trình duyệt này' }).click();
  await page.getByText('Trình duyệt này đang là điện thoại của anh chị.').waitFor();
  await ready(page);
}

async function beginShift({ page }: Desk): Promise<void> {
  await page.goto('/truc');
  await ready(page);
  await page.getByRole('button', { name: 'Vào ca' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Nghe thử chuông' }).click();
  await dialog.getByRole('button', { name: 'Vào ca' }).click();
}

if (missing !== null) console.warn(`SKIPPED: a telephone in the browser (${missing})`);
describe.skipIf(missing !== null)('a telephone in the browser', { timeout: 240_000 }, () => {
  test('takes a call, survives a reload, and hands the caller to a colleague, who ends the call and writes it down', async () => {
    const { exchange, owner } = house.server;
    const [first, second] = [await helper('111_agent'), await helper('111_counsellor')];
    const { page } = first;
    const open = (await page.goto('/truc/goi-lai'))?.headers() ?? {};
    expect(open['content-security-policy']).toMatch(/connect-src 'self';/);
    expect(open['permissions-policy']).toContain('microphone=()');

    await chooseBrowser(first, '1001', 'mot-mat-khau-khac');
    await beginShift(first);
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
    await beginShift(second);
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
