import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Desk, ready, sealed, signIn } from './desk-visit.ts';
import { commune } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

const CUT = 'Mất kết nối';

/** What somebody may do between two words: none of it is an act of the page. */
const ways = ['leave', 'reload', 'other-window', 'first-window', 'close-other', 'cut-line', 'end-session'] as const;

/** How many drafts the browser keeps. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const database = await ask(indexedDB.open('lachan-desk'));
    const drafts = [...database.objectStoreNames].includes('draft')
      ? await ask(database.transaction('draft').objectStore('draft').getAllKeys())
      : [];
    database.close();
    return drafts.length;
  });

describe.skipIf(missing !== null)('what is written at the desk', { timeout: 420_000 }, () => {
  test('is never lost on a page of a decision, in whatever order its writer types, leaves, reloads, changes windows, loses the line or the session', async () => {
    const opened = await desk(commune.chair, '/');
    const link = opened.page.locator('a[href*="/ho-so/"]').first();
    const base = ((await link.getAttribute('href')) as string).split('/').slice(0, 3).join('/');
    const path = `${base}/quyet-dinh/ky?viec=end-deceased`;
    let word = 0;
    let first = opened.page;
    const reason = (page: Page) => page.getByRole('textbox', { name: 'Lý do' });
    const visit = async (page: Page) => {
      await page.goto(path);
      await ready(page);
    };
    /** A word that was typed stands in the field of whoever looks, whichever window it was typed in. */
    const has = (page: Page, words: readonly string[]) =>
      expect
        .poll(
          async () => {
            const text = (await reason(page).inputValue()).split(/\s+/);
            return words.filter((one) => !text.includes(one));
          },
          { timeout: 20_000 },
        )
        .toEqual([]);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ways), { minLength: 3, maxLength: 6 }), async (sequence) => {
        let windows = [first];
        let at = 0;
        const words: string[] = [];
        await visit(first);
        for (const way of [...sequence, 'reload'] as const) {
          let page = windows[at] as Page;
          await reason(page).press('Control+End');
          word += 1;
          words.push(`chu${word}`);
          await reason(page).pressSequentially(`chu${word} `);
          await sealed(page);
          if (way === 'leave') {
            await page.goto(base);
            await ready(page);
            await visit(page);
          } else if (way === 'reload') {
            await page.reload();
            await ready(page);
          } else if (way === 'other-window') {
            if (windows.length === 1) {
              const other = await opened.context.newPage();
              windows.push(other);
              await visit(other);
            }
            at = windows.length - 1;
          } else if (way === 'first-window') at = 0;
          else if (way === 'close-other' && windows.length > 1) {
            await windows.pop()?.close();
            at = 0;
          } else if (way === 'cut-line') {
            await opened.context.setOffline(true);
            word += 1;
            words.push(`chu${word}`);
            await reason(page).press('Control+End');
            await reason(page).pressSequentially(`chu${word} `);
            await sealed(page);
            await opened.context.setOffline(false);
          } else if (way === 'end-session') {
            for (const other of windows) if (other !== page) await other.close();
            windows = [page];
            at = 0;
            await opened.context.clearCookies();
            await page.reload();
            await page.waitForURL((url) => url.pathname.startsWith('/dang-nhap'));
            await signIn({ ...opened, page } satisfies Desk, commune.chair, path);
          }
          page = windows[at] as Page;
          await page.bringToFront();
          await reason(page).focus();
          await has(page, words);
        }
        for (const other of windows.slice(1)) await other.close();
        first = windows[0] as Page;
        // The next order begins with an empty field; that it was emptied is kept as well.
        await reason(first).fill('');
        await sealed(first);
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test('stands where it was while a look at what changed is cut in the middle', async () => {
    const opened = await desk(commune.chair, '/');
    const { page } = opened;
    const link = page.locator('a[href*="/ho-so/"]').first();
    const base = ((await link.getAttribute('href')) as string).split('/').slice(0, 3).join('/');
    await page.goto(`${base}/quyet-dinh/ky?viec=end-deceased`);
    await ready(page);
    const reason = page.getByRole('textbox', { name: 'Lý do' });
    await reason.fill('Còn viết dở.');
    // Seven in a row take longer than the word that nobody is there lasts: each says it anew.
    const unattended: boolean[] = [];
    await page.route('**/__data.json*', async (route) => {
      unattended.push((await page.evaluate(() => document.cookie)).includes('lachan_unattended=1'));
      return unattended.length <= 7 ? route.abort() : route.continue();
    });
    await page.evaluate(() => dispatchEvent(new Event('online')));
    const cut = page.getByText(CUT);
    await cut.waitFor({ timeout: 60_000 });
    await expect.poll(() => unattended.length, { timeout: 90_000 }).toBeGreaterThanOrEqual(8);
    expect(unattended).toEqual(unattended.map(() => true));
    await cut.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await reason.inputValue()).toBe('Còn viết dở.');
    await page.unrouteAll({ behavior: 'wait' });
    await reason.fill('');
    await sealed(page);
    await opened.context.close();
  });

  test('and a list stands while a fetch that a person asked for is cut', async () => {
    const opened = await desk(commune.chair, '/ho-so');
    const { page } = opened;
    await ready(page);
    let asked = 0;
    await page.route('**/__data.json*', (route) => {
      asked += 1;
      return asked <= 2 ? route.abort() : route.continue();
    });
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/ho-so?qua-han=1';
      link.textContent = 'thử';
      document.querySelector('main')?.append(link);
      link.click();
    });
    await expect.poll(() => asked, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
    await page.waitForURL('**/ho-so?qua-han=1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    await page.unrouteAll({ behavior: 'wait' });
    await opened.context.close();
  });

  test('in the dialog of an act stays through closing it and leaving, and goes with the act', async () => {
    const opened = await desk(commune.chair, '/ho-so');
    const { page } = opened;
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    const open = async () => {
      await page.getByRole('button', { name: 'Giao cho…' }).first().click();
      await page.getByRole('dialog').waitFor();
    };
    await open();
    const whom = page.getByRole('dialog').getByLabel('Người nhận');
    const given = await whom.inputValue();
    const offered = await whom
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    const chosen = offered.find((one) => one !== given && one !== '') ?? '';
    await whom.selectOption(chosen);
    await expect.poll(() => kept(page), { timeout: 20_000 }).toBe(1);
    await page.keyboard.press('Escape');
    await page.goto('/');
    await page.goto(path);
    await ready(page);
    await open();
    await page.getByRole('dialog').locator('[data-taken-back]').waitFor();
    expect(await whom.inputValue()).toBe(chosen);
    await page.getByRole('dialog').getByRole('button', { name: 'Giao cho…' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => kept(page), { timeout: 20_000 }).toBe(0);
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });
});
