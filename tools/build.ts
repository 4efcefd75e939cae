/** `npm run build`: builds what is stale. `npm start` and `npm test` do the same before they go on. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { appFolder, PAGE_APPS, type PageApp, ROOT } from '../apps/server/paths.ts';
import { claimFile } from './claimed-file.ts';
import { fingerprint } from './installation/fingerprint.ts';

const LOOK_AGAIN = 500;

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
 * throws with the builder's own output when the build fails. An application that does not exist is passed over. Of two processes that
 * ask at once one builds and the other waits for it: they would write into the same folder.
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
  const current = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (current()) return false;
  const done = await oneAtATime(folder);
  try {
    if (current()) return false;
    await build(app, folder, root, say);
    writeFileSync(stamp, wanted);
    return true;
  } finally {
    done();
  }
}

/** Waits until no other process builds in a folder; ends with what lets the next one begin. */
async function oneAtATime(folder: string): Promise<() => void> {
  // Where the builder keeps its own cache: out of what it deletes, and out of the repository.
  const cache = join(folder, 'node_modules');
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, '.building');
  while (!claimFile(lock)) await setTimeout(LOOK_AGAIN);
  return () => rmSync(lock, { force: true });
}

async function build(app: PageApp, folder: string, root: string, say: (line: string) => void): Promise<void> {
  say(`Đang dựng trang ${app} … · Building the ${app} pages`);
  const started = performance.now();
  await viteBuild(folder, root);
  say(`Đã dựng xong ${app} · Built ${app} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
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
