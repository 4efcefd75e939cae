import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ProviderFake } from '../../src/channels/adapter.contract.ts';
import { FAKE_APP_SECRET, FAKE_PAGE, openFacebookFake } from '../../src/channels/facebook/facebook.fake.ts';
import { openNeutralGateway, SIGNING_KEY } from '../../src/channels/sms/gateway.fake.ts';
import { openCentreFake } from '../../src/channels/sms/message-centre.fake.ts';
import { signedHeaders } from '../../src/channels/standard-webhook.ts';
import { FAKE_SECRET_TOKEN, openTelegramFake } from '../../src/channels/telegram/telegram.fake.ts';
import { FAKE_OA_SECRET, FAKE_ZALO, openZaloFake } from '../../src/channels/zalo/zalo.fake.ts';
import { beginShift, type Desk, proveAgain } from './desk-visit.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

/**
 * A network on this machine, how its account is entered, and how somebody writes to it. Letters need a host with a certificate:
 * `src/channels/both-ways.test.ts` sends and answers them through the whole house.
 */
interface Network {
  readonly code: string;
  readonly fake: ProviderFake;
  /** Who writes, as an answer is addressed to them. */
  readonly to: string;
  write(account: string, text: string): Promise<void>;
}

async function call(account: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(`${house.server.portal}/api/v1/channels/${account}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
}

const now = () => new Date();

async function openNetworks(): Promise<readonly Network[]> {
  const [telegram, zalo, facebook, gateway, centre] = await Promise.all([
    openTelegramFake(),
    openZaloFake(),
    openFacebookFake(),
    openNeutralGateway(),
    openCentreFake(),
  ]);
  return [
    {
      code: 'telegram',
      fake: telegram,
      to: '77',
      write: (account, text) => {
        const date = Math.floor(Date.now() / 1_000);
        const message = { message_id: 1, date, chat: { id: 77, type: 'private' }, from: { id: 77 }, text };
        return call(account, JSON.stringify({ update_id: 1, message }), {
          'x-telegram-bot-api-secret-token': FAKE_SECRET_TOKEN,
        });
      },
    },
    {
      code: 'zalo-oa',
      fake: zalo,
      to: 'U7',
      write: (account, text) => {
        const timestamp = String(Date.now());
        const body = JSON.stringify({
          app_id: FAKE_ZALO.appId,
          timestamp,
          event_name: 'user_send_text',
          sender: { id: 'U7' },
          recipient: { id: FAKE_ZALO.oaId },
          message: { msg_id: 'z-1', text },
        });
        const mac = createHash('sha256').update(`${FAKE_ZALO.appId}${body}${timestamp}${FAKE_OA_SECRET}`).digest('hex');
        return call(account, body, { 'x-zevent-signature': `mac=${mac}` });
      },
    },
    {
      code: 'facebook-page',
      fake: facebook,
      to: 'PSID7',
      write: (account, text) => {
        const timestamp = Date.now();
        const messaging = [
          { sender: { id: 'PSID7' }, recipient: { id: FAKE_PAGE }, timestamp, message: { mid: 'f-1', text } },
        ];
        const body = JSON.stringify({ object: 'page', entry: [{ id: FAKE_PAGE, time: timestamp, messaging }] });
        const mac = createHmac('sha256', FAKE_APP_SECRET).update(body).digest('hex');
        return call(account, body, { 'x-hub-signature-256': `sha256=${mac}` });
      },
    },
    {
      code: 'sms-gateway',
      fake: gateway,
      to: '+84912000001',
      write: (account, text) => {
        const data = { id: 'g-1', from: '84912000001', text };
        const body = JSON.stringify({ type: 'message.received', at: now().toISOString(), data });
        return call(account, body, signedHeaders(SIGNING_KEY, 'call-1', body, now()));
      },
    },
    {
      code: 'sms-smpp',
      fake: centre,
      to: '+84912000002',
      write: async (_account, text) => {
        await expect
          .poll(() => centre.binds.includes('bind_receiver') || centre.binds.includes('bind_transceiver'), {
            timeout: 60_000,
          })
          .toBe(true);
        const status = await centre.deliver({
          source_addr: '84912000002',
          destination_addr: '111',
          data_coding: 8,
          short_message: text,
        });
        expect(status).toBe(0);
      },
    },
  ];
}

/** Connects the account by the pages, and opens it. @returns its id */
async function connect(keeper: Desk, { code, fake }: Network): Promise<string> {
  const { page } = keeper;
  await page.goto(`/kenh/moi?loai=${code}`);
  await page.locator('body[data-ready]').waitFor();
  await page.getByLabel('Tên kênh').fill(`Mẫu ${code}`);
  await page.getByLabel('Địa chỉ người dân thấy').fill(`mau-${code}`);
  const usual = page.getByText('Cài đặt khác, thường để nguyên');
  if ((await usual.count()) > 0) await usual.click();
  for (const part of ['settings', 'secrets'] as const)
    for (const [name, value] of Object.entries(fake.entered[part] as Record<string, unknown>)) {
      const field = page.locator(`[name="${part}.${name}"]`);
      if ((await field.count()) === 0) continue;
      const written = Array.isArray(value) ? value.join(', ') : String(value);
      if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(written);
      else await field.fill(written);
    }
  await page.getByRole('button', { name: 'Nối kênh', exact: true }).click();
  const connected = page.waitForURL(/\/kenh\/[0-9a-f-]{36}$/, { timeout: 60_000 });
  const asks = page.getByRole('dialog', { name: 'Xác nhận lại danh tính' });
  await Promise.race([connected, asks.waitFor({ timeout: 60_000 })]);
  if (await asks.isVisible()) await proveAgain(house.browser, house.server.desk, keeper, helpline.administrator);
  await connected;
  const address = new URL(page.url()).pathname;
  if (code === 'zalo-oa') {
    // Its tokens are given on its own page.
    await page.getByRole('button', { name: 'Sang trang đồng ý' }).click();
    await page.getByRole('link', { name: 'Agree' }).click();
    await page.getByRole('button', { name: 'Hoàn tất' }).click();
    await page.waitForURL((url) => url.pathname === address);
  }
  await page.getByRole('button', { name: 'Mở kênh' }).click();
  await page.getByRole('button', { name: 'Tạm dừng' }).waitFor({ timeout: 60_000 });
  return address.split('/').at(-1) as string;
}

if (missing !== null) console.warn(`SKIPPED: every channel to one desk and back (${missing})`);
describe.skipIf(missing !== null)('every channel', { timeout: 420_000 }, () => {
  test('comes to one desk, and its answer goes back out the way it came', async () => {
    const networks = await openNetworks();
    try {
      const keeper = await desk(helpline.administrator, '/kenh');
      const helper = await desk(helpline.counsellor, '/truc');
      await beginShift(helper.page);
      for (const network of networks) {
        const account = await connect(keeper, network);
        const told = `MẪU: em viết qua ${network.code}`;
        await network.write(account, told);
        const { page } = helper;
        await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor({ timeout: 90_000 });
        await page.keyboard.press('Alt+a');
        await page.getByRole('log').getByText(told).waitFor();
        const answer = `MẪU: chị trả lời ${network.code}`;
        await page.getByRole('textbox', { name: 'Trả lời' }).fill(answer);
        await page.getByRole('button', { name: 'Gửi', exact: true }).click();
        await expect
          .poll(() => network.fake.taken.at(-1), { timeout: 60_000 })
          .toEqual({ to: network.to, text: answer });
        await page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
        await page.getByRole('link', { name: 'Ghi lại và đóng' }).waitFor();
      }
      expect(helper.complaints).toEqual([]);
    } finally {
      await Promise.all(networks.map(({ fake }) => fake.close()));
    }
  });
});
