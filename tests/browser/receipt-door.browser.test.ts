import { describe, expect, test } from 'vitest';
import { anonymous } from '../../src/kernel/index.ts';
import {
  fillWords,
  keepReceipt,
  missing,
  openReport,
  press,
  reportShortly,
  useReportFlow,
  visit,
} from './report-flow.ts';
import { question } from './use-server.ts';

const flow = useReportFlow();

describe.skipIf(missing !== null)(`the door to a report${missing === null ? '' : ` (${missing})`}`, () => {
  test('after five wrong tries the next waits a moment; the card is not locked, and 111 is named', async () => {
    const { page, context } = await visit(false);
    const kept = await reportShortly(page, '16-17', 'Chuyện để thử sai');
    await page.goto(`${flow.server.url}/mo`);
    await page.locator('#locator').fill(kept.locator);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await fillWords(page, [...kept.words].reverse());
      await press(page, 'Mở');
      await page.getByRole('alert').getByText('chưa khớp').waitFor();
    }
    await fillWords(page, kept.words);
    await press(page, 'Mở');
    await page.getByRole('alert').getByText('Chờ 1 giây').waitFor();
    flow.server.clock.advance(1_000);
    await press(page, 'Mở');
    await question(page, 'Chuyện của bạn');
    flow.server.clock.advance(16 * 60_000);
    await page.reload();
    await page.getByText('Trang đã tự đóng để giữ an toàn').waitFor();
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('six wrong boxes are named side by side, in two lines at most', async () => {
    const { page, context } = await visit(true, { width: 1280, height: 800 });
    await page.goto(`${flow.server.url}/mo`);
    await page.locator('#locator').fill('ABCD-2345');
    await fillWords(page, Array(6).fill('bò'));
    await press(page, 'Mở');
    await page.getByRole('alert').getByText('Xem lại ô 6').waitFor();
    const lines = await page
      .getByRole('alert')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
    expect(lines).toHaveLength(6);
    expect(new Set(lines).size).toBeLessThanOrEqual(2);
    await context.close();
  });

  test('a teacher who comes back is addressed as one', async () => {
    const { page, context } = await visit(false);
    const filed = await flow.server.app.modules.intake.fileReport(flow.server.context(anonymous), {
      report: { reporter: { kind: 'teacher', band: 'ADULT' }, narrative: 'Học trò kể' },
      idempotencyKey: crypto.randomUUID(),
    });
    if (!filed.ok) throw new Error(filed.refusal.code);
    await openReport(page, filed.value.receipt, 'Tin thầy cô đã báo');
    await press(page, 'Hủy thẻ');
    await page.getByText('kể cả thầy cô').waitFor();
    await page.getByRole('button', { name: 'Không, quay lại' }).click();
    await press(page, 'Đóng trang này');
    await question(page, 'Đã đóng');
    expect(await page.locator('main').innerText()).not.toContain('anh chị');
    await context.close();
  });

  test('words that were read out on the phone are changed before anything is shown', async () => {
    const { page, context } = await visit(false);
    const [assignment] = flow.server.counsellor.assignments;
    const agent = { ...flow.server.counsellor, assignments: [{ ...assignment, role: '111_agent', agency: 'C111' }] };
    const filed = await flow.server.app.modules.intake.fileForCaller(flow.server.context(agent), {
      report: { reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Kể qua điện thoại' },
      idempotencyKey: `call-${crypto.randomUUID()}`,
      channel: 'TEL111',
    });
    if (!filed.ok) throw new Error(filed.refusal.code);
    await page.goto(`${flow.server.url}/mo`);
    await page.locator('#locator').fill(filed.value.receipt.locator);
    await fillWords(page, filed.value.receipt.words);
    await press(page, 'Mở');
    await question(page, 'Đổi sáu từ trước khi xem');
    await press(page, 'Đổi ngay');
    await question(page, 'Sáu từ mới');
    await keepReceipt(page, 'Em');
    await question(page, 'Chuyện của em');
    await context.close();
  });
});
