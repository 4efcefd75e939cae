import { describe, expect, test } from 'vitest';
import {
  keepReceipt,
  lastReport,
  missing,
  next,
  pointAtPictures,
  press,
  readReceipt,
  reports,
  skipTheRest,
  thanked,
  useReportFlow,
  visit,
} from './report-flow.ts';
import { question } from './use-server.ts';

const HOUR = 3_600_000;
const flow = useReportFlow();

describe.skipIf(missing !== null)(
  `what a report takes and what it says of the rest${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('a text that is too long, or holds what cannot be read, comes back whole with the reason', async () => {
      const { page, context } = await visit(true);
      await page.goto(`${flow.server.url}/viet/13-15`);
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
      const answer = await fetch(`${flow.server.url}/viet/13-15`, {
        method: 'POST',
        body,
        headers: { origin: flow.server.url, accept: 'text/html' },
      });
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain('Trướcsau');
      expect(html).toContain('đã được bỏ ra');
      await context.close();
    });

    test.each([true, false])(
      'a story of 60,000 characters is kept whole until it is shortened (scripts: %s)',
      async (scripts) => {
        const { page, context } = await visit(scripts);
        await page.goto(`${flow.server.url}/viet/13-15`);
        await press(page, 'Bỏ qua câu này');
        await question(page, 'Chuyện gì đã xảy ra');
        const sentence = 'Bạn ấy nhắn cho em nhiều lần 😢, rồi em không biết làm gì nữa. ';
        const story = sentence.repeat(1 + Math.floor(60_000 / [...sentence].length));
        expect([...story].length).toBeGreaterThanOrEqual(60_000);
        await page.locator('#story').fill(story);
        // Twice: what comes back is sent again with the draft that holds it too.
        for (let tries = 0; tries < 2; tries += 1) {
          await next(page);
          await page.getByRole('alert').getByText('Dài hơn 20.000 ký tự').waitFor();
          expect(await page.locator('#story').inputValue()).toBe(story);
        }
        const fitting = [...story].slice(0, 20_000).join('').trim();
        await page.locator('#story').fill(fitting);
        await next(page);
        await question(page, 'đâu trên mạng');
        await press(page, 'Quay lại');
        await question(page, 'Chuyện gì đã xảy ra');
        expect(await page.locator('#story').inputValue()).toBe(fitting);
        await context.close();
      },
    );

    test.each([true, false])(
      'a day is written dd/mm/yyyy; one to come is refused and kept for mending (scripts: %s)',
      async (scripts) => {
        const { page, context } = await visit(scripts);
        await page.goto(`${flow.server.url}/viet/13-15`);
        await press(page, 'Bỏ qua câu này');
        await page.locator('#story').fill('Chuyện có ngày');
        await next(page);
        await question(page, 'đâu trên mạng');
        await next(page);
        await question(page, 'khi nào');
        for (const wrong of ['01/01/2027', '30/02/2026', 'hôm nọ']) {
          await page.locator('#from').fill(wrong);
          // The same is told of each: this one is answered when its draft has come.
          const draft = page.locator('main [name=draft]').first();
          const before = await draft.inputValue();
          await next(page);
          await expect.poll(() => draft.inputValue()).not.toBe(before);
          await page.getByRole('alert').getByText('Ngày này chưa đúng').waitFor();
          expect(await page.locator('#from').inputValue()).toBe(wrong);
        }
        await page.locator('#from').fill('5-11-2026');
        await next(page);
        await question(page, 'tỉnh');
        await press(page, 'Quay lại');
        expect(await page.locator('#from').inputValue()).toBe('05/11/2026');
        await context.close();
      },
    );

    test('nothing can be typed that an answer on its way would take away; where it fails, writing goes on', async () => {
      const { page, context } = await visit(true);
      await page.goto(`${flow.server.url}/viet/13-15`);
      await press(page, 'Bỏ qua câu này');
      await question(page, 'Chuyện gì đã xảy ra');
      const story = page.locator('#story');
      await story.fill('Chuyện em kể');
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      await page.route('**/viet/13-15', async (route) => {
        await held;
        await route.abort();
      });
      await next(page);
      await expect.poll(() => story.isEditable()).toBe(false);
      await story.press('End');
      await page.keyboard.type(' rồi thêm');
      expect(await story.inputValue()).toBe('Chuyện em kể');
      release();
      await page.locator('[data-fault-note]').waitFor();
      await story.press('End');
      await page.keyboard.type(' rồi thêm');
      expect(await story.inputValue()).toBe('Chuyện em kể rồi thêm');
      await page.unroute('**/viet/13-15');
      await next(page);
      await question(page, 'đâu trên mạng');
      await press(page, 'Quay lại');
      expect(await story.inputValue()).toBe('Chuyện em kể rồi thêm');
      await context.close();
    });

    test('a draft that is too old or forged is answered kindly, and what was written stays', async () => {
      const { page, context } = await visit(false);
      await page.goto(`${flow.server.url}/viet/13-15`);
      await press(page, 'Bỏ qua câu này');
      await page.locator('#story').fill('Chữ em vừa viết');
      flow.server.clock.advance(25 * HOUR);
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
      const answer = await fetch(`${flow.server.url}/viet`, {
        method: 'POST',
        body,
        headers: { origin: flow.server.url, accept: 'text/html' },
      });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Chữ còn đây');
      await context.close();
    });

    test('a connection that drops at the end loses nothing, and two taps are one report', async () => {
      const { page, context } = await visit(true);
      const before = await reports();
      await page.goto(`${flow.server.url}/viet/13-15`);
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
        const answer = await fetch(`${flow.server.url}/viet/13-15`, {
          method: 'POST',
          body,
          headers: { origin: flow.server.url, accept: 'text/html' },
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
      await page.goto(`${flow.server.url}/viet/6-8`);
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
        const answer = await fetch(`${flow.server.url}/viet/6-8`, {
          method: 'POST',
          body,
          headers: { origin: flow.server.url, accept: 'text/html' },
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

    test('whoever is not sure to be safe is promised no working days', async () => {
      const { page, context } = await visit(false);
      for (const [safe, promised] of [
        ['yes', true],
        ['unsure', false],
      ] as const) {
        await page.goto(`${flow.server.url}/viet/9-12`);
        await page.locator(`input[name=safe][value=${safe}]`).check();
        await next(page);
        await page.locator('#story').fill('Nội dung giữ chỗ.');
        await next(page);
        await skipTheRest(page);
        await question(page, 'Cảm ơn em đã kể');
        expect([safe, (await page.locator('main').innerText()).includes('ngày làm việc')]).toEqual([safe, promised]);
      }
      await context.close();
    });

    test('words of a threat and of not wanting to live are met with a calm offer, whatever was ticked', async () => {
      const { page, context } = await visit(false);
      await page.goto(`${flow.server.url}/viet/13-15`);
      await page.locator('input[name=safe]').first().check();
      await next(page);
      await page.locator('#story').fill('nó dọa tung ảnh, em ko muốn sống nữa');
      await next(page);
      await skipTheRest(page);
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
  },
);
