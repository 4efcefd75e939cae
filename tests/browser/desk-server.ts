import type { BrowserContextOptions } from 'playwright-core';
import type { App } from '../../apps/server/app.ts';
import { schemasOf, TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { modules } from '../../apps/server/modules.ts';
import { migrate } from '../../src/kernel/index.ts';
import { identifyRequest } from '../../src/members/index.ts';
import { openTestMembers, type TestMembers, type TestPerson } from '../../src/members/members.testing.ts';
import { type Desk, openDesk } from './desk-visit.ts';
import { type Planted, servePages } from './serve-pages.ts';
import type { BrowserTest } from './use-server.ts';

/** The built desk, so that a test can turn the clock and make people. */
export interface DeskServer extends TestMembers {
  readonly url: string;
  readonly app: App;
}

/** @param planted modules and pages beside the platform's; their schemas are migrated */
export async function startDesk(
  settings: Readonly<Record<string, string>> = {},
  planted?: Planted,
): Promise<DeskServer> {
  const home = await openTestMembers(
    settings,
    planted?.list.filter((one) => !modules.includes(one)),
  );
  if (planted) await migrate(home.ownerUrl, TEST_APP_PASSWORD, schemasOf(planted.list));
  return servePages('desk', home, identifyRequest(home.kernel), false, planted);
}

/** A window of its own on the desk, of a person who is signed in. */
export async function deskOf(
  { browser, server }: BrowserTest<DeskServer>,
  person: TestPerson,
  options?: BrowserContextOptions,
): Promise<Desk> {
  const desk = await openDesk(browser, server.url, undefined, undefined, options);
  const [name = '', value = ''] = (await server.cookie(person)).split('=');
  await desk.context.addCookies([{ name, value, url: server.url }]);
  return desk;
}
