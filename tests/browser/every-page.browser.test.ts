import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../apps/server/paths.ts';
import { weighPages } from '../../tools/bench/support/page-weights.ts';
import { type Desk, ready } from './desk-visit.ts';
import { type DeskVisit, deskPages, portalPages, READERS, type SeenElsewhere } from './every-page.ts';
import { noViolations } from './no-violations.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const LANGUAGES = ['vi', 'en'] as const;
/** The colours of a page do not depend on its language. */
const themesIn = (language: 'vi' | 'en') => (language === 'vi' ? (['light', 'dark'] as const) : (['light'] as const));
const inLanguage = (path: string, language: 'vi' | 'en') =>
  language === 'vi' ? path : `/en${path}`.replace(/\/(?=$|\?)/, '');

const visits = <Visit>(pages: Readonly<Record<string, readonly Visit[] | SeenElsewhere>>) =>
  Object.values(pages).flatMap((row) => ('seenIn' in row ? [] : row));

function routesOf(app: 'portal' | 'desk'): string[] {
  return globSync('**/+page{,@}.svelte', { cwd: join(ROOT, 'apps', app, 'src', 'routes') })
    .map((file) => `/${dirname(file)}`.replaceAll('\\', '/').replace(/^\/\.$/, '/'))
    .sort();
}

