import { describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, investigators } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow } from './use-server.ts';

/*
 * The pages of what ties files: `/vi-pham/[id]/so-do`, `/vi-pham/chuoi`, `/vi-pham/chuoi/[chuoi]` and `/vi-pham/tranh-trung`. The demonstration
 * has two files of one unit with one telephone, and one telephone that two units hold.
 */
const house = useDemonstration();
const { missing, desk } = house;
const fits = async ({ page }: Pick<Desk, 'page'>, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(360);
/** Where pictures of the pages are put for somebody who looks at them. */
const SHOTS = process.env.SHOTS;
const picture = async ({ page }: Pick<Desk, 'page'>, name: string) =>
  SHOTS === undefined ? undefined : void (await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true }));

/** Opens the page of the unit's file in which a child is in danger: it stands first. @returns its address and code */
async function first({ page }: Desk): Promise<{ file: string; reference: string }> {
  await page.goto('/vi-pham');
  await page.locator('a[data-row]').first().click();
  await page.waitForURL(/\/vi-pham\/[0-9a-f-]{36}$/);
  await ready(page);
  const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
  return { file: new URL(page.url()).pathname, reference };
}

const call = ({ page }: Desk, path: string, body: object) =>
  page.evaluate(
    async ([where, sent]) => {
      const answer = await fetch(where as string, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sent as string,
      });
      return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, string> };
    },
    [path, JSON.stringify(body)],
  );

describe.skipIf(missing !== null)('identifiers and links of a file', { timeout: 300_000 }, () => {
  test('danger stands first; an identifier is added, masked, shown when asked for, and its link taken back', async () => {
    const lead = await desk(investigators.lead, '/vi-pham');
    const { page } = lead;
    await ready(page);
    await page.getByText('trẻ đang gặp nguy hiểm').first().waitFor();
    expect(await page.locator('a[data-row]').first().innerText()).toContain('trẻ đang gặp nguy hiểm');
    // The picture of the stages is read before the list.
    const places = await page.evaluate(() => {
      const top = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? 0;
      return [top('figure'), top('a[data-row]')];
    });
    expect(places[0]).toBeLessThan(places[1] as number);

    await first(lead);
    const section = page.locator('#dinh-danh');
    await section.getByText('••••123').first().waitFor();
    await section.getByText('Ghi một định danh', { exact: true }).first().click();
    const form = section.locator('form[action="?/dinhDanh"]');
    await form.getByLabel('Loại', { exact: true }).selectOption('PHONE');
    await form.getByLabel('Ghi như trong nguồn').fill('12');
    await form.getByRole('button', { name: 'Ghi một định danh' }).click();
    await form.getByText('Định danh này chưa dùng được.').waitFor();
    await form.getByLabel('Ghi như trong nguồn').fill('0900.000.777');
    await form.getByRole('button', { name: 'Ghi một định danh' }).click();
    await section.getByText('Số điện thoại ••••777').first().waitFor();
    expect(await form.getByLabel('Ghi như trong nguồn').inputValue()).toBe('');
    expect(await page.content()).not.toContain('900000777');
    await section.getByRole('button', { name: 'Xem đầy đủ Số điện thoại ••••777' }).click();
    await section.getByText('+84900000777').waitFor();
    await noViolations(lead, 'offence file with identifiers');
    await picture(lead, 'identifiers-desk');

    await section.getByText('Ghi liên kết giữa hai điểm', { exact: true }).first().click();
    const tie = section.locator('form[action="?/lienKet"]');
    await tie.getByLabel('Điểm thứ nhất').selectOption({ label: 'Số điện thoại ••••123' });
    await tie.getByLabel('Quan hệ').selectOption('PAID_TO');
    await tie.getByLabel('Điểm thứ hai').selectOption({ label: 'Tài khoản ngân hàng VCB · ••••789' });
    await tie.getByRole('button', { name: 'Ghi liên kết giữa hai điểm' }).click();
    await section.getByText('Liên kết khác: 1').waitFor();

    const row = section.locator('article', { hasText: '••••777' });
    await row.getByText('Rút liên kết').first().click();
    await row.getByLabel('Lý do').selectOption('WRONG_VALUE');
    await row.getByRole('button', { name: 'Rút liên kết' }).click();
    await section.getByText('Đã rút lại: Ghi nhầm số, nhầm tên').waitFor();
    expect(lead.complaints).toEqual([]);
    await lead.context.close();
  });
});

