import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../src/channels/adapter.ts';
import {
  BOT,
  called,
  calledBot,
  plantAccount,
  plantAdapter,
  receiveCall,
  sendDue,
  update,
  workAllLanes,
} from '../../src/channels/testing.ts';
import { acceptContact } from '../../src/counselling/contacts/accept-contact.ts';
import { offerContacts } from '../../src/counselling/contacts/offer-contacts.ts';
import { beginShift } from '../../src/counselling/helpers/begin-shift.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { anonymous, createDeskKey } from '../../src/kernel/index.ts';
import { must } from '../../tools/test/test-result.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

const house = useServer(startDesk);
const { missing } = house;
/** What the played network does with what is sent to it. */
let answer: SendOutcome = { state: 'sent', provider: 'p-1' };

/** A child who wrote to a bot of 111, and the helper who took it. */
async function begun() {
  const { server } = house;
  plantAdapter({ ...calledBot, send: async () => answer });
  await createDeskKey(server.owner, server.kernel.vault, INTAKE.desk, server.clock.now());
  const account = await plantAccount(server, { adapter: 'telegram', secrets: BOT });
  const at = Math.floor(server.clock.now().getTime() / 1_000);
  must(await receiveCall(server.context(anonymous), { account, request: called(update(1, 7, 'MẪU: em cần hỏi', at)) }));
  await workAllLanes(server);
  const person = await server.person(INTAKE.agency, [{ role: '111_agent', desk: INTAKE.desk }]);
  const ctx = await server.as(person);
  must(await beginShift(ctx, { tier: 'front', channels: ['MESSAGE'], heardRing: true, notifies: true }));
  await offerContacts(server.platform);
  const { rows } = await server.owner.query<{ id: string }>('select id from counselling.contact');
  const contact = rows[0]?.id ?? '';
  must(await acceptContact(ctx, { contact }));
  return { person, contact };
}

/** Each account keeps its pace: the next message goes when the clock has moved on. */
async function send(outcome: SendOutcome): Promise<void> {
  answer = outcome;
  house.server.clock.advance(2_000);
  await sendDue(house.server);
}

if (missing !== null) console.warn(`SKIPPED: a talk by a network (${missing})`);
describe.skipIf(missing !== null)('a talk by a network', { timeout: 240_000 }, () => {
  test('says by which network, how far each line has come, why one did not arrive, and sends it once more in one press', async () => {
    const { owner } = house.server;
    const { person, contact } = await begun();
    const desk = await deskOf(house, person);
    const { page, context, complaints } = desk;
    await page.goto(`/truc?cuoc=${contact}`);
    await ready(page);
    const talk = page.getByRole('region', { name: /Đang nói chuyện/ });
    await talk.getByText('Tin nhắn qua Telegram').waitFor();
    const line = (text: string) => page.getByRole('log').locator('li', { hasText: text });
    const write = async (text: string) => {
      await page.getByRole('textbox', { name: 'Trả lời' }).fill(text);
      await page.getByRole('button', { name: 'Gửi', exact: true }).click();
      await line(text).getByText('Đang chờ', { exact: false }).waitFor();
    };

    // The line goes, and the page hears of it without being touched.
    await write('MẪU: câu một');
    await send({ state: 'sent', provider: 'p-1' });
    await line('câu một').getByText('Đã gửi', { exact: false }).waitFor();

    // One that the network refuses says why in words; one press is one request.
    await write('MẪU: câu hai');
    await send({ state: 'refused', reason: 'blocked-by-user' });
    await line('câu hai').getByText('Không gửi được', { exact: false }).waitFor();
    await line('câu hai').getByText('Dịch vụ báo: blocked-by-user').waitFor();
    // The card of the contact and the head of the talk say so too.
    const said = page.getByText('1 tin không gửi được');
    await expect.poll(() => said.count()).toBe(2);
    await noViolations(desk, 'a talk with a line that did not arrive');
    await line('câu hai')
      .getByRole('button', { name: /^Gửi lại/ })
      .click();
    await line('câu hai').getByText('Đang chờ', { exact: false }).waitFor();
    expect(await line('câu hai').getByRole('button').count()).toBe(0);
    await expect.poll(() => said.count()).toBe(0);
    await send({ state: 'sent', provider: 'p-2' });
    await line('câu hai').getByText('Đã gửi', { exact: false }).waitFor();

    // What arrived and what was read is told as such, also by a page without scripts, which sends once more as well.
    await write('MẪU: câu ba');
    await send({ state: 'refused', reason: 'window-closed' });
    await line('câu ba').getByText('Không gửi được', { exact: false }).waitFor();
    await owner.query(
      `update channels.outbound_message set state = case provider_id when 'p-1' then 'read' else 'delivered' end, sealed = null
       where state = 'sent'`,
    );
    const plain = await deskOf(house, person, { javaScriptEnabled: false });
    await plain.page.goto(`/truc?cuoc=${contact}`);
    const old = (text: string) => plain.page.getByRole('log').locator('li', { hasText: text });
    await old('câu một').getByText('Đã xem', { exact: false }).waitFor();
    await old('câu hai').getByText('Đã tới nơi', { exact: false }).waitFor();
    await old('câu ba').getByText('Dịch vụ không cho nhắn vì người kia đã lâu không viết.', { exact: false }).waitFor();
    await old('câu ba')
      .getByRole('button', { name: /^Gửi lại/ })
      .click();
    await old('câu ba').getByText('Đang chờ', { exact: false }).waitFor();
    const { rows } = await owner.query(
      "select count(*)::int as waiting from channels.outbound_message where state = 'waiting'",
    );
    expect(rows).toEqual([{ waiting: 1 }]);
    // The other window has heard it too.
    await line('câu ba').getByText('Đang chờ', { exact: false }).waitFor();

    // What the child asked for is written down on the talk, and rules what waits and what follows.
    await page.getByText('Cách liên hệ an toàn: chưa ghi').click();
    await page.getByLabel('Chỉ nhắn từ lúc').selectOption('18:00');
    await page.getByLabel('Đến lúc', { exact: true }).selectOption('20:30');
    await page.getByLabel('Đừng trả lời ở đây: trẻ đọc trên trang của 111').check();
    await noViolations(desk, 'wishes of safe contact');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã lưu. 1 tin đang chờ không gửi nữa.').waitFor();
    await page
      .getByText('Cách liên hệ an toàn: Đừng trả lời ở đây: trẻ đọc trên trang của 111 · 18:00–20:30')
      .waitFor();
    await line('câu ba').getByText('Đã hủy', { exact: false }).waitFor();
    await line('câu ba').getByText('Người nhận đã xin đừng liên hệ theo cách này.').waitFor();
    await page.getByRole('textbox', { name: 'Trả lời' }).fill('MẪU: câu bốn');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await talk.getByRole('alert').waitFor();
    expect(await line('câu bốn').count()).toBe(0);
    await plain.page.reload();
    await plain.page.getByText('18:00–20:30', { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
    await Promise.all([context.close(), plain.context.close()]);
  });
});
