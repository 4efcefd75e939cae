import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { commune } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const { missing, desk } = house;

/** The address of the page on which the plan that waits in the demonstration is signed, from the chair's first page. */
async function waitingPlan(): Promise<string> {
  const { page, context } = await desk(commune.chair, '/');
  const link = page.locator('a[href*="viec=approve-plan"]').first();
  const path = (await link.getAttribute('href')) as string;
  await context.close();
  return path;
}

describe.skipIf(missing !== null)('a decision before it is signed', { timeout: 240_000 }, () => {
  test('the grounds stand beside the document, which follows what is written; one signature approves the plan', async () => {
    const path = await waitingPlan();
    const { page, context, complaints } = await desk(commune.chair, path);
    const paper = page.getByRole('article', { name: 'Bản dự thảo' });
    await page.getByRole('region', { name: 'Căn cứ để quyết định' }).getByText('Mẫu số 04').waitFor();
    await paper.getByText('Điều 1.').waitFor();
    expect(await paper.getByText('12/QĐ-UBND').count()).toBe(0);
    await page.getByLabel('Số quyết định').fill('12/QĐ-UBND');
    await paper.getByText('Số: 12/QĐ-UBND').waitFor();
    await noViolations({ page }, 'the decision page');
    await page.getByRole('button', { name: 'Ký quyết định' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/ky'));
    await page.getByText('Đã làm: Phê duyệt kế hoạch').waitFor();
    await page.goto(`${new URL(page.url()).pathname}/quyet-dinh`);
    await page.getByText('Phê duyệt kế hoạch hỗ trợ, can thiệp').first().waitFor();
    // Signed once: the page of the signature says that nothing waits any more.
    await page.goto(path);
    await page.getByText('Việc này không còn chờ anh chị').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an officer finds that it is not theirs, and an address of no document is not found', async () => {
    const { page, context } = await desk(commune.chair, '/ho-so');
    const link = page.locator('a[data-row]').first();
    const base = (await link.getAttribute('href')) as string;
    expect((await page.goto(`${base}/quyet-dinh/ky?viec=assign`))?.status()).toBe(404);
    await context.close();
    const officer = await desk(commune.officer, `${base}/quyet-dinh/ky?viec=decide-emergency`);
    await officer.page.getByText('Việc này không còn chờ anh chị').waitFor();
    expect(await officer.page.getByRole('button', { name: 'Ký quyết định' }).count()).toBe(0);
    await officer.context.close();
  });

  test('without script the document is looked at again with what was written, and nothing is lost', async () => {
    const open = await desk(commune.chair, '/');
    const link = open.page.locator('a[href*="/ho-so/"]').first();
    const base = ((await link.getAttribute('href')) as string).split('/').slice(0, 3).join('/');
    const state = await open.context.storageState();
    await open.context.close();
    const context = await house.browser.newContext({
      baseURL: house.server.desk,
      javaScriptEnabled: false,
      storageState: state,
    });
    const page = await context.newPage();
    await page.goto(`${base}/quyet-dinh/ky?viec=end-deceased`);
    await page.getByRole('textbox', { name: 'Lý do' }).fill('Lý do giữ chỗ.');
    await page.getByRole('button', { name: 'Xem lại văn bản' }).click();
    await page.getByRole('article', { name: 'Bản dự thảo' }).getByText('Lý do giữ chỗ.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Lý do' }).inputValue()).toBe('Lý do giữ chỗ.');
    await context.close();
  });
});

describe.skipIf(missing !== null)('the page of a case', { timeout: 120_000 }, () => {
  test.each([1440, 1366, 1024, 360])('at %i pixels shows what to do now without scrolling', async (width) => {
    const { page, context } = await desk(commune.officer, '/ho-so');
    await page.setViewportSize({ width, height: width === 360 ? 740 : 768 });
    await page.goto((await page.locator('a[data-row]').first().getAttribute('href')) as string);
    await ready(page);
    const box = await page.getByRole('heading', { name: 'Việc tiếp theo' }).boundingBox();
    expect(box?.y).toBeLessThan(768);
    await context.close();
  });
});
