import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { type App, handOver } from '../../apps/server/app.ts';
import { buildApp } from '../../apps/server/build-app.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { checkReady, createApi, createEdge, PROTOCOL_HEADER, servicesOf } from '../../src/kernel/index.ts';
import { identifyRequest } from '../../src/members/index.ts';
import { openTestMembers, type TestMembers } from '../../src/members/members.testing.ts';

/** The built desk behind the real edge, in this process, so that a test can turn the clock and make people. */
export interface DeskServer extends TestMembers {
  readonly url: string;
  readonly app: App;
}

export async function startDesk(settings: Readonly<Record<string, string>> = {}): Promise<DeskServer> {
  const home = await openTestMembers(settings);
  const app = buildApp(servicesOf(home.kernel), false);
  process.env.KIT_DESK_PROTOCOL_HEADER = PROTOCOL_HEADER;
  process.env.KIT_DESK_BODY_SIZE_LIMIT = String(256 * 1024);
  handOver(app);
  const built = pathToFileURL(join(ROOT, 'apps', 'desk', 'build', 'handler.js')).href;
  const { handler } = (await import(built)) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  const api = createApi(home.kernel, 'desk', app.routes, app.permissions, identifyRequest(home.kernel), app.rawRoutes);
  const server = createServer(
    createEdge({
      surface: 'desk',
      kernel: home.kernel,
      hosts: [],
      api: getRequestListener(api.fetch),
      pages: (request, response) => handler(request, response, () => response.writeHead(404).end()),
      ready: () => checkReady(home.kernel),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...home,
    app,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await home.close();
    },
  };
}
