import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../src/kernel/index.ts';
import { addTheme } from '../../src/voice/answers/add-theme.ts';
import { answerTheme } from '../../src/voice/answers/answer-theme.ts';
import { printSheet } from '../../src/voice/ballots/print-sheet.ts';
import { closeConsultation } from '../../src/voice/consultations/close-consultation.ts';
import { decideIdea } from '../../src/voice/ideas/decide-idea.ts';
import { listWaitingIdeas } from '../../src/voice/ideas/list-waiting-ideas.ts';
import { NOW, openVoiceHome, someStatements } from '../../src/voice/voice.testing.ts';
import { must } from '../../tools/test/test-result.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/* What children say, as they meet it without a script: /y-kien, /y-kien/[code], /y-kien/[code]/hom-phieu, /y-kien/ma. */

const HTML_BUDGET = 15 * 1024;
const house = useServer(async () => servePages('portal', await openVoiceHome(), async () => anonymous, true));
const { missing } = house;
const open = (options: BrowserContextOptions = {}) =>
  openWindow(house.browser, {
    baseURL: house.server.url,
    javaScriptEnabled: false,
    // A colour that still changes from one theme to the other is none to judge.
    reducedMotion: 'reduce',
    ...options,
  });
const first = () => house.server.as(house.server.people.first);
/** Where pictures of the pages are kept for whoever wants to look at them. */
const shots = process.env.SHOTS;

const look = async (page: Page, name: string) => {
  expect(gzipSync(await page.content()).length).toBeLessThan(HTML_BUDGET);
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
};

