import type { SpawnedServer } from '../../tools/test/spawn-server.ts';
import { openDemonstration } from './demonstration.ts';
import { type Desk, openDesk, signIn } from './desk-visit.ts';
import { type BrowserTest, useServer } from './use-server.ts';

/** The demonstration and a browser for the tests of one file. */
export interface House extends BrowserTest<SpawnedServer> {
  /** Opens a window of its own on the desk; signed in as the login, where one is named, on the page `after`. */
  desk(login?: string, after?: string, width?: number, height?: number): Promise<Desk>;
}

/** Starts both before the file's first test and ends them after its last. Its members are there from the first test on. */
export function useDemonstration(): House {
  const opened = useServer(openDemonstration, 420_000);
  return {
    missing: opened.missing,
    get server() {
      return opened.server.server;
    },
    get browser() {
      return opened.browser;
    },
    async desk(login, after, width, height) {
      const desk = await openDesk(opened.browser, opened.server.server.desk, width, height);
      if (login) await signIn(desk, login, after);
      return desk;
    },
  };
}
