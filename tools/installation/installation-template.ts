import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBinaries } from '../../apps/server/database/binaries.ts';
import { folderOf, prepareDataFolder } from '../../apps/server/database/data-folder.ts';
import { renewSuperuser } from '../../apps/server/database/renew-superuser.ts';
import { chooseRunAs } from '../../apps/server/database/run-as.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { DATABASE } from '../../apps/server/runtime-folder.ts';
import { HOUR, vietnamDate } from '../../src/kernel/index.ts';
import { dataFingerprint } from './fingerprint.ts';
import { takeTemplate } from './template-store.ts';

/**
 * What a first start makes, made once for each state of the code: the tables and the data of the country (for tests), or all
 * of it with the demonstration (for `npm start` too).
 */
export type TemplateKind = 'installation' | 'demonstration';

const CACHE = join(ROOT, 'node_modules', '.cache', 'installation-templates');

/**
 * How long the invented present is believed. The acts of a story are sealed, chained in the audit and numbered by their
 * moments, so they cannot be moved: a demonstration of an hour ago, or of another day, is played again.
 */
export function isStillPresent(madeAt: Date, now: Date = new Date()): boolean {
  const age = now.getTime() - madeAt.getTime();
  return age >= 0 && age < HOUR && vietnamDate(madeAt) === vietnamDate(now);
}

/**
 * Copies the template into a data folder that has no database yet. Its root keys are the template's: see
 * `apps/server/from-template.ts`. The database gets passwords of its own.
 */
export async function copyTemplate(
  kind: TemplateKind,
  dataDir: string,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const home = await takeTemplate({
    folder: join(CACHE, kind),
    fingerprint: dataFingerprint(ROOT),
    usable: kind === 'demonstration' ? (madeAt) => isStillPresent(madeAt) : () => true,
    make: (draft) => makeIn(draft, kind, say),
    partsOf,
  });
  const runAs = chooseRunAs();
  mkdirSync(dataDir, { recursive: true });
  copyFolder(home, dataDir, DATABASE);
  const draft = prepareDataFolder(join(dataDir, `${DATABASE}.draft`), runAs);
  copyFolder(databaseOf(home), draft);
  for (const file of ['passwords.json', 'postgres.log']) rmSync(join(draft, file), { force: true });
  renewSuperuser({ binaries: prepareBinaries(runAs), runAs, folder: draft, fsync: true });
  // The database comes last and at once: a folder that has one is complete.
  renameSync(draft, databaseOf(dataDir));
}

/** Whether a data folder holds nothing of an installation yet. */
export function isUnused(dataDir: string): boolean {
  return !existsSync(databaseOf(dataDir)) && !existsSync(join(dataDir, 'keys'));
}

const databaseOf = (home: string): string => folderOf(join(home, DATABASE), chooseRunAs());

/** As root, the database may not be able to lie within. */
function partsOf(home: string): string[] {
  const database = databaseOf(home);
  return database.startsWith(home) ? [home] : [home, database];
}

/** In a process of its own, whose settings are none of the caller's. */
function makeIn(home: string, kind: TemplateKind, say: (line: string) => void): Promise<void> {
  const { PATH, HOME, TMPDIR, TZ, SystemRoot } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'installation', 'make-template.ts'), kind], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      TZ,
      SystemRoot,
      LOG_LEVEL: 'error',
      DATA_DIR: home,
      DEMONSTRATION: kind === 'demonstration' ? 'on' : 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => say(chunk.toString().trimEnd()));
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the template was not made:\n${output}`)),
    );
  });
}

function copyFolder(from: string, to: string, except?: string): void {
  const names = readdirSync(from).filter((name) => name !== except);
  if (process.platform === 'win32') {
    for (const name of names) cpSync(join(from, name), join(to, name), { recursive: true });
    return;
  }
  // As root the database's files belong to another user, which only `cp -a` keeps.
  const run = spawnSync('cp', ['-a', ...names.map((name) => join(from, name)), to], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the template was not copied: ${run.stderr}`);
}
