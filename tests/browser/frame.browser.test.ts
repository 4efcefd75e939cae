import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** A child in danger tells over the portal. */
async function fileInDanger(): Promise<void> {
  const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      reporter: { kind: 'child', band: 'B13_15' },
      narrative: 'Nội dung giữ chỗ.',
      danger: { now: 'yes' },
    }),
  });
  expect(answer.status).toBe(201);
}

async function palette({ page }: Desk, typed = '') {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Tên trang, mã hồ sơ' });
  await field.waitFor();
  await expect.poll(() => field.evaluate((box) => box === document.activeElement)).toBe(true);
  if (typed !== '') await page.keyboard.type(typed);
  return { field, options: page.locator('#palette-list [role="option"]') };
}

if (missing !== null) console.warn(`SKIPPED: the frame of the desk in a browser (${missing})`);
describe.skipIf(missing !== null)('the frame of the desk', { timeout: 240_000 }, () => {
  test('Ctrl+K finds places, opens a code and does an act of the page, by keyboard alone', async () => {
    const opened = await desk(helpline.counsellor, '/bao-cao');
    const { page, context, complaints } = opened;
    const [code = ''] = (await page.locator('a[data-row]').first().innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/) ?? [];
    expect(code).not.toBe('');

    const { field, options } = await palette(opened, 'het ca');
    expect(await options.allInnerTexts()).toEqual([expect.stringMatching(/^Hết ca/)]);
    expect(await field.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
    await noViolations(opened, 'the list of places, codes and acts');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/viec\/het-ca$/);

    // The focus is back where it was, and Escape closes without doing anything.
    const { field: again } = await palette(opened, 'lich');
    await page.keyboard.press('Escape');
    await again.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe('/viec/het-ca');

    await palette(opened, code.toLowerCase().replace('-', ' '));
    // What the closing before it tells late does not close it.
    await page.locator('dialog[open]').dispatchEvent('close');
    await page.getByRole('option', { name: code }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bao-cao\/[0-9a-f-]{36}$/);
    await page.getByRole('heading', { level: 1, name: code }).waitFor();
    await ready(page);

    const buttons = await page.locator('main button.b').allInnerTexts();
    const act = buttons.map((text) => text.replace(/\s+/g, ' ').trim()).find((text) => text !== '') ?? '';
    const found = await palette(opened, act.split(' ')[0]);
    await found.options.filter({ hasText: 'việc trên trang này' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await found.options.first().getAttribute('aria-selected')).toBe('true');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the palette and the search lead nowhere that the reader may not go', async () => {
    const counsellor = await desk(helpline.counsellor, '/bao-cao');
    const [code = ''] =
      (await counsellor.page.locator('a[data-row]').first().innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/) ?? [];
    await counsellor.page.getByRole('searchbox').fill(code);
    await counsellor.page.keyboard.press('Enter');
    await counsellor.page.waitForURL(/\/bao-cao\/[0-9a-f-]{36}$/);
    await counsellor.context.close();

    for (const login of [commune.officer, register.analyst, helpline.administrator]) {
      const opened = await desk(login, '/');
      const { options } = await palette(opened);
      const labels = await options.allInnerTexts();
      for (const label of ['Tin báo', 'Ca trực', 'Hết ca'])
        expect([login, labels.some((one) => one.startsWith(label))]).toEqual([login, false]);
      await opened.page.keyboard.type(code);
      await opened.page.getByText('Không có trang, mã hay việc nào như vậy trong quyền của anh chị.').waitFor();
      expect(await options.count()).toBe(0);
      expect(
        await (
          await opened.page.request.post('/tim/ma', {
            data: code,
            headers: { 'content-type': 'text/plain', origin: house.server.desk },
          })
        ).json(),
      ).toEqual([]);
      await opened.context.close();
    }
  });

  test('new danger is in the tab’s title, in the number of its space and in words, with a sound where one was asked for', async () => {
    const opened = await desk(helpline.counsellor, '/thong-bao');
    const { page, context, complaints } = opened;
    const dangerOf = async () => Number(/^(\d+) cứu ngay · /.exec(await page.title())?.[1] ?? 0);
    await page.locator('.places .count').first().waitFor();
    const before = await dangerOf();
    await page.locator('details.person summary').click();
    await page.evaluate(() => {
      const made: string[] = [];
      Object.assign(globalThis, { made });
      const old = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function createOscillator() {
        made.push('tone');
        return old.call(this);
      };
    });
    const tones = () => page.evaluate(() => (globalThis as unknown as { made: string[] }).made.length);
    await fileInDanger();
    await expect.poll(dangerOf).toBe(before + 1);
    await page.getByText(/^Nguy hiểm mới, chưa ai trả lời: [0-9A-Z]{4}-[0-9A-Z]{4}\./).waitFor();
    expect(await tones(), 'nobody asked for a sound').toBe(0);

    await page.getByLabel('Âm báo nhỏ khi có nguy hiểm mới').check();
    expect(await tones()).toBe(2);
    await fileInDanger();
    await expect.poll(dangerOf).toBe(before + 2);
    await expect.poll(tones).toBe(4);
    const today = page.locator('.places a').first();
    expect(await today.locator('.count').innerText()).toMatch(/^\d+/);

    // It is remembered; and a page that nobody has touched yet stays silent without an error.
    await page.reload();
    await ready(page);
    await page.locator('details.person summary').click();
    expect(await page.getByLabel('Âm báo nhỏ khi có nguy hiểm mới').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a notice names its matter', async () => {
    const { page, context } = await desk(commune.officer, '/thong-bao');
    // What the reader may no longer know of leads nowhere, and is named by nothing.
    const links = page.locator('main ul.lines li p:first-child a');
    const titles = await links.allInnerTexts();
    expect(titles.length).toBeGreaterThan(1);
    // One that tells of several deadlines says how many, and leads to where they all stand.
    const several = /: \d+ thời hạn$/;
    const unnamed = titles.filter((title) => !/: ([0-9A-Z]{4}-[0-9A-Z]{4}|…[0-9a-f]{8})$/.test(title));
    expect(unnamed.filter((title) => !several.test(title))).toEqual([]);
    expect(unnamed.length).toBeGreaterThan(0);
    expect(
      await links.filter({ hasText: several }).evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
    ).toEqual(unnamed.map(() => '/'));
    await context.close();
  });

  test('the audit log speaks in words', async () => {
    const { page, context } = await desk(helpline.auditor, '/nhat-ky');
    const acts = await page.locator('tbody td:nth-child(4)').allInnerTexts();
    expect(acts.length).toBeGreaterThan(10);
    expect(acts.filter((act) => /^[a-z-]+\.[a-z-]+$/m.test(act.trim()))).toEqual([]);
    expect(await page.locator('tbody td:nth-child(4) code').count()).toBe(0);
    await context.close();
  });

  test('F1 opens the guides, those of the reader first; each card prints on one sheet of A5', async () => {
    const opened = await desk(commune.chair, '/');
    const { page, context, complaints } = opened;
    await page.keyboard.press('F1');
    await page.waitForURL(/\/huong-dan$/);
    await ready(page);
    const guides = page.locator('main li a');
    const paths = await guides.evaluateAll((links) => links.map((link) => link.getAttribute('href') as string));
    expect(paths).toHaveLength(10);
    expect(paths[0]).toBe('/huong-dan/chu-tich-xa');
    await noViolations(opened, '/huong-dan');
    for (const path of paths.flatMap((one) => [one, `/en${one}`])) {
      await page.goto(path);
      await ready(page);
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect([path, sheets.match(/\/Type \/Page\b/g)?.length]).toEqual([path, 1]);
      // 148 x 210 mm.
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheets) ?? [];
      expect([path, Math.round(Number(width)), Math.round(Number(height))]).toEqual([path, 420, 595]);
    }
    await noViolations(opened, 'a guide');
    // A place that the reader may open is a link, another is its name alone.
    await page.goto('/huong-dan/giam-sat');
    expect(await page.locator('main ol a').count()).toBeGreaterThan(0);
    expect(await page.locator('main ol b', { hasText: 'Ca trực' }).count()).toBe(1);
    await page.goto('/ho-so');
    await ready(page);
    await page.getByRole('searchbox').first().press('F1');
    await page.getByRole('dialog').getByRole('link', { name: 'Hướng dẫn theo công việc' }).click();
    await page.waitForURL(/\/huong-dan$/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what a page cost is told to whoever is signed in and to nobody else; the policy is no heavy page', async () => {
    expect((await fetch(`${house.server.desk}/dang-nhap`)).headers.get('server-timing')).toBeNull();
    const { context, page } = await desk(helpline.supervisor, '/');
    const cost = async (path: string) => {
      const answer = await page.goto(path);
      return {
        told: answer?.headers()['server-timing'] ?? '',
        weight: Buffer.byteLength((await answer?.text()) ?? ''),
      };
    };
    for (const path of ['/', '/bao-cao', '/quyen'])
      expect((await cost(path)).told).toMatch(/^db;dur=\d+\.\d, total;dur=\d+\.\d$/);
    await page.getByRole('heading', { name: 'Quyền', exact: true }).waitFor();
    await context.close();
  });

  test('the policy is read by part, for a role and by a word; none of its pages is heavy, and each stands in its address', async () => {
    const { context, page, complaints } = await desk(helpline.supervisor, '/quyen');
    const weight = async (path: string) => Buffer.byteLength((await (await page.goto(path))?.text()) ?? '');
    const addresses = await page
      .getByRole('navigation', { name: 'Các phần của hệ thống' })
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses.length).toBeGreaterThan(8);
    const heavy: [string, number][] = [];
    for (const path of [
      '/quyen',
      ...addresses,
      ...addresses.map((one) => `${one}&vai=111_counsellor`),
      '/quyen?phan=intake&bang=intake.report',
      '/quyen?tim=doc',
    ]) {
      const bytes = await weight(path);
      if (bytes > 60_000) heavy.push([path, bytes]);
    }
    expect(heavy).toEqual([]);

    await page.goto('/quyen');
    await ready(page);
    await page.getByRole('link', { name: /^Tin báo/ }).click();
    await page.getByRole('heading', { level: 2, name: 'Tin báo' }).waitFor();
    await page.getByLabel('Xem một vai trò').selectOption('111_counsellor');
    await page.waitForURL(/phan=intake.*vai=111_counsellor/);
    await page.reload();
    await ready(page);
    expect(await page.getByLabel('Xem một vai trò').inputValue()).toBe('111_counsellor');
    await page.getByText('report.reply', { exact: true }).waitFor();

    // A word is looked for in every part, and the row leads to the table in its own part.
    await page.goto('/quyen?phan=intake');
    await ready(page);
    await page.getByLabel('Tìm việc hoặc bảng').fill('referral.send');
    await page.getByLabel('Tìm việc hoặc bảng').press('Enter');
    await page.waitForURL(/tim=referral\.send/);
    await page.getByText('referral.send', { exact: true }).waitFor();
    await page
      .getByRole('link', { name: /^Hồ sơ và chuyển gửi ·/ })
      .first()
      .click();
    await page.waitForURL(/phan=cases.*bang=cases\.referral/);
    await page.getByRole('link', { name: 'SQL của khóa dòng' }).click();
    await page.getByText('create policy lachan_select on cases.referral ').waitFor();
    await page.goto('/quyen?tim=zzzz');
    await page.getByText('Không có việc nào có tên như vậy.').waitFor();
    expect(complaints).toEqual([]);

    // The same without scripts.
    const plain = await house.browser.newContext({
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    });
    await context.close();
    const bare = await plain.newPage();
    await bare.goto('/quyen');
    await bare.getByLabel('Xem một vai trò').selectOption('111_counsellor');
    await bare.getByRole('button', { name: 'Xem', exact: true }).click();
    await bare.waitForURL(/vai=111_counsellor/);
    await bare.getByRole('link', { name: /^Tin báo/ }).click();
    await bare.waitForURL(/vai=111_counsellor.*phan=intake/);
    await bare.getByText('report.reply', { exact: true }).waitFor();
    await plain.close();
  });
});
