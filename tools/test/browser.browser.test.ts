import { expect, test } from 'vitest';
import { browserMissing, launchBrowser } from './browser.ts';

const missing = browserMissing();

test.skipIf(missing !== null)(`opens a page${missing === null ? '' : ` (${missing})`}`, async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html;charset=utf-8,<title>Lá Chắn</title><h1>Em cần giúp đỡ?</h1>');
    expect(await page.title()).toBe('Lá Chắn');
    expect(await page.getByRole('heading').textContent()).toBe('Em cần giúp đỡ?');
  } finally {
    await browser.close();
  }
});
