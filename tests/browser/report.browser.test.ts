import { request as httpRequest } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browserMissing, launchBrowser } from '../../tools/browser.ts';
import { noViolations } from './no-violations.ts';
import { type PortalServer, startPortal } from './portal-server.ts';

const missing = browserMissing();
const PHONE = { width: 360, height: 740 };
const HTML_BUDGET = 15 * 1024;
const CSS_BUDGET = 12 * 1024;
const SCRIPT_BUDGET = 10 * 1024;
const HOUR = 3_600_000;

let server: PortalServer;
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  server = await startPortal();
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Hosts that were asked for anything. */
  readonly hosts: Set<string>;
  /** Bytes of each page after gzip. */
  readonly weights: number[];
}

async function visit(scripts: boolean, options: { width?: number; height?: number } = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { ...PHONE, ...options },
    javaScriptEnabled: scripts,
    locale: 'vi-VN',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const hosts = new Set<string>();
  const weights: number[] = [];
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  page.on('response', async (response) => {
    if (!response.headers()['content-type']?.startsWith('text/html')) return;
    // A redirect has no body, and one that was navigated away from cannot be read any more.
    const body = await response.body().catch(() => undefined);
    if (body) weights.push(gzipSync(body).length);
  });
  return { page, context, hosts, weights };
}

/** Waits for the page whose question this is. */
async function question(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words }).waitFor();
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().click();
}

const next = (page: Page) => press(page, 'Tiếp tục');

interface Kept {
  readonly locator: string;
  readonly words: string[];
}

async function readReceipt(page: Page): Promise<Kept> {
  const locator = (await page.locator('.locator b').textContent()) as string;
  const items = await page.locator('section.receipt ol li').allInnerTexts();
  return { locator, words: items.map((item) => item.replace(/^\d/, '').trim()) };
}

/** Answers the question for one of the words; `right` or not. */
async function chooseWord(page: Page, { words }: Kept, right: boolean): Promise<void> {
  const position = Number(/\d/.exec((await page.locator('h1').textContent()) as string)?.[0]);
  const asked = words[position - 1] as string;
  const offered = (await page.locator('.card .label').allInnerTexts()).map((label) => label.trim());
  expect(offered).toContain(asked);
  const wanted = right ? asked : (offered.find((word) => word !== asked) as string);
  await page.getByLabel(wanted, { exact: true }).check();
  await press(page, 'Chọn từ này');
}

/** The moment after telling: what counts is on the first screen, and the words come on the page after it. */
async function thanked(page: Page, heading: string | RegExp): Promise<void> {
  await question(page, heading);
  await page.getByText('Đây không phải lỗi của').or(page.getByText('đã làm đúng')).first().waitFor();
  expect(await page.locator('.receipt').count()).toBe(0);
  await press(page, 'Tiếp theo: cất sáu từ');
  await question(page, 'Cất sáu từ để quay lại');
}

/** @param called how the pages address the reader */
async function keepReceipt(page: Page, called?: string): Promise<Kept> {
  const kept = await readReceipt(page);
  expect(kept.words).toHaveLength(6);
  if (called) await page.getByText(`Có thẻ, ${called.toLowerCase()} quay lại`).waitFor();
  await page
    .getByRole('button', { name: called ? `${called} đã cất rồi` : 'đã cất rồi' })
    .last()
    .click();
  await question(page, /Từ thứ \d là từ nào/);
  if (called) await page.getByText(`chắc là ${called.toLowerCase()} đã cất`).waitFor();
  await chooseWord(page, kept, false);
  await page.getByRole('alert').waitFor();
  await question(page, /Từ thứ \d là từ nào/);
  await chooseWord(page, kept, true);
  return kept;
}

/** A first reader is scared, and not in danger. */
async function pointAtPictures(page: Page): Promise<void> {
  for (const name of ['Sợ', 'Không có ai', 'Khi xem phim', 'Không ai cả'])
    await page.getByRole('button', { name, exact: true }).click();
  await question(page, 'Em kể chuyện gì');
}

/** The shortest way through for one teller. */
async function reportShortly(page: Page, teller: string, story: string): Promise<Kept> {
  await page.goto(`${server.url}/viet/${teller}`);
  if (teller === '6-8') await pointAtPictures(page);
  else {
    await question(page, 'có an toàn không');
    await page.locator('input[name=safe]').first().check();
    await next(page);
  }
  await question(page, /đã xảy ra/);
  await page.locator('#story').fill(story);
  await next(page);
  const questions = ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?'];
  if (teller !== '6-8')
    for (const one of questions) {
      await question(page, new RegExp(one));
      await press(page, 'Bỏ qua câu này');
    }
  await question(page, /^(Xem lại rồi gửi|Em xem lại)/);
  if (teller !== '6-8') {
    const told = (await page.locator('dl > div').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim());
    expect(told).toContain('Thời gian Đã bỏ qua Sửa');
    expect(told).toContain('Cách trả lời Chưa nói Sửa');
  }
  await press(page, 'Gửi');
  await thanked(page, 'Cảm ơn');
  const kept = await keepReceipt(page);
  await question(page, 'Xong rồi');
  return kept;
}

/** One word in each box of the door. */
async function fillWords(page: Page, words: readonly string[]): Promise<void> {
  for (const [at, word] of words.entries()) await page.locator(`#word-${at + 1}`).fill(word);
}

