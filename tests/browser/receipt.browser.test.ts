import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { requestRemoval } from '../../src/hashes/index.ts';
import { fileReport, type Receipt } from '../../src/intake/index.ts';
import { anonymous } from '../../src/kernel/index.ts';
import { receiptWords, spellReceiptWord } from '../../src/vocabulary/index.ts';
import { noViolations } from './no-violations.ts';
import { startPortal } from './portal-server.ts';
import { openWindow, PHONE, useServer } from './use-server.ts';

const DESK = { width: 1280, height: 800 };
/** Where pictures of the pages go, for people to look at; nowhere when it is not set. */
const PICTURES = process.env.RECEIPT_PICTURES;

const house = useServer(startPortal);
const { missing } = house;
beforeAll(async () => {
  if (missing !== null) return;
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
}, 180_000);

async function visit(
  options: BrowserContextOptions,
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  // A colour that is still on its way to the other theme is no fault.
  const opened = await openWindow(house.browser, { acceptDownloads: true, reducedMotion: 'reduce', ...options });
  const { page, context } = opened;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) faults.push(message.text());
  });
  return { page, context, faults };
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** 128 bits of 256, as a PDQ hash has them: every byte has four. */
const pdq = () =>
  Array.from(randomBytes(32), (byte) => ['0f', '33', '55', '69', '96', 'aa', 'cc', 'f0'][byte & 7]).join('');

/** Those of all words that would be shown on the card with a syllable on two lines. */
const brokenInside = (page: Page): Promise<string[]> =>
  page
    .locator('.receipt span.word')
    .first()
    .evaluate(
      (shown, words) => {
        const text = shown.lastChild as Text;
        const range = document.createRange();
        return words.filter((word) => {
          text.data = word;
          return [...word.matchAll(/[^ ]+/g)].some(({ 0: syllable, index }) => {
            range.setStart(text, index);
            range.setEnd(text, index + syllable.length);
            return range.getClientRects().length > 1;
          });
        });
      },
      receiptWords.map((word) => spellReceiptWord(word)),
    );

async function askDown(): Promise<Receipt> {
  const asked = await requestRemoval(house.server.context(anonymous), {
    idempotencyKey: randomUUID(),
    files: [
      { media: 'image', pdq: pdq(), quality: 100 },
      { media: 'image', pdq: pdq(), quality: 100 },
    ],
    answers: { ageBand: 'A12_13', subject: 'SELF', places: ['ZALO', 'FACEBOOK', 'WEBSITE', 'UNKNOWN'], agreed: true },
  });
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value;
}

