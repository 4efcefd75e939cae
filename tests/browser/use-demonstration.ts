import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browserMissing, launchBrowser } from '../../tools/test/browser.ts';
import type { SpawnedServer } from '../../tools/test/spawn-server.ts';
import { type Demonstration, openDemonstration } from './demonstration.ts';
import { type Desk, openDesk, signIn } from './desk-visit.ts';

/** The demonstration and a browser for the tests of one file. */
export interface House {
  /** Why there is no browser here; null where there is one. Without it nothing is started. */
  readonly missing: string | null;
  readonly server: SpawnedServer;
  readonly browser: Browser;
  /** Opens a window of its own on the desk; signed in as the login, where one is named, on the page `after`. */
  desk(login?: string, after?: string, width?: number, height?: number): Promise<Desk>;
}

/** Starts both before the file's first test and ends them after its last. Its members are there from the first test on. */
export function useDemonstration(): House {
  const missing = browserMissing();
  let demonstration: Demonstration | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (missing !== null) return;
    demonstration = await openDemonstration();
    browser = await launchBrowser();
  }, 420_000);
  afterAll(async () => {
    await browser?.close();
    await demonstration?.close();
  });
  const house: House = {
    missing,
    get server() {
      return (demonstration as Demonstration).server;
    },
    get browser() {
      return browser as Browser;
    },
    async desk(login, after, width, height) {
      const opened = await openDesk(house.browser, house.server.desk, width, height);
      if (login) await signIn(opened, login, after);
      return opened;
    },
  };
  return house;
}
