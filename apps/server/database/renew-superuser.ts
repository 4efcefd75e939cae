import { spawnSync } from 'node:child_process';
import { programOf } from './binaries.ts';
import { type Cluster, pgdataOf, spawnOptionsOf } from './cluster.ts';
import { loadPasswords } from './passwords.ts';

/**
 * Gives a copied cluster, whose server does not run, passwords of its own: those of the cluster that it was copied from open
 * nothing in it. The owner's is set at every start.
 */
export function renewSuperuser(cluster: Cluster): void {
  const { superuser } = loadPasswords(cluster.folder, cluster.runAs);
  const { status, stderr, error } = spawnSync(
    programOf(cluster.binaries, 'postgres'),
    // A server without listeners that takes its statements here, one a line; the password is base64url of our own making.
    ['--single', '-D', pgdataOf(cluster), '-c', 'log_min_error_statement=panic', 'postgres'],
    { ...spawnOptionsOf(cluster), input: `alter role postgres password '${superuser}'\n`, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the copied database got no password of its own: ${error?.message ?? stderr}`);
  // Everything of the copy is on the disk before anybody relies on it.
  const synced = spawnSync(programOf(cluster.binaries, 'initdb'), ['--sync-only', '-D', pgdataOf(cluster)], {
    ...spawnOptionsOf(cluster),
    encoding: 'utf8',
  });
  if (synced.status !== 0) throw new Error(`the copied database was not written to the disk: ${synced.stderr}`);
}
