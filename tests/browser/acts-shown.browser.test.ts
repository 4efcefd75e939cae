import type { Page, Response } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { commune, helpline, province } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** Pages of one kind are one address: what varies is left out. */
const kindOf = (address: string) =>
  address
    .replace(/[?#].*/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/\/(quy-tac|don-vi)\/[^/]+$/, '/$1/CODE')
    .replace(/\/(FORM-0\d|\d+)(?=\/|$)/g, '/N');

/** Where acts are pressed, and where a link is only followed. */
const PRESSED =
  /^\/($|bao-cao\/ID|ca-truc|chuyen-gui\/ID|dong-ho|ho-so\/ID(\/(chuyen-gui|ke-hoach|nguoi|tai-lieu))?$|mo-khan|nguoi|don-vi|viec\/)/;
const LEFT_OUT = /\/(dang-xuat|dang-nhap|tai|tep|in|_mau|toi)(\/|$)|^\/en(\/|$)/;
/** What a refusal says of who may not do an act; every other refusal is of what was entered. */
const NOT_THEIRS =
  /"(access\.not-permitted|case\.not-your-role|case\.not-your-function|approval\.not-yours-to-decide)"/;
/** Buttons that show, choose or print; and what ends the session that presses. */
const HARMLESS = /^(In|Tháng|Tuần|Danh sách|Kết thúc mọi phiên)$/;

interface Seen {
  readonly at: string;
  readonly what: string;
}

/** Presses what stands on the page, one after another, each dialog filled in and sent; tells what was not theirs to do. */
async function pressAll(page: Page, address: string, pressed: Set<string>): Promise<Seen[]> {
  const refused: Seen[] = [];
  const kind = kindOf(address);
  const listen = async (response: Response) => {
    if (response.request().method() !== 'POST' || !response.url().startsWith(house.server.desk)) return;
    const text = await response.text().catch(() => '');
    if (NOT_THEIRS.test(text)) refused.push({ at: kind, what: now });
  };
  let now = '';
  const open = async () => {
    await page.goto(address);
    await ready(page);
  };
  page.on('response', listen);
  await open();
  const buttons = page.locator('main button:visible:not([disabled]), main input[type="submit"]:visible');
  const labels = (await buttons.allInnerTexts()).map((label) => label.replace(/\s+/g, ' ').trim());
  for (const label of new Set(labels)) {
    now = label;
    // A page has many rows with the same act: the first one stands for all.
    if (label === '' || HARMLESS.test(label) || pressed.has(`${kind} ${label.split(' ').slice(0, 3).join(' ')}`))
      continue;
    pressed.add(`${kind} ${label.split(' ').slice(0, 3).join(' ')}`);
    const button = page.locator('main button:visible', { hasText: label.split(' ')[0] ?? '' });
    const exact = page.locator('main button:visible').filter({
      hasText: new RegExp(
        label
          .split(' ')
          .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '.'))
          .join('\\s*'),
      ),
    });
    const target = (await exact.count()) > 0 ? exact.first() : button.first();
    if ((await target.count()) === 0) continue;
    await target.click({ timeout: 5_000 }).catch(() => undefined);
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor({ timeout: 400 }).catch(() => undefined);
    if ((await dialog.count()) > 0) await sendDialog(page);
    await page.waitForLoadState('load');
    await page.waitForTimeout(0);
    if (page.url() !== new URL(address, page.url()).href || (await dialog.count()) > 0) await open();
  }
  page.off('response', listen);
  return refused;
}

/** Fills in what a dialog asks for with the first that fits, and sends it. */
async function sendDialog(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]').last();
  // Who it is, is asked again before an identity is shown: a proof that is wrong would lock the account.
  if ((await dialog.getByLabel('Mã dùng một lần').count()) > 0) return page.keyboard.press('Escape');
  // A date is left as it stands: words in its place would keep the browser from sending at all.
  for (const field of await dialog
    .locator('textarea:visible, input[type="text"]:visible:not([inputmode="numeric"])')
    .all())
    await field.fill('Nội dung giữ chỗ để thử.', { timeout: 2_000 }).catch(() => undefined);
  for (const choice of await dialog.locator('select:visible').all())
    await choice.selectOption({ index: 1 }, { timeout: 2_000 }).catch(() => undefined);
  const radio = dialog.locator('input[type="radio"]:visible').first();
  if ((await radio.count()) > 0) await radio.check({ timeout: 2_000 }).catch(() => undefined);
  const send = dialog.locator('button[type="submit"]:visible:not([disabled])').first();
  if ((await send.count()) === 0) return;
  const answered = page.waitForResponse((response) => response.request().method() === 'POST', { timeout: 3_000 });
  await send.click({ timeout: 2_000 }).catch(() => undefined);
  await answered.catch(() => undefined);
}

const readers = {
  'takes reports down': helpline.agent,
  counsels: helpline.counsellor,
  supervises: helpline.supervisor,
  'protects children in a commune': commune.officer,
  'chairs a commune': commune.chair,
  'oversees a province': province.officer,
  investigates: commune.investigator,
  'works at a facility': commune.facilityWorker,
  administers: helpline.administrator,
  audits: helpline.auditor,
} as const;

if (missing !== null) console.warn(`SKIPPED: acts that are shown in a browser (${missing})`);
describe.skipIf(missing !== null)('no page shows what its reader may not do', { timeout: 300_000 }, () => {
  // First: the walks below end the accesses that these two have.
  test('what waits for others is looked at, not done', async () => {
    for (const login of [province.officer, commune.investigator]) {
      const { page, context } = await desk(login, '/?nhom=waits-for-others');
      const acts = await page.locator('tbody tr:not(.heading) td:last-child .b').allInnerTexts();
      expect(acts.length).toBeGreaterThan(0);
      for (const act of acts) expect(act.trim()).toMatch(/^Xem(\s|$)/);
      await context.close();
    }
  });

  test.each(Object.entries(readers))('whoever %s', async (_who, login) => {
    const { page, context } = await desk(login, '/');
    const queue = ['/'];
    const seen = new Set<string>();
    const pressed = new Set<string>();
    const shut: string[] = [];
    const refused: Seen[] = [];
    while (queue.length > 0) {
      const address = queue.shift() as string;
      const kind = kindOf(address);
      if (seen.has(kind) || LEFT_OUT.test(kind)) continue;
      seen.add(kind);
      const answer = await page.request.get(new URL(address, page.url()).href);
      if (answer.status() === 403 || new URL(answer.url()).pathname.endsWith('/khong-duoc')) {
        shut.push(kind);
        continue;
      }
      const html = answer.headers()['content-type']?.startsWith('text/html') ? await answer.text() : '';
      queue.push(
        ...[...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&')),
      );
      // A document has no acts.
      if (html !== '' && PRESSED.test(kind)) refused.push(...(await pressAll(page, address, pressed)));
    }
    expect(seen.size).toBeGreaterThan(3);
    expect(shut, 'links that lead to a page that is shut').toEqual([]);
    expect(refused, 'acts that were shown and then refused').toEqual([]);
    console.log(`${login}: ${seen.size} kinds of pages, ${pressed.size} acts pressed`);
    await context.close();
  });
});
