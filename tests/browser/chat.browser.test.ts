import { describe, expect, test } from 'vitest';
import { beginShift } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { helpline } from './people.ts';
import { useDemonstration } from './use-demonstration.ts';
import { openWindow, PHONE, question } from './use-server.ts';

const house = useDemonstration();
const { missing, desk } = house;

if (missing !== null) console.warn(`SKIPPED: a chat in two browsers (${missing})`);
describe.skipIf(missing !== null)('a chat', { timeout: 240_000 }, () => {
  test('goes from the first word to the end between a child on a phone and a helper at the desk', async () => {
    const child = await openWindow(house.browser, { baseURL: house.server.portal, reducedMotion: 'reduce' });
    const phone = child.page;
    await phone.goto('/tro-chuyen/13-15');
    await noViolations(child, 'the beginning of a chat');
    await phone.getByLabel('Không', { exact: true }).check();
    await phone.getByLabel('Em muốn nói gì trước tiên?').fill('Em cần hỏi một chuyện.');
    await phone.getByRole('button', { name: 'Vào chờ' }).click();
    await question(phone, 'Giữ sáu từ này để quay lại');
    const locator = (await phone.locator('.locator b').textContent()) ?? '';
    const words = await phone
      .locator('.receipt span.word')
      .evaluateAll((all) => all.map((one) => one.lastChild?.textContent?.trim() ?? ''));
    expect(words).toHaveLength(6);
    await phone.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
    await question(phone, 'Em đang chờ');
    // Nobody is on shift in the demonstration yet: the page says so, and never a number in a queue.
    await phone.getByText('Lúc này chưa có ai trực ở đây.').waitFor();
    await noViolations(child, 'a child that waits');

    const helper = await desk(helpline.agent, '/truc');
    const { page } = helper;
    await beginShift(page);
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
    await noViolations(helper, 'an offer that rings');
    await page.keyboard.press('Alt+a');
    const log = page.getByRole('log');
    await log.getByText('Em cần hỏi một chuyện.').waitFor();
    await question(phone, 'Em đang nói chuyện với 111');

    // What leads the child elsewhere is held back, with its part and the way on; nothing of it has gone out.
    const answer = page.getByRole('textbox', { name: 'Trả lời' });
    await answer.fill('Em gọi cho chị số 0912 345 678 nhé.');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.locator('mark', { hasText: '0912 345 678' }).waitFor();
    await noViolations(helper, 'a line that was held back');
    await answer.fill('Chào em. Chị nghe đây.');
    await answer.press('Control+Enter');
    await phone.getByText('Chào em. Chị nghe đây.').waitFor();
    expect(await phone.getByText('0912').count()).toBe(0);

    await phone.getByLabel('Viết tin').fill('Em bị bạn trêu trên mạng.');
    await page.getByText('Trẻ đang viết…').waitFor();
    await phone.getByRole('button', { name: 'Gửi', exact: true }).click();
    await log.getByText('Em bị bạn trêu trên mạng.').waitFor();
    expect(await phone.getByText('Em bị bạn trêu trên mạng.').count()).toBe(1);
    await noViolations(child, 'a child that talks');
    await noViolations(helper, 'a helper who talks');

    // The line is cut: what is written meanwhile arrives once it is back, once.
    await child.context.setOffline(true);
    await phone.getByLabel('Viết tin').fill('Mạng em yếu.');
    await phone.getByRole('button', { name: 'Gửi', exact: true }).click();
    await phone.getByText('chưa gửi được, đang thử lại…').waitFor();
    await answer.fill('Chị vẫn ở đây.');
    await answer.press('Control+Enter');
    await log.getByText('Chị vẫn ở đây.').waitFor();
    await child.context.setOffline(false);
    await phone.getByText('Chị vẫn ở đây.').waitFor();
    await log.getByText('Mạng em yếu.').waitFor();
    expect(await log.getByText('Mạng em yếu.').count()).toBe(1);

    // A telephone without scripts comes back by the six words, reads it all and writes.
    const plain = await openWindow(house.browser, { baseURL: house.server.portal, javaScriptEnabled: false });
    const old = plain.page;
    await old.goto('/mo');
    await old.locator('#locator').fill(locator);
    for (const [at, word] of words.entries()) await old.locator(`#word-${at + 1}`).fill(word);
    await old.locator('button[value=open]').click();
    await question(old, 'Em đang nói chuyện với 111');
    await old.getByText('Chào em. Chị nghe đây.').waitFor();
    await old.getByLabel('Viết tin').fill('Em viết từ máy khác.');
    await old.getByRole('button', { name: 'Gửi', exact: true }).click();
    await old.getByText('Em viết từ máy khác.').waitFor();
    await log.getByText('Em viết từ máy khác.').waitFor();
    await phone.getByText('Em viết từ máy khác.').waitFor();

    await page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await page.getByRole('link', { name: 'Ghi lại và đóng' }).waitFor();
    await question(phone, 'Cuộc nói chuyện đã xong');
    expect(helper.complaints).toEqual([]);
    await phone.getByRole('button', { name: 'Rời trang này' }).click();
    await question(phone, 'Em đã rời trang');
    await phone.goto('/tro-chuyen');
    await question(phone, 'Nhắn tin với người của 111');
    await Promise.all([child.context.close(), plain.context.close(), helper.context.close()]);
  });

  test('the notebook lies on the device alone, sealed; a line of it is handed over as a message; it is hidden at once and erased by one press', async () => {
    const child = await openWindow(house.browser, {
      baseURL: house.server.portal,
      viewport: PHONE,
      reducedMotion: 'reduce',
    });
    const phone = child.page;
    await phone.goto('/tro-chuyen/13-15');
    await phone.getByLabel('Không', { exact: true }).check();
    await phone.getByRole('button', { name: 'Vào chờ' }).click();
    await phone.getByRole('link', { name: 'Vào trang nhắn tin' }).click();
    await question(phone, 'Em đang chờ');
    /** What the device has, byte by byte; undefined where it has nothing. */
    const onDevice = () =>
      phone.evaluate(async () => {
        const ask = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
        if (!(await indexedDB.databases()).some(({ name }) => name === 'so')) return undefined;
        const database = await ask(indexedDB.open('so'));
        // Opened while it was being erased: that made an empty one.
        if (!database.objectStoreNames.contains('lines')) {
          database.close();
          await ask(indexedDB.deleteDatabase('so'));
          return undefined;
        }
        const kept = await ask(database.transaction('lines').objectStore('lines').getAll());
        database.close();
        return kept
          .map((one: { sealed: ArrayBuffer }) => `${JSON.stringify(one)} ${new TextDecoder().decode(one.sealed)}`)
          .join('\n');
      });
    const notebook = phone.locator('[data-notebook]');
    const open = async () => {
      await notebook.waitFor();
      await notebook.locator('summary').click();
    };
    await open();
    expect(await onDevice()).toBeUndefined();
    for (const line of ['Tài khoản chim_sau nhắn lúc tối.', 'Đường dẫn nhóm lớp.']) {
      await phone.getByLabel('Ghi một dòng').fill(line);
      await phone.getByRole('button', { name: 'Ghi vào sổ' }).click();
      await notebook.getByRole('listitem').filter({ hasText: line }).waitFor();
    }
    await noViolations(child, 'a notebook');
    const kept = await onDevice();
    expect(kept).toMatch(/"of":"[0-9a-f]{16}"/);
    expect(kept).not.toMatch(/chim_sau|Đường dẫn/);

    // Another look at the page opens it again, by the session of the six words.
    await phone.reload();
    await open();
    const first = notebook.getByRole('listitem').filter({ hasText: 'chim_sau' });
    await phone.getByLabel('Viết tin').fill('Em đang viết dở.');
    await first.getByRole('button', { name: 'Gửi dòng này cho 111' }).click();
    await phone.getByRole('log').getByText('Tài khoản chim_sau nhắn lúc tối.').waitFor();
    await first.getByText('đã gửi').waitFor();
    expect(await phone.getByLabel('Viết tin').inputValue()).toBe('Em đang viết dở.');
    expect(await phone.getByRole('log').getByText('Đường dẫn nhóm lớp.').count()).toBe(0);

    await phone.getByRole('button', { name: 'Có người đến' }).click();
    await phone.getByRole('button', { name: 'Tiếp tục' }).waitFor();
    expect(await phone.getByText('Đường dẫn nhóm lớp.').count()).toBe(0);
    expect((await phone.request.get('/api/v1/contacts/own/notebook-key')).ok()).toBe(true);
    expect(await (await phone.request.get('/api/v1/contacts/own/notebook-key')).json()).toEqual({ key: null });
    await phone.getByRole('button', { name: 'Tiếp tục' }).click();
    await open();
    await notebook.getByText('Đường dẫn nhóm lớp.').waitFor();
    await notebook.getByRole('button', { name: 'Xoá cả sổ' }).click();
    await expect.poll(onDevice).toBeUndefined();
    expect(await notebook.getByRole('listitem').count()).toBe(0);

    // Leaving erases it too.
    await phone.getByLabel('Ghi một dòng').fill('Một dòng nữa.');
    await phone.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await notebook.getByText('Một dòng nữa.').waitFor();
    await phone.getByRole('button', { name: 'Rời trang này' }).click();
    await question(phone, 'Em đã rời trang');
    await expect.poll(onDevice).toBeUndefined();
    await child.context.close();
  });

  test('an offer rings again and again, looked at or hidden, for who has heard the ring; a page that cannot ring says so (traps 6 and 7)', async () => {
    const helper = await desk(helpline.counsellor, '/truc');
    const { page } = helper;
    await page.addInitScript(() => {
      const rings: number[] = [];
      Object.assign(globalThis, { rings });
      const { createOscillator } = AudioContext.prototype;
      AudioContext.prototype.createOscillator = function (this: AudioContext) {
        rings.push(Date.now());
        return createOscillator.call(this);
      };
    });
    await page.goto('/truc');
    await page.getByRole('button', { name: 'Vào ca' }).click();
    const dialog = page.getByRole('dialog');
    // Without having heard it nobody begins.
    expect(await dialog.getByRole('button', { name: 'Vào ca' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Nghe thử chuông' }).click();
    await dialog.getByRole('button', { name: 'Vào ca' }).click();
    // Stands only where a shift has begun.
    await page.locator('#helper-state').waitFor();
    const silent = page.getByText('Trang này chưa đổ chuông được.');
    expect(await silent.count()).toBe(0);

    // Loaded anew, no browser lets it sound before something is pressed: said before an offer comes.
    await page.reload();
    await silent.waitFor();
    const child = await openWindow(house.browser, { baseURL: house.server.portal });
    await child.page.goto('/tro-chuyen/13-15');
    await child.page.getByLabel('Không', { exact: true }).check();
    await child.page.getByRole('button', { name: 'Vào chờ' }).click();
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor({ timeout: 90_000 });
    expect(await page.evaluate(() => Reflect.get(globalThis, 'rings').length)).toBe(0);
    await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).click();
    await silent.first().waitFor({ state: 'detached' });
    const rung = (times: number) =>
      page.waitForFunction((most) => Reflect.get(globalThis, 'rings').length >= most, times, { timeout: 20_000 });
    // Two tones a ring; looked at, and hidden behind another window.
    await rung(4);
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
    await rung(8);
    expect(helper.complaints).toEqual([]);
    await Promise.all([child.context.close(), helper.context.close()]);
  });
});
