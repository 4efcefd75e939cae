import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune, helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
/** Placeholder text; it must never be found outside the server's seal. */
const NOTE = 'Nội dung giữ chỗ của cán bộ';
const OTHER = 'Nội dung giữ chỗ của chủ tịch';

/** How long something may take to show that happens by itself. */
const SOON = { timeout: 20_000 };

let officer: Desk;
let chair: Desk;

beforeAll(async () => {
  if (missing !== null) return;
  officer = await desk(commune.officer);
  chair = await desk(commune.chair);
}, 180_000);

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** The first case in a state whose form can be begun. */
async function caseToFill(page: Page, state: string, form: string): Promise<string> {
  await visit(page, '/ho-so');
  const rows = page.locator('tr', { hasText: state }).locator('a[data-row]');
  for (const href of await rows.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))) {
    await visit(page, `${href}/bieu-mau`);
    if ((await page.locator(`a[href="${href}/bieu-mau/${form}"]`, { hasText: 'Bắt đầu điền' }).count()) > 0)
      return href;
  }
  throw new Error(`no case in the state ${state} waits for ${form}`);
}

const saved = (page: Page) => page.locator('[data-saving="saved"]').waitFor();
const rate = (page: Page, field: string, rating: string) =>
  page.locator(`input[name="m.${field}"][value="${rating}"]`).check();
const entry = (page: Page, field: string) => page.locator(`#muc-${field}`);

/** Everything that the browser keeps of the desk, as text, and whether a key can be taken out. */
function kept(page: Page): Promise<{ text: string; drafts: number; extractable: boolean[] }> {
  return page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const readable = (value: unknown): string =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder('latin1').decode(value as ArrayBuffer) + new TextDecoder().decode(value as ArrayBuffer)
        : value && typeof value === 'object' && !(value instanceof CryptoKey)
          ? Object.entries(value)
              .map(([name, one]) => name + readable(one))
              .join(' ')
          : String(value);
    const said: string[] = [];
    const extractable: boolean[] = [];
    let drafts = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([ask(rows.getAllKeys()), ask(rows.getAll())]);
        said.push(store, ...keys.map(String), ...values.map(readable));
        if (store === 'draft') drafts = values.length;
        for (const value of values) if (value.key instanceof CryptoKey) extractable.push(value.key.extractable);
      }
      database.close();
    }
    said.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage));
    return { text: said.join('\n'), drafts, extractable };
  });
}