describe('the list of pages', () => {
  test.each([
    ['portal', portalPages],
    ['desk', deskPages],
  ] as const)('has a row for every page of the %s, and no other', (app, pages) => {
    expect(Object.keys(pages).sort(), 'add the page to tests/browser/every-page.ts').toEqual(routesOf(app));
  });

  test.skipIf(missing !== null)(
    'none of the portal is heavier than a cheap telephone should load',
    async () => {
      const pages = await weighPages(house.server.portal, visits(portalPages));
      expect(pages.length).toBeGreaterThan(10);
      expect(pages.filter(({ over }) => over.length > 0)).toEqual([]);
      // Every page that links lead to, one after another.
    },
    300_000,
  );

  test('a page that is looked at elsewhere is named in that test, which uses axe', () => {
    for (const [route, row] of Object.entries({ ...portalPages, ...deskPages })) {
      if (!('seenIn' in row)) continue;
      const file = join(ROOT, row.seenIn);
      expect(existsSync(file), row.seenIn).toBe(true);
      const text = readFileSync(file, 'utf8');
      expect(text, `${row.seenIn} and axe`).toContain('noViolations');
      const address = route.replace(/\/\(\w+\)/g, '').replace(/\/\[.*/, '');
      expect(text, `${row.seenIn} and ${route}`).toContain(address);
    }
  });
});

interface Portal {
  readonly page: Page;
  /** Runs axe. On a page that was loaded without scripts they are let in for as long as axe works. */
  seen(where: string): Promise<void>;
}

async function openPortal(scripts: boolean, themes?: readonly ('light' | 'dark')[]): Promise<Portal> {
  const context = await house.browser.newContext({
    baseURL: house.server.portal,
    viewport: { width: 360, height: 740 },
    locale: 'vi-VN',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  // Not by the context's own switch: that one cannot be lifted for axe.
  const inspector = await context.newCDPSession(page);
  const letIn = (value: boolean) => inspector.send('Emulation.setScriptExecutionDisabled', { value: !value });
  await letIn(scripts);
  return {
    page,
    async seen(where) {
      if (!scripts) await letIn(true);
      await noViolations({ page }, where, themes);
      if (!scripts) await letIn(false);
    },
  };
}

/** Sends the step by its main button, or by the one given, and waits for the next page. */
async function press(page: Page, button = 'main .go button.main'): Promise<void> {
  const draft = page.locator('main [name=draft]').first();
  const before = await draft.inputValue();
  await page.locator(button).last().click();
  await expect.poll(() => draft.inputValue()).not.toBe(before);
}

/** Fills what the step asks for, so that every further question comes. */
async function fill(page: Page): Promise<void> {
  const values: Readonly<Record<string, string>> = {
    story: 'Nội dung giữ chỗ.',
    account: 'tai.khoan.mau',
    phone: '0912345678',
    hours: '16:00',
    saying: 'Người quen',
    name: 'Người Mẫu',
  };
  for (const [id, value] of Object.entries(values)) {
    const field = page.locator(`main #${id}`);
    if (await field.count()) await field.fill(value);
  }
  for (const select of await page.locator('main select').all()) await select.selectOption({ index: 2 });
  for (const name of ['safe', 'still', 'childSex']) {
    const choice = page.locator(`main input[name=${name}]`).last();
    if (await choice.count()) await choice.check();
  }
  for (const value of ['ZALO', 'PHONE_HOURS', 'SAY_OTHER']) {
    const choice = page.locator(`main input[value=${value}]`);
    if (await choice.count()) await choice.check();
  }
}

/** Tells about a danger, all questions answered, keeps the words and comes back with them; axe looks at every page. */
async function tellAndReturn(portal: Portal, teller: string, language: 'vi' | 'en'): Promise<void> {
  const { page } = portal;
  const seen = (where: string) => portal.seen(`${teller}, ${language}: ${where}`);
  await page.goto(inLanguage(`/viet/${teller}`, language));
  for (let step = 0; !(await page.locator('.receipt').count()); step += 1) {
    expect(step, 'the way through the report ends').toBeLessThan(20);
    await seen(await page.locator('h1').innerText());
    if (await page.locator('main #story').count()) {
      await press(page);
      await seen('a story that is missing');
    }
    await fill(page);
    const pictures = 'main .pictures button:nth-child(2)';
    await press(page, (await page.locator(pictures).count()) ? pictures : undefined);
  }
  await seen('the words');
  const locator = (await page.locator('.locator b').textContent()) ?? '';
  const words = (await page.locator('.receipt ol li').allInnerTexts()).map((word) => word.replace(/^\d/, '').trim());
  await press(page);
  await seen('a word is asked for');
  await press(page);
  await seen('a word was wrong');
  for (const word of words) {
    const choice = page.locator(`main input[name=word][value="${word}"]`);
    if (!(await choice.count())) continue;
    await choice.check();
    break;
  }
  await press(page);
  await seen('done');
  await page.goto(inLanguage('/mo', language));
  await page.locator('#locator').fill(locator);
  await page.locator('#word-1').fill('meo meo meo');
  await page.locator('main button[value=open]').click();
  await page.locator('main [role=alert]').waitFor();
  await seen('words that do not fit');
  for (const [at, word] of words.entries()) await page.locator(`#word-${at + 1}`).fill(word);
  await page.locator('main button[value=open]').click();
  await page.locator('#text').waitFor();
  await seen('the report');
  await page.locator('main button[value=burn]').click();
  await page.locator('main button[value="burn-now"]').waitFor();
  await seen('burn?');
  await page.locator('main button[value=look]').click();
  await page.locator('#text').waitFor();
  await page.locator('main button[value=change]').click();
  await page.locator('main button[value=cancel]').waitFor();
  await seen('change the words?');
}

if (missing !== null) console.warn(`SKIPPED: axe on every page (${missing})`);
describe.skipIf(missing !== null)('axe finds nothing on any page', { timeout: 300_000 }, () => {
  test.each([
    ['with scripts', true, 'vi'],
    ['with scripts', true, 'en'],
    ['without scripts', false, 'vi'],
  ] as const)('of the portal, %s (%s), in %s', async (_how, scripts, language) => {
    const { page, seen } = await openPortal(scripts, themesIn(language));
    for (const path of [...visits(portalPages), '/khong-co-trang-nay']) {
      await page.goto(inLanguage(path, language));
      await seen(`${language}: ${path}`);
    }
    await page.context().close();
  });

  // Every band with and without scripts, in both languages and in both themes.
  test.each(
    ['6-8', '9-12', '13-15', '16-17', 'thay-co'].flatMap((teller) => [
      [teller, 'with scripts', true, 'vi'] as const,
      [teller, 'without scripts', false, 'en'] as const,
    ]),
  )('of the way of %s through a report and back, %s (%s), in %s', async (teller, _how, scripts, language) => {
    const portal = await openPortal(scripts, [scripts ? 'light' : 'dark']);
    await tellAndReturn(portal, teller, language);
    await portal.page.context().close();
  });

  describe('of the desk', () => {
    test.each(Object.entries(READERS))('that %s opens', async (reader, login) => {
      const opened = await desk(login);
      const { page } = opened;
      for (const { at } of visits<DeskVisit>(deskPages).filter(({ as }) => as === reader)) {
        const path = typeof at === 'string' ? at : await addressOn(opened, at);
        for (const language of LANGUAGES) {
          await page.goto(inLanguage(path, language));
          await ready(page);
          await noViolations(opened, `${language}: ${path}`, themesIn(language));
        }
      }
      expect(opened.complaints).toEqual([]);
      await opened.context.close();
    });

    test('of a new person’s way in', async () => {
      const admin = await desk(READERS.administrator, '/nguoi');
      await admin.page.getByRole('button', { name: 'Thêm người' }).click();
      await noViolations(admin, 'a new person');
      await admin.page.getByLabel('Họ tên').fill('Người Mẫu Mới');
      await admin.page.getByLabel('Thư điện tử công vụ').fill('nguoi.moi@tongdai111.example');
      await admin.page.getByRole('button', { name: 'Tạo và lấy giấy mời' }).click();
      const link = new URL(await admin.page.locator('.secret').innerText()).pathname;
      await noViolations(admin, 'an invitation');
      const opened = await desk();
      const { page } = opened;
      for (const language of ['en', 'vi'] as const) {
        await page.goto(inLanguage(link, language));
        await ready(page);
        await noViolations(opened, `${language}: /moi`);
      }
      const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
      const [password, again] = await page.locator('input[type=password]').all();
      await password?.fill('mot-cau-ngan-de-nho');
      await again?.fill('mot-cau-khac-de-nho');
      await page.getByLabel('Mã sáu chữ số').fill(generateSync({ secret }));
      await page.getByRole('button', { name: 'Hoàn tất' }).click();
      await page.getByRole('alert').first().waitFor();
      await noViolations(opened, '/moi, two passwords');
      await password?.fill('mot-cau-ngan-de-nho');
      await again?.fill('mot-cau-ngan-de-nho');
      await page.getByLabel('Mã sáu chữ số').fill(generateSync({ secret }));
      await page.getByRole('button', { name: 'Hoàn tất' }).click();
      await page.getByText('Chỉ hiện lần này.').waitFor();
      await noViolations(opened, '/moi, recovery codes');
      for (const one of [admin, opened]) await one.context.close();
    });
  });
});

/** The address of the first such link on a page. */
async function addressOn({ page }: Desk, { on, link }: { on: string; link: string }): Promise<string> {
  await page.goto(on);
  await ready(page);
  return (await page.locator(link).first().getAttribute('href')) as string;
}
