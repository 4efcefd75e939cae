import { describe, expect, test } from 'vitest';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** A child that stays in its chat. */
async function asks(line: string) {
  const child = await openWindow(house.browser, { baseURL: house.server.portal, reducedMotion: 'reduce' });
  const { page } = child;
  await page.goto('/tro-chuyen/13-15');
  await page.getByLabel('Không', { exact: true }).check();
  await page.getByLabel('Em muốn nói gì trước tiên?').fill(line);
  await page.getByRole('button', { name: 'Vào chờ' }).click();
  await page.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
  await question(page, 'Em đang chờ');
  return child;
}

if (missing !== null) console.warn(`SKIPPED: chats side by side (${missing})`);
describe.skipIf(missing !== null)('two chats of one helper', { timeout: 300_000 }, () => {
  test('stand side by side on a wide screen, each with its own answer, and one at a time on a narrow one', async () => {
    const helper = await desk(helpline.agent, '/truc', 1440, 900);
    const { page } = helper;
    await page.getByRole('button', { name: 'Vào ca' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Nghe thử chuông' }).click();
    await dialog.getByRole('button', { name: 'Vào ca' }).click();
    const offer = page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' });
    const children: Awaited<ReturnType<typeof asks>>[] = [];
    for (const line of ['Em thứ nhất hỏi một chuyện.', 'Em thứ hai hỏi một chuyện.']) {
      children.push(await asks(line));
      await offer.waitFor();
      await page.keyboard.press('Alt+a');
      await offer.waitFor({ state: 'detached' });
      await page.getByRole('log').getByText(line).waitFor();
    }
    const columns = page.locator('.column');
    await expect.poll(() => columns.count()).toBe(2);
    const boxes = await columns.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    expect(boxes[0]?.y).toBe(boxes[1]?.y);
    expect(boxes[0]?.right).toBeLessThan(boxes[1]?.x ?? 0);
    await noViolations(helper, 'two chats side by side');
    const [first, second] = [columns.nth(0), columns.nth(1)];
    const answer = (of: typeof first) => of.getByRole('textbox', { name: 'Trả lời' });
    const focused = () => page.evaluate(() => document.activeElement?.closest('.column')?.id);
    const ids = await columns.evaluateAll((all) => all.map(({ id }) => id));

    // Each is owed an answer of its own, which only an answer ends.
    await expect.poll(() => columns.locator('.status', { hasText: 'Chờ trả lời' }).count()).toBe(2);
    // By keys alone, there and back, round the list, and to the one that is owed longest.
    await page.keyboard.press('Alt+2');
    await expect.poll(focused).toBe(ids[1]);
    await page.keyboard.type('Chào em thứ hai.');
    await page.keyboard.press('Alt+j');
    await expect.poll(focused).toBe(ids[0]);
    await page.keyboard.type('Chào em thứ nhất.');
    await page.keyboard.press('Alt+k');
    await expect.poll(focused).toBe(ids[1]);
    await expect.poll(() => answer(second).inputValue()).toBe('Chào em thứ hai.');
    await page.keyboard.press('Control+Enter');
    await second.getByRole('log').getByText('Chào em thứ hai.').waitFor();
    expect(await first.getByRole('log').getByText('Chào em thứ hai.').count()).toBe(0);
    await page.keyboard.press('Alt+o');
    await expect.poll(focused).toBe(ids[0]);
    await expect.poll(() => answer(first).inputValue()).toBe('Chào em thứ nhất.');

    // Kept apart when there is room for one only: the draft stays with its chat.
    await page.setViewportSize({ width: 1024, height: 768 });
    await expect.poll(() => columns.count()).toBe(1);
    const strip = page.locator('nav.strip a.chip');
    await expect.poll(() => strip.count()).toBe(2);
    await expect.poll(() => answer(first).inputValue()).toBe('Chào em thứ nhất.');
    await page.keyboard.press('Alt+2');
    await page.getByRole('log').getByText('Chào em thứ hai.').waitFor();
    await expect.poll(() => answer(columns.first()).inputValue()).toBe('');
    await noViolations(helper, 'one of two chats, and a strip of both');
    await strip.first().click();
    await page.getByRole('log').getByText('Em thứ nhất hỏi một chuyện.').waitFor();
    await expect.poll(() => answer(columns.first()).inputValue()).toBe('Chào em thứ nhất.');

    // What came since the helper read is shown before anything is sent, in its own column.
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect.poll(() => columns.count()).toBe(2);
    const [one, two] = children.map(({ page }) => page);
    await one?.getByLabel('Viết tin').fill('Em thứ nhất nói thêm.');
    await one?.getByRole('button', { name: 'Gửi', exact: true }).click();
    await first.getByRole('log').getByText('Em thứ nhất nói thêm.').waitFor();
    expect(await second.getByText('Em thứ nhất nói thêm.').count()).toBe(0);
    await answer(first).press('Control+Enter');
    await one?.getByText('Chào em thứ nhất.').waitFor();
    await two?.getByText('Chào em thứ hai.').waitFor();
    expect(await two?.getByText('Chào em thứ nhất.').count()).toBe(0);
    expect(helper.complaints).toEqual([]);
    await Promise.all([helper.context.close(), ...children.map(({ context }) => context.close())]);
  });
});
