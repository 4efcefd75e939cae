import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { demonstrationPerson, ready, signInToDemonstration } from '../../tools/test/desk-sign-in.ts';
import { forgetUsedCodes } from './demonstration.ts';
import { openWindow } from './use-server.ts';

export { ready };

/** Somebody at the desk: their window, and what the browser complained about. */
export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Breaches of the content security policy and errors of scripts. */
  readonly complaints: string[];
}

/** Opens a window of its own on the desk. */
export async function openDesk(
  browser: Browser,
  url: string,
  width = 1440,
  height = 900,
  options: BrowserContextOptions = {},
): Promise<Desk> {
  const { page, context } = await openWindow(browser, {
    baseURL: url,
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
}

/** Signs in with password and one-time code. */
export const signIn = ({ page }: Desk, login: string, after = '/'): Promise<void> =>
  signInToDemonstration(page, login, after, forgetUsedCodes);

/**
 * Begins the shift of whoever stands on `/truc`, once they have heard the ring; waits until it has begun.
 * @param tier the line that is worked on; the first that the person may have where it is not said
 */
export async function beginShift(page: Page, tier?: string): Promise<void> {
  await ready(page);
  await page.getByRole('button', { name: 'Vào ca' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Nghe thử chuông' }).click();
  if (tier !== undefined) await dialog.getByLabel('Tuyến').selectOption(tier);
  await dialog.getByRole('button', { name: 'Vào ca' }).click();
  // Stands only where a shift has begun.
  await page.locator('#helper-state').waitFor();
}

/**
 * Waits the moment that sealing the last key takes. Between two keys the lock is free for an instant; whoever looks a second time after
 * that finds the next one waiting for it.
 */
export const sealed = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const inHand = async () => {
            const { held = [], pending = [] } = await navigator.locks.query();
            return held.length + pending.length;
          };
          return (await inHand()) + (await inHand());
        }),
      { timeout: 20_000 },
    )
    .toBe(0);

/** The code that the person's authenticator app would show next, from the panel in a window of its own. */
export async function nextCode(browser: Browser, url: string, login: string): Promise<string> {
  const desk = await openDesk(browser, url);
  try {
    await desk.page.goto('/dang-nhap');
    return (await demonstrationPerson(desk.page, login)).code;
  } finally {
    await desk.context.close();
  }
}

/** Answers the dialog that asks for a fresh proof; again with the next code where the first ended while it was typed. */
export async function proveAgain(browser: Browser, url: string, desk: Desk, login: string): Promise<void> {
  const dialog = desk.page.getByRole('dialog', { name: 'Xác nhận lại danh tính' });
  await dialog.waitFor();
  for (let tries = 0; tries < 3; tries += 1) {
    await forgetUsedCodes();
    await dialog.getByLabel('Mã dùng một lần').fill(await nextCode(browser, url, login));
    await dialog.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    const gone = await dialog.waitFor({ state: 'hidden', timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (gone) return;
  }
  throw new Error('the proof was not taken');
}
