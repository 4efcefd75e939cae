import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTAKE } from '../../src/intake/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

const house = useServer(() => startDesk());
const { missing } = house;

/**
 * A browser that has allowed notifications and reaches its push service, as far as a page asks it. Nothing of it is there in a test: the
 * address is kept where a reload finds it.
 */
const asIfReached = (context: BrowserContext) =>
  context.addInitScript(() => {
    if (typeof PushManager === 'undefined') return;
    const KEPT = 'test-push-address';
    const has = async () => {
      const endpoint = localStorage.getItem(KEPT);
      const unsubscribe = async () => {
        localStorage.removeItem(KEPT);
        return true;
      };
      return endpoint === null ? null : { endpoint, unsubscribe };
    };
    const subscribe = async () => {
      localStorage.setItem(KEPT, `https://push.example/${crypto.randomUUID()}`);
      return has();
    };
    Object.assign(PushManager.prototype, { getSubscription: has, subscribe });
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
    Notification.requestPermission = async () => 'granted';
  });

const address = (page: Page) => page.evaluate(() => localStorage.getItem('test-push-address'));
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function opened(desk: Desk): Promise<Desk> {
  await asIfReached(desk.context);
  await desk.page.goto('/toi/bao-viec');
  await ready(desk.page);
  return desk;
}

const counsellor = () => house.server.person(INTAKE.agency, [{ role: '111_counsellor', desk: INTAKE.desk }]);

/** Has a page's service worker get a push message of its service, without a byte in it. */
async function push(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((found) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const { registrationId } = registrations.findLast(({ isDeleted }) => !isDeleted) ?? {};
      if (registrationId !== undefined) found(registrationId);
    }),
  );
  await cdp.send('ServiceWorker.enable');
  const { origin } = new URL(page.url());
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data: '' });
  await cdp.detach();
}

if (missing !== null) console.warn(`SKIPPED: a browser that is woken (${missing})`);
describe.skipIf(missing !== null)('a browser that is woken', { timeout: 180_000 }, () => {
  test('is turned off alone, and what stands there afterwards is true', async () => {
    const person = await counsellor();
    const [one, other] = [await opened(await deskOf(house, person)), await opened(await deskOf(house, person))];
    const { page } = one;
    for (const { page: each } of [one, other]) {
      await press(each, 'Bật ở trình duyệt này');
      await each.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    }
    await page.reload();
    await ready(page);
    await page.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    await noViolations(one, 'a browser that is woken');
    await press(page, 'Tắt ở trình duyệt này');
    await page.getByText('Đã tắt ở riêng trình duyệt này. 1 trình duyệt khác của anh chị vẫn báo.').waitFor();
    await page.getByText('Đang tắt: trình duyệt này không báo.').waitFor();
    // The browser itself has let go, and not the house alone.
    expect(await address(page)).toBeNull();
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect(await address(other.page)).not.toBeNull();
    await other.page.reload();
    await ready(other.page);
    await other.page.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    await press(other.page, 'Tắt ở trình duyệt này');
    await other.page.getByText('Đã tắt ở trình duyệt này.').waitFor();
    await other.page.getByText('Chưa bật ở trình duyệt nào.').waitFor();
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  });

  test('for somebody else before, says so, and is silent for everybody once it is turned off', async () => {
    const before = await opened(await deskOf(house, await counsellor()));
    await press(before.page, 'Bật ở trình duyệt này');
    await before.page.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    const kept = await before.page.evaluate(() => localStorage.getItem('test-push-address') ?? '');
    const now = await deskOf(house, await counsellor());
    await now.context.addInitScript((endpoint) => {
      if (sessionStorage.getItem('seen') === null) localStorage.setItem('test-push-address', endpoint);
      sessionStorage.setItem('seen', 'yes');
    }, kept);
    await asIfReached(now.context);
    const { page } = now;
    await page.goto('/toi/bao-viec');
    await page.evaluate(() => navigator.serviceWorker.register('/service-worker.js'));
    await page.reload();
    await ready(page);
    await page.getByText(/^Trình duyệt này không báo cho anh chị, nhưng có thể vẫn báo/).waitFor();
    await noViolations(now, 'a browser that wakes somebody else');
    await press(page, 'Tắt ở trình duyệt này');
    await page.getByText('Đang tắt: trình duyệt này không báo.').waitFor();
    expect(await address(page)).toBeNull();
  });

  test('says one sentence that gives nothing away, and a press on it leads to where the work waits', async () => {
    const { page, context } = await opened(await deskOf(house, await counsellor()));
    await press(page, 'Bật ở trình duyệt này');
    await page.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    const worker = context.serviceWorkers()[0] as Worker;
    // This browser never allows a notification: what its worker asks to show is written down in its place.
    await worker.evaluate(() => {
      // The types of a service worker stand beside those of a page in no test.
      const scope = globalThis as unknown as {
        shown: unknown[];
        led: string[];
        registration: { showNotification(title: string, options: object): Promise<void> };
        clients: { openWindow(url: string): Promise<null>; matchAll(): Promise<unknown[]> };
      };
      Object.assign(scope, { shown: [], led: [] });
      scope.registration.showNotification = async (title, options) => void scope.shown.push({ title, ...options });
      scope.clients.openWindow = async (url) => {
        scope.led.push(url);
        return null;
      };
      scope.clients.matchAll = async () => [];
    });
    await push(page);
    const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown);
    await expect.poll(shown, { timeout: 20_000 }).toEqual([
      {
        title: 'Lá Chắn: có việc cần anh chị xem',
        tag: 'work',
        lang: 'vi',
        requireInteraction: true,
        renotify: true,
      },
    ]);
    const led = await worker.evaluate(async () => {
      let done: Promise<unknown> = Promise.resolve();
      const event = Object.assign(new Event('notificationclick'), {
        notification: { close: () => undefined },
        waitUntil: (work: Promise<unknown>) => {
          done = work;
        },
      });
      dispatchEvent(event);
      await done;
      return (globalThis as unknown as { led: string[] }).led;
    });
    expect(led).toEqual(['/truc']);
  });
});

/** A whole Chromium or Chrome. The one of the tests has no window at all, and answers "denied" whatever is allowed to it. */
const whole = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const none = missing ?? (whole === undefined ? 'no whole Chromium: set CHROMIUM_PATH to one' : null);
if (none !== null) console.warn(`SKIPPED: a notification that a browser shows (${none})`);
describe.skipIf(none !== null)('a notification that a browser shows', { timeout: 180_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: whole as string, args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(() => browser?.close());

  test('stands in its list, one for all that waits, in words that give nothing away', async () => {
    const desk = await deskOf({ ...house, browser, server: house.server, missing }, await counsellor());
    await desk.context.grantPermissions(['notifications'], { origin: house.server.url });
    const { page } = await opened(desk);
    await press(page, 'Bật ở trình duyệt này');
    await page.getByText('Đang bật: có việc, trình duyệt này sẽ báo cho anh chị.').waitFor();
    const listed = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (await registration.getNotifications()).map(({ title, body, tag, lang }) => ({
          title,
          body,
          tag,
          lang,
        }));
      });
    for (let times = 0; times < 2; times += 1) {
      await push(page);
      await expect
        .poll(listed, { timeout: 20_000 })
        .toEqual([{ title: 'Lá Chắn: có việc cần anh chị xem', body: '', tag: 'work', lang: 'vi' }]);
    }
  });
});
