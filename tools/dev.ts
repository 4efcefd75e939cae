/**
 * `npm run dev`: the same system, with the pages served by Vite's development servers in this very process, so that one
 * App stays alive while pages change. Form origins are not checked and inline styles are allowed in this mode: try those
 * two on `npm start`.
 */
import { join } from 'node:path';
import { createServer } from 'vite';
import { appFolder, PAGE_APPS } from '../apps/server/paths.ts';
import type { PageSource } from '../apps/server/serving.ts';
import { buildHashKernel } from './build.ts';
import { runServer } from './installation/run-server.ts';

const pages: PageSource = async (app, server) => {
  const root = appFolder(app);
  const vite = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  });
  server.once('close', () => void vite.close());
  return vite.middlewares;
};

await runServer(async () => {
  await buildHashKernel();
  // The kit looks for its fallback pages relative to the working directory, and finds them from a folder as deep as these.
  process.chdir(appFolder(PAGE_APPS[0]));
  return pages;
});