describe.skipIf(missing !== null)('the forms of a case', { timeout: 300_000 }, () => {
  let path = '';
  let form = '';

  test('a form saves itself, shows what depends on an answer, counts, and reads the same after a reload', async () => {
    const { page } = officer;
    path = await caseToFill(page, 'Đánh giá nguy cơ ban đầu', 'FORM-02');
    form = `${path}/bieu-mau/FORM-02`;
    await visit(page, form);
    // The first save makes the draft; whoever is writing is not thrown out of the field.
    await entry(page, 'harm_notes').fill(NOTE.slice(0, 8));
    await saved(page);
    await page.getByRole('link', { name: 'PDF' }).waitFor();
    expect(await entry(page, 'harm_notes').evaluate((field) => field === document.activeElement)).toBe(true);
    await entry(page, 'assessed_at').fill('22/04/2026 10:00');
    await rate(page, 'harm_severity', 'HIGH');
    await rate(page, 'offender_access', 'HIGH');
    await rate(page, 'development_effect', 'LOW');
    expect(await page.locator('[data-totals="A"]').innerText()).toMatch(
      /Cao\s*2.*Trung bình\s*0.*Thấp\s*1.*chưa chấm 1/s,
    );
    expect(await page.locator('input[name="m.separation_proposed"]').count()).toBe(0);
    await page.locator('input[name="m.conclusion"][value="EMERGENCY"]').check();
    await page.locator('input[name="m.separation_proposed"]').first().waitFor();
    await entry(page, 'harm_notes').fill(NOTE);
    await saved(page);
    await visit(page, form);
    expect(await entry(page, 'harm_notes').inputValue()).toBe(NOTE);
    expect(await entry(page, 'assessed_at').inputValue()).toBe('22/04/2026 10:00');
    expect(await page.locator('input[name="m.offender_access"]:checked').inputValue()).toBe('HIGH');
    await noViolations(officer, 'the form');
    await visit(page, `${path}/bieu-mau`);
    await noViolations(officer, 'the list of forms');
    await visit(page, `${path}/bieu-mau/FORM-02/in?trong=1`);
    expect(await page.locator('article.sheet').innerText()).not.toContain(NOTE);
    await noViolations(officer, 'the empty form on paper');
  });

  test('two people write one field: both values with their names, and what is chosen reaches the other', async () => {
    // No live line: the chair's page does not hear that the officer has saved.
    await chair.page.route('**/api/v1/live', (route) => route.abort());
    await visit(chair.page, form);
    await visit(officer.page, form);
    await entry(officer.page, 'capacity_notes').fill(NOTE);
    await saved(officer.page);
    await entry(chair.page, 'capacity_notes').fill(OTHER);
    const clash = chair.page.getByRole('group', { name: /Hai nội dung/ });
    await clash.waitFor();
    expect(await clash.innerText()).toContain(NOTE);
    expect(await clash.innerText()).toContain(OTHER);
    expect(await clash.innerText()).toContain('Hoàng Mẫu Tận Tâm');
    await noViolations(chair, 'a clash');
    // Nothing is lost by leaving: the value that lost waits at the server.
    await visit(chair.page, form);
    await clash.getByRole('button', { name: 'Giữ nội dung của tôi' }).click();
    await clash.waitFor({ state: 'hidden' });
    await saved(chair.page);
    await expect.poll(() => entry(officer.page, 'capacity_notes').inputValue(), SOON).toBe(OTHER);
    await chair.page.unroute('**/api/v1/live');
  });

  test('what is written offline is sealed in the browser, comes back with a visible clash, and is gone afterwards', async () => {
    await visit(chair.page, form);
    await chair.context.setOffline(true);
    await entry(chair.page, 'immediate_measures').fill(OTHER);
    await chair.page.locator('[data-saving="kept-here"]').waitFor();
    await expect.poll(async () => (await kept(chair.page)).drafts, SOON).toBe(1);
    const held = await kept(chair.page);
    expect(held.extractable).toEqual([false]);
    expect(held.text).not.toContain('giữ chỗ');
    expect(held.text).not.toContain('immediate_measures');
    expect(held.text).not.toContain(path.split('/').at(-1));
    await noViolations(chair, 'a form without network');

    await visit(officer.page, form);
    await entry(officer.page, 'immediate_measures').fill(NOTE);
    await saved(officer.page);

    // The tab is lost; the network comes back.
    await chair.page.close();
    await chair.context.setOffline(false);
    const page = await chair.context.newPage();
    chair = { ...chair, page };
    await visit(page, form);
    await page.locator('[data-taken-back]').waitFor();
    const clash = page.getByRole('group', { name: /Hai nội dung/ });
    await clash.waitFor();
    expect(await clash.innerText()).toContain(NOTE);
    expect(await clash.innerText()).toContain(OTHER);
    await clash.getByRole('button', { name: 'Giữ nội dung đang có' }).click();
    await clash.waitFor({ state: 'hidden' });
    await saved(page);
    await expect.poll(async () => (await kept(page)).drafts, SOON).toBe(0);
    expect(await entry(page, 'immediate_measures').inputValue()).toBe(NOTE);
  });

  test('the check names what is missing, and a submitted form is frozen and masked until opened', async () => {
    const { page } = officer;
    await visit(page, form);
    await page.getByRole('button', { name: 'Kiểm tra và gửi' }).click();
    await page.waitForURL(/kiem=1/);
    const summary = page.locator('.summary');
    await summary.waitFor();
    expect(await summary.innerText()).toContain('Khả năng tự bảo vệ của trẻ');
    expect(await page.getByRole('button', { name: 'Gửi biểu mẫu' }).isDisabled()).toBe(true);
    await noViolations(officer, 'the check');
    await summary.getByRole('link').first().click();
    await page.waitForURL((url) => !url.search.includes('kiem'));
    await ready(page);
    for (const field of [
      'care_obstacles',
      'self_protection',
      'knows_adult',
      'reaches_help',
      'can_tell',
      'others_watch',
    ])
      await rate(page, field, 'MEDIUM');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/kiem=1/);
    await page.getByRole('button', { name: 'Gửi biểu mẫu' }).click();
    await page.waitForURL(/da-gui=FORM-02/);
    await page
      .locator('li', { hasText: 'Mẫu số 02' })
      .getByRole('link', { name: /^Lần 1/ })
      .first()
      .click();
    await page.waitForURL(/bieu-mau\/[0-9a-f-]{36}/);
    const paper = page.locator('.form');
    await paper.getByText('(không hiển thị)').first().waitFor();
    expect(await paper.innerText()).not.toContain(NOTE);
    await paper.getByRole('link', { name: 'Mở nội dung' }).click();
    await paper.getByText(NOTE).first().waitFor();
    await noViolations(officer, 'a submitted form');
    for (const [format, start] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const file = await page.request.get(`${new URL(page.url()).pathname}/tai?dang=${format}`);
      expect(file.status()).toBe(200);
      expect((await file.body()).subarray(0, start.length).toString()).toBe(start);
    }
  });

  test('without script it is a plain form', async () => {
    await visit(officer.page, '/ho-so');
    const plan = await officer.page
      .locator('tr', { hasText: 'Đang lập kế hoạch' })
      .locator('a[data-row]')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).pathname);
    const plain = await house.browser.newContext({
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: await officer.context.storageState(),
    });
    const page = await plain.newPage();
    await page.goto(`${plan}/bieu-mau/FORM-04`);
    await entry(page, 'goals').fill(NOTE);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    expect(await entry(page, 'goals').inputValue()).toBe(NOTE);
    expect(await page.locator('[data-saving]').innerText()).toContain('Đã lưu');
    await plain.close();
  });

  test('signing out leaves nothing sealed behind', async () => {
    const { page, context, complaints } = chair;
    await visit(page, `${path}/bieu-mau`);
    await page.locator('details.person summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(/dang-nhap/);
    await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length), SOON).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe.skipIf(missing !== null)('referrals', { timeout: 300_000 }, () => {
  test('a referral is refused, goes elsewhere in one step, is accepted there, and its outcome comes back', async () => {
    const { page, complaints } = officer;
    await visit(page, '/ho-so');
    const path = await page
      .locator('tr', { hasText: 'Đang thực hiện' })
      .locator('a[data-row]')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).pathname);
    await visit(page, `${path}/chuyen-gui/moi?muc-dich=SOCIAL_WORK`);
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('Chưa chọn nơi nhận.').waitFor();
    await page.getByRole('radio', { name: /Tổng đài/ }).check();
    await page.getByRole('radio', { name: /Nghĩa vụ bảo vệ trẻ em/ }).check();
    for (const piece of ['REASON', 'NEEDS', 'RISK', 'AGE_SEX', 'NAME'])
      await page.locator(`[name="f.${piece}"]`).fill(`${NOTE} ${piece}`);
    const preview = page.getByRole('complementary', { name: /Nơi nhận sẽ thấy/ });
    expect(await preview.innerText()).toContain(`${NOTE} RISK`);
    await noViolations(officer, 'a new referral');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.waitForURL(/\/chuyen-gui\/[0-9a-f-]{36}$/);
    await ready(page);
    const first = new URL(page.url()).pathname;

    const counsellor = await desk(helpline.counsellor);
    await visit(counsellor.page, '/chuyen-gui?trang-thai=SENT');
    await noViolations(counsellor, 'the inbox');
    await visit(counsellor.page, first);
    expect(await counsellor.page.locator('main').innerText()).not.toContain(NOTE);
    await counsellor.page.getByRole('button', { name: 'Mở nội dung' }).click();
    await counsellor.page.getByText(`${NOTE} REASON`).waitFor();
    expect(await counsellor.page.locator('main').innerText()).not.toContain(`${NOTE} NAME`);
    await counsellor.page.getByRole('button', { name: 'Từ chối' }).click();
    await counsellor.page.getByText('Từ chối thì phải chọn lý do.').first().waitFor();
    await counsellor.page.getByLabel('Lý do từ chối').selectOption('OUT_OF_AREA');
    await counsellor.page.getByRole('button', { name: 'Từ chối' }).click();
    await counsellor.page.getByText('Đã từ chối. Nơi gửi được báo lý do.').waitFor();
    await noViolations(counsellor, 'a refused referral, at the receiver');

    await page.getByRole('heading', { name: 'Chuyển sang nơi khác' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Ngoài địa bàn phục vụ');
    await noViolations(officer, 'a refused referral, at the sender');
    await page
      .getByLabel('Nơi nhận')
      .selectOption({ label: 'Trung tâm Công tác xã hội Mẫu – Cơ sở cung cấp dịch vụ bảo vệ trẻ em' });
    await page.getByRole('button', { name: 'Gửi đến nơi này' }).click();
    await page.waitForURL((url) => /\/chuyen-gui\/[0-9a-f-]{36}$/.test(url.pathname) && url.pathname !== first);
    await ready(page);
    const second = new URL(page.url()).pathname;

    const facility = await desk(commune.facilityWorker);
    await visit(facility.page, second);
    // It asks before it decides; what it writes stays through leaving, and it is the officer's turn until there is an answer.
    await facility.page.getByLabel('Câu hỏi cho nơi gửi').fill(`${NOTE}, câu hỏi`);
    await visit(facility.page, '/chuyen-gui');
    await visit(facility.page, second);
    await facility.page.locator('[data-taken-back]').waitFor();
    expect(await facility.page.getByLabel('Câu hỏi cho nơi gửi').inputValue()).toBe(`${NOTE}, câu hỏi`);
    await facility.page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    await facility.page.getByText('Chờ nơi gửi trả lời.', { exact: false }).waitFor();
    expect(await facility.page.locator('main').innerText()).not.toContain(NOTE);
    await noViolations(facility, 'a referral with a question, at the receiver');
    await visit(page, '/?loai=referral-question');
    await page.locator(`a[href="${second}"]`).first().click();
    await page.waitForURL((url) => url.pathname === second);
    await ready(page);
    expect(await page.locator('main').innerText()).not.toContain(NOTE);
    await page.getByRole('button', { name: 'Mở nội dung' }).click();
    await page.getByText(`${NOTE}, câu hỏi`).waitFor();
    await page.getByLabel('Trả lời câu hỏi của nơi nhận').fill(`${OTHER}, câu trả lời`);
    await noViolations(officer, 'a referral with a question, at the sender');
    await page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await page.locator('main').getByText(`${OTHER}, câu trả lời`).waitFor();
    expect(await page.getByLabel('Trả lời câu hỏi của nơi nhận').count()).toBe(0);
    await facility.page.getByText('Trả lời câu hỏi').first().waitFor();
    await facility.page.getByRole('button', { name: 'Mở nội dung' }).click();
    await facility.page.getByText(`${OTHER}, câu trả lời`).waitFor();
    await facility.page.getByRole('button', { name: 'Nhận', exact: true }).click();
    await facility.page.getByRole('button', { name: 'Bắt đầu hỗ trợ' }).click();
    await facility.page.getByLabel('Kết quả', { exact: true }).selectOption('SAFE_STABLE');
    await facility.page.getByRole('button', { name: 'Kết thúc, báo kết quả' }).click();
    await facility.page.getByText('Đã báo kết quả cho nơi gửi.').waitFor();
    expect((await facility.page.goto(`${path}/chuyen-gui`))?.status()).not.toBe(200);

    await page.locator('main').getByText('Trẻ an toàn, ổn định').first().waitFor();
    await visit(page, `${path}/chuyen-gui`);
    expect(await page.locator('main').innerText()).toContain('Ngoài địa bàn phục vụ');
    await noViolations(officer, 'the referrals of a case');
    expect([...complaints, ...counsellor.complaints, ...facility.complaints]).toEqual([]);
    await counsellor.context.close();
    await facility.context.close();
  });

  test('a draft is mended before it is sent: what was opened changes, what stays masked stays', async () => {
    const { page, complaints } = officer;
    await visit(page, '/ho-so');
    const path = await page
      .locator('tr', { hasText: 'Đang thực hiện' })
      .locator('a[data-row]')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).pathname);
    await visit(page, `${path}/chuyen-gui/moi?muc-dich=SOCIAL_WORK`);
    await page.getByRole('radio', { name: /Tổng đài/ }).check();
    await page.getByRole('radio', { name: /Nghĩa vụ bảo vệ trẻ em/ }).check();
    for (const piece of ['REASON', 'NEEDS', 'NAME']) await page.locator(`[name="f.${piece}"]`).fill(`${NOTE} ${piece}`);
    await page.getByRole('button', { name: 'Giữ bản nháp' }).click();
    await page.waitForURL(/\/chuyen-gui\/[0-9a-f-]{36}$/);
    await ready(page);
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('Thiếu một mục', { exact: false }).or(page.getByRole('alert')).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain(NOTE);

    await page.getByRole('button', { name: 'Mở để sửa' }).click();
    await page.locator('[name="f.REASON"]').fill(`${OTHER} REASON`);
    await page.locator('[name="f.RISK"]').fill(`${OTHER} RISK`);
    await page.locator('[name="f.AGE_SEX"]').fill(`${OTHER} AGE_SEX`);
    expect(await page.locator('[name="f.NAME"]').count()).toBe(0);
    await noViolations(officer, 'a draft that is mended');
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
    await page.getByText('Đã lưu bản nháp.').waitFor();
    await page.getByText('Sửa bản nháp').first().waitFor();
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('Đã gửi', { exact: false }).first().waitFor();

    const counsellor = await desk(helpline.counsellor);
    await visit(counsellor.page, new URL(page.url()).pathname);
    await counsellor.page.getByRole('button', { name: 'Mở nội dung' }).click();
    await counsellor.page.getByText(`${OTHER} REASON`).waitFor();
    await counsellor.page.getByText(`${NOTE} NEEDS`).waitFor();
    expect(complaints).toEqual([]);
    await counsellor.context.close();
  });

  test('an answer file with changed characters is not taken, and the page says so', async () => {
    const { page } = officer;
    await visit(page, '/chuyen-gui?chieu=di');
    await page.locator('tr', { hasText: 'Phòng khám Tâm lý Mẫu' }).locator('a[data-row]').first().click();
    await page.waitForURL(/\/chuyen-gui\/[0-9a-f-]{36}$/);
    await page.getByLabel('Tệp trả lời').setInputFiles({
      name: 'tra-loi.lachan',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('la-chan-bundle/1\nAAAA\nAAAA\nAAAA\n'),
    });
    await page.getByRole('button', { name: 'Kiểm tra và nhập' }).click();
    await page.getByText('Gói tin bị thay đổi hoặc hỏng nên không mở.').waitFor();
    await noViolations(officer, 'a referral to a receiver outside');
    await visit(page, '/chuyen-gui/noi-nhan');
    await noViolations(officer, 'the receivers outside');
  });
});