async function openReport(page: Page, { locator, words }: Kept): Promise<void> {
  await page.goto(`${server.url}/mo`);
  await page.locator('#locator').fill(locator);
  await fillWords(page, words);
  await press(page, 'Mở');
  await question(page, 'Chuyện của');
}

async function reports(): Promise<number> {
  const { rows } = await server.owner.query<{ n: number }>('select count(*)::int as n from intake.report');
  return rows[0]?.n as number;
}

async function lastReport(): Promise<{ id: string; version: number; [column: string]: unknown }> {
  const { rows } = await server.owner.query('select * from intake.report order by received_at desc, id desc limit 1');
  return rows[0];
}

async function deskReplies(text: string): Promise<void> {
  const report = await lastReport();
  const sent = await server.app.modules.intake.replyToReporter(server.context(server.counsellor), {
    report: report.id,
    version: report.version,
    text,
  });
  expect(sent.ok).toBe(true);
}

beforeEach(() => server?.clock.advance(1_000));

describe.skipIf(missing !== null)(`the report flow on a phone${missing === null ? '' : ` (${missing})`}`, () => {
  for (const scripts of [false, true]) {
    const how = scripts ? 'with scripts' : 'without scripts';

    test.each(['6-8', '9-12', '13-15', '16-17'])(`${how}, a child of %s tells and keeps the words`, async (teller) => {
      const { page, context, hosts, weights } = await visit(scripts);
      await reportShortly(page, teller, `Chuyện thử của ${teller}`);
      expect(await context.cookies()).toEqual([]);
      expect([...hosts]).toEqual([new URL(server.url).host]);
      expect(Math.max(...weights)).toBeLessThan(HTML_BUDGET);
      const report = await lastReport();
      expect(report).toMatchObject({
        portal_band: `B${teller.replace('-', '_')}`,
        informant_type: 'CHILD',
        danger_now: 'no',
      });
      await context.close();
    });

    test(`${how}, the whole way: danger, places, area, contact, and back with the words until they are burnt`, async () => {
      const { page, context } = await visit(scripts);
      const checked = async () => {
        if (scripts) await noViolations({ page }, await page.title(), ['light']);
      };
      await page.goto(`${server.url}/viet`);
      await question(page, 'Ai đang kể');
      await checked();
      expect(await page.title()).toBe('Trang đọc');
      await page.getByLabel('9–12 tuổi').check();
      await next(page);
      await question(page, 'em có an toàn không');
      await checked();
      await page.getByLabel('Không, em đang gặp nguy hiểm').check();
      await next(page);
      await question(page, 'Gọi ngay bây giờ');
      await checked();
      const call = page.locator('main a[href="tel:111"]');
      expect(await call.count()).toBe(1);
      expect(await page.locator('main a[href="tel:113"]').count()).toBe(1);
      // Nobody reads what has not left the form.
      await page.getByText('Chưa có gì được gửi đi. Khi em gửi,').waitFor();
      await press(page, 'Kể tiếp ở đây');

      await question(page, 'Chuyện gì đã xảy ra');
      expect(await page.locator('.strip a').allInnerTexts()).toEqual(['111', '113']);
      await next(page);
      await page.getByRole('alert').getByText('Em chưa viết chuyện gì đã xảy ra').waitFor();
      await checked();
      const story = 'Có người lạ xin ảnh của em.\n<b>Em</b> & bạn “sợ”.';
      await page.locator('#story').fill(story);
      await next(page);

      await question(page, 'đâu trên mạng');
      await checked();
      await page.getByLabel('Zalo').check();
      await page.getByLabel('Roblox').check();
      await next(page);
      await question(page, 'Zalo: em còn nhớ gì');
      await checked();
      await page.locator('#phone').fill('không phải số');
      await page.locator('#account').fill('nguoi_la_99');
      await next(page);
      await page.getByRole('alert').getByText('Số điện thoại chưa đúng').waitFor();
      expect(await page.locator('#phone').inputValue()).toBe('không phải số');
      expect(await page.locator('#account').inputValue()).toBe('nguoi_la_99');
      await checked();
      await page.locator('#phone').fill('0912 345 678');
      await press(page, 'Thêm một tài khoản hoặc đường dẫn nữa');
      await expect.poll(() => page.locator('#account').inputValue()).toBe('');
      await press(page, 'Bỏ nơi này');
      await question(page, 'Roblox: em còn nhớ gì');
      await page.locator('#account').fill('Kẻ xấu 1');
      await press(page, 'Quay lại');
      await question(page, 'Zalo: em còn nhớ gì');
      expect(await page.locator('#phone').inputValue()).toBe('0912 345 678');
      await next(page);
      await question(page, 'Roblox');
      expect(await page.locator('#account').inputValue()).toBe('Kẻ xấu 1');
      await next(page);

      await question(page, 'xảy ra khi nào');
      await checked();
      await page.locator('#words').fill('tối qua');
      await page.getByLabel('Vẫn còn').check();
      await next(page);
      await question(page, 'tỉnh, thành phố');
      await checked();
      await page.locator('#province').selectOption({ label: 'Cà Mau' });
      await next(page);
      await question(page, 'Xã, phường');
      await checked();
      await page.locator('#commune').fill('bac lieu');
      await next(page);
      await question(page, 'an toàn?');
      await checked();
      await page.getByLabel('Gọi điện vào giờ em chọn').check();
      await page.getByLabel('Không liên hệ lại').check();
      await next(page);
      await page.getByRole('alert').getByText('trái nhau').waitFor();
      await page.getByLabel('Không liên hệ lại').uncheck();
      await next(page);
      await question(page, 'Gọi em theo số nào');
      await checked();
      // A call was wished: no word on this page says that the number may be left out.
      await page.getByText('Muốn được gọi thì cần một số điện thoại').waitFor();
      expect(await page.locator('main').innerText()).not.toContain('Không bắt buộc');
      await page.locator('#phone').fill('abc');
      await next(page);
      await page.getByRole('alert').getByText('Số điện thoại chưa đúng').waitFor();
      expect(await page.locator('main').innerText()).not.toContain('xóa đi');
      await page.locator('#phone').fill('');
      await next(page);
      await page.getByRole('alert').getByText('cần một số điện thoại').waitFor();
      await page.locator('#phone').fill('0987 654 321');
      await page.locator('#hours').fill('sau 4 giờ chiều');
      await next(page);

      await question(page, 'Xem lại rồi gửi');
      await checked();
      expect(await page.locator('dl').textContent()).toContain(story);
      await page.locator('dl').getByText('Vẫn còn xảy ra').waitFor();
      await page.getByRole('button', { name: 'Sửa: Nơi ở' }).click();
      await question(page, 'tỉnh, thành phố');
      await next(page);
      await question(page, 'Xã, phường');
      await next(page);
      await question(page, 'Xem lại rồi gửi');
      expect(await page.locator('dl').textContent()).toContain('Phường Bạc Liêu, Cà Mau');
      expect(page.url()).toBe(`${server.url}/viet`);
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn em đã kể');
      await checked();
      // The times are those of the rules: fifteen minutes for a report that says there is danger.
      await page.getByText('Trong 15 phút').waitFor();
      expect(await context.cookies()).toEqual([]);
      await thanked(page, 'Cảm ơn em đã kể');
      await checked();
      const kept = await keepReceipt(page);
      await question(page, 'Xong rồi');
      await checked();
      expect(await lastReport()).toMatchObject({
        danger_now: 'yes',
        still_going_on: true,
        province_code: '96',
        safe_contact: ['PHONE_HOURS'],
        urgency: 'U1',
      });

      await page.goto(`${server.url}/mo`);
      await question(page, 'Xem trả lời');
      await checked();
      await page.locator('#locator').fill(kept.locator);
      await fillWords(page, kept.words.with(1, 'mèo').with(4, 'con bò 🐄'));
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('Xem lại ô 2').waitFor();
      await page.getByText('Ô 2: mới có “mèo”').waitFor();
      await page.getByText('Ô 5: không có từ “con bò 🐄”').waitFor();
      expect(await page.locator('[data-word][aria-invalid]').count()).toBe(2);
      await checked();
      // The other boxes kept what was typed; the whole card in one box is taken too.
      expect(await page.locator('#word-6').inputValue()).toBe(kept.words[5]);
      const card = kept.words.map((word, at) => `${at + 1} ${word.toUpperCase()}`).join(' ');
      await fillWords(page, [card, '', '', '', '', '']);
      await press(page, 'Mở');
      await question(page, 'Chuyện của em');
      await page.getByText('Đây là lần mở đầu tiên').waitFor();
      // Nobody has opened it: no step says that somebody is at work.
      await page.getByText('Chưa ai mở.').waitFor();
      expect(await page.locator('ol.timeline li').last().innerText()).toContain('Đang chờ');
      expect(await page.locator('main').textContent()).not.toContain('Có người lạ xin ảnh');
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({
        name: 'lachan_receipt',
        httpOnly: true,
        sameSite: 'Strict',
        expires: -1,
        path: '/',
      });
      await checked();

      server.clock.advance(60_000);
      await deskReplies('Cảm ơn em đã kể. Em có muốn nói chuyện không?');
      await page.goto(`${server.url}/mo`);
      await page.getByText('Em có muốn nói chuyện không?').waitFor();
      await page.getByText('Cô chú 111 đã trả lời').waitFor();
      await page.locator('#text').fill('Dạ có ạ.');
      await press(page, 'Gửi tin');
      await page.locator('main').getByText('Đã gửi. Cô chú 111 sẽ đọc.').waitFor();
      await page.locator('li.me').getByText('Dạ có ạ.').waitFor();
      await checked();
      await press(page, 'Gửi tin');
      await page.getByRole('alert').getByText('chưa có chữ nào').waitFor();

      await press(page, 'Đổi sáu từ');
      await question(page, 'Đổi sang sáu từ mới');
      await checked();
      await press(page, 'Đổi ngay');
      await question(page, 'Sáu từ mới');
      await checked();
      const fresh = await readReceipt(page);
      if (scripts) {
        await page.reload();
        await question(page, 'Sáu từ mới');
        expect(await readReceipt(page)).toEqual(fresh);
      }
      await press(page, 'English');
      await question(page, 'Your six new words');
      expect(await readReceipt(page)).toEqual(fresh);
      await press(page, 'Tiếng Việt');
      await question(page, 'Sáu từ mới');
      const renewed = await keepReceipt(page, 'Em');
      expect(renewed.locator).toBe(kept.locator);
      expect(renewed.words).not.toEqual(kept.words);
      await question(page, 'Chuyện của em');
      await press(page, 'Đóng trang này');
      await question(page, 'Đóng trang này');
      await page.getByText('không mở được chuyện của em nữa').waitFor();
      await checked();
      expect(await context.cookies()).toEqual([]);

      await page.goto(`${server.url}/mo`);
      await page.locator('#locator').fill(kept.locator);
      await fillWords(page, kept.words);
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('chưa khớp').waitFor();
      await openReport(page, renewed);
      await page.getByText('Lần mở trước:').waitFor();
      await press(page, 'Hủy thẻ');
      await question(page, 'Hủy thẻ này?');
      await page.getByText('kể cả em').waitFor();
      await checked();
      await press(page, 'Không, quay lại');
      await question(page, 'Chuyện của em');
      await press(page, 'Hủy thẻ');
      await question(page, 'Hủy thẻ này?');
      await press(page, 'Hủy thẻ');
      await question(page, 'Đã hủy thẻ');
      await checked();
      expect(await context.cookies()).toEqual([]);
      await page.goto(`${server.url}/mo`);
      await page.locator('#locator').fill(renewed.locator);
      await fillWords(page, renewed.words);
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('chưa khớp').waitFor();
      await context.close();
    });

    test(`${how}, a parent tells about a child, with a name`, async () => {
      const { page, context } = await visit(scripts, { width: 1440, height: 900 });
      await page.goto(`${server.url}/nguoi-lon`);
      await page.getByRole('link', { name: 'Báo tin cho 111' }).click();
      await question(page, 'Bây giờ con có an toàn không');
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Con tôi bị dọa trên mạng.');
      for (const one of ['đâu trên mạng', 'khi nào', 'Con đang ở tỉnh']) {
        await next(page);
        await question(page, new RegExp(one));
      }
      await page.locator('#province').waitFor();
      await next(page);
      await question(page, 'Con khoảng mấy tuổi');
      await page.locator('#childAge').selectOption({ label: '9 đến 11 tuổi' });
      await page.getByLabel('Nữ').check();
      await next(page);
      await question(page, 'Trả lời anh chị');
      await next(page);
      await question(page, 'Anh chị muốn cho biết số điện thoại');
      if (scripts) await noViolations({ page }, await page.title(), ['light']);
      await page.locator('#name').fill('Người thử nghiệm');
      await page.locator('#email').fill('khong-phai-thu');
      await next(page);
      await page.getByRole('alert').getByText('Email chưa đúng').waitFor();
      await page.locator('#email').fill('thu@example.vn');
      await next(page);
      await question(page, 'Xem lại rồi gửi');
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn anh chị đã kể');
      expect(await lastReport()).toMatchObject({
        informant_type: 'PARENT',
        portal_band: 'ADULT',
        age_band: 'A9_11',
        sex: 'F',
      });
      await context.close();
    });

    test(`${how}, a reload shows the same step and the same receipt`, async () => {
      const { page, context } = await visit(scripts);
      const before = await reports();
      await page.goto(`${server.url}/viet/13-15`);
      for (const one of [
        'an toàn không',
        'Chuyện gì đã xảy ra',
        'đâu trên mạng',
        'khi nào',
        'tỉnh, thành phố',
        'Trả lời em',
        'Xem lại rồi gửi',
      ]) {
        await question(page, new RegExp(one));
        await page.reload();
        await question(page, new RegExp(one));
        const field = page.locator('#story');
        if (await field.count()) await field.fill('Chuyện tải lại');
        if (one !== 'Xem lại rồi gửi') await next(page);
      }
      await press(page, 'Gửi');
      await question(page, 'Cảm ơn em đã kể');
      await page.reload();
      await thanked(page, 'Cảm ơn em đã kể');
      const shown = await readReceipt(page);
      await page.reload();
      await question(page, 'Cất sáu từ để quay lại');
      expect(await readReceipt(page)).toEqual(shown);
      expect(await reports()).toBe(before + 1);
      await context.close();
    });

    test(`${how}, the language changes in the middle and nothing is lost`, async () => {
      const { page, context } = await visit(scripts);
      await page.goto(`${server.url}/viet/16-17`);
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Viết dở dang');
      await press(page, 'English');
      await question(page, 'What happened?');
      expect(page.url()).toBe(`${server.url}/en/viet/16-17`);
      expect(await page.locator('#story').inputValue()).toBe('Viết dở dang');
      if (scripts) await noViolations({ page }, await page.title(), ['light']);
      await context.close();
    });
  }

  test('in English the places have their English names, and two that share one are told apart', async () => {
    const { page, context } = await visit(false);
    await page.goto(`${server.url}/en/viet/13-15`);
    await press(page, 'Skip this question');
    await page.locator('#story').fill('A neutral story');
    for (const one of ['Where online', 'When did it happen', 'Which province']) {
      await press(page, 'Continue');
      await question(page, new RegExp(one));
    }
    expect(await page.locator('#province').textContent()).not.toMatch(/Tỉnh|Thành phố/);
    await page.locator('#province').selectOption({ label: 'Dong Thap' });
    await press(page, 'Continue');
    await question(page, 'Which commune');
    await page.locator('main').getByText('from the list of Dong Thap').waitFor();
    const names = await page
      .locator('#commune-names option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('My Tho (Phường Mỹ Tho)');
    // A name that two share is not guessed at; the whole of it is one.
    await page.locator('#commune').fill('my tho');
    await press(page, 'Continue');
    await page.getByRole('alert').waitFor();
    await page.locator('#commune').fill('My Tho (Phường Mỹ Tho)');
    await press(page, 'Continue');
    await question(page, /answer/);
    await context.close();
  });

  test('a text that is too long, or holds what cannot be read, comes back whole with the reason', async () => {
    const { page, context } = await visit(true);
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await question(page, 'Chuyện gì đã xảy ra');
    const long = 'ấ'.repeat(20_001);
    await page.locator('#story').fill(long);
    await page.getByText('Dài hơn chỗ nhận được khoảng 1 ký tự').waitFor();
    await next(page);
    await page.getByRole('alert').getByText('Dài hơn 20.000 ký tự').waitFor();
    expect((await page.locator('#story').inputValue()).length).toBe(long.length);
    const draft = await page.locator('[name=draft]').inputValue();

    const body = new FormData();
    body.set('draft', draft);
    body.set('story', 'Trước\u0000sau');
    const answer = await fetch(`${server.url}/viet/13-15`, {
      method: 'POST',
      body,
      headers: { origin: server.url, accept: 'text/html' },
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Trướcsau');
    expect(html).toContain('đã được bỏ ra');
    await context.close();
  });

  test('a date to come is refused and kept for mending', async () => {
    const { page, context } = await visit(true);
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await page.locator('#story').fill('Chuyện có ngày');
    await next(page);
    await question(page, 'đâu trên mạng');
    await next(page);
    await question(page, 'khi nào');
    await page.locator('#from').fill('2027-01-01');
    await next(page);
    await page.getByRole('alert').getByText('Ngày này chưa đúng').waitFor();
    expect(await page.locator('#from').inputValue()).toBe('2027-01-01');
    await context.close();
  });

  test('a draft that is too old or forged is answered kindly, and what was written stays', async () => {
    const { page, context } = await visit(false);
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await page.locator('#story').fill('Chữ em vừa viết');
    server.clock.advance(25 * HOUR);
    await next(page);
    await question(page, 'đã hết hạn');
    expect(await page.locator('#story').inputValue()).toBe('Chữ em vừa viết');
    await press(page, 'Kể tiếp');
    await question(page, 'em có an toàn không');
    await next(page);
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Chữ em vừa viết');

    const body = new FormData();
    body.set('draft', 'AAAA');
    body.set('story', 'Chữ còn đây');
    const answer = await fetch(`${server.url}/viet`, {
      method: 'POST',
      body,
      headers: { origin: server.url, accept: 'text/html' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Chữ còn đây');
    await context.close();
  });

  test('a connection that drops at the end loses nothing, and two taps are one report', async () => {
    const { page, context } = await visit(true);
    const before = await reports();
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await page.locator('#story').fill('Mạng chập chờn');
    await next(page);
    for (const one of ['đâu trên mạng', 'khi nào', 'tỉnh, thành phố', 'Trả lời em']) {
      await question(page, new RegExp(one));
      await next(page);
    }
    await question(page, 'Xem lại rồi gửi');
    const draft = await page.locator('[name=draft]').inputValue();
    await context.setOffline(true);
    await press(page, 'Gửi');
    await page.locator('.fault').getByText('Mạng bị ngắt').waitFor();
    expect(await page.locator('dl').textContent()).toContain('Mạng chập chờn');
    await context.setOffline(false);
    await page.locator('.fault').getByRole('button', { name: 'Gửi lại' }).click();
    await thanked(page, 'Cảm ơn em đã kể');
    const shown = await readReceipt(page);

    const post = async (draft: string) => {
      const body = new FormData();
      body.set('draft', draft);
      body.set('go', 'next');
      const answer = await fetch(`${server.url}/viet/13-15`, {
        method: 'POST',
        body,
        headers: { origin: server.url, accept: 'text/html' },
      });
      return answer.text();
    };
    const send = async () => post(/name="draft" value="([^"]+)"/.exec(await post(draft))?.[1] as string);
    for (const html of await Promise.all([send(), send()])) expect(html).toContain(shown.locator);
    expect(await reports()).toBe(before + 1);
    await context.close();
  });

  test('a report that was sent and then changed is told to have arrived, and may be sent as another', async () => {
    const { page, context } = await visit(false);
    const before = await reports();
    await page.goto(`${server.url}/viet/6-8`);
    await pointAtPictures(page);
    await page.locator('#story').fill('Chuyện thứ nhất');
    await next(page);
    await question(page, 'Em xem lại');
    const draft = await page.locator('[name=draft]').inputValue();
    await press(page, 'Gửi');
    await question(page, 'Cảm ơn em đã kể');
    // The page before, as Back brings it up again: the same draft, with another story.
    const post = async (fields: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const answer = await fetch(`${server.url}/viet/6-8`, {
        method: 'POST',
        body,
        headers: { origin: server.url, accept: 'text/html' },
      });
      const html = await answer.text();
      return { html, status: answer.status, draft: /name="draft" value="([^"]+)"/.exec(html)?.[1] as string };
    };
    const story = await post({ draft, go: 'edit:story' });
    const changed = await post({ draft: story.draft, go: 'next', story: 'Chuyện thứ hai' });
    const sent = await post({ draft: changed.draft, go: 'next' });
    expect(sent.status).toBe(409);
    expect(sent.html).toContain('Chuyện này đã đến nơi rồi');
    expect(await reports()).toBe(before + 1);
    const again = await post({ draft: sent.draft, go: 'again' });
    expect(again.html).toContain('Chuyện thứ hai');
    expect((await post({ draft: again.draft, go: 'next' })).html).toContain('Cảm ơn em đã kể');
    expect(await reports()).toBe(before + 2);
    await context.close();
  });

  test('Back leads to the question before with its answer, Forward on again, and the quick exit leaves none of them', async () => {
    const { page, context } = await visit(true);
    await page.goto(server.url);
    await page.getByRole('link', { name: '13–15 tuổi' }).click();
    await page.getByRole('link', { name: 'Kể cho cô chú 111' }).click();
    await question(page, 'an toàn không');
    await page.getByLabel('Không chắc').check();
    await next(page);
    await question(page, 'Chuyện gì đã xảy ra');
    await page.locator('#story').fill('Điều bí mật');
    await next(page);
    await question(page, 'đâu trên mạng');
    await page.getByLabel('Zalo').check();

    await page.goBack();
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Điều bí mật');
    await page.locator('#story').fill('Điều bí mật, viết thêm');
    await page.goBack();
    await question(page, 'an toàn không');
    expect(await page.getByLabel('Không chắc').isChecked()).toBe(true);
    await page.goForward();
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Điều bí mật, viết thêm');
    await page.goForward();
    await question(page, 'đâu trên mạng');
    expect(await page.getByLabel('Zalo').isChecked()).toBe(true);

    // The form's own Back goes back in the history too, and a mistake told on the page is no entry.
    await press(page, 'Quay lại');
    await question(page, 'Chuyện gì đã xảy ra');
    await page.locator('#story').fill('');
    await next(page);
    await page.getByRole('alert').getByRole('link').click();
    expect(await page.locator('#story').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.locator('#story').fill('Điều bí mật');
    await next(page);
    await question(page, 'đâu trên mạng');
    // Entries hold a number, the one that is shown also the sealed draft; no address holds anything.
    expect(Object.keys(await page.evaluate(() => history.state))).toEqual(['at', 'draft']);
    expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('bí mật');
    expect(page.url()).toBe(`${server.url}/viet/13-15`);

    await page.reload();
    await question(page, 'đâu trên mạng');
    await page.goBack();
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Điều bí mật');
    await press(page, 'English');
    await question(page, 'What happened?');
    await press(page, 'Continue');
    await question(page, 'Where online');
    await page.goBack();
    await question(page, 'What happened?');
    await page.goBack();
    await question(page, 'Are you safe right now?');
    expect(page.url()).toBe(`${server.url}/en/viet/13-15`);
    await press(page, 'Continue');
    await question(page, 'What happened?');

    await page.getByRole('link', { name: 'Leave quickly' }).click();
    await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
    // Every entry that is left, on both sides, is the exit page: the pages before the form are left again at once.
    for (const way of ['goForward', 'goBack', 'goBack', 'goBack', 'goForward', 'goForward', 'goForward'] as const) {
      await page[way]().catch(() => undefined);
      await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
      expect(page.url()).toBe(`${server.url}/dong-vat`);
      expect(await page.content()).not.toContain('bí mật');
    }
    await context.close();
  });

  test('where the browser does not tell whence Back comes, the quick exit still leaves nothing of the form', async () => {
    const { page, context } = await visit(true);
    await context.addInitScript(() => {
      Reflect.deleteProperty(window, 'navigation');
    });
    await page.goto(server.url);
    // The pages before the form tell nothing by their titles.
    expect(await page.title()).toBe('Lá Chắn');
    await page.getByRole('link', { name: '13–15 tuổi' }).click();
    await page.waitForURL('**/em/13-15');
    expect(await page.title()).toBe('Trang đọc');
    await page.getByRole('link', { name: 'Kể cho cô chú 111' }).click();
    await press(page, 'Bỏ qua câu này');
    await question(page, 'Chuyện gì đã xảy ra');
    await page.locator('#story').fill('Điều bí mật');
    await next(page);
    await question(page, 'đâu trên mạng');
    await next(page);
    await question(page, 'khi nào');
    await page.goBack();
    await question(page, 'đâu trên mạng');
    await page.getByRole('link', { name: 'Thoát nhanh' }).click();
    await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
    const seen: string[] = [];
    for (const way of ['goForward', 'goBack', 'goBack', 'goForward', 'goForward', 'goForward'] as const) {
      await page[way]().catch(() => undefined);
      await page.locator('h1').waitFor();
      expect(await page.content()).not.toContain('bí mật');
      seen.push(new URL(page.url()).pathname);
    }
    expect(seen).toEqual(['/dong-vat', '/dong-vat', '/em/13-15', '/dong-vat', '/dong-vat', '/dong-vat']);
    await context.close();
  });

  test('a step that is mended from the review is one Back away, and what was sent is not come back to', async () => {
    const { page, context } = await visit(true);
    await page.goto(`${server.url}/em/6-8`);
    await page.getByRole('link', { name: 'Em muốn kể' }).click();
    await pointAtPictures(page);
    await page.locator('#story').fill('Chuyện thứ nhất');
    await next(page);
    await question(page, 'Em xem lại');
    await page.getByRole('button', { name: 'Sửa: Chuyện đã xảy ra' }).click();
    await question(page, 'Em kể chuyện gì');
    await page.goBack();
    await question(page, 'Em xem lại');
    await page.goBack();
    await question(page, 'Em kể chuyện gì');
    await page.goForward();
    await question(page, 'Em xem lại');
    await press(page, 'Gửi');
    await question(page, 'Cảm ơn em đã kể');
    await page.goBack();
    await question(page, 'Cảm ơn em đã kể');
    await page.goBack();
    await page.getByRole('link', { name: 'Em muốn kể' }).waitFor();
    await page.goForward();
    await question(page, 'Cảm ơn em đã kể');
    await page.goForward();
    await question(page, 'Cảm ơn em đã kể');
    expect(await page.content()).not.toContain('Chuyện thứ nhất');
    await context.close();
  });

  test('the first sight after sending is the thanks, however far down the questions were scrolled', async () => {
    const { page, context } = await visit(true, { width: 320, height: 568 });
    await page.goto(`${server.url}/viet/9-12`);
    await question(page, 'có an toàn không');
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await question(page, /đã xảy ra/);
    await page.locator('#story').fill('Chuyện dài. '.repeat(200));
    await next(page);
    for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
      await question(page, new RegExp(one));
      await press(page, 'Bỏ qua câu này');
    }
    await question(page, 'Xem lại rồi gửi');
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await press(page, 'Gửi');
    await question(page, 'Cảm ơn em đã kể');
    // The browser would scroll a moment after the page was shown.
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    for (const seen of [page.locator('h1'), page.getByText('Đây không phải lỗi của em')]) {
      const box = await seen.boundingBox();
      const dock = await page.locator('.dock').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(dock?.y ?? 0);
    }
    await press(page, 'Tiếp theo: cất sáu từ');
    await question(page, 'Cất sáu từ để quay lại');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await context.close();
  });

  test('a reload keeps the thanks, and whoever opens the address again finds nothing of what was told', async () => {
    const { page, context } = await visit(true);
    await page.goto(`${server.url}/viet/9-12`);
    await question(page, 'có an toàn không');
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await question(page, /đã xảy ra/);
    await page.locator('#story').fill('Chuyện chỉ em biết');
    await next(page);
    for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
      await question(page, new RegExp(one));
      await press(page, 'Bỏ qua câu này');
    }
    await question(page, 'Xem lại rồi gửi');
    // Somebody takes the phone and opens the page from a link.
    const open = () => Promise.all([page.waitForEvent('load'), page.evaluate(() => location.assign(location.href))]);
    await page.reload();
    await question(page, 'Xem lại rồi gửi');
    await press(page, 'Gửi');
    await question(page, 'Cảm ơn em đã kể');
    await page.reload();
    await question(page, 'Cảm ơn em đã kể');
    await open();
    await question(page, 'có an toàn không');
    await page.reload();
    await question(page, 'có an toàn không');
    expect(await page.getByText('Cảm ơn em').count()).toBe(0);
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await question(page, /đã xảy ra/);
    await page.locator('#story').fill('Chuyện mới viết dở');
    await next(page);
    await question(page, 'đâu trên mạng');
    await open();
    await question(page, 'có an toàn không');
    await next(page);
    await question(page, /đã xảy ra/);
    expect(await page.locator('#story').inputValue()).toBe('');
    await context.close();
  });

  test('words of a threat and of not wanting to live are met with a calm offer, whatever was ticked', async () => {
    const { page, context } = await visit(false);
    await page.goto(`${server.url}/viet/13-15`);
    await page.locator('input[name=safe]').first().check();
    await next(page);
    await page.locator('#story').fill('nó dọa tung ảnh, em ko muốn sống nữa');
    await next(page);
    for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
      await question(page, new RegExp(one));
      await press(page, 'Bỏ qua câu này');
    }
    await press(page, 'Gửi');
    await question(page, 'Cảm ơn em đã kể');
    for (const number of ['111', '115']) expect(await page.locator(`main a[href="tel:${number}"]`).count()).toBe(1);
    expect(await page.locator('main button[formaction="/hinh"]').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('ngày làm việc');
    await thanked(page, 'Cảm ơn em đã kể');
    await keepReceipt(page, 'Em');
    await question(page, 'Cô chú 111 vẫn ở đây');
    expect(await page.locator('main a[href="tel:115"]').count()).toBe(1);
    expect(await lastReport()).toMatchObject({ danger_now: 'no', story_signals: ['SELF_HARM', 'EXTORTION'] });
    await context.close();
  });

  test('Back while the connection is away says so and keeps what was written', async () => {
    const { page, context } = await visit(true);
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await question(page, 'Chuyện gì đã xảy ra');
    await page.locator('#story').fill('Mạng chập chờn');
    await context.setOffline(true);
    await page.goBack();
    await page.locator('.fault').getByText('Mạng bị ngắt').waitFor();
    expect(await page.locator('#story').inputValue()).toBe('Mạng chập chờn');
    await context.setOffline(false);
    await page.locator('.fault').getByRole('button', { name: 'Gửi lại' }).click();
    await question(page, 'an toàn không');
    await next(page);
    await question(page, 'Chuyện gì đã xảy ra');
    expect(await page.locator('#story').inputValue()).toBe('Mạng chập chờn');
    await context.close();
  });

  test('without scripts, Back after the quick exit shows nothing that was written', async () => {
    const { page, context } = await visit(false);
    await page.goto(`${server.url}/viet/13-15`);
    await press(page, 'Bỏ qua câu này');
    await page.locator('#story').fill('Điều bí mật');
    await next(page);
    await question(page, 'đâu trên mạng');
    await page.getByRole('link', { name: 'Thoát nhanh' }).click();
    await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
    // The page is kept by nobody, so the browser has only its own page to show, which asks before a form is repeated.
    await expect(page.goBack()).rejects.toThrow('ERR_CACHE_MISS');
    await context.close();
  });

  test.each([true, false])('the quick exit ends an open report (scripts: %s)', async (scripts) => {
    const { page, context } = await visit(scripts);
    const kept = await reportShortly(page, '13-15', 'Chuyện để thoát');
    await openReport(page, kept);
    const session = (await context.cookies())[0]?.value as string;
    await page.getByRole('link', { name: 'Thoát nhanh' }).click();
    await page.getByRole('heading', { name: 'Những con vật của Việt Nam' }).waitFor();
    expect(await context.cookies()).toEqual([]);
    // The session is gone at the server too: a copy of the cookie opens nothing.
    await context.addCookies([{ name: 'lachan_receipt', value: session, url: server.url }]);
    await page.goto(`${server.url}/mo`);
    await question(page, 'Xem trả lời');
    await page.getByText('Trang đã tự đóng để giữ an toàn').waitFor();
    await context.close();
  });

  test('after five wrong tries the next waits a moment; the card is not locked, and 111 is named', async () => {
    const { page, context } = await visit(false);
    const kept = await reportShortly(page, '16-17', 'Chuyện để thử sai');
    await page.goto(`${server.url}/mo`);
    await page.locator('#locator').fill(kept.locator);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await fillWords(page, [...kept.words].reverse());
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('chưa khớp').waitFor();
    }
    await fillWords(page, kept.words);
    await press(page, 'Mở');
    await page.getByRole('alert').getByText('Chờ 1 giây').waitFor();
    server.clock.advance(1_000);
    await press(page, 'Mở');
    await question(page, 'Chuyện của bạn');
    server.clock.advance(16 * 60_000);
    await page.reload();
    await page.getByText('Trang đã tự đóng để giữ an toàn').waitFor();
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('words that were read out on the phone are changed before anything is shown', async () => {
    const { page, context } = await visit(false);
    const [assignment] = server.counsellor.assignments;
    const agent = { ...server.counsellor, assignments: [{ ...assignment, role: '111_agent', agency: 'C111' }] };
    const filed = await server.app.modules.intake.fileForCaller(server.context(agent), {
      report: { reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Kể qua điện thoại' },
      idempotencyKey: `call-${crypto.randomUUID()}`,
      channel: 'TEL111',
    });
    if (!filed.ok) throw new Error(filed.refusal.code);
    await page.goto(`${server.url}/mo`);
    await page.locator('#locator').fill(filed.value.receipt.locator);
    await fillWords(page, filed.value.receipt.words);
    await press(page, 'Mở');
    await question(page, 'Đổi sáu từ trước khi xem');
    await press(page, 'Đổi ngay');
    await question(page, 'Sáu từ mới');
    await keepReceipt(page, 'Em');
    await question(page, 'Chuyện của em');
    await context.close();
  });

  test('a form is taken from our own pages alone', async () => {
    const post = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const sent = httpRequest(
          `${server.url}/viet`,
          {
            method: 'POST',
            headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
          },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode as number);
          },
        );
        sent.on('error', reject);
        sent.end('go=next');
      });
    const { host } = new URL(server.url);
    const origins: [string | undefined, number, number, number][] = [
      [server.url, 200, 200, 200],
      ['null', 403, 200, 403],
      [undefined, 403, 200, 403],
      ['http://evil.example', 403, 403, 403],
      [`https://${host}`, 403, 403, 403],
    ];
    for (const [origin, silent, same, cross] of origins) {
      const own: Record<string, string> = origin === undefined ? {} : { origin };
      expect([origin, await post(own)]).toEqual([origin, silent]);
      expect([origin, await post({ ...own, 'sec-fetch-site': 'same-origin' })]).toEqual([origin, same]);
      expect([origin, await post({ ...own, 'sec-fetch-site': 'cross-site' })]).toEqual([origin, cross]);
    }
  });

  test('on the demonstration the public figures say that its invented posts are left out', async () => {
    const html = await (await fetch(`${server.url}/lang-nghe`, { headers: { accept: 'text/html' } })).text();
    expect(html).toContain('không có nguồn thật nào đang chạy');
    expect(html).not.toContain('không bài nào được đọc');
    expect(html).toContain('dựng ra cho bản trình diễn không được tính');
  });

  test('the pages of the flow are kept by nobody and set no header twice', async () => {
    for (const path of ['/viet', '/viet/9-12', '/en/viet', '/mo', '/en/mo']) {
      const answer = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('set-cookie')).toBeNull();
      const html = await answer.text();
      expect(html).toContain('favicon-neutral');
      const weigh = async (pattern: RegExp, pack: (bytes: Buffer) => Buffer) => {
        const files = [...html.matchAll(pattern)].map(([, file]) => new URL(file as string, `${server.url}${path}`));
        expect(files.length).toBeGreaterThan(0);
        const bytes = await Promise.all(
          files.map(async (file) => Buffer.from(await (await fetch(file)).arrayBuffer())),
        );
        return bytes.reduce((sum, one) => sum + pack(one).length, 0);
      };
      expect(await weigh(/<link href="([^"]+)" rel="stylesheet"/g, gzipSync)).toBeLessThan(CSS_BUDGET);
      expect(await weigh(/<script[^>]* src="([^"]+)"/g, brotliCompressSync)).toBeLessThan(SCRIPT_BUDGET);
    }
  });
});
