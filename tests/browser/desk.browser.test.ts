import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { reportOfNobody } from './demonstration.ts';
import { type Desk, proveAgain, ready, signIn } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline, ministry, register } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;
const STORY = 'Nội dung giữ chỗ: một tài khoản lạ nhắn tin nhiều lần cho em.';

/** A child files over the portal. @returns the receipt */
async function file(story = STORY): Promise<{ locator: string; words: string[] }> {
  const answer = await fetch(`${house.server.portal}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      reporter: { kind: 'child', band: 'B13_15', name: 'Em Mẫu' },
      narrative: story,
      places: [{ kind: 'FACEBOOK', account: 'tai.khoan.mau' }],
    }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { receipt: { locator: string; words: string[] } }).receipt;
}

/** Opens the report that was filed last: of those nobody has screened, the one whose clock ends last. */
async function openNewest({ page }: Desk): Promise<string> {
  await page.goto('/bao-cao?pham-vi=tat-ca');
  await ready(page);
  await page.locator('a[data-row]').first().click();
  await page.waitForURL(/\/bao-cao\//);
  await ready(page);
  return page.url();
}

describe.skipIf(missing !== null)('the desk', { timeout: 240_000 }, () => {
  test('signs in with password and code, says no more than needed, and a cookie is worth nothing after sign-out', async () => {
    const { page, context, complaints } = await desk();
    await page.goto('/toi');
    await page.waitForURL(/\/dang-nhap\?sau=%2Ftoi$/);
    const answers: string[] = [];
    for (const login of [helpline.agent, 'khong.co@tongdai111.example']) {
      await page.goto('/dang-nhap');
      await ready(page);
      await page.getByLabel('Tên đăng nhập').fill(login);
      await page.getByLabel('Mật khẩu').fill('sai-mat-khau-nay');
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.getByLabel('Mã dùng một lần').fill('123456');
      await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
      answers.push(await page.getByRole('alert').innerText());
    }
    expect(answers[0]).toBe(answers[1]);

    await signIn({ page, context, complaints }, helpline.agent, '/toi');
    expect(new URL(page.url()).pathname).toBe('/toi');
    const stolen = await context.storageState();
    await page.locator('details.person summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(/\/dang-nhap/);
    const thief = await house.browser.newContext({ baseURL: house.server.desk, storageState: stolen });
    const theirs = await thief.newPage();
    await theirs.goto('/');
    expect(new URL(theirs.url()).pathname).toBe('/dang-nhap');
    expect((await thief.request.get('/api/v1/desk/reports')).status()).toBe(401);
    await thief.close();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('after signing in nobody is led to another site', async () => {
    const { page, context } = await desk();
    for (const wanted of ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example']) {
      await page.goto(`/dang-nhap?sau=${encodeURIComponent(wanted)}`);
      await ready(page);
      expect(await page.locator('form[method="post"]').first().getAttribute('action')).not.toContain('evil');
    }
    await context.close();
  });

  test('a passkey is added after a fresh proof and signs in by itself', async () => {
    const opened = await desk(helpline.secondCounsellor, '/toi');
    const { page, context, complaints } = opened;
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.getByLabel('Tên của khóa').fill('Máy thử nghiệm');
    await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click();
    await proveAgain(house.browser, house.server.desk, opened, helpline.secondCounsellor);
    await page.locator('b', { hasText: 'Máy thử nghiệm' }).waitFor();

    await page.locator('details.person summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(/\/dang-nhap/);
    await ready(page);
    await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click();
    await page.getByRole('heading', { name: 'Hôm nay', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a new person sets up password and codes from the invitation, and a role that ends is gone at the next click', async () => {
    const admin = await desk(helpline.administrator, '/nguoi');
    await admin.page.getByRole('button', { name: 'Thêm người' }).click();
    await admin.page.getByLabel('Họ tên').fill('Người Mẫu Mới');
    await admin.page.getByLabel('Thư điện tử công vụ').fill('nguoi.moi@tongdai111.example');
    await admin.page.getByRole('button', { name: 'Tạo và lấy giấy mời' }).click();
    const link = await admin.page.locator('.secret').innerText();

    const { page, context } = await desk();
    await page.goto(link);
    await ready(page);
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    expect(await page.locator('figure svg path').count()).toBeGreaterThan(0);
    await page.getByLabel('Mật khẩu mới').fill('mot-cau-ngan-de-nho');
    await page.getByLabel('Nhập lại mật khẩu').fill('mot-cau-ngan-de-nho');
    await page.getByLabel('Mã sáu chữ số').fill(generateSync({ secret }));
    await page.getByRole('button', { name: 'Hoàn tất' }).click();
    await page.getByText('Chỉ hiện lần này.').waitFor();
    const [recovery = ''] = await page.locator('ol li').allInnerTexts();

    await page.goto('/dang-nhap');
    await ready(page);
    await page.getByLabel('Tên đăng nhập').fill('nguoi.moi@tongdai111.example');
    await page.getByLabel('Mật khẩu').fill('mot-cau-ngan-de-nho');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByLabel('Mã dùng một lần').fill(recovery);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('heading', { name: 'Anh chị không có quyền mở trang này' }).waitFor();
    await page.getByText('Đỗ Mẫu Ngăn Nắp').waitFor();

    await admin.page.getByRole('link', { name: 'Người Mẫu Mới' }).click();
    await admin.page.waitForURL(/\/nguoi\/./);
    await admin.page.getByRole('button', { name: 'Giao vai trò' }).click();
    await admin.page.getByLabel('Vai trò', { exact: true }).selectOption('111_agent');
    await admin.page.getByLabel(/^Bàn tiếp nhận/).selectOption('111-intake');
    await admin.page.getByLabel('Lý do đề nghị').fill('Người trực mới');
    await admin.page.getByRole('button', { name: 'Giao', exact: true }).click();
    // The role opens reports, and the administrator made the person: somebody else approves.
    await admin.page.getByText('Vai trò bắt đầu khi người thứ hai duyệt.').first().waitFor();
    const second = await desk(ministry.systemAdministrator, '/nguoi');
    await second.page.getByText('Người trực mới').first().waitFor();
    await second.page
      .getByRole('button', { name: /^Duyệt/ })
      .first()
      .click();
    await expect.poll(() => second.page.getByRole('button', { name: /^Duyệt/ }).count(), { timeout: 20_000 }).toBe(0);
    await second.context.close();
    await admin.page.reload();
    await ready(admin.page);
    await admin.page.getByRole('button', { name: /^Thu hồi/ }).waitFor();

    await page.goto('/');
    await page.getByRole('heading', { name: 'Hôm nay', exact: true }).waitFor();
    await admin.page.getByRole('button', { name: /^Thu hồi/ }).click();
    await admin.page.getByText('Chưa có vai trò').or(admin.page.locator('li.past')).first().waitFor();
    await ready(page);
    await page.locator('a[data-row]').first().click();
    await page.getByText('Tại đơn vị này anh chị không còn vai trò nào.').waitFor();
    const answer = await page.goto('/');
    expect(answer?.status()).toBe(403);
    await admin.context.close();
    await context.close();
  });

  test('a report is found, screened and answered by keyboard at 1440 x 900', async () => {
    await file();
    const opened = await desk(helpline.counsellor, '/bao-cao?pham-vi=tat-ca');
    const { page, context, complaints } = opened;
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bao-cao\//);
    await ready(page);
    const reference = await page.locator('h1').innerText();
    expect(await page.getByText(STORY).count()).toBe(0);

    await page.goto('/thong-bao');
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type(reference);
    await page.keyboard.press('Enter');
    // A whole code opens at once: nothing is listed that has to be chosen.
    await page.waitForURL(/\/bao-cao\//);
    await page.getByRole('heading', { level: 1, name: reference }).waitFor();

    await page.keyboard.press('o');
    await page.getByText(STORY).waitFor();
    await page.keyboard.press('s');
    await page.locator('#screening input[type="radio"]').first().waitFor();
    for (const key of ['2', '2', '2', '2', '2', '2', '2', '2', 'b', 'n', 'Enter', 'Enter'])
      await page.keyboard.press(key);
    await page.getByText('Đã lưu kết quả sàng lọc.').waitFor();
    await page.locator('.head header', { hasText: 'Xử lý thông thường' }).waitFor();

    await page.locator('h1').click();
    await page.keyboard.press('r');
    await page.keyboard.type('Cảm ơn em đã kể. Đây không phải lỗi của em.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Đã gửi trả lời.').waitFor();
    await page.locator('.thread .desk', { hasText: 'Cảm ơn em đã kể' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('two counsellors at once: the slower one sees what the other did and keeps the text', async () => {
    await file();
    const one = await desk(helpline.counsellor);
    const url = await openNewest(one);
    const two = await desk(helpline.secondCounsellor);
    await two.page.goto(url);
    await ready(two.page);
    // The line is cut, so that the second page does not hear of the first one's act by itself.
    await two.context.route('**/api/v1/live', (route) => route.abort());
    await two.page.reload();
    await ready(two.page);
    await two.page.getByLabel('Trả lời người báo tin').last().fill('Câu trả lời đang viết dở.');
    await one.page.getByRole('button', { name: 'Nhận việc' }).click();
    await one.page.getByText('Đã nhận việc này.').waitFor();
    await two.page.getByRole('button', { name: 'Gửi' }).click();
    await two.page.getByText('Trong lúc đó có người vừa thay đổi tin báo này.').waitFor();
    expect(await two.page.locator('.notice li').first().innerText()).toContain('Giao việc');
    expect(await two.page.locator('#reply').inputValue()).toBe('Câu trả lời đang viết dở.');
    await two.page.getByRole('button', { name: 'Gửi' }).click();
    await two.page.getByText('Đã gửi trả lời.').waitFor();
    await one.context.close();
    await two.context.close();
  });

  test('a draft outlives a cut line and an ended session', async () => {
    await file();
    const { page, context } = await desk(helpline.counsellor);
    await openNewest({ page, context, complaints: [] });
    await page.locator('#reply').fill('Câu trả lời không được mất.');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Mạng bị ngắt.').waitFor();
    await context.setOffline(false);
    await context.clearCookies();
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Phiên làm việc đã kết thúc').waitFor();
    expect(await page.locator('#reply').inputValue()).toBe('Câu trả lời không được mất.');
    await context.close();
  });

  test('a new report waits in a quiet bar, without a reload and without moving a row', async () => {
    const { page, context } = await desk(helpline.supervisor, '/bao-cao');
    // By their addresses: what a row says of its time changes with every minute.
    const rows = () =>
      page.locator('a[data-row]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const order = await rows();
    await file();
    await page.getByText('1 tin mới').waitFor();
    expect(await rows()).toEqual(order);
    await page.getByRole('button', { name: 'Hiện theo thứ tự mới' }).click();
    await page.locator('li.new').waitFor();
    // A page holds fifty rows.
    expect(await page.locator('a[data-row]').count()).toBe(Math.min(order.length + 1, 50));
    await context.close();
  });

  test('filters stand in the address and survive reload and back; a number links to its rows', async () => {
    const { page, context } = await desk(helpline.supervisor, '/bao-cao');
    const chip = page.locator('.filters a', { hasText: /^U1/ });
    const count = Number((await chip.innerText()).replace(/^U1/, '').trim());
    await chip.click();
    await page.waitForURL(/khan=U1/);
    await expect.poll(() => page.locator('a[data-row]').count()).toBe(count);
    await page.locator('.filters a', { hasText: 'Chưa ai nhận' }).click();
    await page.waitForURL(/ai=chua-ai/);
    await page.reload();
    await ready(page);
    expect(page.url()).toMatch(/khan=U1/);
    await page.locator('.filters a[aria-current]', { hasText: 'Chưa ai nhận' }).waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('ai='));
    await page.locator('.filters a[aria-current]', { hasText: 'U1' }).waitFor();
    await expect.poll(() => page.locator('a[data-row]').count()).toBe(count);
    await context.close();
  });

  test('identity opens after a reason and a fresh proof, and closes by itself', async () => {
    await file();
    const opened = await desk(helpline.counsellor);
    const { page, context } = opened;
    await openNewest(opened);
    await page.clock.install();
    expect(await page.getByText('Em Mẫu').count()).toBe(0);
    await page.getByRole('button', { name: /Mở xem Họ tên người báo/ }).click();
    await page.getByLabel('Lý do', { exact: true }).selectOption('verify');
    await page
      .getByRole('dialog', { name: 'Vì sao cần xem danh tính?' })
      .getByRole('button', { name: 'Mở xem' })
      .click();
    await proveAgain(house.browser, house.server.desk, opened, helpline.counsellor);
    await page.getByText('Em Mẫu').waitFor();
    await page.clock.fastForward(125_000);
    await page.getByText('Em Mẫu').waitFor({ state: 'detached' });
    await context.close();
  });

  test('an emergency opens a report of another desk, is told, and is reviewed by somebody else', async () => {
    await file();
    const counsellor = await desk(helpline.supervisor);
    await openNewest(counsellor);
    const reference = await counsellor.page.locator('h1').innerText();
    await counsellor.context.close();
    const officer = await desk(helpline.dataOfficer, '/thong-bao');

    const police = await desk(register.dutyOfficer, '/mo-khan');
    await police.page.getByLabel('Mã tin báo', { exact: true }).fill(reference);
    await police.page.getByLabel('Nguy hiểm gì').fill('Trẻ đang ở cùng người đe dọa, không thể chờ đến sáng.');
    await police.page.getByRole('button', { name: 'Mở khẩn cấp trong hai giờ' }).click();
    await police.page.waitForURL(/\/bao-cao\//);
    await ready(police.page);
    await police.page.keyboard.press('o');
    await police.page.getByText(STORY).waitFor();
    await police.page.goto('/mo-khan');
    await police.page.getByText('còn 1 giờ').or(police.page.getByText('còn 2 giờ')).first().waitFor();

    await officer.page.getByText('Có người vừa mở khẩn cấp một hồ sơ').first().waitFor();
    await officer.page.goto('/mo-khan');
    await ready(officer.page);
    await officer.page
      .getByRole('button', { name: /^Xem xét/ })
      .first()
      .click();
    await officer.page.getByLabel('Kết luận').selectOption('NOT_JUSTIFIED');
    await officer.page.getByLabel('Lời giải thích').fill('Bàn giữ hồ sơ đang trực, có thể gọi ngay.');
    await officer.page.getByRole('button', { name: 'Ghi kết luận' }).click();
    await officer.page.getByText('Đã ghi kết luận.').waitFor();
    // What was left of the two hours has ended with the outcome.
    await police.page.getByText('Không có căn cứ').waitFor();
    await police.page.goBack();
    await expect.poll(async () => (await police.page.reload())?.status()).not.toBe(200);
    await officer.context.close();
    await police.context.close();
  });

  test('where nobody reported, nobody is said to have destroyed a receipt', async () => {
    const { page, context } = await desk(helpline.counsellor, `/bao-cao/${await reportOfNobody()}`);
    await page.getByText('Không có người báo tin: việc này').waitFor();
    expect(await page.getByText('đã hủy mã').count()).toBe(0);
    await context.close();
  });

  test('a call is filed, its words are shown once, and the audit chain is sound', async () => {
    const { page, context } = await desk(helpline.agent, '/bao-cao/moi');
    await page.getByLabel('Chuyện đã xảy ra').fill(STORY);
    await page.getByLabel('Tỉnh, thành phố').selectOption('79');
    await expect.poll(() => page.locator('#commune option').count()).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'Ghi nhận tin báo' }).click();
    await page.getByText('Người gọi phải đổi sáu từ khi mở lần đầu.').waitFor();
    expect(await page.locator('.receipt li').count()).toBe(6);
    const [word = ''] = await page.locator('.receipt li').allInnerTexts();
    await page.getByRole('button', { name: 'Đã đọc xong, mở tin báo' }).click();
    await page.waitForURL(/\/bao-cao\/[0-9a-f-]{36}/);
    expect(await page.locator('.receipt').count()).toBe(0);
    expect(word).not.toBe('');
    await context.close();

    const auditor = await desk(helpline.auditor, '/nhat-ky');
    await auditor.page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await auditor.page.getByText('Chuỗi nhật ký nguyên vẹn').waitFor();
    expect(await auditor.page.getByText(STORY).count()).toBe(0);
    await auditor.context.close();
  });

  test.each<[string, string[]]>([
    ['', ['/dang-nhap']],
    [
      helpline.supervisor,
      [
        '/',
        '/bao-cao',
        '/bao-cao?khan=U4&qua-han=1',
        '/bao-cao/moi',
        '/tim',
        '/thong-bao',
        '/toi',
        '/mo-khan',
        '/nhat-ky',
        '/quyen',
        '/nguoi',
        '/en',
      ],
    ],
    [helpline.administrator, ['/', '/nguoi', '/don-vi', '/don-vi/C111']],
    [ministry.systemAdministrator, ['/may', '/don-vi/MPS-A05', '/en/don-vi']],
    [helpline.dataOfficer, ['/mo-khan', '/mo-khan?phan=tat-ca']],
  ])('axe finds nothing, light and dark: %s', async (login, paths) => {
    const opened = await desk(login || undefined);
    for (const path of paths) {
      await opened.page.goto(path);
      await ready(opened.page);
      await noViolations(opened, path);
    }
    if (login === helpline.supervisor) {
      await openNewest(opened);
      await opened.page.keyboard.press('o');
      await opened.page.locator('.told').first().waitFor();
      await opened.page.getByRole('button', { name: /^Mở Ghi chú/ }).click();
      await opened.page.getByText('Ai đã mở tin báo này').click();
      await opened.page.getByText('Ai đọc được tin báo này').click();
      await opened.page.getByText('Phạm Mẫu Cẩn Trọng').last().waitFor();
      await noViolations(opened, 'a report');
    }
    if (login === helpline.administrator) {
      await opened.page.goto('/nguoi');
      await ready(opened.page);
      await opened.page.getByRole('link', { name: 'Trần Mẫu Tiếp Nhận' }).click();
      await opened.page.waitForURL(/\/nguoi\/./);
      await opened.page.getByRole('button', { name: 'Giao vai trò' }).click();
      await noViolations(opened, 'a person');
    }
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
  });

  test('on a phone all spaces are in view, and the one where one is is marked', async () => {
    const { page, context } = await desk(helpline.secondCounsellor, '/tim', 360, 740);
    for (const path of ['/', '/tim', '/thong-bao', '/bao-cao']) {
      await page.goto(path);
      await ready(page);
      const row = await page.locator('.places').evaluate((places) => {
        const boxes = [...places.querySelectorAll('a')].map((place) => place.getBoundingClientRect());
        return {
          here: places.querySelectorAll('[aria-current]').length,
          inView: boxes.every(({ left, right, height }) => left >= 0 && right <= innerWidth && height >= 44),
        };
      });
      expect(row, path).toEqual({ here: 1, inView: true });
    }
    await context.close();
  });

  test('at 1440 x 900 the queue scrolls, and the page around it does not', async () => {
    const { page, context } = await desk(helpline.secondCounsellor, '/bao-cao');
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
    expect(
      await page.locator('.split > aside').evaluate((list) => list.scrollHeight - list.clientHeight),
    ).toBeGreaterThan(0);
    await context.close();
  });

  test.each([1024, 360])('at %d pixels no page is wider than its window', async (width) => {
    const opened = await desk(undefined, undefined, width, 740);
    await signIn(opened, helpline.secondCounsellor);
    const paths = ['/', '/bao-cao', '/bao-cao/moi', '/tim', '/thong-bao', '/toi'];
    for (const path of paths) {
      await opened.page.goto(path);
      await ready(opened.page);
      expect(
        await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0);
    }
    await openNewest(opened);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await opened.context.close();
  });
});
