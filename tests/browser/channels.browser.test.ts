import { describe, expect, test } from 'vitest';
import { openTelegramFake } from '../../src/channels/telegram/telegram.fake.ts';
import { openZaloFake } from '../../src/channels/zalo/zalo.fake.ts';
import { proveAgain, ready, sealed } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

if (missing !== null) console.warn(`SKIPPED: the pages of channels (${missing})`);
describe.skipIf(missing !== null)('the accounts of channels', { timeout: 240_000 }, () => {
  test('a bot is connected by hand, opened, answers for itself while nobody can, and is paused without scripts', async () => {
    const fake = await openTelegramFake();
    const { botToken, secretToken } = fake.entered.secrets as { botToken: string; secretToken: string };
    const { server } = fake.entered.settings as { server: string };
    const keeper = await desk(helpline.administrator, '/kenh');
    const { page } = keeper;
    try {
      await noViolations(keeper, '/kenh, empty');
      await page.getByRole('link', { name: 'Nối kênh mới' }).first().click();
      await page.getByText('Chọn mạng hoặc dịch vụ muốn nối.').waitFor();
      await noViolations(keeper, '/kenh/moi');
      await page.getByRole('link', { name: /^Bot Telegram/ }).click();
      const token = page.getByLabel('Bot token');
      await token.waitFor();
      expect(await token.getAttribute('type')).toBe('password');
      await noViolations(keeper, '/kenh/moi?loai=telegram');

      await page.getByLabel('Tên kênh').fill('Bot mẫu của tổng đài');
      await page.getByLabel('Địa chỉ người dân thấy').fill('@tongdai111_bot');
      await page.getByText('Cài đặt khác, thường để nguyên').click();
      await page.getByLabel('Địa chỉ dịch vụ').fill(server);
      await token.fill('không phải khóa');
      await page.getByLabel('Secret token').fill(secretToken);
      const connect = page.getByRole('button', { name: 'Nối kênh', exact: true });
      await connect.click();
      await proveAgain(house.browser, house.server.desk, keeper, helpline.administrator);
      await page.getByRole('alert').first().waitFor();
      expect(await token.getAttribute('aria-invalid')).toBe('true');
      await token.fill(botToken);
      await connect.click();
      await page.waitForURL(/\/kenh\/[0-9a-f-]{36}$/);
      const address = new URL(page.url()).pathname;
      const account = address.split('/').at(-1) as string;

      await page.getByRole('button', { name: 'Mở kênh' }).click();
      await page.getByText('@tongdai111_bot', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Tạm dừng' }).waitFor();
      expect(fake.webhook()).toMatchObject({ url: expect.stringContaining(`/api/v1/channels/${account}`) });
      await noViolations(keeper, '/kenh/[id], open');
      const shown = await page.content();
      for (const secret of [botToken, secretToken]) expect(shown).not.toContain(secret);

      // Two windows change it: the second is refused, keeps what was written in it, takes what the first changed, and no secret.
      const other = await keeper.context.newPage();
      for (const one of [page, other]) {
        await one.goto(address);
        await ready(one);
        await one.getByText('Sửa cài đặt và khóa').click();
      }
      await other.getByLabel('Tên kênh').fill('Bot mẫu đổi tên');
      await other.getByRole('button', { name: 'Lưu', exact: true }).click();
      await other.getByRole('heading', { name: 'Bot mẫu đổi tên' }).waitFor();
      await other.close();
      await page.getByLabel('Địa chỉ người dân thấy').fill('@mau_viet_do_bot');
      await page.getByLabel('Secret token').fill('mot-khoa-viet-do-mau');
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      const stands = async () => {
        await page.getByText(/^Những gì anh chị đã viết vẫn còn, trừ khóa/).waitFor();
        expect(await page.getByLabel('Tên kênh').inputValue()).toBe('Bot mẫu đổi tên');
        expect(await page.getByLabel('Địa chỉ người dân thấy').inputValue()).toBe('@mau_viet_do_bot');
        expect(await page.getByLabel('Secret token').inputValue()).toBe('');
      };
      await stands();
      await sealed(page);
      await page.reload();
      await ready(page);
      // What was begun is in sight.
      await page.getByLabel('Địa chỉ người dân thấy').waitFor();
      await stands();
      await page.getByLabel('Địa chỉ người dân thấy').fill('@tongdai111_bot');
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã lưu.').waitFor();
      await page.reload();
      await ready(page);
      expect(await page.getByLabel('Địa chỉ người dân thấy').isVisible()).toBe(false);

      await page.getByRole('button', { name: 'Báo tạm không có người trả lời' }).click();
      await page.getByText(/^Đang báo không có người trả lời từ/).waitFor();
      await noViolations(keeper, '/kenh/[id], down');
      // Telegram tells whole seconds: what is written in the next one is surely written after.
      const second = Math.floor(Date.now() / 1_000) + 1;
      while (Date.now() < second * 1_000) await pause(50);
      const told = await fetch(`${house.server.portal}/api/v1/channels/${account}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secretToken },
        body: JSON.stringify({
          update_id: 1,
          message: { message_id: 1, date: second, chat: { id: 77, type: 'private' }, from: { id: 77 }, text: 'MẪU' },
        }),
      });
      expect(told.status).toBe(200);
      await expect
        .poll(() => fake.taken, { timeout: 60_000 })
        .toMatchObject([{ to: '77', text: expect.stringContaining('111') }]);

      const state = await keeper.context.storageState();
      const plain = await openWindow(house.browser, {
        baseURL: house.server.desk,
        javaScriptEnabled: false,
        storageState: state,
      });
      await plain.page.goto(address);
      await plain.page.getByRole('button', { name: 'Đã có người trả lời' }).click();
      await plain.page.getByRole('button', { name: 'Báo tạm không có người trả lời' }).waitFor();
      await plain.page.getByRole('button', { name: 'Tạm dừng' }).click();
      await plain.page.getByRole('button', { name: 'Mở kênh' }).waitFor();
      for (const path of [address, '/kenh', '/kenh/moi?loai=email']) {
        await plain.page.goto(path);
        expect(await plain.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
      }
      await plain.context.close();

      for (const path of [`/en${address}`, '/en/kenh', '/en/kenh/moi?loai=zalo-oa']) {
        await page.goto(path);
        await ready(page);
        await noViolations(keeper, path, ['light']);
      }
      expect(keeper.complaints).toEqual([]);
    } finally {
      await fake.close();
    }
  });

  test('the keeper of a Zalo account agrees on its own page and comes back, with scripts and without', async () => {
    const fake = await openZaloFake();
    const entered = fake.entered as { settings: Record<string, string>; secrets: Record<string, string> };
    const keeper = await desk(helpline.administrator, '/kenh/moi?loai=zalo-oa');
    const { page } = keeper;
    try {
      await page.getByLabel('Tên kênh').fill('Zalo mẫu của tổng đài');
      await page.getByLabel('Địa chỉ người dân thấy').fill('Tổng đài mẫu');
      await page.getByLabel('Mã ứng dụng (App ID)').fill(entered.settings.appId as string);
      await page.getByLabel('Mã Official Account').fill(entered.settings.oaId as string);
      await page.getByText('Cài đặt khác, thường để nguyên').click();
      for (const label of ['Địa chỉ dịch vụ', 'Địa chỉ cấp quyền', 'Địa chỉ gửi mẫu tin'])
        await page.getByLabel(label).fill(entered.settings.server as string);
      await page.getByLabel('App secret').fill(entered.secrets.appSecret as string);
      await page.getByLabel('OA secret key').fill(entered.secrets.oaSecret as string);
      await page.getByRole('button', { name: 'Nối kênh', exact: true }).click();
      await proveAgain(house.browser, house.server.desk, keeper, helpline.administrator);
      await page.waitForURL(/\/kenh\/[0-9a-f-]{36}$/);
      const address = new URL(page.url()).pathname;
      expect(await page.getByRole('button', { name: 'Mở kênh' }).count()).toBe(0);
      await noViolations(keeper, '/kenh/[id], before consent');

      await page.getByRole('button', { name: 'Sang trang đồng ý' }).click();
      await page.getByRole('link', { name: 'Agree' }).click();
      const finish = page.getByRole('button', { name: 'Hoàn tất' });
      await finish.waitFor();
      expect(new URL(page.url()).pathname).toBe('/kenh/dong-y');
      await noViolations(keeper, '/kenh/dong-y, answered');
      const answer = page.url();
      await finish.click();
      await page.waitForURL((url) => url.pathname === address);
      await page.getByRole('button', { name: 'Mở kênh' }).click();
      await page.getByText('Tổng đài 111', { exact: true }).waitFor();
      const shown = await page.content();
      for (const secret of ['token-of-turn', ...Object.values(entered.secrets)]) expect(shown).not.toContain(secret);
      // The same answer a second time.
      await page.goto(answer);
      await ready(page);
      await finish.click();
      await page.getByRole('alert').first().waitFor();

      const plain = await openWindow(house.browser, {
        baseURL: house.server.desk,
        javaScriptEnabled: false,
        storageState: await keeper.context.storageState(),
      });
      await plain.page.goto(address);
      await plain.page.getByRole('button', { name: 'Xin đồng ý lại' }).click();
      await plain.page.getByRole('link', { name: 'Mở trang đồng ý của mạng' }).click();
      await plain.page.getByRole('link', { name: 'Agree' }).click();
      await plain.page.getByRole('button', { name: 'Hoàn tất' }).click();
      await plain.page.waitForURL((url) => url.pathname === address);
      expect(fake.exchanges()).toBe(2);
      await plain.context.close();

      const outside = await desk(helpline.counsellor, '/');
      for (const path of ['/kenh', '/kenh/moi', address]) {
        const shut = await outside.page.goto(path);
        expect(shut?.status(), path).toBe(403);
        expect(await outside.page.content()).not.toContain('Zalo mẫu');
      }
      expect(keeper.complaints).toEqual([]);
    } finally {
      await fake.close();
    }
  });
});
