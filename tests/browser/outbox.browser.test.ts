import { describe, expect, test } from 'vitest';
import {
  openTestAccount,
  openTestConversation,
  type PlayedProvider,
  plantProvider,
  playProvider,
  sendDue,
} from '../../src/channels/outbox/outbox.testing.ts';
import { queueMessage } from '../../src/channels/outbox/queue-message.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { must } from '../../tools/test/test-result.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { PHONE, useServer } from './use-server.ts';

const house = useServer(startDesk);
const { missing } = house;

async function queue(conversation: string, purpose: 'answer' | 'reminder', text: string): Promise<void> {
  const ctx = house.server.platform;
  const message = { key: newId<'test'>(), purpose, to: { conversation }, text };
  must(await ctx.transaction((tx) => queueMessage(ctx, tx, message)));
}

/** Each account keeps its pace: the next message goes when the clock has moved on. */
async function send(provider: PlayedProvider, answer: PlayedProvider['answer']): Promise<void> {
  provider.answer = answer;
  house.server.clock.advance(2_000);
  await sendDue(house.server);
}

if (missing !== null) console.warn(`SKIPPED: the page of the outbox (${missing})`);
describe.skipIf(missing !== null)('the page of the outbox', { timeout: 240_000 }, () => {
  test('is empty in words, keeps its filters, tries once for one press, cancels, and shows no word of a message', async () => {
    const { server } = house;
    const roles = [{ role: '111_supervisor', desk: INTAKE.desk }] as const;
    const desk = await deskOf(house, await server.person(INTAKE.agency, [...roles]));
    const { page, context, complaints } = desk;
    await page.goto('/kenh/gui-di');
    await ready(page);
    await page.getByText('Chưa có tin nào rời hệ thống.').waitFor();
    await noViolations(desk, 'an outbox that is empty');

    const provider = playProvider();
    const planted = plantProvider(provider);
    const account = await openTestAccount(server);
    const first = await openTestConversation(server, account, 'peer-1');
    const second = await openTestConversation(server, account, 'peer-2');
    await queue(first, 'answer', 'MẪU: lời không ai đọc ở đây');
    await send(provider, () => ({ state: 'refused', reason: 'blocked' }));
    await queue(second, 'reminder', 'MẪU: lời nhắc');
    await send(provider, (_message, take) => take());
    await page.reload();
    await ready(page);
    const rows = page.locator('main tbody tr');
    expect(await rows.count()).toBe(2);
    expect(await page.locator('main').textContent()).not.toMatch(/MẪU: lời|peer-/);

    // A filter is in the address, and holds after a reload.
    const filters = page.getByRole('group', { name: 'Bộ lọc' });
    await filters.getByRole('link', { name: /^Không gửi được/ }).click();
    await page.waitForURL(/trang-thai=dead/);
    await expect.poll(() => rows.count()).toBe(1);
    await page.reload();
    await ready(page);
    expect(await rows.count()).toBe(1);
    await rows.getByText('Dịch vụ báo: blocked').waitFor();
    await noViolations(desk, 'an outbox with a dead letter');
    await page.setViewportSize(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await page.setViewportSize({ width: 1440, height: 900 });

    // One press is one request at the provider.
    const asked = provider.asked.length;
    await rows.getByRole('button', { name: /^Gửi lại một lần/ }).click();
    await page.getByText('Đang gửi lại một lần.').waitFor();
    await page.getByText('Không có tin nào như vậy.').waitFor();
    await send(provider, () => ({ state: 'again', reason: 'busy' }));
    // The page hears of it without being touched.
    await rows.getByText('Dịch vụ báo: busy').waitFor();
    server.clock.advance(300_000);
    await sendDue(server);
    expect(provider.asked).toHaveLength(asked + 1);

    await rows.getByRole('button', { name: /^Hủy/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Hủy tin này?' });
    await noViolations(desk, 'the question before a message is cancelled');
    await dialog.getByRole('button', { name: 'Hủy', exact: true }).last().click();
    await page.getByText('Đã hủy tin.').waitFor();
    await page.getByText('Không có tin nào như vậy.').waitFor();
    const { rows: left } = await server.owner.query(
      'select state, sealed is null as gone from channels.outbound_message order by purpose',
    );
    expect(left).toEqual([
      { state: 'cancelled', gone: true },
      { state: 'sent', gone: false },
    ]);
    expect(complaints).toEqual([]);
    planted.close();
    await context.close();
  });

  test('is nobody’s who neither keeps accounts nor leads a shift', async () => {
    const agent = await house.server.person(INTAKE.agency, [{ role: '111_agent', desk: INTAKE.desk }]);
    const { page, context } = await deskOf(house, agent);
    await page.goto('/kenh/gui-di');
    await page.waitForURL(/khong-duoc/);
    await context.close();
  });
});
