import { spawnSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './binaries.ts';
import { type Cluster, pgdataOf, spawnOptionsOf } from './cluster.ts';
import { writePrivate } from './passwords.ts';

/** initdb writes to a draft that is renamed when complete: a killed first start leaves nothing half-made behind. */
export function initialise(cluster: Cluster, superuserPassword: string): void {
  const draft = `${pgdataOf(cluster)}.draft`;
  const passwordFile = join(cluster.folder, 'initdb-password');
  rmSync(draft, { recursive: true, force: true });
  writePrivate(passwordFile, superuserPassword, cluster.runAs);
  // lc_ctype must be a UTF-8 one: under "C", pg_trgm takes no letter with a Vietnamese mark for a letter.
  const libc = process.platform === 'darwin' ? 'en_US.UTF-8' : process.platform === 'win32' ? 'C' : 'C.UTF-8';
  const run = spawnSync(
    programOf(cluster.binaries, 'initdb'),
    [
      ...['-D', draft, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C', `--lc-ctype=${libc}`],
      ...['--lc-messages=C', '--lc-monetary=C', '--lc-numeric=C', '--lc-time=C', '--text-search-config=simple'],
      ...(cluster.fsync ? [] : ['--no-sync']),
    ],
    { ...spawnOptionsOf(cluster), encoding: 'utf8' },
  );
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) throw new Error(`initdb failed: ${run.error?.message ?? run.stderr}`);
  renameSync(draft, pgdataOf(cluster));
}
