import { describe, expect, test } from 'vitest';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';

const house = useDemonstration();
const GOOD = 'Cảm ơn em đã nhắn. Cô ở đây với em. Em kể cho cô nghe chuyện gì đang xảy ra nhé?';
const HARSH = 'Sao em lại tin người ta?';

describe.skipIf(house.missing !== null)('practice with a scripted child', () => {
  test('by keyboard: feedback after every line, a summary, and the supervisor told only when the person says so', async () => {
    const { page, complaints } = await house.desk(helpline.counsellor, '/luyen-tap');
    await ready(page);
    await noViolations({ page }, 'the list of people to practise with');
    await page.getByRole('button', { name: 'Bắt đầu Bị đòi tiền vì một tấm ảnh' }).press('Enter');
    await page.getByText('cô ơi cứu em với').waitFor();
    await ready(page);
    const line = page.getByLabel('Câu của anh chị');
    await line.fill(GOOD);
    await line.press('Control+Enter');
    await page.getByText('em quen một người trên mạng').waitFor();
    const first = page.getByRole('region', { name: 'Nhận xét câu 1' });
    await first.getByText('Cảm ơn em đã kể', { exact: true }).waitFor();
    expect(await line.inputValue()).toBe('');
    await line.fill(HARSH);
    await line.press('Control+Enter');
    const second = page.getByRole('region', { name: 'Nhận xét câu 2' });
    await second.getByText('Làm em ngại').waitFor();
    await second.getByText('“Chuyện bắt đầu từ khi nào? Lúc đó có những gì xảy ra?”').waitFor();
    await noViolations({ page }, 'a practice under way');
    await page.getByRole('button', { name: 'Dừng và xem tổng kết' }).press('Enter');
    await page.getByRole('heading', { name: 'Tổng kết: đã dừng' }).waitFor();
    await page.getByText('câu 2', { exact: true }).waitFor();
    await noViolations({ page }, 'the summary of a practice');

    const supervisor = await house.desk(helpline.supervisor, '/luyen-tap');
    await supervisor.page.getByText('Chưa ai báo.').waitFor();
    await page.getByRole('button', { name: 'Báo giám sát là đã luyện tập' }).press('Enter');
    await page.getByText('Giám sát biết anh chị đã luyện tập lượt này').waitFor();
    await supervisor.page.reload();
    const told = supervisor.page.getByRole('region', { name: 'Ai báo là đã luyện tập' });
    await told.getByText('Bị đòi tiền vì một tấm ảnh').waitFor();
    const address = new URL(page.url()).pathname;
    expect((await supervisor.page.goto(address))?.status()).toBe(404);
    expect(complaints).toEqual([]);
  });

  test('without scripts on a phone: nothing that was typed is lost', async () => {
    const signedIn = await house.desk(helpline.counsellor, '/luyen-tap');
    const context = await house.browser.newContext({
      baseURL: house.server.desk,
      storageState: await signedIn.context.storageState(),
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    await page.goto('/luyen-tap');
    await page.getByRole('button', { name: 'Bắt đầu Câu đùa hóa thật' }).click();
    await page.getByText('cho em đặt 1 ly trà sữa').waitFor();
    const line = page.getByLabel('Câu của anh chị');
    await line.fill('Chào em, cô là người trực của 111.');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByText('cô là người thật hay máy vậy').waitFor();
    await line.fill('a'.repeat(2_001));
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    expect((await line.inputValue()).length).toBe(2_001);
    await page.getByText('Xóa lượt này').first().click();
    await page.getByRole('button', { name: 'Xóa lượt này' }).click();
    await page.getByRole('heading', { name: 'Chọn người để luyện tập' }).waitFor();
    await context.close();
  });
});
