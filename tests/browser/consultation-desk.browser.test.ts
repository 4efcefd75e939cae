import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addDays, anonymous, DAY, vietnamDate } from '../../src/kernel/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { servePages } from './serve-pages.ts';
import { openWindow, useServer } from './use-server.ts';

/*
 * A consultation at the desk: /y-kien/cuoc, its draft (/y-kien/cuoc/moi), its page (/y-kien/cuoc/…), change (/y-kien/cuoc/…/sua), paper
 * (/y-kien/cuoc/…/giay) and answer (/y-kien/cuoc/…/tra-loi): a class of slips, a telephone and paper in one box, counted again by the outside
 * script, and a child that comes back by six words.
 */

const SCRIPT = join(import.meta.dirname, '../../tools/count-ballots.mjs');
/** Not waited for in one breath: the server that it asks runs here. */
const run = promisify(execFile);
/** The desk and the portal on one house. */
const house = useServer(async () => {
  const desk = await startDesk();
  const portal = await servePages('portal', desk, async () => anonymous, false);
  return { ...desk, portal: portal.url, close: portal.close };
});
const { missing } = house;
const shots = process.env.SHOTS;
const SEEDS = ['Nên có giờ học an toàn trên mạng', 'Trường nên có hộp thư kín', 'Bố mẹ nên hỏi trước khi đăng ảnh em'];
const written = (days: number, hour = '17:00') =>
  `${addDays(vietnamDate(house.server.clock.now()), days).split('-').reverse().join('/')} ${hour}`;

async function look(page: Page, name: string) {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [360, 740],
      [1440, 900],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${shots}/desk-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A page of the portal that is sent without a browser, as a class does it at once. */
async function post(address: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { accept: 'text/html', origin: new URL(address).origin },
    body: new URLSearchParams(fields),
  });
  return answer.text();
}

/** Votes as a page without a script does; with the code of a slip, where there is one. */
async function vote(address: string, choices: Record<string, string>, slip?: string): Promise<void> {
  const way = slip === undefined ? 'DRAWN' : 'SLIP';
  const form = await post(`${address}?/bat-dau`, { way });
  const token = /name="token" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const cast = await post(`${address}?/bo-phieu`, { way, token, slip: slip ?? '', ...choices });
  expect(cast).toContain('Phiếu của em đã ở trong hòm');
}

interface Recount {
  readonly faults: readonly string[];
  readonly strata: readonly { stratum: string; shown: boolean; ballots?: number; counted?: { yes: number }[] }[];
}

