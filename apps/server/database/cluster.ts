import type { SpawnOptions } from 'node:child_process';
import { existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './error.ts';
import type { RunAs } from './run-as.ts';

/** Everything needed to run the programs of one cluster. */
export interface Cluster {
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs | null;
  /** The folder made by `prepareDataFolder`: passwords, log, and `pgdata/`. */
  readonly folder: string;
  /** Whether commits wait for the disk. Off is for tests alone. */
  readonly fsync: boolean;
}

const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

/** PostgreSQL's own data directory inside the cluster's folder. */
export const pgdataOf = (cluster: Cluster): string => join(cluster.folder, 'pgdata');

/** What the server printed. */
export const logOf = (cluster: Cluster): string => join(cluster.folder, 'postgres.log');

/** Opens the log for appending; a large one is set aside first, so that at most two are kept. */
export function openLog(cluster: Cluster): number {
  const log = logOf(cluster);
  if (existsSync(log) && statSync(log).size > LARGEST_LOG_BYTES) renameSync(log, `${log}.old`);
  return openSync(log, 'a', 0o600);
}

/** The last lines of the log, for an error message. */
export function logTail(cluster: Cluster): string {
  try {
    return readFileSync(logOf(cluster), 'utf8').trimEnd().split('\n').slice(-6).join('\n');
  } catch {
    return '(no log)';
  }
}

/** User, folder and environment of the programs. The caller's own PG* variables must not reach them. */
export function spawnOptionsOf(cluster: Cluster): SpawnOptions {
  const { PATH = '', SystemRoot, TZ } = process.env;
  return {
    cwd: cluster.binaries.folder,
    env: { PATH, LC_ALL: 'C', ...(SystemRoot && { SystemRoot }), ...(TZ && { TZ }) },
    windowsHide: true,
    ...(cluster.runAs && { uid: cluster.runAs.uid, gid: cluster.runAs.gid }),
  };
}

/** Refuses data of another major version, which this server cannot open. */
export function checkVersion(cluster: Cluster): void {
  const major = readFileSync(join(pgdataOf(cluster), 'PG_VERSION'), 'utf8').trim();
  if (major !== cluster.binaries.major) {
    throw new EmbeddedDatabaseError(
      `${pgdataOf(cluster)} do PostgreSQL ${major} tạo ra; bản này chạy PostgreSQL ${cluster.binaries.major}. ` +
        'Hãy chuyển thư mục đi nơi khác, hoặc chép dữ liệu sang bằng pg_dump.',
      `${pgdataOf(cluster)} was made by PostgreSQL ${major}; this version runs PostgreSQL ${cluster.binaries.major}. ` +
        'Move the folder away, or bring its data over with pg_dump.',
    );
  }
}
