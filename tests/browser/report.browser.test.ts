import { describe, expect, test } from 'vitest';
import { noViolations } from './no-violations.ts';
import {
  deskReplies,
  fillWords,
  keepReceipt,
  lastReport,
  missing,
  next,
  openReport,
  press,
  readReceipt,
  reportShortly,
  reports,
  thanked,
  useReportFlow,
  visit,
} from './report-flow.ts';
import { PHONE, question } from './use-server.ts';

const HTML_BUDGET = 15 * 1024;
const flow = useReportFlow();

describe.skipIf(missing !== null)(`the report flow on a phone${missing === null ? '' : ` (${missing})`}`, () => {
  for (const scripts of [false, true]) {
    const how = scripts ? 'with scripts' : 'without scripts';

    test.each(['6-8', '9-12', '13-15', '16-17'])(`${how}, a child of %s tells and keeps the words`, async (teller) => {
      const { page, context, hosts, weights } = await visit(scripts);
      await reportShortly(page, teller, `Chuyện thử của ${teller}`);
      expect(await context.cookies()).toEqual([]);
      expect([...hosts]).toEqual([new URL(flow.server.url).host]);
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
      await page.goto(`${flow.server.url}/viet`);
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
      // Beside each other they are of one height, whichever name is longer.
      await page.setViewportSize({ width: 1280, height: 900 });
      const heights = await page.locator('.large a').evaluateAll((all) => all.map((one) => one.clientHeight));
      expect(heights[0]).toBe(heights[1]);
      await page.setViewportSize(PHONE);
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
      expect(page.url()).toBe(`${flow.server.url}/viet`);
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

      await page.goto(`${flow.server.url}/mo`);
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
      const steps = page.getByRole('list', { name: 'Việc đến đâu rồi' }).getByRole('listitem');
      expect(await steps.last().innerText()).toContain('Đang chờ');
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

      flow.server.clock.advance(60_000);
      await deskReplies('Cảm ơn em đã kể. Em có muốn nói chuyện không?');
      await page.goto(`${flow.server.url}/mo`);
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
      await question(page, 'Đã đóng');
      await page.getByText('không mở được chuyện của em nữa').waitFor();
      await checked();
      expect(await context.cookies()).toEqual([]);

      await page.goto(`${flow.server.url}/mo`);
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
      await page.goto(`${flow.server.url}/mo`);
      await page.locator('#locator').fill(renewed.locator);
      await fillWords(page, renewed.words);
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('chưa khớp').waitFor();
      await context.close();
    });

    test(`${how}, a parent tells about a child, with a name`, async () => {
      const { page, context } = await visit(scripts, { width: 1440, height: 900 });
      await page.goto(`${flow.server.url}/nguoi-lon`);
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
      await page.goto(`${flow.server.url}/viet/13-15`);
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
      await page.goto(`${flow.server.url}/viet/16-17`);
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      await page.locator('#story').fill('Viết dở dang');
      await press(page, 'English');
      await question(page, 'What happened?');
      expect(page.url()).toBe(`${flow.server.url}/en/viet/16-17`);
      expect(await page.locator('#story').inputValue()).toBe('Viết dở dang');
      if (scripts) await noViolations({ page }, await page.title(), ['light']);
      await context.close();
    });
  }

  test('in English the places have their English names, and two that share one are told apart', async () => {
    const { page, context } = await visit(false);
    await page.goto(`${flow.server.url}/en/viet/13-15`);
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
});
