import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { type App, handOver } from '../../apps/server/app.ts';
import { buildApp } from '../../apps/server/build-app.ts';
import { appFolder, type PageApp } from '../../apps/server/paths.ts';
import { withStopPage } from '../../apps/server/stop-page.ts';
import { shareTargets } from '../../apps/shared/share-targets.ts';
import {
  checkReady,
  createApi,
  createEdge,
  type Identify,
  type Module,
  PROTOCOL_HEADER,
  servicesOf,
} from '../../src/kernel/index.ts';
import type { TestKernel } from '../../tools/test/test-kernel.ts';

/** What a test adds to the platform: modules, and pages that were built elsewhere for them. */
export interface Planted {
  readonly list: readonly Module[];
  /** Their front doors by name, as the pages take them from the App. */
  readonly doors: Readonly<Record<string, object>>;
  /** The checkout whose pages are served. */
  readonly root: string;
}

/**
 * The built pages of one application behind the real edge, in this process, so that a test can turn the clock and make people.
 * @param demonstration whether the pages say that the country is invented
 * @returns `home` with the address of the pages; closing it closes them first
 */
export async function servePages<Home extends TestKernel>(
  surface: PageApp,
  home: Home,
  identify: Identify,
  demonstration: boolean,
  planted?: Planted,
): Promise<Home & { readonly url: string; readonly app: App }> {
  const { kernel } = home;
  const bare = buildApp(servicesOf(kernel), demonstration, planted?.list);
  const app: App = { ...bare, modules: { ...bare.modules, ...planted?.doors } };
  const kit = `KIT_${surface.toUpperCase()}`;
  process.env[`${kit}_PROTOCOL_HEADER`] = PROTOCOL_HEADER;
  process.env[`${kit}_BODY_SIZE_LIMIT`] = String(256 * 1024);
  handOver(app);
  const built = pathToFileURL(join(appFolder(surface, planted?.root), 'build', 'handler.js')).href;
  const { handler } = (await import(built)) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  const api = createApi(kernel, surface, app.routes, app.permissions, identify, app.rawRoutes);
  const hosts = surface === 'portal' ? kernel.config.portalHosts : kernel.config.deskHosts;
  const edge = createEdge({
    surface,
    kernel,
    hosts,
    api: getRequestListener(api.fetch),
    pages: (request, response) => handler(request, response, () => response.writeHead(404).end()),
    ready: () => checkReady(kernel),
    shareTargets: surface === 'portal' ? Object.values(shareTargets) : [],
  });
  const server = createServer(surface === 'portal' ? withStopPage(kernel, hosts, edge) : edge);
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
