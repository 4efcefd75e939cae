import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { BenchRow } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { launchBrowser } from '../test/browser.ts';
import { ready, signInToDemonstration } from '../test/desk-sign-in.ts';
import { type SpawnedServer, spawnServer } from '../test/spawn-server.ts';
import { OPERATORS, Walk } from '../test/walk.ts';
import { atMost, exactly } from './support/bench-target.ts';

const people = {
  counsellor: 'tu.van.mot@tongdai111.example',
  supervisor: 'giam.sat@tongdai111.example',
  officer: 'can.bo@xa-mau.example',
  chair: 'chu.tich@xa-mau.example',
} as const;

/** An everyday act: who does it, what stands before it, and what they press. Ends when what they wanted is on the page. */
interface Act {
  readonly who: keyof typeof people;
  readonly before?: (page: Page, house: House) => Promise<unknown>;
  readonly walk: (walk: Walk, page: Page) => Promise<unknown>;
}

interface House {
  readonly server: SpawnedServer;
  readonly browser: Browser;
}

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const NO = ['2', '2', '2', '2', '2', '2', '2', '2'] as const;

/** The twelve acts that most of a shift consists of; `docs/ux.md` tells what they cost. */
const acts = {
  'screen a report, eight times no and a kind': {
    who: 'counsellor',
    before: (page, house) => openNew(page, house),
    walk: async (walk, page) => {
      await walk.decide(...NO);
      await walk.decide('b');
      await walk.press('n', 'Enter', 'Enter');
      await seen(page, 'Đã lưu kết quả sàng lọc.');
    },
  },
  'an emergency, from the open report to handed over': {
    who: 'counsellor',
    before: (page, house) => openNew(page, house, { province: '01', commune: '00004' }),
    walk: async (walk, page) => {
      await walk.decide('1');
      await walk.click('#screening-kind');
      await walk.decide('b');
      await walk.press('n', 'Enter', 'Enter');
      await page.getByRole('dialog', { name: 'Chuyển ngay' }).waitFor();
      await walk.decide('1');
      await seen(page, 'Đã gọi lúc');
      await walk.decide('Enter');
      await seen(page, /Đã chuyển cho .* Mã hồ sơ/);
    },
  },
  'answer a child, forty letters': {
    who: 'counsellor',
    before: (page, house) => openNew(page, house),
    walk: async (walk, page) => {
      await walk.decide('r');
      await walk.type('Cảm ơn em đã kể. Cô ở đây cùng với em nhé.');
      await walk.decide('Control+Enter');
      await seen(page, 'Đã gửi trả lời.');
    },
  },
  'end a report that was found not to hold': {
    who: 'counsellor',
    before: async (page, house) => {
      await openNew(page, house);
      await page.keyboard.press('g');
      await seen(page, 'Đã nhận việc này.');
      for (const key of [...NO, 'b', 'n', 'Enter', 'Enter']) await page.keyboard.press(key);
      await seen(page, 'Đã lưu kết quả sàng lọc.');
      await page.getByRole('button', { name: 'Bắt đầu xác minh' }).click();
      await page.getByRole('button', { name: 'Xác minh: có thật' }).waitFor();
    },
    walk: async (walk, page) => {
      await walk.click('summary:has-text("Kết thúc tin báo")');
      await walk.click('button:has-text("Xác minh: không có")');
      const dialog = page.getByRole('dialog', { name: 'Xác minh: không có' });
      await dialog.waitFor();
      await walk.click('dialog label:has-text("Đã kiểm tra, không thấy sự việc như tin báo")');
      await dialog.getByLabel('Đã làm gì, thấy gì').focus();
      await walk.type('Da xem duong dan.');
      await walk.click('dialog[open] button[type="submit"]');
      await page.locator('.head header', { hasText: 'Đã xác minh: không có sự việc' }).waitFor();
    },
  },
  'to the next report, and back to the row': {
    who: 'counsellor',
    before: async (page) => {
      await page.goto('/bao-cao');
      await ready(page);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/bao-cao\/[0-9a-f]/);
      await page.locator('h1').click();
    },
    walk: async (walk, page) => {
      const at = page.url();
      await walk.decide('j');
      await page.waitForURL((url) => url.href !== at);
      await walk.decide('Escape');
      await page.waitForURL(/\/bao-cao$/);
    },
  },
  'open a matter by its code': {
    who: 'counsellor',
    before: async (page) => {
      await page.goto('/bao-cao');
      await ready(page);
    },
    walk: async (walk, page) => {
      const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('a[data-row]').first().innerText())?.[0] ?? '';
      await walk.decide('Control+k');
      await page.getByRole('combobox').waitFor();
      await walk.type(code);
      await page.getByRole('option', { name: code }).waitFor();
      await walk.press('Enter');
      await page.getByRole('heading', { level: 1, name: code }).waitFor();
    },
  },
  'to any place of the desk by its name': {
    who: 'counsellor',
    walk: async (walk, page) => {
      await walk.decide('Control+k');
      await page.getByRole('combobox').waitFor();
      await walk.type('het ca');
      await walk.press('Enter');
      await page.waitForURL(/\/viec\/het-ca$/);
    },
  },
  'hand over all that one holds at the end of a shift': {
    who: 'counsellor',
    before: async (page) => {
      await page.goto('/viec/het-ca');
      await ready(page);
    },
    walk: async (walk, page) => {
      await walk.click('button:has-text("Chọn cả")');
      await walk.click('main form button[type="submit"]');
      await seen(page, /^Đã trả \d+ tin về hàng chung/);
    },
  },
  'give five reports to a colleague': {
    who: 'supervisor',
    before: async (page) => {
      await page.goto('/bao-cao?ai=chua-ai');
      await ready(page);
    },
    walk: async (walk, page) => {
      await walk.click('.queue li:nth-child(1) input');
      await walk.click('.queue li:nth-child(5) input', ['Shift']);
      const name = await page.locator('#give-many option').nth(2).innerText();
      await walk.choose('#give-many', name);
      await walk.click('.give button[type="submit"]');
      await seen(page, /Đã giao 5 tin/);
    },
  },
  'a colleague leaves with all that they hold': {
    who: 'supervisor',
    before: async (page) => {
      await page.goto('/ca-truc');
      await ready(page);
    },
    walk: async (walk, page) => {
      await walk.click('main a[href*="giu="]');
      await page.getByRole('heading', { name: /^Tin .* đang giữ$/ }).waitFor();
      await walk.click('button:has-text("Chọn cả")');
      const name = await page.locator('select[name="to"] option').nth(1).innerText();
      await walk.choose('select[name="to"]', name);
      await walk.click('.give button[type="submit"]');
      await seen(page, /^Đã giao \d+ tin cho/);
    },
  },
  'find and open the one emergency of a commune': {
    who: 'officer',
    walk: async (walk, page) => {
      await walk.click('tbody tr:not(.heading) a.b');
      await page.waitForURL(/\/ho-so\/[0-9a-f]/);
      await page.locator('#next-duty').waitFor();
    },
  },
  'approve a plan, its grounds beside it': {
    who: 'chair',
    walk: async (walk, page) => {
      await walk.click('main a.b[href*="quyet-dinh/ky"]');
      await page.waitForURL(/\/quyet-dinh\/ky/);
      await ready(page);
      await walk.click('label:has-text("Số quyết định")');
      await walk.type('12/QD-UBND');
      await walk.click('button:has-text("Ký quyết định")');
      await page.waitForURL((url) => !url.pathname.endsWith('/ky'));
    },
  },
} as const satisfies Record<string, Act>;
type ActName = keyof typeof acts;