async function tellToo(removal: Receipt): Promise<Receipt> {
  const filed = await fileReport(house.server.context(anonymous), {
    report: { reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Có người dọa tung ảnh.' },
    idempotencyKey: randomUUID(),
    removal,
  });
  if (!filed.ok) throw new Error(filed.refusal.code);
  return filed.value.receipt;
}

async function type(page: Page, { locator, words }: Receipt): Promise<void> {
  await page.locator('#locator').fill(locator);
  for (const [at, word] of words.entries()) await page.locator(`#word-${at + 1}`).fill(spellReceiptWord(word));
}
const press = (page: Page, value: string) => page.locator(`main button[value^="${value}"]`).last().click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const shownWords = async (page: Page) =>
  (await page.locator('.receipt li').allInnerTexts()).map((word) => word.replace(/^\d\s*/, '').trim());

if (missing !== null) console.warn(`SKIPPED: receipts in a browser (${missing})`);
describe.skipIf(missing !== null)('one door for every receipt', { timeout: 120_000 }, () => {
  test.each<[string, BrowserContextOptions]>([
    ['phone-light', { viewport: PHONE, colorScheme: 'light' }],
    ['desk-dark', { viewport: DESK, colorScheme: 'dark' }],
    ['phone-without-script', { viewport: PHONE, colorScheme: 'dark', javaScriptEnabled: false }],
    ['smallest', { viewport: { width: 320, height: 256 }, colorScheme: 'light' }],
  ])(
    '%s: the wrong boxes are named, the right words open a report and what was asked down with it',
    async (how, options) => {
      const receipt = await tellToo(await askDown());
      const { page, context, faults } = await visit(options);
      await page.goto(`${house.server.url}/quay-lai`);
      await page.locator('#word-6').waitFor();
      await picture(page, `${how}-1-door`);
      await type(page, receipt);
      await page.fill('#word-2', 'mèo');
      await page.fill('#word-5', 'con bò 🐄');
      await press(page, 'open');
      await page.getByRole('alert').getByText('Xem lại ô 2').waitFor();
      expect(await page.locator('[data-word][aria-invalid]').evaluateAll((boxes) => boxes.map(({ id }) => id))).toEqual(
        ['word-2', 'word-5'],
      );
      await picture(page, `${how}-2-wrong`);
      if (options.javaScriptEnabled !== false) await noViolations({ page }, 'wrong boxes', ['light', 'dark']);
      await type(page, receipt);
      await press(page, 'open');
      await heading(page, 'Chuyện của em');
      await page.getByText('Ảnh 2: mã nhận dạng đang có').waitFor();
      await page.getByText('Facebook: chưa nhận mã').waitFor();
      await picture(page, `${how}-3-both`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  test('the receipt of a request alone opens there too, and it is taken back only when asked twice', async () => {
    const receipt = await askDown();
    const { page, context } = await visit({ viewport: PHONE });
    await page.goto(`${house.server.url}/quay-lai`);
    const card = receipt.words.map((word, at) => `${at + 1}. ${spellReceiptWord(word)}`).join('\n');
    // A text field of one line drops the line breaks of what is pasted.
    await page.locator('#word-1').fill(`${card}\n${receipt.locator}`);
    await press(page, 'open');
    await heading(page, 'Yêu cầu gỡ ảnh');
    await picture(page, 'removal-1-status');
    await noViolations({ page }, 'a request', ['light', 'dark']);
    await press(page, 'withdraw:');
    await heading(page, 'Thôi không gỡ ảnh nữa?');
    await picture(page, 'removal-2-sure');
    await press(page, 'look');
    await page.getByText('Ảnh 1: mã nhận dạng đang có').waitFor();
    await press(page, 'withdraw:');
    await press(page, 'withdraw-now:');
    await page.getByText('Yêu cầu này đã được rút lại.').waitFor();
    await press(page, 'leave');
    await heading(page, 'Đã đóng');
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('words of another receipt open nothing, and what is told of it is not that', async () => {
    const [one, other] = [await askDown(), await askDown()];
    const { page, context } = await visit({ viewport: PHONE });
    await page.goto(`${house.server.url}/mo`);
    await type(page, { locator: one.locator, words: other.words });
    await press(page, 'open');
    await page.getByRole('alert').getByText('chưa khớp nhau').waitFor();
    expect(await page.locator('[data-word][aria-invalid]').count()).toBe(0);
    expect(await context.cookies()).toEqual([]);
    await type(page, other);
    await press(page, 'open');
    await heading(page, 'Yêu cầu gỡ ảnh');
    await context.close();
  });

  test('two letters bring the things, a thing brings its words, however they are typed', async () => {
    const { page, context, faults } = await visit({ viewport: PHONE });
    await page.goto(`${house.server.url}/quay-lai`);
    const offered = () =>
      page.locator('#things option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    expect(await offered()).toHaveLength(64);
    await page.locator('#word-1').pressSequentially('ch');
    await expect.poll(offered).toEqual(['chuồn chuồn', 'chanh', 'chong chóng', 'chảo', 'chuông', 'chìa']);
    await page.locator('#word-1').fill('meo x');
    await expect.poll(offered).toEqual(['mèo xanh', 'mèo xám']);
    await page.locator('#word-2').fill('khủng long t');
    await expect.poll(offered).toEqual(['tím', 'trắng', 'to', 'tròn', 'tuyết'].map((word) => `khủng long ${word}`));
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe.skipIf(missing !== null)('the words of a receipt', { timeout: 120_000 }, () => {
  async function newWords(page: Page): Promise<Receipt> {
    const receipt = await tellToo(await askDown());
    await page.goto(`${house.server.url}/quay-lai`);
    await type(page, receipt);
    await press(page, 'open');
    await press(page, 'change');
    await press(page, 'next');
    await page.locator('.receipt').waitFor();
    return receipt;
  }

  test.each<[string, BrowserContextOptions]>([
    ['phone-light', { viewport: PHONE, colorScheme: 'light' }],
    ['desk-dark', { viewport: DESK, colorScheme: 'dark' }],
    ['phone-without-script', { viewport: PHONE, javaScriptEnabled: false }],
  ])('%s: each is shown with its drawing', async (how, options) => {
    const { page, context } = await visit(options);
    await newWords(page);
    expect(await page.locator('.receipt li svg path').count()).toBeGreaterThan(12);
    for (const word of await shownWords(page)) expect(word).toMatch(/^\p{L}+( \p{L}+){1,2}$/u);
    await picture(page, `${how}-4-words`);
    // Paper is white: what is printed has the same colours in both themes.
    const printed = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ media: 'print', colorScheme });
      printed.push(
        await page.locator('html, .receipt, .receipt :not(svg *)').evaluateAll((parts) =>
          parts.map((part) => {
            const { color, backgroundColor, borderTopColor } = getComputedStyle(part);
            return [part.className, color, backgroundColor, borderTopColor].join(' ');
          }),
        ),
      );
    }
    expect(printed[1]).toEqual(printed[0]);
    await page.emulateMedia({ media: 'screen', colorScheme: options.colorScheme ?? 'light' });
    // Without a script there is nothing to press that would do nothing.
    expect(await page.locator('[data-keep]').isVisible()).toBe(options.javaScriptEnabled !== false);
    if (options.javaScriptEnabled !== false) await noViolations({ page }, 'the words', ['light', 'dark']);
    await context.close();
  });

  test('are copied and saved as a card that names nothing, and opened by what was copied', async () => {
    const { page, context, faults } = await visit({ viewport: PHONE });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await newWords(page);
    const words = await shownWords(page);
    const locator = (await page.locator('.locator b').textContent()) ?? '';
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('[data-save]').click()]);
    expect(saved.suggestedFilename()).toBe('the-tranh.png');
    if (PICTURES) await saved.saveAs(`${PICTURES}/card.png`);
    await page.locator('[data-copy]').click();
    await page.getByText('Đã chép').first().waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${words.map((word, at) => `${at + 1}. ${word}`).join('\n')}\n${locator}\n`);
    await page.emulateMedia({ media: 'print' });
    const printed = (await page.locator('main').innerText()).toLowerCase();
    for (const name of ['lá chắn', '111', 'quay lại', 'localhost']) expect(printed).not.toContain(name);
    await page.setViewportSize({ width: 320, height: 568 });
    expect(await brokenInside(page)).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    await context.clearCookies();
    await page.goto(`${house.server.url}/quay-lai`);
    await page.fill('#word-1', copied);
    await press(page, 'open');
    await heading(page, 'Chuyện của em');
    expect(faults).toEqual([]);
    await context.close();
  });

  test('stay after a reload, and are gone after the page was left: Back does not show them again', async () => {
    const { page, context } = await visit({ viewport: PHONE });
    await newWords(page);
    const words = await shownWords(page);
    await page.reload();
    await page.locator('.receipt').waitFor();
    expect(await shownWords(page)).toEqual(words);
    await page.goto(`${house.server.url}/tro-giup`);
    await page.goBack();
    await heading(page, 'Chuyện của em');
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.receipt').count()).toBe(0);
    for (const word of words) expect(await page.content()).not.toContain(word);
    await context.close();
  });
});
