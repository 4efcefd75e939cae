import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { forgetUsedCodes } from './demonstration.ts';
import { ready, sealed } from './desk-visit.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

async function file(more: object): Promise<void> {
  const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Nội dung giữ chỗ.', ...more }),
  });
  expect(answer.status).toBe(201);
}

/** What has the focus where nobody can see it. */
const unseenFocus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body || at.tagName === 'DIALOG') return '';
    const box = at.getBoundingClientRect();
    // A field inside a frame of its own lights up the frame.
    const ring = [at, at.parentElement].some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return ring && inSight ? '' : `${at.outerHTML.slice(0, 160)} ${JSON.stringify(box)}`;
  });

/** Goes on with Tab to the first thing that fits, and sees at each stop where it is. */
async function tabTo(page: Page, selector: string, text = '', most = 90): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    expect(await unseenFocus(page), `on the way to ${selector}`).toBe('');
    const found = await page.evaluate(
      ([wanted = '', said = '']) => {
        const at = document.activeElement;
        return at?.matches(wanted) === true && (at.textContent ?? '').includes(said);
      },
      [selector, text],
    );
    if (found) return;
  }
  throw new Error(`${selector} ${text} was not reached by ${most} times Tab`);
}

async function palette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Tên trang, mã hồ sơ' }).waitFor();
  await page.keyboard.type(typed);
  await page.locator('#palette-list [role="option"]').first().waitFor();
  await page.keyboard.press('Enter');
}

if (missing !== null) console.warn(`SKIPPED: a shift by keyboard alone in a browser (${missing})`);
describe.skipIf(missing !== null)('a counsellor’s shift by keyboard alone', { timeout: 300_000 }, () => {
  test('from signing in to signing out, the focus in sight at every stop', async () => {
    await file({ province: '79' });
    const { page, context, complaints } = await desk();
    await forgetUsedCodes();
    await page.goto('/dang-nhap');
    await ready(page);
    const code = await page
      .locator('section.demo tr', { hasText: helpline.counsellor })
      .locator('td')
      .nth(1)
      .innerText();
    const password = await page.locator('section.demo p b').innerText();
    if (!(await page.evaluate(() => document.activeElement?.matches('#login')))) await tabTo(page, '#login');
    await page.keyboard.type(helpline.counsellor);
    await tabTo(page, '#password');
    await page.keyboard.type(password.trim());
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('code');
    await page.keyboard.type(code.trim());
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/');
    await ready(page);

    // What waits: from row to row, and the first one is the most urgent.
    await page.keyboard.press('j');
    expect(await unseenFocus(page)).toBe('');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.matches('a[data-row]'))).toBe(true);

    // The queue: to a report that a child told, and nobody has screened.
    await palette(page, 'tin bao');
    await page.waitForURL(/\/bao-cao$/);
    await ready(page);
    for (let steps = 0; ; steps += 1) {
      expect(steps).toBeLessThan(60);
      await page.keyboard.press('j');
      expect(await unseenFocus(page)).toBe('');
      const row = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (/Chưa sàng lọc/.test(row) && /em tự báo/.test(row)) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bao-cao\/[0-9a-f]/);
    await page.locator('#screening').waitFor();
    await page.keyboard.press('g');
    await page.getByText('Anh chị đang phụ trách.').waitFor();
    for (const key of ['2', '2', '2', '2', '2', '2', '2', '2', 'b', 'n', 'Enter', 'Enter'])
      await page.keyboard.press(key);
    await page.getByText('Đã lưu kết quả sàng lọc.').waitFor();

    await page.keyboard.press('r');
    expect(await unseenFocus(page)).toBe('');
    const answer = 'Cô ở đây với em.';
    await page.keyboard.type(answer);
    // On a busy machine the page may still be taking in what was saved a moment ago.
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe(answer);
    await sealed(page);
    // Where the thread has lines that nobody here has opened, the first press shows them and the second one sends.
    const sent = page.getByText('Đã gửi trả lời.');
    const heldBack = page.locator('form:has(#reply) [role="status"], form:has(#reply) [role="alert"]');
    await page.keyboard.press('Control+Enter');
    await sent.or(heldBack).first().waitFor({ timeout: 60_000 });
    if (!(await sent.isVisible())) {
      expect(await heldBack.allInnerTexts()).toEqual(['Trao đổi đã mở ở trên. Đọc rồi bấm Gửi lần nữa.']);
      await page.locator('#reply').focus();
      await page.keyboard.press('Control+Enter');
      await sent.waitFor({ timeout: 60_000 });
    }
    await page.keyboard.press('Escape');

    await tabTo(page, 'button', 'Ghi chú nội bộ');
    await page.keyboard.press('Enter');
    await page.locator('#note').waitFor();
    await tabTo(page, '#note');
    await page.keyboard.type('Đã trả lời em.');
    await tabTo(page, 'button', 'Lưu ghi chú');
    await page.keyboard.press('Enter');
    await page.getByText(/^Đã lưu ghi chú/).waitFor();

    // New danger: its code is said, and opens it; screened and handed over.
    await file({ province: '01', commune: '00004', danger: { now: 'yes' } });
    const said = page.getByText(/^Nguy hiểm mới, chưa ai trả lời: /);
    await said.waitFor();
    const danger = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await said.innerText())?.[0] ?? '';
    await palette(page, danger);
    await page.getByRole('heading', { level: 1, name: danger }).waitFor();
    await page.locator('#screening').waitFor();
    for (const key of ['1', '2', '2', '2', '2', '2', '2', '2']) await page.keyboard.press(key);
    for (const key of ['b', 'n', 'Enter', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('dialog', { name: 'Chuyển ngay' }).waitFor();
    expect(await unseenFocus(page)).toBe('');
    await page.keyboard.press('1');
    await page.getByText('Đã gọi lúc').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/Đã chuyển cho .* Mã hồ sơ/).waitFor();

    // The end of the shift: everything to a colleague.
    await palette(page, 'het ca');
    await page.waitForURL(/\/viec\/het-ca$/);
    await ready(page);
    const holds = await page.locator('input[name="report"]').count();
    expect(holds).toBeGreaterThan(0);
    await tabTo(page, 'main form input[name="report"]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.matches('main form button[type="submit"]'))).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^Đã giao 1 tin cho /).waitFor();
    await expect.poll(() => page.locator('input[name="report"]').count()).toBe(holds - 1);

    // A fresh page begins at its top, as after opening it anew.
    await palette(page, 'thong bao');
    await page.waitForURL(/\/thong-bao$/);
    await ready(page);
    await tabTo(page, 'details.person summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Đăng xuất');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/dang-(nhap|xuat)/);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
