/**
 * Installs the packages when they are missing or stale, so that `npm start` and `npm test` need no step before them.
 * Built-ins only, and no syntax newer than Node 20: this is the one file that may run before node_modules exists.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.lachan-install');
const OLDEST_NODE = 24;

/** The lock file alone is not enough: a folder copied to another machine holds the binaries of the first one. */
function wantedStamp() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  hash.update(`${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

function installedStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

function npmCi() {
  console.log(`Đang cài các gói (npm ci) … · Installing packages (npm ci) with Node ${process.version}`);
  const args = ['ci', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (error) console.error(`npm could not be started: ${error.message}`);
  if (status !== 0) {
    console.error('Cài gói không thành công. · The packages could not be installed; the lines above say why.');
    process.exit(1);
  }
}

/** The Node that the scripts will run on: the platform's package in node_modules/.bin comes first on npm's PATH. */
function nodeOfTheScripts() {
  const pinned = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (!existsSync(pinned)) return { version: process.version, pinned: false };
  const run = spawnSync(pinned, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  return { version: run.status === 0 ? run.stdout.trim() : 'unusable', pinned: true };
}

function checkNode() {
  const { version, pinned } = nodeOfTheScripts();
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
  const platform = `${process.platform}-${process.arch}`;
  if (major >= OLDEST_NODE) {
    if (!pinned)
      console.log(`No Node package for ${platform}: using this machine's own Node ${version}, which is new enough.`);
    return;
  }
  console.error(
    pinned
      ? `The Node that npm installed for ${platform} does not run here (${version}). Delete node_modules and try again.`
      : `Lá Chắn cần Node ${OLDEST_NODE} trở lên; máy này có ${version}.\n` +
          `npm has no Node package for ${platform}, and this machine's own Node is ${version}: install Node ${OLDEST_NODE} or newer.`,
  );
  process.exit(1);
}

const stamp = wantedStamp();
if (installedStamp() !== stamp) {
  npmCi();
  writeFileSync(stampFile, stamp);
}
checkNode();
