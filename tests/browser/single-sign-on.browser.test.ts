import { describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { startProvider, type TestProvider } from '../../src/members/sign-in/provider.testing.ts';
import { startDesk } from './desk-server.ts';
import { type Desk, openDesk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

let provider: TestProvider;
const house = useServer(async () => {
  provider = await startProvider({ addressInToken: true, asks: true });
  const desk = await startDesk(provider.settings);
  provider.serve(`${desk.url}/dang-nhap/sso/ve`);
  return {
    ...desk,
    close: async () => {
      await desk.close();
      await provider.close();
    },
  };
});
const { missing } = house;

let subjects = 0;

/** A person with roles at these agencies, who is the next one at the provider. */
async function person(...agencies: string[]) {
  const made = await house.server.person(
    agencies[0] as string,
    agencies.map((agency) =>
      agency === INTAKE.agency
        ? { role: '111_counsellor', agency, desk: INTAKE.desk }
        : { role: 'ministry_child_officer', agency },
    ),
  );
  subjects += 1;
  Object.assign(provider.account, { sub: `subject-${subjects}`, email: made.login, verified: true });
  return made;
}

/** Presses the button of the sign-in page and stands before the provider's question. */
async function leaveForProvider(
  { page }: Desk,
  path = '/dang-nhap?sau=%2Ftoi',
  button = 'Đăng nhập một lần của cơ quan',
) {
  await page.goto(path);
  await ready(page);
  await page.getByRole('link', { name: button }).click();
  await page.waitForURL(`${provider.issuer}/interaction/**`);
}

/** Signs in at the provider and consents. */
async function agree({ page }: Desk) {
  await page.getByRole('link', { name: 'Agree' }).click();
  await page.waitForLoadState();
  if (page.url().startsWith(provider.issuer)) await page.getByRole('link', { name: 'Agree' }).click();
}

/** Consents without going back to the desk. @returns the address that the provider sends the browser to */
async function answerOf({ page, context }: Desk): Promise<string> {
  let next = `${page.url()}/yes`;
  for (let hop = 0; hop < 12 && !next.startsWith(house.server.url); hop += 1) {
    const answer = await context.request.get(next, { maxRedirects: 0 });
    next = new URL(answer.headers().location ?? `${next}/yes`, next).href;
  }
  expect(next).toContain('code=');
  return next;
}

if (missing !== null) console.warn(`SKIPPED: single sign-on in a browser (${missing})`);
describe.skipIf(missing !== null)('single sign-on, through the pages', () => {
  test('who works at one agency is led where they wanted to go', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    await person('MOH-MCD');
    await leaveForProvider(desk);
    await agree(desk);
    await desk.page.waitForURL(`${house.server.url}/toi`);
    await ready(desk.page);
    expect(await desk.page.locator('details.person').textContent()).toContain('Người Mẫu');
    // Neither what the provider sent nor what was kept for its answer stays behind.
    expect(desk.page.url()).not.toContain('code=');
    expect((await desk.context.cookies()).map(({ name }) => name)).toEqual(expect.not.arrayContaining(['lachan_sso']));
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  });

  test('who works at two agencies chooses one, and is in with the roles of that one', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    const { page } = desk;
    await person('MOH-MCD', INTAKE.agency);
    await leaveForProvider(desk, '/dang-nhap');
    await agree(desk);
    await page.waitForURL(/\/dang-nhap\/don-vi/);
    await ready(page);
    await noViolations(desk, '/dang-nhap/don-vi');
    expect(await page.getByRole('button', { name: /^Làm việc tại đây/ }).count()).toBe(2);
    await page.locator('.spread', { hasText: '111' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Hôm nay', exact: true }).waitFor();
    expect(await page.locator('details.person').textContent()).toContain('111');
    await desk.context.close();
  });

  test('in English the way back is English too', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    await person('MOH-MCD', INTAKE.agency);
    await leaveForProvider(desk, '/en/dang-nhap', 'Single sign-on');
    await agree(desk);
    await desk.page.waitForURL(/\/en\/dang-nhap\/don-vi/);
    await desk.page.getByRole('heading', { name: 'Which agency are you working for?' }).waitFor();
    await desk.context.close();
  });

  test('who turns back at the provider reads that nothing has changed, and can sign in another way', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    const { page } = desk;
    await person('MOH-MCD');
    await leaveForProvider(desk);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByText('Anh chị đã dừng ở trang đăng nhập một lần.').waitFor();
    await noViolations(desk, '/dang-nhap/sso/ve');
    await page.getByRole('link', { name: 'Đăng nhập', exact: true }).click();
    await page.getByLabel('Tên đăng nhập').waitFor();
    await desk.context.close();
  });

  test('somebody without an account reads whom to ask, and is not in', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    const { page } = desk;
    subjects += 1;
    Object.assign(provider.account, { sub: `subject-${subjects}`, email: 'khong.co@don-vi.example', verified: true });
    await leaveForProvider(desk);
    await agree(desk);
    await page.getByText('không có tài khoản nào đang mở khớp với anh chị').waitFor();
    await page.goto('/toi');
    await page.waitForURL(/\/dang-nhap\?/);
    await desk.context.close();
  });

  test('an answer with another state, or one that is brought twice or by another browser, opens nothing', async () => {
    const desk = await openDesk(house.browser, house.server.url);
    const { page } = desk;
    await person('MOH-MCD');
    await leaveForProvider(desk);
    const answer = await answerOf(desk);
    const other = await openDesk(house.browser, house.server.url);
    await other.page.goto(answer);
    await other.page.getByText('Lượt đăng nhập một lần này không còn dùng được.').waitFor();
    await other.context.close();

    await page.goto(answer.replace(/state=[^&]+/, 'state=another-state-of-some-length'));
    await page.getByText('Lượt đăng nhập một lần này không còn dùng được.').waitFor();
    // The round is over: the right answer comes too late.
    await page.goto(answer);
    await page.getByText('Lượt đăng nhập một lần này không còn dùng được.').waitFor();
    await page.goto('/toi');
    await page.waitForURL(/\/dang-nhap\?/);
    await desk.context.close();
  });
});