/** What was promised of an act: keys and clicks, and seconds of a person. */
const promised: Partial<Record<ActName, { readonly acts?: number; readonly seconds?: number }>> = {
  'screen a report, eight times no and a kind': { acts: 12, seconds: 15 },
  'an emergency, from the open report to handed over': { acts: 12, seconds: 60 },
  'give five reports to a colleague': { acts: 4 },
};

/**
 * `npm run bench -- walks`: the everyday acts of the desk walked on the demonstration in a browser: keys, clicks, decisions,
 * and seconds by the keystroke-level model with what the machine took (`tools/test/walk.ts`). Reading the story and the
 * talk on the telephone are not counted. The command fails where a promise is missed.
 */
export default async function walks(): Promise<readonly BenchRow[]> {
  const dataDir = temporaryFolder('lachan-bench-');
  const server = await spawnServer({ dataDir, env: { DEMONSTRATION: 'on' }, withinMs: 420_000 });
  const browser = await launchBrowser();
  try {
    const house = { server, browser };
    const pages = new Map<string, Page>();
    const rows: BenchRow[] = [{ what: 'seconds of the model', ...OPERATORS }];
    const targets: BenchRow[] = [];
    for (const [name, act] of Object.entries(acts) as [ActName, Act][]) {
      const page = pages.get(act.who) ?? (await open(house, act.who));
      pages.set(act.who, page);
      await page.goto('/');
      await ready(page);
      await act.before?.(page, house);
      const walk = new Walk(page);
      await act.walk(walk, page);
      walk.end();
      rows.push(rowOf(name, act, walk));
      targets.push(...targetsOf(name, walk));
    }
    return [...rows, ...targets];
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function rowOf(what: string, { who }: Act, walk: Walk): BenchRow {
  return {
    what,
    who,
    keys: walk.keys,
    clicks: walk.clicks,
    decisions: walk.thinks,
    machineSeconds: rounded(walk.machine()),
    seconds: rounded(walk.seconds()),
    secondsOfASlowTypist: rounded(walk.seconds(OPERATORS.slowKey)),
  };
}

function targetsOf(name: ActName, walk: Walk): BenchRow[] {
  const { acts: most, seconds } = promised[name] ?? {};
  const rows = [
    ...(most === undefined ? [] : [atMost(`keys and clicks, ${name}`, walk.acts, most)]),
    ...(seconds === undefined ? [] : [atMost(`seconds, ${name}`, walk.seconds(), seconds)]),
    // The shortcut, the code, and the key that opens it: nothing between.
    ...(name === 'open a matter by its code'
      ? [exactly(`acts beside the code itself, ${name}`, walk.acts - 9, 2)]
      : []),
  ];
  return rows.map((row) => ({ ...row, failed: row.met === false }));
}

async function open({ server, browser }: House, who: keyof typeof people): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.desk,
    viewport: { width: 1440, height: 900 },
    locale: 'vi-VN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await signInToDemonstration(page, people[who]);
  return page;
}

/** A child files over the portal, and the counsellor opens what was filed. */
async function openNew(page: Page, { server }: House, more: object = {}): Promise<void> {
  const answer = await fetch(`${server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      reporter: { kind: 'child', band: 'B13_15' },
      narrative: 'Nội dung giữ chỗ: một tài khoản lạ nhắn tin nhiều lần.',
      ...more,
    }),
  });
  if (answer.status !== 201) throw new Error(`the report was answered with ${answer.status}`);
  await page.goto('/bao-cao?pham-vi=tat-ca');
  await ready(page);
  await page.locator('a[data-row]').first().click();
  await page.waitForURL(/\/bao-cao\/[0-9a-f]/);
  await ready(page);
  await page.locator('#screening').waitFor();
  await page.locator('h1').click();
}
