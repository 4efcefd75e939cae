/** `npm run build`: builds what is stale. `npm start` and `npm test` do the same before they go on. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appFolder, PAGE_APPS, type PageApp, ROOT } from '../apps/server/paths.ts';
import { fingerprint } from './installation/fingerprint.ts';

/** Builds everything whose sources changed since its last build, the page applications side by side. */
export async function buildStale(say: (line: string) => void = console.log): Promise<void> {
  await buildHashKernel();
  await Promise.all(PAGE_APPS.map((app) => buildIfStale(app, say)));
}

/** Builds the WebAssembly of the hash kernel if it is stale. */
export async function buildHashKernel(): Promise<void> {
  const builder = join(ROOT, 'tools', 'build-hash-kernel.ts');
  if (!existsSync(builder)) return;
  const module = (await import(pathToFileURL(builder).href)) as { buildHashKernelIfStale: () => Promise<unknown> };
  await module.buildHashKernelIfStale();
}

/**
 * Builds one page application if its fingerprint differs from that of its last build. Resolves with whether it was built;
 * throws with the builder's own output when the build fails. An application that does not exist is passed over.
 */
export async function buildIfStale(
  app: PageApp,
  say: (line: string) => void = console.log,
  root: string = ROOT,
): Promise<boolean> {
  const folder = appFolder(app, root);
  if (!existsSync(join(folder, 'vite.config.ts'))) return false;
  const stamp = join(folder, 'build', '.stamp');
  const wanted = fingerprint(app, root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  say(`Đang dựng trang ${app} … · Building the ${app} pages`);
  const started = performance.now();
  await viteBuild(folder, root);
  writeFileSync(stamp, wanted);
  say(`Đã dựng xong ${app} · Built ${app} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

/** The kit's adapter reads the package.json of the working directory, so each application is built from its own folder. */
function viteBuild(folder: string, root: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`The build failed:\n${output}`))));
  });
}

if (import.meta.main) await buildStale();
