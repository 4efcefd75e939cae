import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect } from 'vitest';
import { browserMissing } from '../../tools/test/browser.ts';
import { type PortalServer, startPortal } from './portal-server.ts';
import { type BrowserTest, openWindow, PHONE, question, useServer } from './use-server.ts';

/** The way through a report, as the tests of several files walk it; each file has a portal and a browser of its own. */
let house: BrowserTest<PortalServer>;

export const missing = browserMissing();

/** A portal and a browser for the tests of one file. The clock goes on by a second before each. */
export function useReportFlow(): BrowserTest<PortalServer> {
  const opened = useServer(startPortal);
  beforeAll(() => {
    house = opened;
  });
  beforeEach(() => opened.server?.clock.advance(1_000));
  return opened;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Hosts that were asked for anything. */
  readonly hosts: Set<string>;
  /** Bytes of each page after gzip. */
  readonly weights: number[];
}

export async function visit(scripts: boolean, options: { width?: number; height?: number } = {}): Promise<Visit> {
  const { page, context } = await openWindow(house.browser, {
    viewport: { ...PHONE, ...options },
    javaScriptEnabled: scripts,
  });
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

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().click();
}

export const next = (page: Page) => press(page, 'Tiếp tục');

/** Once the story is told: leaves the questions after it unanswered, and sends. */
export async function skipTheRest(page: Page): Promise<void> {
  for (const one of ['đâu trên mạng', 'xảy ra khi nào', 'tỉnh, thành phố', 'an toàn?']) {
    await question(page, new RegExp(one));
    await press(page, 'Bỏ qua câu này');
  }
  await press(page, 'Gửi');
}

export interface Kept {
  readonly locator: string;
  readonly words: readonly string[];
}

export async function readReceipt(page: Page): Promise<Kept> {
  const locator = (await page.locator('.locator b').textContent()) as string;
  const items = await page.locator('section.receipt ol li').allInnerTexts();
  return { locator, words: items.map((item) => item.replace(/^\d/, '').trim()) };
}

/** Answers the question for one of the words; `right` or not. */
export async function chooseWord(page: Page, { words }: Kept, right: boolean): Promise<void> {
  const position = Number(/\d/.exec((await page.locator('h1').textContent()) as string)?.[0]);
  const asked = words[position - 1] as string;
  const offered = (await page.locator('.card .label').allInnerTexts()).map((label) => label.trim());
  expect(offered).toContain(asked);
  const wanted = right ? asked : (offered.find((word) => word !== asked) as string);
  await page.getByLabel(wanted, { exact: true }).check();
  await press(page, 'Chọn từ này');
}

/** The moment after telling: what counts is on the first screen, and the words come on the page after it. */
export async function thanked(page: Page, heading: string | RegExp): Promise<void> {
  await question(page, heading);
  await page.getByText('Đây không phải lỗi của').or(page.getByText('đã làm đúng')).first().waitFor();
  expect(await page.locator('.receipt').count()).toBe(0);
  await press(page, 'Tiếp theo: cất sáu từ');
  await question(page, 'Cất sáu từ để quay lại');
}

/** @param called how the pages address the reader */
export async function keepReceipt(page: Page, called?: string): Promise<Kept> {
  const kept = await readReceipt(page);
  expect(kept.words).toHaveLength(6);
  if (called) await page.getByText(`Có thẻ, ${called.toLowerCase()} quay lại`).waitFor();
  await page
    .getByRole('button', { name: called ? `${called} đã cất rồi` : 'đã cất rồi' })
    .last()
    .click();
  await question(page, /Từ thứ \d là từ nào/);
  if (called) await page.getByText(`chắc là ${called.toLowerCase()} đã cất`).waitFor();
  await press(page, 'Chọn từ này');
  await page.getByRole('alert').getByText('Chưa chọn từ nào').waitFor();
  await chooseWord(page, kept, false);
  await page.getByRole('alert').getByText('Chưa đúng').waitFor();
  await question(page, /Từ thứ \d là từ nào/);
  await chooseWord(page, kept, true);
  return kept;
}

/** A first reader is scared, and not in danger. */
export async function pointAtPictures(page: Page): Promise<void> {
  for (const name of ['Sợ', 'Không có ai', 'Khi xem phim', 'Không ai cả'])
    await page.getByRole('button', { name, exact: true }).click();
  await question(page, 'Em kể chuyện gì');
}

/** The shortest way through for one teller. */
export async function reportShortly(page: Page, teller: string, story: string): Promise<Kept> {
  await page.goto(`${house.server.url}/viet/${teller}`);
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
export async function fillWords(page: Page, words: readonly string[]): Promise<void> {
  for (const [at, word] of words.entries()) await page.locator(`#word-${at + 1}`).fill(word);
}

export async function openReport(page: Page, { locator, words }: Kept, heading = 'Chuyện của'): Promise<void> {
  await page.goto(`${house.server.url}/mo`);
  await page.locator('#locator').fill(locator);
  await fillWords(page, words);
  await press(page, 'Mở');
  await question(page, heading);
}

export async function reports(): Promise<number> {
  const { rows } = await house.server.owner.query<{ n: number }>('select count(*)::int as n from intake.report');
  return rows[0]?.n as number;
}

export async function lastReport(): Promise<{ id: string; version: number; [column: string]: unknown }> {
  const { rows } = await house.server.owner.query(
    'select * from intake.report order by received_at desc, id desc limit 1',
  );
  return rows[0];
}

export async function deskReplies(text: string): Promise<void> {
  const report = await lastReport();
  const { rows: lines } = await house.server.owner.query(
    'select id from intake.message where report_id = $1 and withdrawn_at is null order by at, id',
    [report.id],
  );
  const sent = await house.server.app.modules.intake.replyToReporter(house.server.context(house.server.counsellor), {
    report: report.id,
    version: report.version,
    seen: lines.at(-1)?.id ?? null,
    text,
  });
  expect(sent.ok).toBe(true);
  // The reporter sees it once it can no longer be taken back.
  house.server.clock.advance(10_000);
}
