import type { Page } from 'playwright-core';

/** Waits until the page's script has taken over: before that a form would be sent the old way. */
export async function ready(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.locator('body[data-ready]').waitFor();
}

/** The row of the demonstration's panel with this login: password and the code that works next. */
export async function demonstrationPerson(page: Page, login: string) {
  const row = page.locator('section.demo tr', { hasText: login });
  return { row, code: (await row.locator('td').nth(1).innerText()).trim() };
}

/**
 * Signs a person of the demonstration in with password and one-time code; again with the next code where the first ended
 * while it was typed.
 * @param before is done before each try
 */
export async function signInToDemonstration(
  page: Page,
  login: string,
  after = '/',
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await before();
    await page.goto(`/dang-nhap?sau=${encodeURIComponent(after)}`);
    await ready(page);
    const { row } = await demonstrationPerson(page, login);
    await row.getByRole('button').click();
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page
      .waitForURL((url) => !url.pathname.startsWith('/dang-nhap'), { timeout: 10_000 })
      .catch((error) => {
        if (tries === 2) throw error;
      });
    if (!new URL(page.url()).pathname.startsWith('/dang-nhap')) break;
  }
  await ready(page);
}
