import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { signInLines } from '../../src/demonstration/index.ts';
import {
  type Config,
  checkReady,
  createApi,
  createContext,
  createEdge,
  type Kernel,
  newId,
  openServices,
  PROTOCOL_HEADER,
  readConfig,
  type Surface,
  startJobs,
  systemActor,
} from '../../src/kernel/index.ts';
import { identifyRequest } from '../../src/members/index.ts';
import { shareTargets } from '../shared/share-targets.ts';
import { type App, handOver } from './app.ts';
import { buildApp } from './build-app.ts';
import { machineTlsOptions } from './machine-tls.ts';
import { modules } from './modules.ts';
import { ROOT } from './paths.ts';
import { prepareInstallation } from './prepare-installation.ts';
import { rolesOf } from './roles.ts';
import type { PageSource, Serve, Serving } from './serving.ts';
import { withStopPage } from './stop-page.ts';

const FORM_LIMIT = 262_144;
/**
 * The composition root: migrates, opens the kernel, builds the one App and runs the roles asked for
 * (`--web` or one of `--portal` and `--desk`, `--worker`; all where none is named).
 */
export const serve: Serve = async ({ databaseUrl, dataDir, args, say, pages, given }) => {
  const config = readConfig({ ...process.env, DATA_DIR: dataDir });
  const roles = rolesOf(args);
  const { kernel, owner, close: closePrepared } = await prepareInstallation(config, databaseUrl, say);
  const { demonstration } = kernel.config;
  const services = await openServices(kernel, modules, given);
  const app = buildApp(services, demonstration);
  const jobs = modules.flatMap((module) => module.jobs?.(services) ?? []);
  const runner = roles.worker ? await startJobs(kernel, owner, jobs) : undefined;
  const surfaces = roles.surfaces.length > 0 ? await openSurfaces(app, config, pages, roles.surfaces) : [];
  return {
    addresses: surfaces.map(({ surface, server }) => ({ label: LABELS[surface], url: urlOf(config, server) })),
    signIns: demonstration && surfaces.length > 0 ? await signInLines(asServer(kernel)) : [],
    close: async () => {
      await Promise.all(surfaces.map(({ server }) => closeServer(server)));
      await runner?.stop();
      await services.close();
      await closePrepared();
    },
  } satisfies Serving;
};

const asServer = (kernel: Kernel) =>
  createContext(kernel, { actor: systemActor('server'), requestId: newId<'request'>(), language: 'vi' });

const LABELS: Readonly<Record<Surface, string>> = { portal: 'Cổng trẻ em · Portal', desk: 'Bàn làm việc · Desk' };

async function openSurfaces(
  app: App,
  config: Config,
  pages: PageSource | undefined,
  shown: readonly Surface[],
): Promise<{ surface: Surface; server: Server }[]> {
  // Read by the page handlers when they load, each under its own prefix (`envPrefix` in its vite.config.ts): who says
  // which protocol the visitor used, and how large a form may be.
  for (const prefix of ['KIT_PORTAL_', 'KIT_DESK_']) {
    process.env[`${prefix}PROTOCOL_HEADER`] = PROTOCOL_HEADER;
    process.env[`${prefix}BODY_SIZE_LIMIT`] = String(FORM_LIMIT);
  }
  handOver(app);
  const surfaces: { surface: Surface; server: Server }[] = [];
  if (shown.includes('portal')) {
    const server = await openSurface(app, 'portal', config.portalPort, config.portalHosts, pages);
    surfaces.push({ surface: 'portal', server });
  }
  if (shown.includes('desk')) {
    const server = await openSurface(app, 'desk', config.deskPort, config.deskHosts, pages);
    surfaces.push({ surface: 'desk', server });
    if (config.machineTls)
      surfaces.push({ surface: 'desk', server: await openMachines(app, server, config.machineTls) });
  }
  return surfaces;
}

/** The desk once more, for machines that show a certificate: TLS ends here. */
async function openMachines(app: App, desk: Server, tls: NonNullable<Config['machineTls']>): Promise<Server> {
  const server = createTlsServer(
    machineTlsOptions({ key: readFileSync(tls.keyFile), cert: readFileSync(tls.certificateFile) }),
  );
  for (const answer of desk.listeners('request')) server.on('request', answer as Handler);
  return listen(server, tls.port, app.kernel.config.listenHost);
}

async function openSurface(
  app: App,
  surface: Surface,
  port: number,
  hosts: readonly string[],
  pages: PageSource | undefined,
): Promise<Server> {
  const { routes, rawRoutes } = app;
  const api = createApi(app.kernel, surface, routes, app.permissions, identifyRequest(app.kernel), rawRoutes);
  // The development servers want the server before there are handlers; so the listener is put in place afterwards.
  const server = createServer();
  const handler = pages ? withNext(await pages(surface, server)) : await builtPages(surface);
  const edge = createEdge({
    surface,
    kernel: app.kernel,
    hosts,
    api: getRequestListener(api.fetch),
    pages: handler,
    ready: () => checkReady(app.kernel),
    shareTargets: surface === 'portal' ? Object.values(shareTargets) : [],
    rawRoutes,
    // The largest that any route takes; each has its own limit within.
    apiBodyLimit: Math.max(FORM_LIMIT, ...[...routes, ...rawRoutes].map((route) => route.bodyLimit ?? 0)),
  });
  server.on('request', surface === 'portal' ? withStopPage(app.kernel, app.kernel.config.portalHosts, edge) : edge);
  return listen(server, port, app.kernel.config.listenHost);
}

async function listen(server: Server, port: number, host: string): Promise<Server> {
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function builtPages(surface: Surface): Promise<Handler> {
  const file = join(ROOT, 'apps', surface, 'build', 'handler.js');
  const { handler } = (await import(pathToFileURL(file).href)) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  return withNext(handler);
}

function withNext(handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void): Handler {
  return (request, response) => handler(request, response, () => response.writeHead(404).end());
}

function urlOf(config: Config, server: Server): string {
  const { port } = server.address() as AddressInfo;
  const host = config.listenHost === '127.0.0.1' || config.listenHost === '0.0.0.0' ? 'localhost' : config.listenHost;
  return `${server instanceof TlsServer ? 'https' : 'http'}://${host}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 3_000).unref();
  await closed;
}