describe.skipIf(missing !== null)(`children’s views${missing === null ? '' : ` (${missing})`}`, () => {
  test('say why there is nothing, and then what is asked, by whom it is decided and until when', async () => {
    const { page, context } = await open();
    await page.goto('/y-kien');
    await page.getByText('Hiện chưa có câu hỏi nào đang mở.').waitFor();
    const made = await house.server.opened();
    await page.goto('/y-kien');
    await look(page, 'list');
    await page.getByRole('link', { name: 'Nút báo cáo ở đâu thì dễ thấy' }).click();
    await page.getByText('Người Mẫu, Cục Mẫu').waitFor();
    await page.getByText('Hẹn trả lời chậm nhất ngày 31/01/2027').first().waitFor();
    await look(page, 'before');
    // What stands in the history of a phone is the title of the list.
    expect(await page.title()).toBe('Ý kiến trẻ em – Lá Chắn');
    await page.goto(`/en/y-kien/${made.code}`);
    await page.getByText('Where would you like the report button to be?').waitFor();
    await page.goto('/y-kien/0000-0000');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await context.close();
  });

  test('take a ballot once, whose number is found in the box, and tell no result before the close', async () => {
    const made = await house.server.opened();
    const { page, context } = await open();
    await page.goto(`/y-kien/${made.code}`);
    await page.getByRole('button', { name: 'Em hiểu rồi, bắt đầu' }).click();
    await page.getByText('Cạnh mỗi bài', { exact: true }).click();
    await look(page, 'ballot');
    await page.getByRole('button', { name: 'Bỏ phiếu' }).click();
    await page.getByRole('heading', { name: 'Phiếu của em đã ở trong hòm' }).waitFor();
    const receipt = (await page.locator('.number').innerText()).trim();
    expect(receipt).toMatch(/^[0-9a-f]{64}$/);
    await look(page, 'thanks');
    await page.getByRole('link', { name: 'Xem hòm phiếu' }).click();
    await page.getByText('Kết quả chỉ hiện sau khi đóng').waitFor();
    expect(await page.locator('table').count()).toBe(0);
    await page.getByLabel('Số của phiếu').fill(receipt);
    await page.getByRole('button', { name: 'Tìm trong hòm' }).click();
    await page.getByText('Phiếu này nằm trong hòm.').waitFor();
    expect(page.url()).not.toContain(receipt);
    await look(page, 'box');
    await context.close();
  });

  test('weigh the same before the close, whatever was voted, on every page and in every answer', async () => {
    const [one, other] = [await house.server.opened(), await house.server.opened()];
    for (let at = 0; at < 12; at += 1) {
      must(await house.server.vote(one.code, { 1: '1' }));
      must(await house.server.vote(other.code, { 2: '1', 3: '1' }));
    }
    const seen = async (address: string) => {
      const answer = await fetch(`${house.server.url}${address}`, {
        headers: { accept: 'text/html, application/json' },
      });
      return [answer.status, (await answer.text()).length, [...answer.headers.keys()].sort()];
    };
    for (const at of ['/y-kien/$', '/y-kien/$/hom-phieu', '/api/v1/consultations/$', '/api/v1/consultations/$/box'])
      expect(await seen(at.replace('$', one.code)), at).toEqual(await seen(at.replace('$', other.code)));
    expect((await seen(`/api/v1/consultations/${one.code}/results`))[0]).toBe(409);
  });

  test('let somebody practise first, and keep nothing of it', async () => {
    const made = await house.server.opened(someStatements());
    const { page, context } = await open();
    await page.goto(`/y-kien/${made.code}`);
    await page.getByRole('link', { name: 'Thử trước một lần, không đếm' }).click();
    await page.getByText('Không đồng ý', { exact: true }).first().click();
    await look(page, 'practice');
    await page.getByRole('button', { name: 'Bỏ phiếu thử' }).click();
    await page.getByRole('heading', { name: 'Bỏ phiếu là như vậy đó' }).waitFor();
    expect(await page.locator('main dd').allInnerTexts()).toEqual(['Không đồng ý', 'Bỏ qua']);
    const kept = await house.server.owner.query('select from voice.ballot where consultation_id = $1', [made.id]);
    expect(kept.rowCount).toBe(0);
    await page.getByRole('link', { name: 'Trở lại câu hỏi' }).click();
    await page.getByRole('button', { name: 'Em hiểu rồi, bắt đầu' }).waitFor();
    await context.close();
  });

  test('take the slip of a class, and say in plain words when it was used', async () => {
    const made = await house.server.opened();
    const sheet = must(
      await printSheet(first(), { consultation: made.id, slips: 12, endsAt: new Date('2026-12-01T03:00:00Z') }),
    );
    const { page, context } = await open();
    const vote = async (slip: string) => {
      await page.goto(`/y-kien/${made.code}`);
      await page.getByRole('button', { name: 'Em có mã thầy cô phát' }).click();
      await page.getByLabel('Mã trên phiếu của em').fill(slip);
      await page.getByText('Đầu trang', { exact: true }).click();
      await page.getByRole('button', { name: 'Bỏ phiếu' }).click();
    };
    await vote((sheet.codes[0] ?? '').toLowerCase());
    await page.getByRole('heading', { name: 'Phiếu của em đã ở trong hòm' }).waitFor();
    await vote(sheet.codes[0] ?? '');
    await page.getByText('Mã này đã có người dùng.').waitFor();
    await vote('0000-0000');
    await page.getByText('Không nhận ra phiếu hoặc mã này.').waitFor();
    // What was chosen is kept in the form.
    expect(await page.getByLabel('Đầu trang').isChecked()).toBe(true);
    await context.close();
  });

  test('take an idea that nobody sees before a person read it, and tell its way by six words', async () => {
    const made = await house.server.opened(someStatements());
    const { page, context } = await open();
    await page.goto(`/y-kien/${made.code}`);
    await page.getByLabel('Ý của em').fill('Lớp nào cũng được học cách nhận ra tin giả');
    await page.getByRole('button', { name: 'Gửi ý này' }).click();
    await page.getByText('Ý kiến có chỗ chưa đúng.').waitFor();
    expect(await page.getByLabel('Ý của em').inputValue()).toBe('Lớp nào cũng được học cách nhận ra tin giả');
    await page.getByLabel('Bạn ở nhóm tuổi nào?').selectOption('B9_12');
    await page.getByRole('button', { name: 'Gửi ý này' }).click();
    await page.getByRole('heading', { name: 'Cảm ơn em. Sẽ có người đọc ý này' }).waitFor();
    await look(page, 'idea');
    const words = await page.locator('.receipt span.word').allInnerTexts();
    const locator = (await page.locator('.receipt .locator b').innerText()).trim();
    await page.goto(`/y-kien/${made.code}`);
    expect(await page.locator('main').innerText()).not.toContain('tin giả');
    const ask = async () => {
      await page.goto('/y-kien/ma');
      await page.getByLabel('Số thẻ').fill(locator);
      await page.getByLabel('Sáu từ').fill(words.map((word) => word.replaceAll(/\d|\n/g, ' ')).join(', '));
      await page.getByRole('button', { name: 'Xem', exact: true }).click();
    };
    await ask();
    await page.getByText('Có người đọc: chưa tới').waitFor();
    const [idea] = must(await listWaitingIdeas(first(), made.id));
    must(await decideIdea(first(), { idea: idea?.id ?? '', decision: 'SHOW' }));
    await ask();
    await page.getByText('Ý của em đã được đăng:').waitFor();
    await look(page, 'way');
    await page.goto(`/y-kien/${made.code}`);
    await page.getByRole('button', { name: 'Em hiểu rồi, bắt đầu' }).click();
    await page.getByText('Một bạn viết câu này').waitFor();
    await look(page, 'statements');
    await context.close();
  });

  test('never show what a child tells of itself: 111 has it, and the child the way back', async () => {
    const made = await house.server.opened(someStatements());
    const { page, context } = await open();
    await page.goto(`/y-kien/${made.code}`);
    await page.getByLabel('Ý của em').fill('Có chú trong game đòi em gửi ảnh, em sợ lắm');
    await page.getByLabel('Bạn ở nhóm tuổi nào?').selectOption('B9_12');
    await page.getByRole('button', { name: 'Gửi ý này' }).click();
    await page.getByRole('heading', { name: 'Cảm ơn em đã kể' }).waitFor();
    expect(await page.locator('main a[href="tel:111"]').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('đòi em gửi ảnh');
    expect(must(await listWaitingIdeas(first(), made.id))).toEqual([]);
    await context.close();
  });

  test('show the result of each stratum after the close, the answer, and in red what is late', async () => {
    const made = await house.server.opened();
    for (let at = 0; at < 12; at += 1) must(await house.server.vote(made.code, at < 9 ? { 1: '1' } : { 2: '1' }));
    const titles = ['Chỗ đặt nút', 'Màu của nút'];
    const themes: string[] = [];
    for (const titleVi of titles)
      themes.push(must(await addTheme(first(), { consultation: made.id, titleVi, titleEn: 'Sample' })).id);
    must(await closeConsultation(first(), { consultation: made.id }));
    must(
      await answerTheme(first(), {
        consultation: made.id,
        theme: themes[0] ?? '',
        outcome: 'IN_PART',
        heard: 'Các em muốn nút ở đầu trang.',
        decided: 'Các trang mới sẽ có nút ở đầu trang.',
        whyNot: 'Trang cũ phải chờ sửa.',
        answeredBy: 'Người Mẫu, Cục Mẫu',
        childWords: 'Trang mới sẽ có nút ở chỗ em thấy ngay.',
        followUpOn: '2027-06-01',
      }),
    );
    house.server.clock.set('2027-02-01T02:00:00Z');
    const { page, context } = await open({ javaScriptEnabled: true });
    await page.goto('/y-kien');
    await page.getByText('Trễ hẹn').first().waitFor();
    await page.goto(`/y-kien/${made.code}`);
    await page.getByText('Trễ hẹn trả lời').waitFor();
    await page.getByText('Trang mới sẽ có nút ở chỗ em thấy ngay.').waitFor();
    await look(page, 'answers');
    await noViolations({ page }, 'answers');
    await page.getByRole('link', { name: 'Xem kết quả và hòm phiếu' }).click();
    const row = page.locator('tbody tr').first();
    expect(await row.locator('td').allInnerTexts()).toEqual(['9']);
    expect(await page.locator('table').count()).toBe(1);
    await page.getByText('Dưới 10 phiếu, nên không hiện kết quả').first().waitFor();
    await look(page, 'result');
    await noViolations({ page }, 'result');
    const box = (await (await page.request.get(`/api/v1/consultations/${made.code}/box`)).json()) as {
      strata: { ballots: string[] | null }[];
    };
    expect(box.strata.map(({ ballots }) => ballots?.length ?? null)).toEqual([null, 12, null]);
    house.server.clock.set(NOW);
    await context.close();
  });

  test('have no violation on any of their pages', async () => {
    const made = await house.server.opened(someStatements());
    const { page, context } = await open({ javaScriptEnabled: true });
    const one = `/y-kien/${made.code}`;
    for (const address of ['/y-kien', one, `${one}/hom-phieu`, '/y-kien/ma', '/y-kien/thu']) {
      await page.goto(address);
      await noViolations({ page }, address);
    }
    await page.goto(`/y-kien/${made.code}`);
    await page.getByRole('button', { name: 'Em hiểu rồi, bắt đầu' }).click();
    await page.getByRole('button', { name: 'Bỏ phiếu' }).waitFor();
    await noViolations({ page }, 'ballot');
    await context.close();
  });
});
