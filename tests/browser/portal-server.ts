import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { type App, handOver } from '../../apps/server/app.ts';
import { buildApp } from '../../apps/server/build-app.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { INTAKE } from '../../src/intake/index.ts';
import {
  anonymous,
  checkReady,
  createApi,
  createDeskKey,
  createEdge,
  type PersonActor,
  PROTOCOL_HEADER,
  servicesOf,
} from '../../src/kernel/index.ts';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';

/** The built portal behind the real edge, in this process, so that a test can turn the clock and act as the desk. */
export interface PortalServer extends TestKernel {
  readonly url: string;
  readonly app: App;
  /** A counsellor of the desk that every report reaches first. */
  readonly counsellor: PersonActor;
  close(): Promise<void>;
}

export async function startPortal(): Promise<PortalServer> {
  const home = await openTestKernel();
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  const app = buildApp(servicesOf(home.kernel), true);
  process.env.KIT_PORTAL_PROTOCOL_HEADER = PROTOCOL_HEADER;
  process.env.KIT_PORTAL_BODY_SIZE_LIMIT = String(256 * 1024);
  handOver(app);
  const built = pathToFileURL(join(ROOT, 'apps', 'portal', 'build', 'handler.js')).href;
  const { handler } = (await import(built)) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  const api = createApi(home.kernel, 'portal', app.routes, app.permissions, async () => anonymous, app.rawRoutes);
  const edge = createEdge({
    surface: 'portal',
    kernel: home.kernel,
    hosts: [],
    api: getRequestListener(api.fetch),
    pages: (request, response) => handler(request, response, () => response.writeHead(404).end()),
    ready: () => checkReady(home.kernel),
  });
  const server = createServer(edge);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...home,
    app,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    counsellor: testPerson('111_counsellor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await home.close();
    },
  };
}