describe.skipIf(missing !== null)('a consultation at the desk', { timeout: 420_000 }, () => {
  test('goes from its draft by a class, a telephone and paper to an answer that a child finds by six words', async () => {
    const { server } = house;
    const first = await deskOf(house, await server.person('YOUTH_UNION', ['youth_union_moderator']));
    const { page } = first;
    await page.goto('/y-kien/cuoc');
    await ready(page);
    await page.getByText('Chưa có cuộc lấy ý kiến nào.').waitFor();
    await noViolations(first, 'consultations');
    await look(page, 'list');
    await page.goto('/y-kien/cuoc/moi');
    await ready(page);
    await noViolations(first, 'a new consultation', ['light']);
    for (const [id, text] of [
      ['titleVi', 'An toàn trên mạng ở trường (thử)'],
      ['titleEn', 'Safety online at school (test)'],
      ['questionVi', 'Trường em nên làm gì?'],
      ['questionEn', 'What should your school do?'],
      ['choices', SEEDS.map((seed) => `${seed} | Sample`).join('\n')],
      ['spaceVi', 'Không hỏi tên. Bỏ qua câu nào cũng được.'],
      ['spaceEn', 'No names. Skip anything.'],
      ['decisionMakerVi', 'Người Mẫu, Cục Mẫu'],
      ['answerBy', written(40).slice(0, 10)],
    ] as const)
      await page.locator(`#${id}`).fill(text);
    await page.locator('#kind').selectOption('STATEMENTS');
    await page.locator('input[name="bands"][value="B9_12"]').check();
    for (const means of ['CLASS', 'DEVICE', 'PAPER'])
      await page.locator(`input[name="means"][value="${means}"]`).check();
    await look(page, 'draft');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.waitForURL(/\/y-kien\/cuoc\/[0-9a-f-]{36}$/);
    await ready(page);
    const path = new URL(page.url()).pathname;
    // Without all four it does not open.
    await page.locator('#closesAt').fill(written(7));
    await page.getByRole('button', { name: 'Mở cho trẻ em trả lời' }).click();
    await page.getByText('Chưa mở được, vì còn thiếu điều bắt buộc.').waitFor();
    await page.goto(`${path}/sua`);
    await ready(page);
    await noViolations(first, 'a draft that is changed', ['light']);
    await page.locator('#decisionMakerEn').fill('A sample person');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.waitForURL((url) => url.pathname === path);
    await ready(page);
    await page.locator('#closesAt').fill(written(7));
    await page.getByRole('button', { name: 'Mở cho trẻ em trả lời' }).click();
    await page.getByText('Đang mở').first().waitFor();
    const code = /y-kien\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await page.locator('main').innerText())?.[1] ?? '';
    const portal = `${server.portal}/y-kien/${code}`;

    // A class: twelve slips.
    await page.locator('#slips').fill('12');
    await page.locator('#endsAt').fill(written(1, '10:00'));
    await page.getByRole('button', { name: 'Làm mã' }).click();
    await page.getByText('12 mã cho một lớp').waitFor();
    await ready(page);
    await noViolations(first, 'slips');
    await look(page, 'slips');
    const codes = await page.locator('.slip .code').allInnerTexts();
    for (const [at, slip] of codes.entries()) await vote(portal, { s1: '1', s2: at < 5 ? '-1' : '1' }, slip);

    // A telephone that blinds its own token, and nine others without a script.
    const phone = await openWindow(house.browser);
    const asked: string[] = [];
    phone.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await phone.page.goto(portal);
    await phone.page.getByText('Số của phiếu do chính máy này rút').waitFor();
    await phone.page.getByRole('button', { name: 'Em hiểu rồi, bắt đầu' }).click();
    await phone.page.locator('label', { hasText: 'Không đồng ý' }).first().click();
    await phone.page.getByRole('button', { name: 'Bỏ phiếu' }).click();
    await phone.page.getByRole('heading', { name: 'Phiếu của em đã ở trong hòm' }).waitFor();
    expect(asked).toContain(`/api/v1/consultations/${code}/tokens`);
    for (let at = 0; at < 9; at += 1) await vote(portal, { s1: '1', s3: '0' });

    // An idea, and the six words that lead back to it.
    await phone.page.goto(portal);
    await phone.page.getByLabel('Ý của em').fill('Mỗi lớp có một góc đọc sách về mạng');
    await phone.page.getByLabel('Bạn ở nhóm tuổi nào?').selectOption('B9_12');
    await phone.page.getByRole('button', { name: 'Gửi ý này' }).click();
    await phone.page.getByRole('heading', { name: 'Cảm ơn em. Sẽ có người đọc ý này' }).waitFor();
    const words = (await phone.page.locator('.receipt span.word').allInnerTexts()).map((word) =>
      word.replaceAll(/\d|\n/g, ' ').trim(),
    );
    const locator = (await phone.page.locator('.receipt .locator b').innerText()).trim();
    await page.goto('/y-kien');
    await ready(page);
    const idea = page.locator('li.panel', { hasText: 'góc đọc sách' });
    await idea.getByRole('button', { name: 'Đăng', exact: true }).click();
    await idea.waitFor({ state: 'detached' });

    // Paper: two people type ten, each alone.
    const second = await deskOf(house, await server.person('YOUTH_UNION', ['youth_union_moderator']));
    const type = async (on: Page, papers: readonly string[], batch = '') => {
      await on.goto(`${path}/giay`);
      await ready(on);
      if (batch !== '') await on.locator('#batch').selectOption({ label: batch });
      await on.locator('#papers').fill(papers.join('\n'));
      await on.getByRole('button', { name: 'Gửi bản nhập của tôi' }).click();
    };
    const papers = Array.from({ length: 10 }, (_, at): string => (at === 9 ? '0' : '1+ 2- 3='));
    await type(page, papers);
    await page.getByText('Đã lưu. Các tờ được đếm khi người thứ hai').waitFor();
    await second.page.goto(`${path}/giay`);
    await ready(second.page);
    await noViolations(second, 'paper');
    await look(second.page, 'paper');
    const batch = (await second.page.locator('#batch option').nth(1).innerText()).trim();
    expect(batch).toContain('người khác đã nhập');
    await type(second.page, papers.with(2, '1+'), batch);
    await second.page.getByText('Xem lại tờ số 3.').waitFor();
    await type(second.page, papers, batch);
    await second.page.getByText('Hai bản giống nhau.').waitFor();
    expect(second.complaints).toEqual([]);
    await second.context.close();

    // Themes before the close, no number of votes.
    await page.goto(`${path}/tra-loi`);
    await ready(page);
    await page.locator('#titleVi').fill('Học ở trường');
    await page.locator('#titleEn').fill('Learning at school');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByRole('heading', { name: 'Học ở trường' }).waitFor();
    await page.locator('#theme-4').selectOption({ label: 'Học ở trường' });
    await page.getByRole('button', { name: 'Xếp câu 4' }).click();
    await page.getByText('1 câu thuộc chủ đề này.').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/\d+ đồng ý/);
    await page.goto(path);
    await ready(page);
    await look(page, 'open');
    await page.getByLabel('Đóng hẳn, không mở lại').check();
    await page.getByRole('button', { name: 'Đóng ngay' }).click();
    await page.getByText('Đã đóng, chờ trả lời').first().waitFor();

    // The outside script, which knows nothing of the platform, counts what the page shows.
    const { stdout } = await run(process.execPath, [SCRIPT, `${server.portal}/api/v1/consultations/${code}/box`]);
    const told = JSON.parse(stdout) as Recount;
    expect(told.faults).toEqual([]);
    expect(told.strata.map(({ stratum, ballots }) => [stratum, ballots])).toEqual([
      ['CLASS', 12],
      ['DEVICE', 10],
      ['PAPER', 10],
    ]);
    await phone.page.goto(`${portal}/hom-phieu`);
    await look(phone.page, 'box');
    const tables = phone.page.locator('main table');
    expect(await tables.count()).toBe(3);
    for (const [at, { counted = [] }] of told.strata.entries()) {
      const shown = await tables.nth(at).locator('tbody tr').locator('td:nth-of-type(1)').allInnerTexts();
      expect(shown.map(Number)).toEqual(counted.map(({ yes }) => yes));
    }

    // What was promised and did not come is late for everybody, until it comes.
    const now = server.clock.now();
    server.clock.set(new Date(now.getTime() + 41 * DAY));
    await phone.page.goto(`${server.portal}/y-kien`);
    await phone.page.getByText('Trễ hẹn').first().waitFor();
    await look(phone.page, 'public');
    server.clock.set(now);

    await page.goto(`${path}/tra-loi`);
    await ready(page);
    await page.getByText('Phiếu trong lớp: 12 đồng ý').first().waitFor();
    await noViolations(first, 'the page of who decides');
    await look(page, 'answer');
    const answer = page.locator('section.panel', { hasText: 'Học ở trường' }).first();
    await answer.locator('[name="outcome"]').selectOption('NOT');
    await answer.locator('[name="heard"]').fill('Nhiều em muốn được học ở trường (thử).');
    await answer.locator('[name="decided"]').fill('Chưa mở lớp trong năm nay (thử).');
    await answer.locator('[name="childWords"]').fill('Năm nay chưa làm được. Sang năm chúng tôi xem lại (thử).');
    await answer.locator('[name="followUpOn"]').fill(written(90).slice(0, 10));
    await answer.getByRole('button', { name: 'Đăng câu trả lời' }).click();
    await page.getByText('Câu trả lời chưa đủ.').first().waitFor();
    await answer.locator('[name="whyNot"]').fill('Chưa đủ thầy cô (thử).');
    await answer.getByRole('button', { name: 'Đăng câu trả lời' }).click();
    await page.getByText('Hẹn xem lại ngày').first().waitFor();

    await phone.page.goto(`${server.portal}/y-kien/ma`);
    await phone.page.getByLabel('Số thẻ').fill(locator);
    await phone.page.getByLabel('Sáu từ').fill(words.join(', '));
    await phone.page.getByRole('button', { name: 'Xem', exact: true }).click();
    await phone.page.getByText('Năm nay chưa làm được.').waitFor();
    await phone.page.getByText('Chưa đủ thầy cô (thử).').waitFor();
    await look(phone.page, 'way');
    await phone.context.close();
    for (const at of ['/y-kien/cuoc', path, `${path}/tra-loi`, '/y-kien/cuoc/moi']) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(at);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(360);
    }
    expect(first.complaints).toEqual([]);
    await first.context.close();
  });
});