describe.skipIf(missing !== null)('the graph of a file', { timeout: 300_000 }, () => {
  test('is walked by keys, filtered in its address, explained, kept and found again', async () => {
    const lead = await desk(investigators.lead, '/');
    const { page } = lead;
    const { file, reference } = await first(lead);
    await page.getByRole('link', { name: 'Sơ đồ liên kết' }).first().click();
    await page.waitForURL(/\/so-do$/);
    await ready(page);
    await page.getByRole('heading', { name: `Sơ đồ liên kết của ${reference}` }).waitFor();
    const box = page.getByRole('application', { name: 'Sơ đồ liên kết' });
    expect(await box.locator('a.point').count()).toBeGreaterThan(2);
    // The tables hold what the picture does.
    const points = await box.locator('a.point').count();
    expect(await page.locator('#bang table').first().locator('tbody tr').count()).toBe(points);
    await noViolations(lead, 'graph of an offence file');
    await picture(lead, 'graph-desk');

    // From the file an arrow goes to a neighbour; Space tells of it, and the address has it.
    await box.focus();
    const here = page.locator('[aria-live="polite"]', { hasText: 'cách vụ việc' });
    await here.filter({ hasText: 'cách vụ việc 0 bước' }).waitFor({ state: 'attached' });
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await box.press(key);
      if ((await here.innerText()).includes('cách vụ việc 1 bước')) break;
    }
    await here.filter({ hasText: 'cách vụ việc 1 bước' }).waitFor({ state: 'attached' });
    await box.press(' ');
    await page.waitForURL(/diem=/);
    await page.locator('#diem').waitFor();
    await box.focus();
    await box.press('Enter');
    await page.waitForURL(/mo=/);
    await page.locator('#diem').getByRole('link', { name: 'Thu lại' }).waitFor();
    // `/` is the picture's own key while the keys are in it.
    await box.focus();
    await box.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('list'))).toBe('diem-tren-so-do');
    await page.keyboard.type('••••123');
    await page.keyboard.press('Enter');
    await here.filter({ hasText: '••••123' }).waitFor({ state: 'attached' });

    // Why: who said it, how sure, from what.
    await page
      .locator('#bang')
      .getByRole('link', { name: /^Vì sao/ })
      .first()
      .click();
    await page.locator('#vi-sao').getByText('Ghi trong vụ việc').first().waitFor();
    await noViolations(lead, 'graph with a panel', ['light']);

    // Filters survive a reload, since they are the address.
    await page.goto(`${file}/so-do`);
    await ready(page);
    await page.getByText('Bộ lọc và đường nối').click();
    await page.getByLabel('Tài khoản ngân hàng').check();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.waitForURL(/an=BANK/);
    await page.getByText('Bộ lọc đang ẩn điểm: 1').waitFor();
    await page.reload();
    await ready(page);
    await page.getByText('Bộ lọc đang ẩn điểm: 1').waitFor();
    expect(await page.locator('#bang').getByText('Tài khoản ngân hàng').count()).toBe(0);

    await page.getByLabel('Tên cách xem').fill('Không ngân hàng');
    await page.getByRole('button', { name: 'Lưu cách xem này' }).click();
    await page.getByRole('link', { name: 'Không ngân hàng' }).waitFor();
    await page.goto(`${file}/so-do`);
    await page.getByRole('link', { name: 'Không ngân hàng' }).click();
    await page.waitForURL(/an=BANK/);
    // Nobody else has it.
    const second = await desk(investigators.second, `${file}/so-do`);
    expect(await second.page.getByRole('link', { name: 'Không ngân hàng' }).count()).toBe(0);
    await second.context.close();
    expect(lead.complaints).toEqual([]);
    await lead.context.close();
  });

  test('finds the way between two files that share a telephone, names shared points, and holds the same without scripts', async () => {
    const lead = await desk(investigators.lead, '/');
    const { page } = lead;
    const { file } = await first(lead);
    await page.goto(`${file}/so-do`);
    await ready(page);
    const other = page
      .locator('#bang table')
      .first()
      .locator('tbody tr', { hasText: 'VP-' })
      .nth(1)
      .getByRole('link')
      .first();
    const there = await other.innerText();
    await other.click();
    await page.waitForURL(/diem=FILE/);
    await page.locator('#diem').getByRole('link', { name: 'Tìm đường đến đây' }).click();
    await page.waitForURL(/b=FILE/);
    await page.locator('#bang table').first().locator('tbody tr').first().getByRole('link').first().click();
    await page.waitForURL(new RegExp(`diem=FILE\\.${file.split('/').at(-1)}`));
    await page.locator('#diem').getByRole('link', { name: 'Tìm đường từ đây' }).click();
    await page.getByText('Có đường nối, số liên kết trên đường: 2').waitFor();
    expect(await page.locator('a.tie.way').count()).toBe(2);
    await picture(lead, 'graph-path');

    // The telephone is said to be shared: the other file is no longer reached through it, and the page says why.
    await page.locator('#bang').getByRole('link', { name: 'Số điện thoại ••••123' }).first().click();
    await page.locator('#diem').getByText('Đánh dấu điểm dùng chung').first().click();
    await page.getByLabel('Vì sao dùng chung').selectOption('FAMILY_PHONE');
    const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
    await page.getByLabel('Xem lại vào ngày').fill(day);
    await page.getByRole('button', { name: 'Đánh dấu điểm dùng chung' }).click();
    await page.getByText('Không đi qua điểm dùng chung: 1').waitFor();
    await page.goto(`${file}/so-do`);
    await page.getByText('Điện thoại dùng chung trong gia đình').first().waitFor();
    expect(await page.locator('#bang').getByText(there).count()).toBe(0);
    await noViolations(lead, 'graph that names a shared point', ['light']);

    const state = await lead.context.storageState();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of [
      `${file}/so-do`,
      `/en${file}/so-do`,
      '/vi-pham/chuoi',
      '/vi-pham/tranh-trung',
      '/en/vi-pham/tranh-trung',
    ]) {
      await page.goto(path);
      await ready(page);
      await fits(lead, path);
      await picture(lead, `phone${path.replaceAll(/[^a-z]/g, '-').slice(-20)}`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${file}/so-do`);
    await picture(lead, 'graph-phone-dark');
    expect(lead.complaints).toEqual([]);
    await lead.context.close();

    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    await plain.page.goto(`${file}/so-do`);
    const rows = plain.page.locator('#bang table').first().locator('tbody tr');
    expect(await rows.count()).toBe(await plain.page.locator('a.point').count());
    await plain.page.getByText('Bộ lọc và đường nối').click();
    await plain.page.getByRole('group', { name: 'Ẩn loại điểm' }).getByLabel('Số điện thoại').check();
    await plain.page.getByRole('button', { name: 'Xem', exact: true }).click();
    await plain.page.getByText(/Bộ lọc đang ẩn điểm/).waitFor();
    await plain.page
      .locator('#bang')
      .getByRole('link', { name: /^Vì sao/ })
      .first()
      .click();
    await plain.page.locator('#vi-sao').getByText('Ghi trong vụ việc').first().waitFor();
    await plain.page.goto(`${file}/so-do`);
    await plain.page
      .locator('#bang')
      .getByRole('link', { name: /Tài khoản ngân hàng/ })
      .first()
      .click();
    await plain.page.locator('#diem').getByRole('button', { name: 'Xem đầy đủ' }).click();
    await plain.page.locator('#diem').getByText('VCB · 0000123456789').waitFor();
    await plain.context.close();
  });

  test('has persons of interest by their numbers, and a comparison with one of another file for who has a part in both', async () => {
    const lead = await desk(investigators.lead, '/vi-pham?giai-doan=INVESTIGATION');
    const { page } = lead;
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/vi-pham\/[0-9a-f-]{36}$/);
    await ready(page);
    const file = new URL(page.url()).pathname;
    const reference = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
    await page.goto(`${file}/so-do`);
    await ready(page);
    const points = page.locator('#bang table').first().locator('tbody tr');
    const persons = points.filter({ hasText: 'Người liên quan' });
    expect(await persons.count()).toBe(3);
    expect(await persons.filter({ hasText: `của ${reference}` }).count()).toBe(2);
    expect(await page.content()).not.toContain('Người Mẫu Hư Cấu');
    // A kind that no point has is not offered.
    await page.getByText('Bộ lọc và đường nối').click();
    const hide = page.getByRole('group', { name: 'Ẩn loại điểm' });
    expect(await hide.getByLabel('Cảnh báo của Mạng lưới').count()).toBe(0);
    await noViolations(lead, 'graph with persons of interest');
    await picture(lead, 'graph-persons');

    // Why the two are linked: by what somebody said, which is taken back where it was said.
    const compared = page.locator('#bang table').nth(1).locator('tbody tr', { hasText: 'cùng một người' });
    expect(await compared.count()).toBe(2);
    await compared.first().getByRole('link').first().click();
    await page.locator('#vi-sao').getByText('Từ nhận định so sánh hai đối tượng').waitFor();
    await page.locator('#vi-sao').getByText('Muốn rút liên kết thì rút nhận định đó').waitFor();
    expect(await page.locator('#vi-sao form').count()).toBe(0);
    await persons
      .filter({ hasText: `Người số 1 của ${reference}` })
      .getByRole('link')
      .first()
      .click();
    await page.locator('#diem').getByRole('link', { name: 'Mở trang' }).click();
    await page.waitForURL(({ pathname, hash }) => pathname === file && hash === '#doi-tuong');

    await page.goto(`${file}/so-do`);
    await ready(page);
    await page.getByText('Bộ lọc và đường nối').click();
    await hide.getByLabel('Người liên quan').check();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.waitForURL(/an=PERSON/);
    await page.getByText('Bộ lọc đang ẩn điểm: 3').waitFor();
    expect(await persons.count()).toBe(0);

    // The days of the links as two handles: at the first day there is less than on all of them, and the address has it.
    await page.goto(`${file}/so-do`);
    await ready(page);
    const whole = await points.count();
    await page.getByRole('slider', { name: /^Đến ngày/ }).press('Home');
    await page.waitForURL(/den=/);
    await expect.poll(() => points.count()).toBeLessThan(whole);
    const early = await points.count();
    await page.reload();
    await ready(page);
    expect(await points.count()).toBe(early);

    // An identifier is written down as a person's.
    await page.goto(file);
    await ready(page);
    const section = page.locator('#dinh-danh');
    await section.getByText('Ghi một định danh', { exact: true }).first().click();
    const form = section.locator('form[action="?/dinhDanh"]');
    await form.getByLabel('Loại', { exact: true }).selectOption('PHONE');
    await form.getByLabel('Ghi như trong nguồn').fill('0900.000.888');
    await form.getByLabel('Là của đối tượng nào').selectOption({ label: 'Người số 2' });
    await form.getByRole('button', { name: 'Ghi một định danh' }).click();
    await section.getByText('Số điện thoại ••••888').first().waitFor();
    await section.getByText(/^Liên kết khác:/).click();
    await section.getByText(`Người số 2 của ${reference} dùng Số điện thoại ••••888`, { exact: true }).waitFor();
    expect(lead.complaints).toEqual([]);
    await lead.context.close();

    // Let in to this file alone, the other unit sees its persons, and neither the other one nor that somebody compared them.
    const partner = await desk(investigators.elsewhere, `${file}/so-do`);
    await ready(partner.page);
    const theirs = partner.page.locator('#bang table').first().locator('tbody tr', { hasText: 'Người liên quan' });
    expect(await theirs.count()).toBe(2);
    expect(await partner.page.locator('#bang tr', { hasText: 'cùng một người' }).count()).toBe(1);
    expect(partner.complaints).toEqual([]);
    await partner.context.close();
  });

  test('of more than a hundred rows is read by pages and printed whole; without scripts the sheet says which page it has', async () => {
    const lead = await desk(investigators.lead, '/');
    const opened = await call(lead, '/api/v1/offence-files', { summary: 'Tin báo mẫu có nhiều định danh.' });
    const file = `/vi-pham/${opened.body.id}`;
    const MANY = 104;
    const added = await lead.page.evaluate(
      async ([where, many]) => {
        const answers: number[] = [];
        for (let at = 0; at < Number(many); at += 1) {
          const answer = await fetch(String(where), {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ kind: 'PHONE', written: `0931 ${String(200_000 + at)}` }),
          });
          answers.push(answer.status);
        }
        return answers.filter((status) => status === 201).length;
      },
      [`/api/v1/offence-files/${opened.body.id}/identifiers`, MANY] as const,
    );
    expect(added).toBe(MANY);
    const { page } = lead;
    await page.goto(`${file}/so-do`);
    await ready(page);
    const tables = page.locator('#bang table');
    const rows = async () => [
      await tables.first().locator('tbody tr').count(),
      await tables.nth(1).locator('tbody tr').count(),
    ];
    expect(await page.locator('a.point').count()).toBe(MANY + 1);
    expect(await rows()).toEqual([100, 100]);
    const pages = page.getByRole('navigation', { name: 'Các trang của bảng' });
    await pages.getByRole('link', { name: 'Trang sau' }).click();
    await page.waitForURL(/trang=2/);
    expect(await rows()).toEqual([MANY + 1 - 100, MANY - 100]);

    // What the browser says before it prints and after it: all rows stand on paper, and nothing says that some are missing.
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await rows()).toEqual([MANY + 1, MANY]);
    expect(await page.getByText(/^Bản in này chỉ có trang/).count()).toBe(0);
    expect(await pages.count()).toBe(0);
    await picture(lead, 'graph-printed');
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect((sheets.match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(2);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    expect(await rows()).toEqual([MANY + 1 - 100, MANY - 100]);
    await pages.waitFor();

    const plain = await openWindow(house.browser, {
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: await lead.context.storageState(),
    });
    await plain.page.goto(`${file}/so-do`);
    await plain.page.emulateMedia({ media: 'print' });
    await plain.page.getByText('Bản in này chỉ có trang 1/2 của bảng.').waitFor();
    await plain.context.close();
    expect(lead.complaints).toEqual([]);
    await lead.context.close();
  });

  test('is for who has a part in the file, and for nobody else', async () => {
    const lead = await desk(investigators.lead, '/');
    const { file } = await first(lead);
    await lead.context.close();
    for (const login of [investigators.elsewhere, investigators.coordinator, helpline.supervisor]) {
      const stranger = await desk(login, '/');
      const answer = await stranger.page.goto(`${file}/so-do`);
      expect([login, [403, 404].includes(answer?.status() ?? 0)]).toEqual([login, true]);
      expect(await stranger.page.content()).not.toContain('••••');
      await stranger.context.close();
    }
  });
});

describe.skipIf(missing !== null)('series and de-confliction', { timeout: 300_000 }, () => {
  test('a proposed series stands on Today with what it rests on and what speaks against it, and is taken', async () => {
    const lead = await desk(investigators.lead, '/');
    const { page } = lead;
    await ready(page);
    await page.getByText('Nhận hoặc bỏ chuỗi vụ việc được đề xuất').first().waitFor();
    await page.goto('/vi-pham/chuoi');
    await page.locator('a[data-row]').first().waitFor();
    await noViolations(lead, 'list of series');
    await picture(lead, 'series-list');
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/vi-pham\/chuoi\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.locator('#can-cu').getByText('Cùng định danh').first().waitFor();
    await page.locator('#can-cu').getByText('••••123').first().waitFor();
    await page.locator('#canh-bao').getByText('Chỉ có một căn cứ').waitFor();
    expect(await page.locator('#thanh-phan tbody tr').count()).toBe(2);
    await noViolations(lead, 'a proposed series');
    await picture(lead, 'series-desk');
    await page.locator('form').filter({ hasText: 'Nhận chuỗi' }).getByLabel('Lý do').selectOption('SAME_METHOD');
    await page.getByRole('button', { name: 'Nhận chuỗi' }).click();
    await page.locator('dl').getByText('Đã nhận').waitFor();
    await page.locator('dl').getByText('Cùng một thủ đoạn').waitFor();
    expect(await page.getByRole('button', { name: 'Bỏ chuỗi' }).count()).toBe(0);
    expect(lead.complaints).toEqual([]);
    await lead.context.close();
  });

  test('two units on one telephone are told; a question, a watch and the end of both are written; who coordinates closes it', async () => {
    const lead = await desk(investigators.lead, '/');
    const { page } = lead;
    await ready(page);
    await page.getByText('Gọi đơn vị cùng nắm một định danh').first().waitFor();
    const { reference } = await first(lead);
    await page.goto('/vi-pham/tranh-trung');
    await ready(page);
    await page.locator('#thong-bao').getByText('••••456').first().waitFor();
    await noViolations(lead, 'de-confliction');
    await picture(lead, 'deconfliction-desk');
    expect(await page.getByText('Ghi kết quả và kết thúc').count()).toBe(0);

    await page.getByText('Hỏi đơn vị khác có nắm không', { exact: true }).click();
    const ask = page.locator('form[action="?/hoi"]');
    await ask.getByLabel('Mã vụ việc').fill('VP-0000-0000');
    await ask.getByLabel('Loại', { exact: true }).selectOption('PHONE');
    await ask.getByLabel('Ghi như trong nguồn').fill('0900 000 321');
    await ask.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    await ask.getByText('Không tìm thấy vụ việc này').waitFor();
    await ask.getByLabel('Mã vụ việc').fill(reference);
    await ask.getByLabel('Mục đích').selectOption('VERIFY_SOURCE');
    await ask.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    await page.getByText('Đã gửi câu hỏi.').first().waitFor();

    await page.getByText('Theo dõi một định danh', { exact: true }).first().click();
    const watch = page.locator('form[action="?/theoDoi"]');
    await watch.getByLabel('Mã vụ việc').fill(reference);
    await watch.getByLabel('Loại', { exact: true }).selectOption('PHONE');
    await watch.getByLabel('Ghi như trong nguồn').fill('0900 000 654');
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
    await watch.getByLabel('Theo dõi đến ngày').fill(day);
    await watch.getByRole('button', { name: 'Theo dõi một định danh' }).click();
    await page.locator('#theo-doi').getByText('••••654').first().waitFor();
    await page.locator('#theo-doi').getByRole('button', { name: 'Thôi theo dõi ••••654' }).click();
    await page.locator('#theo-doi').getByText('Đã thôi lúc').waitFor();
    expect(lead.complaints).toEqual([]);

    const coordinator = await desk(investigators.coordinator, '/vi-pham/tranh-trung');
    const over = coordinator.page;
    await ready(over);
    // Who sees both sides has them as one, with both files.
    expect(await over.locator('#thong-bao article').count()).toBe(1);
    expect(await over.locator('#thong-bao article').getByRole('link', { name: /^VP-/ }).count()).toBe(2);
    expect(await page.locator('#thong-bao article').getByRole('link', { name: /^VP-/ }).count()).toBe(1);
    await noViolations(coordinator, 'de-confliction for who coordinates', ['light']);
    await over.getByText('Ghi kết quả và kết thúc').first().click();
    const close = over.locator('form[action="?/ketThuc"]').first();
    await close.getByLabel('Kết quả').selectOption('COORDINATED');
    await close.getByRole('button', { name: 'Ghi kết quả và kết thúc' }).click();
    await over.getByText('Không có hai đơn vị nào đang cùng nắm một định danh.').waitFor();
    await over.goto('/vi-pham/tranh-trung?trang-thai=da-xong');
    expect(await over.getByText('Hai đơn vị phối hợp, mỗi bên giữ vụ việc của mình').count()).toBe(1);
    await over.locator('#khoa').getByText('Không có ai bị khóa.').waitFor();
    expect(coordinator.complaints).toEqual([]);
    await coordinator.context.close();

    // The other unit sees how it ended, and nothing of the file.
    const elsewhere = await desk(investigators.elsewhere, '/vi-pham/tranh-trung?trang-thai=da-xong');
    await elsewhere.page.getByText('Hai đơn vị phối hợp').first().waitFor();
    await elsewhere.context.close();
    await lead.context.close();
  });

  test('what another unit holds is in no page of somebody who is told of it', async () => {
    const lead = await desk(investigators.lead, '/');
    const opened = await call(lead, '/api/v1/offence-files', { summary: 'Tin báo mẫu của bài thử này.' });
    const mine = opened.body.id as string;
    const added = await call(lead, `/api/v1/offence-files/${mine}/identifiers`, {
      kind: 'PHONE',
      written: '0900 111 222',
    });
    expect(added.status).toBe(201);
    const elsewhere = await desk(investigators.elsewhere, '/');
    const theirs = await call(elsewhere, '/api/v1/offence-files', { summary: 'Tin báo mẫu khác của bài thử này.' });
    await call(elsewhere, `/api/v1/offence-files/${theirs.body.id}/identifiers`, {
      kind: 'PHONE',
      written: '+84900111222',
    });
    for (const path of [`/vi-pham/${mine}`, `/vi-pham/${mine}/so-do`, '/vi-pham/tranh-trung']) {
      await lead.page.goto(path);
      const content = await lead.page.content();
      expect(content, path).not.toContain(theirs.body.id);
      expect(content, path).not.toContain(theirs.body.reference);
    }
    await lead.page.goto(`/vi-pham/${mine}`);
    await lead.page.locator('#dinh-danh').getByText('Đơn vị khác cũng nắm định danh của vụ việc này: 1').waitFor();
    await elsewhere.context.close();
    await lead.context.close();
  });
});
